package olmoe.tokenizer.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import olmoe.tokenizer.text.Utf8;

/// Reads JSON (RFC 8259) out of bytes, one value after the other, without a tree and without strings.
/// Start-up and the texts of a corpus go through it, hence the eight bytes at a time.
///
/// What is not JSON is refused with [Malformed], which knows the place. Not for several threads.
public final class JsonReader {
    /// Bytes that must be readable after the last one; what they hold does not matter.
    public static final int SLACK = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int DEEPEST = 256;
    private static final int LONGEST_QUOTE = 80;

    private byte[] in;
    private int at;
    private int end;
    private boolean first; // whether the object or array that is open has had no member yet
    private byte[] text = new byte[1 << 8];
    private int textLength;

    /// What was found is not JSON, or not the JSON that was asked for.
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int offset;

        Malformed(int offset, String expected, String found) {
            super("expected " + expected + ", found " + found);
            this.offset = offset;
        }

        /// Byte in the array that was read.
        public int offset() {
            return offset;
        }
    }

    /// Begins with the bytes `from` to `to`, after which [#SLACK] more are readable.
    public void reset(byte[] bytes, int from, int to) {
        in = bytes;
        at = from;
        end = to;
        first = false;
        if (text.length < to - from + SLACK) {
            text = new byte[Math.max(to - from + SLACK, 2 * text.length)];
        }
    }

    /// Where the next byte is read.
    public int offset() {
        return at;
    }

    /// The next byte that is no white space, which says what value follows, or -1 at the end.
    public int peek() {
        while (at < end) {
            byte b = in[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            at++;
        }
        return -1;
    }

    public void beginObject() {
        expect('{', "an object");
        first = true;
    }

    /// Moves to the next field's value; its name is in [#text()].
    ///
    /// @return false at the end of the object
    public boolean nextField() {
        if (!nextMember('}')) {
            return false;
        }
        if (peek() != '"') {
            throw refuse("a field's name");
        }
        readString();
        expect(':', "a colon");
        return true;
    }

    public void beginArray() {
        expect('[', "an array");
        first = true;
    }

    /// Moves to the first byte of the next element.
    ///
    /// @return false at the end of the array
    public boolean nextElement() {
        boolean more = nextMember(']');
        peek();
        return more;
    }

    private boolean nextMember(int close) {
        int next = peek();
        if (next == close) {
            at++;
            first = false;
            return false;
        }
        if (!first) {
            expect(',', "a comma or " + (char) close);
        }
        first = false;
        return true;
    }

    private void expect(int wanted, String description) {
        if (peek() != wanted) {
            throw refuse(description);
        }
        at++;
    }

    /// Reads a string; what it says is in [#text()] and [#textBytes()], as UTF-8.
    public void readString() {
        if (peek() != '"') {
            throw refuse("a string");
        }
        byte[] from = in;
        byte[] into = text;
        int i = at + 1;
        int out = 0;
        while (true) {
            if (i >= end) {
                throw new Malformed(end, "the end of a string", "the end of the input");
            }
            long eight = (long) LONGS.get(from, i);
            LONGS.set(into, out, eight);
            long special = special(eight);
            int plain = special == 0 ? 8 : Long.numberOfTrailingZeros(special) >>> 3;
            i += plain;
            out += plain;
            if (special == 0 || i >= end) {
                continue;
            }
            byte b = from[i];
            if (b == '"') {
                break;
            }
            if (b < 0) {
                int length = Utf8.sequence(from, i, end);
                if (length == 0) {
                    throw new Malformed(i, "UTF-8", "byte " + (b & 0xFF));
                }
                LONGS.set(into, out, (long) LONGS.get(from, i));
                i += length;
                out += length;
            } else if (b == '\\') {
                at = i;
                out = escape(into, out);
                i = at;
            } else {
                throw new Malformed(i, "a character", "the control character " + b);
            }
        }
        at = i + 1;
        textLength = out;
    }

    /// The bytes, high bit set, that end a plain run: quote, backslash, control characters, all above 0x7F. Exact
    /// for the first of them.
    private static long special(long eight) {
        long quote = eight ^ '"' * ONES;
        long backslash = eight ^ '\\' * ONES;
        return (eight | eight - ' ' * ONES | quote - ONES | backslash - ONES) & HIGH_BITS;
    }

    /// Reads the escape at `at`.
    private int escape(byte[] into, int out) {
        int letter = at + 1 < end ? in[at + 1] : -1;
        int plain = switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> -1;
        };
        if (plain >= 0) {
            into[out] = (byte) plain;
            at += 2;
            return out + 1;
        }
        if (letter != 'u') {
            throw new Malformed(at, "an escape", "\\" + (letter > ' ' ? String.valueOf((char) letter) : ""));
        }
        int start = at;
        int unit = unit();
        if (unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE) {
            int low = at + 1 < end && in[at] == '\\' && in[at + 1] == 'u' ? unit() : 0;
            if (unit >= Character.MIN_LOW_SURROGATE || !Character.isLowSurrogate((char) low)) {
                throw new Malformed(start, "a character", "the unpaired surrogate \\u" + Integer.toHexString(unit));
            }
            unit = Character.toCodePoint((char) unit, (char) low);
        }
        return Utf8.put(unit, into, out);
    }

    /// The four digits of `\\uXXXX` at `at`.
    private int unit() {
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = i < end ? Character.digit((char) (in[i] & 0x7F), 16) : -1;
            if (digit < 0 || in[i] < 0) {
                throw new Malformed(at, "four hexadecimal digits", "\\u");
            }
            unit = unit << 4 | digit;
        }
        at += 6;
        return unit;
    }

    /// Where the last name or string lies in [#textBytes()]: from 0 on, this many bytes, [#SLACK] readable after.
    public int textLength() {
        return textLength;
    }

    /// The buffer that the next name or string overwrites.
    public byte[] textBytes() {
        return text;
    }

    /// The last name or string.
    public String text() {
        return new String(text, 0, textLength, StandardCharsets.UTF_8);
    }

    /// Whether the last name or string is this one.
    public boolean textIs(String ascii) {
        if (textLength != ascii.length()) {
            return false;
        }
        for (int i = 0; i < textLength; i++) {
            if (text[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Reads a whole number.
    public long readLong() {
        int next = peek();
        int start = at;
        if (next != '-' && (next < '0' || next > '9')) {
            throw refuse("a whole number");
        }
        skipNumber();
        int digits = at - start - (next == '-' ? 1 : 0);
        long value = 0;
        for (int i = at - digits; i < at; i++) {
            if (in[i] < '0' || in[i] > '9' || digits > 18) {
                at = start;
                throw refuse("a whole number");
            }
            value = 10 * value + in[i] - '0';
        }
        return next == '-' ? -value : value;
    }

    /// Reads a number: a Long where it is whole and fits, else a Double.
    public Number readNumber() {
        peek();
        int start = at;
        skipNumber();
        String number = new String(in, start, at - start, StandardCharsets.US_ASCII);
        boolean whole = number.length() <= 18 && number.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
        if (whole) {
            return Long.parseLong(number);
        }
        return Double.parseDouble(number);
    }

    public boolean readBoolean() {
        int next = peek();
        if (next != 't' && next != 'f') {
            throw refuse("true or false");
        }
        literal(next == 't' ? "true" : "false");
        return next == 't';
    }

    public void readNull() {
        if (peek() != 'n') {
            throw refuse("null");
        }
        literal("null");
    }

    /// Passes over one value of any kind.
    public void skipValue() {
        skipValue(0);
    }

    private void skipValue(int depth) {
        if (depth > DEEPEST) {
            throw new Malformed(at, "at most " + DEEPEST + " levels", "more");
        }
        switch (peek()) {
            case '{':
                beginObject();
                while (nextMember('}')) {
                    skipString();
                    expect(':', "a colon");
                    skipValue(depth + 1);
                }
                break;
            case '[':
                beginArray();
                while (nextMember(']')) {
                    skipValue(depth + 1);
                }
                break;
            case '"':
                skipString();
                break;
            case 't':
                literal("true");
                break;
            case 'f':
                literal("false");
                break;
            case 'n':
                literal("null");
                break;
            default:
                skipNumber();
        }
    }

    private void skipString() {
        if (peek() != '"') {
            throw refuse("a string");
        }
        int i = at + 1;
        while (i < end && in[i] != '"') {
            if (in[i] >= 0 && in[i] < ' ') {
                throw new Malformed(i, "a character", "the control character " + in[i]);
            }
            i += in[i] == '\\' ? 2 : 1;
        }
        if (i >= end) {
            throw new Malformed(end, "the end of a string", "the end of the input");
        }
        at = i + 1;
    }

    private void skipNumber() {
        peek();
        int start = at;
        if (at < end && in[at] == '-') {
            at++;
        }
        boolean good = at < end && (in[at] == '0' ? ++at > 0 : digits());
        if (good && at < end && in[at] == '.') {
            at++;
            good = digits();
        }
        if (good && at < end && (in[at] | 0x20) == 'e') {
            at++;
            if (at < end && (in[at] == '+' || in[at] == '-')) {
                at++;
            }
            good = digits();
        }
        if (!good) {
            at = start;
            throw new Malformed(start, "a value", glimpse(start + 1));
        }
    }

    private boolean digits() {
        int start = at;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        return at > start;
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || in[at + i] != word.charAt(i)) {
                throw new Malformed(at, word, glimpse(at + i + 1));
            }
        }
        at += word.length();
    }

    /// An exception for the value that follows.
    public Malformed refuse(String expected) {
        return new Malformed(at, expected, describe());
    }

    /// An exception for a value that was read.
    public Malformed refuseAt(int offset, String expected, String found) {
        return new Malformed(offset, expected, found);
    }

    /// The value that follows, in words short enough for a message.
    public String describe() {
        int next = peek();
        if (next < 0) {
            return "the end of the input";
        }
        if (next == '{' || next == '[') {
            return next == '{' ? "an object" : "an array";
        }
        JsonReader copy = new JsonReader();
        copy.reset(in, at, end);
        try {
            if (next == '"') {
                copy.readString();
                String quote = copy.text();
                return quote.length() <= LONGEST_QUOTE ? quote : quote.substring(0, LONGEST_QUOTE) + "…";
            }
            copy.skipValue();
            return glimpse(copy.offset());
        } catch (Malformed e) {
            return glimpse(at + 1);
        }
    }

    /// What stands from here to there, not much of it.
    private String glimpse(int to) {
        if (at >= end) {
            return "the end of the input";
        }
        return new String(in, at, Math.min(Math.min(to, end) - at, LONGEST_QUOTE), StandardCharsets.UTF_8);
    }
}
