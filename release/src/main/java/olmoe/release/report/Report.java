package olmoe.release.report;

import olmoe.release.card.Measured;

public final class Report {
    private Report() {}

    /// The page index.html.
    public static String render(Measured measured) {
        return "<!doctype html><title>" + measured.digest() + "</title>\n";
    }
}
