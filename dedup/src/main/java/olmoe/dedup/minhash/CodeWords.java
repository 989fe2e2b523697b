package olmoe.dedup.minhash;

import java.nio.charset.StandardCharsets;

/// bigcode's tokens: what stands between characters other than `A-Za-z_0-9`, empty ones too, in the
/// case given (bigcode-project/bigcode-dataset, near_deduplication/minhash_deduplication.py).
final class CodeWords implements Shingler {
    private final ShingleWindow window;

    CodeWords(int n) {
        this.window = new ShingleWindow(n);
    }

    @Override
    public void shingle(byte[] utf8, int length, Shingles out) {
        String text = new String(utf8, 0, length, StandardCharsets.UTF_8);
        window.begin(out);
        TokenHash token = new TokenHash();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_') {
                token.add(c);
            } else {
                window.add(token.take());
            }
        }
        window.add(token.take());
        if (!text.isEmpty()) {
            window.finish();
        }
    }
}
