package olmoe.filters.rule.datatrove;

import static olmoe.filters.rule.Examples.PROSE;

import java.util.Map;
import olmoe.filters.rule.Examples;
import olmoe.filters.rule.Rules;

public final class DatatroveExamples {
    private DatatroveExamples() {}

    public static void add(Examples examples) {
        examples.judge("gopher-quality/datatrove", PROSE, "Too short.", "gopher_short_doc");
        examples.judge("gopher-repetition/datatrove", PROSE, "home\nabout\nhome\nabout\nhome", "dup_line_frac");
        examples.judge("c4-quality/datatrove", PROSE, "One sentence is too few.", "too_few_sentences");
        examples.judge("c4-quality-noterm/datatrove", PROSE, PROSE + "\nint main() { return 0; }", "curly_bracket");
        String paragraph = PROSE.replace('\n', ' ') + "\n";
        examples.judge("c4-paragraph/datatrove", paragraph.repeat(3), PROSE, "< 3 paragraphs");
        examples.judge(
                "c4-badwords/datatrove",
                Map.of("words", Rules.file("darn\nblue moon\n")),
                Rules.document("a darned sock under a blue\nmoon"),
                Rules.document("Once in a Blue Moon!"),
                "document_removed_with_badwords");
        examples.judge("fineweb-quality/datatrove", PROSE, "home\nabout\ncontact\nmore", "line_punct_ratio");
        examples.edit(
                "pii-formatter/datatrove", "ask me@home.org or 8.8.8.8", "ask email@example.com or 22.214.171.124");
        examples.edit("simplify-text/datatrove", "Éa, (1,234.5)\n\tB! \uD818\uDD33", "ea 0 0 b 0");
        examples.edit("symbol-lines/datatrove", "one\n* * *\n---\ntwo\n", "one\ntwo");
        examples.edit("symbol-lines-nl/datatrove", "one\n* * *\n---\ntwo\n", "one\n\n\ntwo");
        examples.judge(
                "fineweb-sequence/datatrove", PROSE, PROSE + "\nint main() { return 0; }", "c4-noterm:curly_bracket");
        examples.annotate("doc-stats/datatrove", "a b… 1X", "elipsis_ratio", 1.0 / 7);
        examples.annotate("line-stats/datatrove", "- one.\n\n* two\n- one.", "line_duplicates", 0.25);
        examples.annotate("paragraph-stats/datatrove", "one\n\n \n\none\n\n\ntwo", "n_paragraphs", 3L);
        examples.annotate("word-stats/datatrove", "NASA's Hubble saw it", "capitalized_word_ratio", 0.2);
        examples.annotate("sentence-stats/datatrove", "One. Two! Three?", "avg_sentence_length", 14.0 / 3);
    }
}
