package olmoe.filters.rule.cleaner;

import static olmoe.filters.rule.Rules.edited;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import olmoe.filters.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WikitextTest {
    private static final Step CLEAN = rule("clean-wikitext");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'[[a]] and [[b|c ''''d'''']] [[e [[f]]]]'; 'a and c d e f'",
                "'[[File:x.png|thumb|[[a]] b]]c[[Category:D]][[de:E]]'; c",
                "'[[:Category:D]] [[a: b|c]]'; 'Category:D c'",
                "'a{{b|c={{d}}|{{e}}}}f'; af",
                "'{| class=x\n| a || {{b}}\n|}c'; c",
                "'a<ref name=\"b\">c {{d}}</ref><ref name=\"b\"/>.'; a.",
                "'a<!-- b -->c<br/>d'; 'ac\nd'",
                "'[http://a.b c d] [http://a.b] https://e'; 'c d  https://e'",
                "'<nowiki>[[a]]</nowiki> <math>x</math>&nbsp;&lt;b&gt;'; 'a  <b>'",
                "'== A ==\nb\n=== C ===\nd'; 'A\nb\nC\nd'",
                "'* a\n## b\n: c\n; d'; '- a\n- b\nc\nd'",
                "'__NOTOC__a__b'; a__b",
                "'a {{b [[c'; 'a {{b [[c'",
                "'{{a {| b }} c'; ' c'"
            })
    void leavesWhatIsRead(String text, String expected) {
        assertEquals(expected.replace("\\n", "\n"), edited(CLEAN, text.replace("\\n", "\n")));
    }

    @Test
    void sectionsOfReferencesGoWithTheirSubsections() {
        String text = "a\n\n== References ==\nb\n=== C ===\nd\n== E ==\nf\n=== See also ===\ng\n== H ==\n\n\n\ni";
        assertEquals("a\n\nE\nf\nH\n\ni", edited(CLEAN, text));
        assertEquals(
                "a\n\nReferences\nb\nC\nd\nf",
                edited(
                        rule("clean-wikitext", Map.of("drop-sections", List.of("e"))),
                        "a\n\n== References ==\nb\n=== C ===\nd\n= E =\n= f ="));
        assertEquals("empty", reason(CLEAN, "{{a}}"));
    }
}
