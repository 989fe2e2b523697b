package olmoe.release.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;
import olmoe.release.card.Numbers;
import olmoe.release.card.SourceFigures;

/// The page index.html of a release: one file that needs no network and no script, readable on a phone, in
/// the dark and on paper. Like the cards it holds no figure that was not measured.
public final class Report {
    /// The browser itself refuses any request and any script, whatever a sampled text holds.
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private Report() {}

    /// Equal records give equal bytes. Throws a `CheckException` that names the JSON pointer of the first
    /// figure that is missing.
    public static String render(Measured measured) {
        return render(measured, null);
    }

    /// @param verification what a verification found, or null in the page that a release holds, for it cannot
    ///     state what is found in it later
    public static String render(Measured measured, JsonNode verification) {
        String name = measured.recipeFigures().at("name").text();
        String version = measured.recipeFigures().at("version").text();
        ReleaseSection release = new ReleaseSection(measured);
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<title>" + Html.escape(name + " " + version) + "</title>\n<link rel=\"icon\" href=\"data:,\">\n"
                + "<style>\n" + style() + "</style>\n</head>\n<body>\n"
                + header(measured, name, version)
                + "<main>\n"
                + new CorpusSection(measured).render()
                + new ModelSection(measured).render()
                + (verification == null ? "" : ProvenanceSection.state(verification))
                + release.checks()
                + new ProvenanceSection(measured).render()
                + release.samples()
                + release.files()
                + (verification == null ? release.packed() : "")
                + release.verify()
                + "</main>\n<footer><p>Rendered from the measured JSON of this release alone.</p></footer>\n"
                + "</body>\n</html>\n";
    }

    private static String header(Measured measured, String name, String version) {
        List<SourceFigures> sources = SourceFigures.of(measured);
        Figures training = measured.trainingFigures();
        Figures held = training.at("validation");
        long read = sources.stream().mapToLong(SourceFigures::read).sum();
        long kept = sources.stream().mapToLong(SourceFigures::kept).sum();
        long checks = measured.validationFigures().at("checks").elements().size();
        long holding = measured.validationFigures().at("checks").elements().stream()
                .filter(check -> check.at("holds").flag())
                .count();
        return "<header>\n<p class=\"eyebrow\">Open release</p>\n<h1>" + Html.escape(name) + " <span class=\"version\">"
                + Html.escape(version) + "</span></h1>\n<p class=\"digest\">content <code>" + measured.digest()
                + "</code></p>\n<dl class=\"tiles\">\n"
                + tile("documents kept", Numbers.count(kept), "of " + Numbers.count(read) + " read")
                + tile(
                        "tokens",
                        Numbers.abbreviated(SourceFigures.sum(sources, SourceFigures::tokens)
                                .total()),
                        "in " + Numbers.count(sources.size()) + (sources.size() == 1 ? " source" : " sources"))
                + tile(
                        "parameters",
                        Numbers.abbreviated(
                                training.at("parameters").at("total").count()),
                        Numbers.abbreviated(
                                        training.at("parameters").at("active").count()) + " active")
                + tile(
                        "validation loss",
                        Numbers.fixed(held.at("loss-after").number(), 3),
                        "from " + Numbers.fixed(held.at("loss-before").number(), 3))
                + tile(
                        "checks hold",
                        Numbers.count(holding) + " of " + Numbers.count(checks),
                        holding == checks ? "all of them" : "see below")
                + "</dl>\n<nav aria-label=\"Sections\"><a href=\"#corpus\">Corpus</a> <a href=\"#model\">Training</a> "
                + "<a href=\"#checks\">Checks</a> <a href=\"#provenance\">Provenance</a> <a href=\"#samples\">Samples</a> <a href=\"#files\">Files</a> "
                + "<a href=\"#verify\">Verify</a></nav>\n</header>\n";
    }

    private static String tile(String name, String figure, String detail) {
        return "<div><dt>" + Html.escape(name) + "</dt><dd><strong>" + Html.escape(figure) + "</strong> <span>"
                + Html.escape(detail) + "</span></dd></div>\n";
    }

    private static String style() {
        try (InputStream in = Report.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css", e);
        }
    }
}
