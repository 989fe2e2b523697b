package olmoe.release.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Links of the documents lead to files of the release, and no document gives away a path of the machine that
/// made it or a secret.
final class ReferencesCheck implements Check {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|href=\"([^\"]+)\"|src=\"([^\"]+)\"");

    private record Leak(String what, Pattern form) {}

    private static final List<Leak> LEAKS = List.of(
            new Leak("a path of somebody's home", Pattern.compile("(?<![\\w.:/-])/(?:home|root|Users)/[\\w.-]+/")),
            new Leak("a path of somebody's bucket", Pattern.compile("\\b(?:s3|gs|weka)://[\\w.-]+")),
            new Leak("a private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----")),
            new Leak("a key of AWS", Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b")),
            new Leak("a token of GitHub", Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36}\\b")),
            new Leak("a token of Hugging Face", Pattern.compile("\\bhf_[A-Za-z0-9]{34}\\b")));

    @Override
    public String name() {
        return "references";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        List<String> documents = new ArrayList<>();
        for (String end : List.of(".md", ".html", ".yaml", ".cff", ".txt")) {
            documents.addAll(release.between("", end));
        }
        for (String start : List.of("sbom/", "governance/", "reproduce/", "cards/", "logs/", "eval/", "croissant")) {
            documents.addAll(release.between(start, ".json"));
        }
        int links = 0;
        for (String path : documents) {
            String text = Files.readString(release.resolve(path), StandardCharsets.UTF_8);
            if (path.endsWith(".md") || path.endsWith(".html")) {
                links += links(release, path, text, findings);
            }
            // a report shows texts of others, which may name any path
            for (Leak leak : path.endsWith(".html") ? LEAKS.subList(2, LEAKS.size()) : LEAKS) {
                Matcher found = leak.form.matcher(text);
                if (found.find()) {
                    findings.add(path, "holds " + leak.what + " at character " + found.start());
                }
            }
        }
        return links + " links in " + documents.size() + " documents";
    }

    private static int links(ReleaseFolder release, String path, String text, Findings findings) {
        int links = 0;
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            String to = link.group(1) != null ? link.group(1) : link.group(2) != null ? link.group(2) : link.group(3);
            if (to.startsWith("#") || to.matches("[a-z][a-z0-9+.-]*:.*")) {
                continue; // in the page, or out of the release
            }
            links++;
            Path folder = Path.of(path).getParent();
            Path target = (folder == null ? Path.of("") : folder)
                    .resolve(to.replaceFirst("#.*", ""))
                    .normalize();
            String file = target.toString();
            boolean there = release.files().contains(file)
                    || !release.between(file + "/", "").isEmpty();
            if (!there) {
                findings.add(path, "leads to " + to + ", which is not in the release");
            }
        }
        return links;
    }
}
