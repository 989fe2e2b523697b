package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Text as Rust's standard library sees it: white space of Unicode 17, lengths in bytes of UTF-8.
final class RustText {
    static final CodePoints TABLE = CodePoints.unicode17();

    private RustText() {}

    /// Pieces without white space: split_whitespace.
    static Spans words(TextView text) {
        int[] points = text.codePoints();
        Spans.Collector words = new Spans.Collector(points);
        int at = 0;
        while (at < points.length) {
            while (at < points.length && TABLE.isWhiteSpace(points[at])) {
                at++;
            }
            int start = at;
            while (at < points.length && !TABLE.isWhiteSpace(points[at])) {
                at++;
            }
            if (at > start) {
                words.add(start, at);
            }
        }
        return words.spans();
    }

    /// What stands between runs of that many newlines, cut from the left: split("\n") or split("\n\n").
    ///
    /// @param empty whether empty pieces are among them
    static Spans split(int[] text, int newlines, boolean empty) {
        Spans.Collector pieces = new Spans.Collector(text);
        int start = 0;
        int run = 0;
        for (int at = 0; at <= text.length; at++) {
            run = at < text.length && text[at] == '\n' ? run + 1 : 0;
            if (at == text.length || run == newlines) {
                int end = at == text.length ? at : at + 1 - newlines;
                if (empty || end > start) {
                    pieces.add(start, end);
                }
                start = at + 1;
                run = 0;
            }
        }
        return pieces.spans();
    }

    static int bytes(Spans pieces, int i) {
        int bytes = 0;
        for (int k = 0; k < pieces.length(i); k++) {
            bytes += bytes(pieces.codePoint(i, k));
        }
        return bytes;
    }

    static int bytes(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /// Whether the line `from..to` (exclusive) of a text stays.
    @FunctionalInterface
    interface Line {
        boolean stays(int[] text, int from, int to);
    }

    /// The lines that stay, joined by newlines.
    static String filter(TextView view, Line line) {
        int[] text = view.codePoints();
        Spans lines = split(text, 1, true);
        Rewrite rewrite = new Rewrite(view);
        boolean stays = true;
        boolean anyStays = false;
        for (int i = 0; i < lines.size(); i++) {
            stays = line.stays(text, lines.start(i), lines.end(i));
            anyStays |= stays;
            if (!stays) {
                rewrite.omit(lines.start(i), Math.min(lines.end(i) + 1, text.length));
            }
        }
        if (!stays && anyStays) {
            rewrite.cut();
        }
        return rewrite.text();
    }
}
