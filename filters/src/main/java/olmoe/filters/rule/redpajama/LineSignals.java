package olmoe.filters.rule.redpajama;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// RedPajama-v2's quality signals of lines, by their names (togethercomputer/RedPajama-Data at 6d2cee9,
/// app/src/core/quality_signals/lines.py): each a JSON text `[[start, end, score], …]` with offsets in code points.
public record LineSignals() implements Annotate {
    private static final CodePoints TABLE = SignalText.TABLE;
    private static final String PREFIX = "rps_lines_";
    private static final String BULLETS = "\u2022\u2023\u25B6\u25C0\u25E6\u25A0\u25A1\u25AA\u25AB\u2013";
    private static final List<String> NAMES = List.of(
            "javascript_counts",
            "ending_with_terminal_punctution_mark",
            "num_words",
            "uppercase_letter_fraction",
            "numerical_chars_fraction",
            "start_with_bulletpoint");

    /// Ideographs for numbers, which Python's str.isnumeric knows besides the categories of numbers.
    private static final int[] NUMERALS = ("㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍"
                    + "弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零\uF96B\uF973\uF978\uF9B2\uF9D1\uF9D3\uF9FD\uD840\uDC01\uD840\uDC64\uD840\uDCE2\uD840\uDD21\uD842\uDD2A\uD842\uDD83\uD842\uDD8C\uD842\uDD9C\uD842\uDEEA\uD842\uDEFD\uD842\uDF19\uD848\uDF90\uD84A\uDD98\uD84E\uDF1B\uD858\uDE6D"
                    + "\uD87E\uDC90")
            .codePoints()
            .sorted()
            .toArray();

    @Override
    public String name() {
        return "line-signals/redpajama-v2";
    }

    @Override
    public List<Attribute> provides() {
        List<Attribute> columns = new ArrayList<>();
        NAMES.forEach(name -> columns.add(new Attribute(PREFIX + name, Attribute.Type.TEXT)));
        return columns;
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        int[] raw = text.codePoints();
        Spans lines = SignalText.lines(raw);
        List<StringBuilder> signals = new ArrayList<>();
        NAMES.forEach(name -> signals.add(new StringBuilder("[")));
        for (int i = 0; i < lines.size(); i++) {
            int[] line = SignalText.normalized(Arrays.copyOfRange(raw, lines.start(i), lines.end(i)));
            Spans words = TextView.of(new String(line, 0, line.length)).words();
            double[] scores = {
                scripts(words),
                isTerminated(raw, lines, i) ? 1 : 0,
                words.size(),
                share(raw, lines.start(i), lines.end(i), false),
                share(line, 0, line.length, true),
                beginsWithBullet(raw, lines, i) ? 1 : 0
            };
            for (int k = 0; k < scores.length; k++) {
                StringBuilder signal = signals.get(k);
                signal.append(i > 0 ? "," : "")
                        .append('[')
                        .append(lines.start(i))
                        .append(',')
                        .append(lines.end(i));
                signal.append(',').append(scores[k]).append(']');
            }
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int k = 0; k < signals.size(); k++) {
            boolean none = lines.isEmpty() && NAMES.get(k).equals("start_with_bulletpoint");
            columns.put(PREFIX + NAMES.get(k), none ? "[[0,0,null]]" : signals.get(k) + "]");
        }
        return columns;
    }

    private static int scripts(Spans words) {
        int count = 0;
        for (int i = 0; i < words.size(); i++) {
            count += words.length(i) == 10 && words.text(i).equals("javascript") ? 1 : 0;
        }
        return count;
    }

    private static boolean isTerminated(int[] text, Spans lines, int i) {
        return endsWith(text, lines, i, ".")
                || endsWith(text, lines, i, "!")
                || endsWith(text, lines, i, "?")
                || endsWith(text, lines, i, "”");
    }

    /// Whether a line ends so before white space.
    static boolean endsWith(int[] text, Spans lines, int i, String end) {
        int to = lines.end(i);
        while (to > lines.start(i) && TABLE.isSpace(text[to - 1])) {
            to--;
        }
        int from = to - end.length();
        for (int k = 0; k < end.length(); k++) {
            if (from < lines.start(i) || text[from + k] != end.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsWithBullet(int[] text, Spans lines, int i) {
        int from = lines.start(i);
        while (from < lines.end(i) && TABLE.isSpace(text[from])) {
            from++;
        }
        return from < lines.end(i) && BULLETS.indexOf(text[from]) >= 0;
    }

    private static double share(int[] text, int from, int to, boolean numbers) {
        long count = 0;
        for (int i = from; i < to; i++) {
            int c = text[i];
            boolean counts =
                    numbers ? TABLE.isNumber(c) || Arrays.binarySearch(NUMERALS, c) >= 0 : TABLE.isUppercase(c);
            count += counts ? 1 : 0;
        }
        return to == from ? 0 : SignalText.ratio(count, to - from);
    }
}
