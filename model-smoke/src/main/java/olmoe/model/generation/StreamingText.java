package olmoe.model.generation;

import java.util.Arrays;
import olmoe.tokenizer.Tokenizer;

/// Text of tokens that come one by one: a character is given once its last byte is there.
public final class StreamingText {
    private final Tokenizer tokenizer;
    private int[] ids = new int[16];
    private int count;
    private int given;

    public StreamingText(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// What this token completes, perhaps nothing.
    public String add(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
        String text = tokenizer.decode(Arrays.copyOf(ids, count));
        int end = text.length();
        while (end > given && text.charAt(end - 1) == '\uFFFD') {
            end--;
        }
        String piece = text.substring(given, end);
        given = end;
        return piece;
    }

    /// What is left at the end: bytes that became no character.
    public String rest() {
        String text = tokenizer.decode(Arrays.copyOf(ids, count));
        String piece = text.substring(given);
        given = text.length();
        return piece;
    }
}
