package olmoe.dedup.minhash;

import java.nio.charset.StandardCharsets;

/// Every n characters in a row, as they are: NeMo Curator's fuzzy deduplication.
final class Characters implements Shingler {
    private final ShingleWindow window;

    Characters(int n) {
        this.window = new ShingleWindow(n);
    }

    @Override
    public void shingle(byte[] utf8, int length, Shingles out) {
        String text = new String(utf8, 0, length, StandardCharsets.UTF_8);
        window.begin(out);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            window.add(ShingleWindow.mix(c + 1L));
        }
        window.finish();
    }
}
