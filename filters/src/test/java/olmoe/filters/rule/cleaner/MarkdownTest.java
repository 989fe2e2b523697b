package olmoe.filters.rule.cleaner;

import static olmoe.filters.rule.Rules.edited;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import olmoe.filters.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {
    private static final Step CLEAN = rule("clean-markdown");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'## A ##\n\nb\n---\nC\n==='; 'A\n\nb\nC'",
                "'> a\n> > b'; 'a\nb'",
                "'**a** *b* __c__ _d_ ~~e~~ ***f***'; 'a b c d e f'",
                "'2*3*4 a_b_c * d'; '2*3*4 a_b_c * d'",
                "'[a *b*](c \"d (e)\") ![f](g) [h][i] [j]'; 'a b f h [j]'",
                "'![a [b](c)](d)'; 'a b'",
                "'`a*b*` ``c ` d`` ` e'; 'a*b* c ` d ` e'",
                "'\\*a\\* &lt; &amp;amp;'; '*a* < &amp;'",
                "'<https://a.b/c> <b>d</b> a <- b < c'; 'https://a.b/c d a <- b < c'",
                "'[a]: http://b\n[^1]: c'; '[^1]: c'",
                "'| a | b |\n|---|:-:|\n| c | d |'; '| a | b |\n| c | d |'",
                "'a\n\n\n\n<!-- b -->\n\nc'; 'a\n\nc'",
                "'[a](b'; '[a](b'",
                "'**a'; '**a'"
            })
    void leavesWhatIsRead(String text, String expected) {
        assertEquals(expected.replace("\\n", "\n"), edited(CLEAN, text.replace("\\n", "\n")));
    }

    @Test
    void codeInFencesStaysAsItIs() {
        assertEquals("a\n\n# b *c*\n\n\n  d\n\ne", edited(CLEAN, "*a*\n```sh\n# b *c*\n\n\n  d\n```\n_e_"));
        assertEquals("`x`\n\ny", edited(CLEAN, "~~~~\n`x`\n~~~~\n\ny"));
        assertEquals("```\na", edited(CLEAN, "```\n*a*"));
    }

    @Test
    void frontMatterGoes() {
        assertEquals("a", edited(CLEAN, "---\ntitle: t\n---\na"));
        assertEquals("title: t", edited(CLEAN, "---\ntitle: t"));
        assertEquals("empty", reason(CLEAN, "---\n---\n"));
    }
}
