package olmoe.filters.rule.dolma;

import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;

/// dolma's split_paragraphs: lines with their newlines, without those of white space only.
final class DolmaParagraphs {
    private static final CodePoints PYTHON = CodePoints.unicode14();

    private DolmaParagraphs() {}

    static Spans of(int[] text) {
        Spans.Collector paragraphs = new Spans.Collector(text);
        int start = 0;
        boolean blank = true;
        for (int at = 0; at < text.length; at++) {
            blank &= PYTHON.isSpace(text[at]);
            if (text[at] == '\n' || at == text.length - 1) {
                if (!blank) {
                    paragraphs.add(start, at + 1);
                }
                start = at + 1;
                blank = true;
            }
        }
        return paragraphs.spans();
    }
}
