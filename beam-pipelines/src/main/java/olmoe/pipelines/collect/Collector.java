package olmoe.pipelines.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import olmoe.tokenizer.cli.ConfigurationException;

/// Turns folders, jars and zips into the files that a corpus is built from, with licence and origin in
/// them. The same input gives the same bytes, on every machine.
///
/// @param name what the source is called; output files begin with it
/// @param license SPDX id
/// @param evidence a licence file, or a jar or folder that holds one, for inputs that hold none; or null
/// @param splitBytes an output file is ended before it would be longer; a longer record is a file alone
/// @param date of every record; or null, then records are dated as their files are in the archive
public record Collector(String name, Kind kind, String license, Path evidence, long splitBytes, Instant date) {

    /// @param passedOver how many files were not collected, by reason
    public record Collected(List<Part> parts, Map<String, Long> passedOver) {}

    /// @throws ConfigurationException when nothing in the input is of the kind
    public Collected collect(Path path, Origin origin, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, Long> passedOver = new TreeMap<>();
        try (Input input = Input.open(path)) {
            Optional<Evidence> inside = Evidence.in(input);
            Evidence found = inside.isEmpty() && evidence != null
                    ? Evidence.beside(evidence).orElse(null)
                    : inside.orElse(null);
            List<Part> parts;
            if (kind == Kind.PAGES) {
                Map<String, String> fields = describe(path, origin, found);
                parts = new PageCollector(input, origin, fields, date, passedOver).write(writer(path, folder));
            } else {
                parts = new TextCollector(input, origin, kind, license, found, passedOver).write(writer(path, folder));
            }
            if (parts.isEmpty()) {
                throw new ConfigurationException(path + ": expected "
                        + kind.name().toLowerCase(Locale.ROOT) + ", found none in "
                        + input.entries().size() + " files");
            }
            return new Collected(parts, passedOver);
        }
    }

    /// What the output files of an input are called, without number and ending.
    public String stem(Path path) {
        String file = path.toAbsolutePath().normalize().getFileName().toString();
        String base = file.replaceFirst("\\.(jar|zip|txt|txt\\.gz|html?)$", "");
        return name + "-" + base.replaceAll("[^\\w.-]", "_");
    }

    private PartWriter writer(Path path, Path folder) {
        boolean pages = kind == Kind.PAGES;
        return new PartWriter(folder, stem(path), pages ? ".warc.gz" : ".jsonl.gz", splitBytes, pages);
    }

    /// The warcinfo fields that all files of one input share.
    private Map<String, String> describe(Path path, Origin origin, Evidence found) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("software", "olmoe corpus collect");
        fields.put("format", "WARC File Format 1.1");
        fields.put("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/");
        fields.put("isPartOf", name);
        fields.put("description", "Files of an archive as HTTP responses; nothing was fetched");
        fields.put("source", origin.identifier());
        if (Files.isRegularFile(path)) {
            fields.put("source-file", path.getFileName().toString());
            fields.put("source-sha256", Sha256.hex(path));
        }
        fields.put("license", license);
        if (found != null) {
            fields.put("license-evidence", found.path());
            fields.put("license-evidence-sha256", found.sha256());
        }
        return fields;
    }
}
