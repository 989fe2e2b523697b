package olmoe.filters.rule.dclm;

import static olmoe.filters.rule.Examples.PROSE;

import olmoe.filters.rule.Examples;

public final class DclmExamples {
    private DclmExamples() {}

    public static void add(Examples examples) {
        examples.judge("page-length/dclm", PROSE, "too short", "too-few-words");
        examples.judge("word-length/dclm", PROSE, "a b c", "short-words");
        examples.judge("symbol-ratio/dclm", PROSE, "#tag #and #more", "symbols");
        examples.judge("bullets/dclm", PROSE, "- one\n- two", "bullet-lines");
        examples.judge("ellipsis/dclm", PROSE, "and so on...\nmore…", "ellipsis-lines");
        examples.judge("alphabetic/dclm", PROSE, "1 + 1 = 2", "non-alphabetic-words");
        examples.judge("stop-words/dclm", PROSE, "Bonjour tout le monde", "stop-words");
        examples.judge("gopher-quality/dclm", PROSE, PROSE + "# ".repeat(20), "symbols");
        examples.judge("gopher-repetition/dclm", PROSE, "home\nabout\nhome\nabout", "line-count");
    }
}
