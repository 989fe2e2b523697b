package olmoe.filters.rule.dolma.secrets;

import olmoe.filters.rule.dolma.secrets.Line.Chars;

/// Strings in quotes whose characters are many and evenly spread: base64 with more than 4.5 bits a character by
/// Shannon's entropy, hexadecimal digits with more than 3.
final class QuotedStrings {
    // entropy is summed in this order
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String BASE64 = LETTERS + "0123456789+/\\-_=";
    private static final String HEX = "0123456789abcdefABCDEF";

    private QuotedStrings() {}

    static void find(Line line, Finds finds) {
        find(line, Chars.ENTROPY, BASE64, 4.5, Kind.BASE64, finds);
        find(line, Chars.HEX_ANY_CASE, HEX, 3.0, Kind.HEX, finds);
    }

    private static void find(Line line, Chars chars, String order, double limit, Kind kind, Finds finds) {
        for (int i = line.from(); i < line.to(); i++) {
            if (line.isQuote(i)) {
                int end = line.after(i + 1, chars);
                if (end > i + 1 && line.at(end) == line.at(i)) {
                    if (entropy(line, i + 1, end, order) > limit) {
                        finds.add(kind, i + 1, end);
                    }
                    i = end;
                }
            }
        }
    }

    private static double entropy(Line line, int from, int to, String order) {
        int[] counts = new int[0x80];
        for (int i = from; i < to; i++) {
            counts[line.at(i)]++;
        }
        double bits = 0;
        for (int k = 0; k < order.length(); k++) {
            double share = (double) counts[order.charAt(k)] / (to - from);
            if (share > 0) {
                bits += -share * (StrictMath.log(share) / StrictMath.log(2));
            }
        }
        return bits;
    }
}
