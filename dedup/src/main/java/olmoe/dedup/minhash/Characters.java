package olmoe.dedup.minhash;

/// Every n characters in a row, as they are: NeMo Curator's fuzzy deduplication.
final class Characters implements Shingler {
    private final int n;

    Characters(int n) {
        this.n = n;
    }

    @Override
    public void shingle(String text, Shingles out) {
        ShingleWindow window = new ShingleWindow(n, out);
        window.clear();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            window.add(ShingleWindow.mix(c + 1L));
        }
        window.finish();
    }
}
