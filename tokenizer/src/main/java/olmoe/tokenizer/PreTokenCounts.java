package olmoe.tokenizer;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntComparator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import olmoe.tokenizer.text.Nfc;

/// How often each pre-token occurs in the texts that a tokenizer is trained on: NFC, cut by GPT-2's pattern.
///
/// One instance a thread.
public final class PreTokenCounts {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private final PreTokens preTokens = TextRules.OLMO.pattern().preTokens();
    private int[] slots = new int[1 << 12]; // number + 1
    private int[] hashes = new int[1 << 11];
    private int[] starts = new int[(1 << 11) + 1]; // the bytes of i lie from starts[i] to starts[i + 1]
    private long[] counts = new long[1 << 11];
    private byte[] bytes = new byte[1 << 14];
    private int size;

    /// Takes one pre-token with its count.
    @FunctionalInterface
    public interface Taker {
        /// @param utf8 the pre-token from `from` to `to`; the array is only lent
        void take(byte[] utf8, int from, int to, long count) throws IOException;
    }

    /// Counts the pre-tokens of one text.
    ///
    /// @throws IllegalArgumentException for an unpaired surrogate
    public void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int point = text.codePointAt(i);
                if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                    throw new IllegalArgumentException("unpaired surrogate at character " + i);
                }
                i++;
            }
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (Nfc.unicode9().mayChange(utf8, 0, utf8.length)) {
            utf8 = Nfc.unicode9().normalize(text).getBytes(StandardCharsets.UTF_8);
        }
        int length = utf8.length;
        utf8 = Arrays.copyOf(utf8, length + PreTokens.SLACK);
        for (int i = 0; i < length; ) {
            int end = preTokens.end(utf8, i, length);
            add(utf8, i, end, 1);
            i = end;
        }
    }

    /// Counts one pre-token so many times more.
    ///
    /// @throws IllegalArgumentException for a text that is none, as it would be changed or cut
    public void addPreToken(String preToken, long count) {
        byte[] utf8 = preToken.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length;
        boolean composed = !Nfc.unicode9().mayChange(utf8, 0, length)
                || Nfc.unicode9().normalize(preToken).equals(preToken);
        utf8 = Arrays.copyOf(utf8, length + PreTokens.SLACK);
        if (length == 0 || !composed || preTokens.end(utf8, 0, length) != length) {
            throw new IllegalArgumentException("expected one pre-token, found " + preToken);
        }
        add(utf8, 0, length, count);
    }

    /// @throws IllegalStateException when the pre-tokens take more than 2 GiB
    public void add(byte[] utf8, int from, int to, long count) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + utf8[i];
        }
        hash = (hash ^ hash >>> 16) * 0x9E3779B1;
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && Arrays.equals(bytes, starts[number], starts[number + 1], utf8, from, to)) {
                counts[number] += count;
                return;
            }
            slot = slot + 1 & slots.length - 1;
        }
        append(hash, utf8, from, to, count);
    }

    private void append(int hash, byte[] utf8, int from, int to, long count) {
        if (size == hashes.length) {
            int more = size + (size >> 1);
            hashes = Arrays.copyOf(hashes, more);
            counts = Arrays.copyOf(counts, more);
            starts = Arrays.copyOf(starts, more + 1);
        }
        if (MOST_BYTES - starts[size] < to - from) {
            throw new IllegalStateException("expected at most 2 GiB of different pre-tokens, found more after " + size);
        }
        int end = starts[size] + to - from;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(bytes.length * 3L / 2, MOST_BYTES)));
        }
        System.arraycopy(utf8, from, bytes, starts[size], to - from);
        hashes[size] = hash;
        counts[size] = count;
        starts[size + 1] = end;
        size++;
        if (size > slots.length / 4L * 3) {
            slots = new int[Math.multiplyExact(2, slots.length)];
            for (int number = 0; number < size; number++) {
                place(number);
            }
        } else {
            place(size - 1);
        }
    }

    private void place(int number) {
        int slot = hashes[number] & slots.length - 1;
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = number + 1;
    }

    /// Different pre-tokens.
    public int size() {
        return size;
    }

    /// Tells all pre-tokens in the order of their bytes, whatever order they came in.
    public void forEachSorted(Taker taker) throws IOException {
        for (int number : sorted()) {
            taker.take(bytes, starts[number], starts[number + 1], counts[number]);
        }
    }

    /// The pre-tokens' numbers in the order of their bytes.
    int[] sorted() {
        IntComparator byBytes =
                (a, b) -> Arrays.compareUnsigned(bytes, starts[a], starts[a + 1], bytes, starts[b], starts[b + 1]);
        int[] numbers = IntStream.range(0, size).toArray();
        IntArrays.quickSort(numbers, byBytes);
        return numbers;
    }

    int length(int number) {
        return starts[number + 1] - starts[number];
    }

    int byteAt(int number, int index) {
        return bytes[starts[number] + index] & 0xFF;
    }

    long count(int number) {
        return counts[number];
    }
}
