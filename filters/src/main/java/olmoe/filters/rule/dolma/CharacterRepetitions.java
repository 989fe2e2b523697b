package olmoe.filters.rule.dolma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Where some characters stand four times in a row and more, as dolma's `repetitions_v1` and `paragraph_repetitions_v1`
/// find them (`taggers/repetitions` of allenai/dolma at 669f534): matches of `(.+?)(\s?\1){3,}`, the second tagger's
/// within one line. The score is how often the characters stand in the match.
///
/// A unit is the shortest that repeats from a place on. Short ones are tried one after the other. Of longer ones only
/// those are whose beginning stands again where the next copy must: a beginning of k characters that has no short
/// period stands at most four times in k, so that time grows but little faster than length.
final class CharacterRepetitions {
    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final int TIMES = 4;
    private static final int FACTOR = 16; // from the units that are tried to those of the first level, and so on

    private final int[] text;
    private final int from;
    private final int to;
    private final long[] hashes; // of what stands before an offset from `from`
    private final long[] powers;
    private final List<int[]> again =
            new ArrayList<>(); // by level: where the FACTOR^level characters at an offset stand next

    private CharacterRepetitions(int[] text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
        int length = to - from;
        boolean levels = longestLine() >= FACTOR && length >= TIMES * FACTOR;
        hashes = new long[levels ? length + 1 : 0];
        powers = new long[hashes.length];
        if (levels) {
            powers[0] = 1;
            for (int i = 0; i < length; i++) {
                powers[i + 1] = powers[i] * BASE;
                hashes[i + 1] = hashes[i] * BASE + text[from + i] + 1;
            }
            for (long k = FACTOR; k <= longestLine() && TIMES * k <= length; k *= FACTOR) {
                again.add(again((int) k));
            }
        }
    }

    /// The tagger's spans and its three numbers of the document.
    static String spans(TextView text, boolean paragraphs) {
        DolmaSpans spans = new DolmaSpans();
        long[] most = new long[2]; // score, length
        long covered = 0;
        if (paragraphs) {
            Spans lines = text.betweenNewlines();
            for (int i = 0; i < lines.size(); i++) {
                int end = Math.min(lines.end(i) + 1, text.length()); // the newline belongs to it
                covered += new CharacterRepetitions(text.codePoints(), lines.start(i), end).find(spans, most);
            }
        } else {
            covered = new CharacterRepetitions(text.codePoints(), 0, text.length()).find(spans, most);
        }
        spans.add(0, text.length(), "doc_max_score_repetition", most[0]);
        spans.add(0, text.length(), "doc_max_length_repetition", most[1]);
        spans.add(0, text.length(), "doc_frac_repetition", covered == 0 ? 0 : (double) covered / text.length());
        return spans.toString();
    }

    /// @return the characters of all matches
    private long find(DolmaSpans spans, long[] most) {
        long covered = 0;
        int lineEnd = from - 1;
        for (int at = from; at < to; ) {
            lineEnd = lineEnd < at ? lineEnd(at) : lineEnd;
            int unit = unit(at, Math.min((to - at) / TIMES, lineEnd - at));
            if (unit == 0) {
                at++;
                continue;
            }
            int end = end(at, unit, true);
            long times = times(at, unit, end);
            spans.add(at, end, "repetition", times);
            most[0] = Math.max(most[0], times);
            most[1] = Math.max(most[1], end - at);
            covered += end - at;
            at = end;
        }
        return covered;
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < to && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private int longestLine() {
        int longest = 0;
        for (int at = from; at < to; ) {
            int end = lineEnd(at);
            longest = Math.max(longest, end - at);
            at = end + 1;
        }
        return longest;
    }

    /// The length of the unit that repeats from a place on, or 0.
    private int unit(int at, int longest) {
        for (int unit = 1; unit < FACTOR && unit <= longest; unit++) {
            if (end(at, unit, true) > 0) {
                return unit;
            }
        }
        int least = FACTOR;
        for (int level = 0; level < again.size() && least <= longest; level++, least *= FACTOR) {
            int most = (int) Math.min(longest, (long) least * FACTOR - 1);
            int[] next = again.get(level);
            for (int other = next[at - from]; other > 0 && other - 1 - (at - from) <= most; other = next[other]) {
                int unit = other - (at - from);
                if (PYTHON.isSpace(text[from + other - 1]) && repeats(at, unit - 1, least, most)) {
                    return unit - 1;
                }
                if (repeats(at, unit, least, most)) {
                    return unit;
                }
            }
        }
        return 0;
    }

    private boolean repeats(int at, int unit, int least, int most) {
        return unit >= least && unit <= most && end(at, unit, false) > 0 && end(at, unit, true) > 0;
    }

    /// Where the copies of a unit end if they are four at least, or 0. A white space before each copy is taken where
    /// that can be.
    private int end(int at, int unit, boolean exactly) {
        int end = end(at, unit, at + unit, 1, exactly);
        while (end > 0) {
            int next = afterCopy(at, unit, end, exactly);
            if (next == 0) {
                return end;
            }
            end = next;
        }
        return 0;
    }

    private int end(int at, int unit, int place, int times, boolean exactly) {
        if (times == TIMES) {
            return place;
        }
        if (place < to && PYTHON.isSpace(text[place]) && equal(at, place + 1, unit, exactly)) {
            int end = end(at, unit, place + 1 + unit, times + 1, exactly);
            if (end > 0) {
                return end;
            }
        }
        return equal(at, place, unit, exactly) ? end(at, unit, place + unit, times + 1, exactly) : 0;
    }

    private int afterCopy(int at, int unit, int place, boolean exactly) {
        if (place < to && PYTHON.isSpace(text[place]) && equal(at, place + 1, unit, exactly)) {
            return place + 1 + unit;
        }
        return equal(at, place, unit, exactly) ? place + unit : 0;
    }

    private boolean equal(int at, int other, int length, boolean exactly) {
        if (other + length > to || text[at] != text[other] || text[at + length - 1] != text[other + length - 1]) {
            return false;
        }
        return exactly
                ? Arrays.equals(text, at, at + length, text, other, other + length)
                : hash(at - from, length) == hash(other - from, length);
    }

    private long hash(int offset, int length) {
        return hashes[offset + length] - hashes[offset] * powers[length];
    }

    /// How often the unit stands in the match, counted from the left without overlaps.
    private long times(int at, int unit, int end) {
        long times = 0;
        int place = at;
        while (place + unit <= end) {
            boolean copy = equal(at, place, unit, unit < FACTOR) && (unit < FACTOR || equal(at, place, unit, true));
            times += copy ? 1 : 0;
            place += copy ? unit : 1;
        }
        return times;
    }

    /// By offset: the next one at which the same characters of one line stand, or 0.
    private int[] again(int characters) {
        int length = to - from;
        int[] again = new int[length];
        int[] last = new int[Integer.highestOneBit(length) << 1]; // by hash: the offset that was seen last, plus one
        int newline = length; // the first behind the offset
        for (int offset = length - 1; offset >= 0; offset--) {
            newline = text[from + offset] == '\n' ? offset : newline;
            if (newline - offset < characters) {
                continue;
            }
            long hash = hash(offset, characters);
            int slot = (int) (hash * BASE >>> 32 ^ hash >>> 47) & last.length - 1;
            while (last[slot] != 0 && hash(last[slot] - 1, characters) != hash) {
                slot = slot + 1 & last.length - 1;
            }
            again[offset] = Math.max(0, last[slot] - 1);
            last[slot] = offset + 1;
        }
        return again;
    }
}
