package olmoe.dedup.minhash;

import olmoe.tokenizer.text.CodePoints;

/// Runs of letters, marks and numbers (Unicode 16), in lower case; all else separates. In scripts
/// written without spaces every character is a word.
final class Words implements Shingler {
    private static final CodePoints TABLES = CodePoints.unicode16();
    private static final long PRIME = 0x100000001B3L;
    private static final long START = 0xCBF29CE484222325L;
    private static final byte[] ASCII = new byte[128]; // lower-cased, or 0 for a separator

    static {
        for (int c = 0; c < ASCII.length; c++) {
            ASCII[c] = (byte) lower(c);
        }
    }

    private final int n;
    private ShingleWindow window;
    private Shingles target;

    Words(int n) {
        this.n = n;
    }

    @Override
    public void shingle(String text, Shingles out) {
        if (target != out) {
            target = out;
            window = new ShingleWindow(n, out);
        }
        window.clear();
        int length = text.length();
        long hash = START;
        int i = 0;
        while (i < length) {
            int c = text.charAt(i);
            if (c < ASCII.length) {
                c = ASCII[c];
                i++;
            } else {
                c = text.codePointAt(i);
                i += Character.charCount(c);
                if (isUnspaced(c)) {
                    end(hash);
                    end((START ^ c) * PRIME);
                    hash = START;
                    continue;
                }
                c = lower(c);
            }
            if (c != 0) {
                hash = (hash ^ c) * PRIME;
            } else {
                end(hash);
                hash = START;
            }
        }
        end(hash);
        window.finish();
    }

    private void end(long hash) {
        if (hash != START) {
            window.add(ShingleWindow.mix(hash));
        }
    }

    /// The lower-case form of what belongs to a word, or 0.
    static int lower(int c) {
        return TABLES.isLetter(c) || TABLES.isMark(c) || TABLES.isNumber(c) ? TABLES.lower(c) : 0;
    }

    /// Thai to Burmese and Khmer, kana, Han.
    static boolean isUnspaced(int c) {
        return c >= 0x0E00 && c < 0x10A0 && (c < 0x0F00 || c >= 0x1000) && TABLES.isLetter(c)
                || c >= 0x1780 && c < 0x1800 && TABLES.isLetter(c)
                || c >= 0x3040 && c < 0x3100
                || c >= 0x3400 && c < 0xA000
                || c >= 0x20000 && c < 0x32000;
    }
}
