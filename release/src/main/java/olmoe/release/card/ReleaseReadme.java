package olmoe.release.card;

public final class ReleaseReadme {
    private ReleaseReadme() {}

    public static String render(Measured measured) {
        return "# " + measured.recipeFigures().at("name").text() + "\n";
    }
}
