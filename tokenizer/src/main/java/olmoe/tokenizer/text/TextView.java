package olmoe.tokenizer.text;

/// What rules look at in one text, each made once on demand and shared by all rules of that text.
public final class TextView {
    private final String text;

    private TextView(String text) {
        this.text = text;
    }

    public static TextView of(String text) {
        return new TextView(text);
    }

    public String text() {
        return text;
    }
}
