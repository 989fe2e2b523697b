package olmoe.release.card;

public final class DataCard {
    private DataCard() {}

    public static String render(Measured measured) {
        return "# " + measured.recipeFigures().at("name").text() + "\n";
    }
}
