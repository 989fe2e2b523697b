package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Text as Rust's standard library sees it: white space of Unicode 17, lengths in bytes of UTF-8.
final class RustText {
    static final CodePoints TABLE = CodePoints.unicode17();

    private RustText() {}

    /// What stands between newlines as it is, without empty pieces.
    static Spans lines(TextView text) {
        Spans all = text.betweenNewlines();
        Spans.Collector pieces = new Spans.Collector(text.codePoints(), all.size());
        for (int i = 0; i < all.size(); i++) {
            if (all.length(i) > 0) {
                pieces.add(all.start(i), all.end(i));
            }
        }
        return pieces.spans();
    }

    /// What stands between pairs of newlines, cut from the left, without empty pieces: split("\n\n").
    static Spans paragraphs(TextView text) {
        Spans lines = text.betweenNewlines();
        Spans.Collector pieces = new Spans.Collector(text.codePoints(), lines.size());
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i + 1 == lines.size();
            if (last || i + 2 < lines.size() && lines.length(i + 1) == 0) {
                if (lines.end(i) > start) {
                    pieces.add(start, lines.end(i));
                }
                start = last ? start : lines.start(i + 2);
                i++;
            }
        }
        return pieces.spans();
    }

    static int bytes(Spans pieces, int i) {
        int[] text = pieces.text();
        int bytes = 0;
        for (int at = pieces.start(i); at < pieces.end(i); at++) {
            bytes += bytes(text[at]);
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
        Spans lines = view.betweenNewlines();
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
