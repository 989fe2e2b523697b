package olmoe.tokenizer.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Character properties of one frozen Unicode version, the same under every JDK.
///
/// 14 is Python 3.11's, 16 uniseg 0.10's and that of our own rules, 17 Rust's of 2026. Every method
/// takes a code point in 0..0x10FFFF, surrogates included, and throws IndexOutOfBoundsException
/// outside. Tables are made by a program, see `unicode-tables.md` beside them.
public final class CodePoints {
    private static final int BLOCK_SHIFT = 7;
    private static final int BLOCK = 1 << BLOCK_SHIFT;
    private static final int ASCII = 0x80;

    private static final int SPACE = 1;
    private static final int WHITE_SPACE = 1 << 1;
    private static final int DIGIT = 1 << 2;
    private static final int NUMERIC = 1 << 3;
    private static final int UPPERCASE = 1 << 4;
    private static final int CASED = 1 << 5;
    private static final int CASE_IGNORABLE = 1 << 6;
    private static final int EXTENDED_PICTOGRAPHIC = 1 << 7;
    private static final int LETTER = 1 << 8;
    private static final String FLAG_LETTERS = "swdnucie";

    /// Short names at the index that [Character#getType(int)] gives them; 17 is unused there.
    private static final List<String> CATEGORIES = List.of(
            "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "",
            "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf");

    // a code point's class is classes[blocks[c / BLOCK] * BLOCK + c % BLOCK]
    private final char[] blocks;
    private final byte[] classes;
    // by class
    private final byte[] categories;
    private final WordBreak[] wordBreaks;
    private final short[] flags;
    private final int[] lowerDistances;
    // by code point, of what most texts have most of
    private final short[] asciiFlags = new short[ASCII];
    private final WordBreak[] asciiBreaks = new WordBreak[ASCII];

    private CodePoints(int version) {
        FrozenTable table = new FrozenTable("unicode-" + version + ".txt");
        String[] properties = table.lines();
        categories = new byte[properties.length];
        wordBreaks = new WordBreak[properties.length];
        flags = new short[properties.length];
        lowerDistances = new int[properties.length];
        for (int i = 0; i < properties.length; i++) {
            String[] fields = properties[i].split(" ", -1);
            categories[i] = (byte) CATEGORIES.indexOf(fields[0]);
            wordBreaks[i] = WordBreak.valueOf(fields[1].toUpperCase(Locale.ROOT));
            for (int bit = 0; bit < FLAG_LETTERS.length(); bit++) {
                flags[i] |= (short) (fields[2].indexOf(FLAG_LETTERS.charAt(bit)) >= 0 ? 1 << bit : 0);
            }
            flags[i] |= (short) (fields[0].charAt(0) == 'L' ? LETTER : 0);
            lowerDistances[i] = Integer.parseInt(fields[3]);
        }
        Blocks folded = new Blocks(properties.length);
        table.runs(folded);
        folded.end();
        blocks = folded.blocks;
        classes = Arrays.copyOf(folded.classes, folded.length);
        for (int c = 0; c < ASCII; c++) {
            asciiFlags[c] = flags[index(c)];
            asciiBreaks[c] = wordBreaks[index(c)];
        }
    }

    private static final class Fourteen {
        private static final CodePoints TABLES = new CodePoints(14);
    }

    private static final class Sixteen {
        private static final CodePoints TABLES = new CodePoints(16);
    }

    private static final class Seventeen {
        private static final CodePoints TABLES = new CodePoints(17);
    }

    public static CodePoints unicode14() {
        return Fourteen.TABLES;
    }

    public static CodePoints unicode16() {
        return Sixteen.TABLES;
    }

    public static CodePoints unicode17() {
        return Seventeen.TABLES;
    }

    /// As [Character#getType(int)] numbers them: [Character#UPPERCASE_LETTER] and so on.
    public int category(int c) {
        return categories[index(c)];
    }

    /// General category L; Python's str.isalpha.
    public boolean isLetter(int c) {
        return (flags(c) & LETTER) != 0;
    }

    /// Rust's char::is_alphabetic, the property Alphabetic, but for some non-spacing vowel signs, of which the
    /// tables know nothing: letters, letter numbers, spacing marks and circled or squared Latin letters.
    public boolean isAlphabetic(int c) {
        if (isLetter(c)) {
            return true;
        }
        int category = category(c);
        return category == Character.LETTER_NUMBER
                || category == Character.COMBINING_SPACING_MARK
                || c == 0x345
                || c >= 0x24B6 && c <= 0x24E9
                || c >= 0x1F130 && c <= 0x1F149
                || c >= 0x1F150 && c <= 0x1F169
                || c >= 0x1F170 && c <= 0x1F189;
    }

    /// General category N: Nd, Nl, No.
    public boolean isNumber(int c) {
        int category = categories[index(c)];
        return category >= Character.DECIMAL_DIGIT_NUMBER && category <= Character.OTHER_NUMBER;
    }

