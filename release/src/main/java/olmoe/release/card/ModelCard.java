package olmoe.release.card;

public final class ModelCard {
    private ModelCard() {}

    public static String render(Measured measured) {
        return "# " + measured.recipeFigures().at("name").text() + "\n";
    }
}