    /// General category M: Mn, Me, Mc.
    public boolean isMark(int c) {
        int category = categories[index(c)];
        return category >= Character.NON_SPACING_MARK && category <= Character.COMBINING_SPACING_MARK;
    }

    /// The property White_Space; Rust's char::is_whitespace.
    public boolean isWhiteSpace(int c) {
        return (flags(c) & WHITE_SPACE) != 0;
    }

    /// Python's str.isspace and `\s`: White_Space and U+001C to U+001F.
    public boolean isSpace(int c) {
        if (c < 0x80) { // looked at for every character of every text
            return c <= ' ' && (c == ' ' || c >= '\t' && (c <= '\r' || c >= 0x1C));
        }
        return (flags(c) & SPACE) != 0;
    }

    /// Python's str.isalnum: a letter or anything with a numeric type.
    public boolean isAlphanumeric(int c) {
        return (flags(c) & (LETTER | NUMERIC)) != 0;
    }

    /// Python's `\w`.
    public boolean isWord(int c) {
        return c == '_' || isAlphanumeric(c);
    }

    /// Python's str.isdigit: superscript and circled digits too.
    public boolean isDigit(int c) {
        return (flags(c) & DIGIT) != 0;
    }

    /// The property Uppercase; Python's str.isupper of one character.
    public boolean isUppercase(int c) {
        return (flags(c) & UPPERCASE) != 0;
    }

    /// The property Cased: upper, lower or title case.
    public boolean isCased(int c) {
        return is(CASED, c);
    }

    public boolean isExtendedPictographic(int c) {
        return (flags(c) & EXTENDED_PICTOGRAPHIC) != 0;
    }

    WordBreak wordBreak(int c) {
        return c < ASCII ? asciiBreaks[c] : wordBreaks[index(c)];
    }

    /// The simple lower-case form.
    public int lower(int c) {
        return c + lowerDistances[index(c)];
    }

    /// Python's str.lower: with the final sigma, and the dotted capital I as two characters.
    public String lower(String text) {
        int[] lower = lower(text.codePoints().toArray());
        return new String(lower, 0, lower.length);
    }

    /// Python's str.lower of code points.
    public int[] lower(int[] text) {
        int dotted = 0;
        for (int c : text) {
            dotted += c == 'İ' ? 1 : 0;
        }
        int[] lower = new int[text.length + dotted];
        int length = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == 'İ') {
                lower[length++] = 'i';
                lower[length++] = 0x307;
            } else {
                lower[length++] = text[i] == 'Σ' && isFinalSigma(text, i) ? 'ς' : lower(text[i]);
            }
        }
        return lower;
    }

    private boolean isFinalSigma(int[] text, int at) {
        int before = at - 1;
        while (before >= 0 && is(CASE_IGNORABLE, text[before])) {
            before--;
        }
        if (before < 0 || !is(CASED, text[before])) {
            return false;
        }
        int after = at + 1;
        while (after < text.length && is(CASE_IGNORABLE, text[after])) {
            after++;
        }
        return after == text.length || !is(CASED, text[after]);
    }

    private boolean is(int flag, int c) {
        return (flags(c) & flag) != 0;
    }

    private int flags(int c) {
        return c < ASCII ? asciiFlags[c] : flags[index(c)];
    }

    private int index(int c) {
        return classes[blocks[c >> BLOCK_SHIFT] << BLOCK_SHIFT | c & BLOCK - 1] & 0xFF;
    }

    /// Blocks of the classes of code points; those of one class alone, which are nearly all, are there once.
    private static final class Blocks implements FrozenTable.Run {
        private final char[] blocks = new char[(Character.MAX_CODE_POINT + 1) / BLOCK];
        private final int[] uniform; // by class: number of its block + 1
        private byte[] classes = new byte[BLOCK << 8];
        private int length;
        private int begun; // where the run that is open begins
        private int number;

        private Blocks(int classCount) {
            uniform = new int[classCount];
        }

        @Override
        public void begins(int from, int next) {
            int c = begun;
            while (c < from) {
                boolean whole = c % BLOCK == 0 && from - c >= BLOCK;
                if (whole && uniform[number] > 0) {
                    blocks[c >> BLOCK_SHIFT] = (char) (uniform[number] - 1);
                    c += BLOCK;
                    continue;
                }
                if (c % BLOCK == 0) {
                    blocks[c >> BLOCK_SHIFT] = (char) (length >> BLOCK_SHIFT);
                    length += BLOCK;
                    classes = length > classes.length ? Arrays.copyOf(classes, 2 * length) : classes;
                    uniform[number] = whole ? length >> BLOCK_SHIFT : uniform[number];
                }
                int end = Math.min(from, c - c % BLOCK + BLOCK);
                int at = length - BLOCK + c % BLOCK;
                Arrays.fill(classes, at, at + end - c, (byte) number);
                c = end;
            }
            begun = from;
            number = next;
        }

        private void end() {
            begins(Character.MAX_CODE_POINT + 1, 0);
        }
    }
}
