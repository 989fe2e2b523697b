package olmoe.release.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.PathOrder;
import olmoe.release.format.Sha256;

/// Where documents come from.
///
/// @param name folder name of what is made from it
/// @param folder the recipe's, which `files` are relative to
/// @param files glob patterns with `/`
/// @param columns of Parquet files, or fields of JSON lines
/// @param attributes that sidecars beside the files give each document, names by experiment as in dolma's folders
/// @param maxRejectShare share of unreadable records at which the run fails
/// @param maxDocument bytes; a longer record is rejected
/// @param place of `files`, for messages
public record Source(
        String name,
        Path folder,
        List<String> files,
        Columns columns,
        SortedMap<String, List<String>> attributes,
        License license,
        double maxRejectShare,
        long maxDocument,
        Value place) {

    /// The folder of dolma's layout that holds the files; sidecars lie in `attributes/EXPERIMENT` beside it.
    public static final String DOCUMENTS = "documents";

    /// Where an experiment's lines for a file lie.
    ///
    /// @param path of a file below a folder `documents`
    public static String sidecar(String path, String experiment) {
        List<String> names = new ArrayList<>(Arrays.asList(path.split("/")));
        names.set(names.indexOf(DOCUMENTS), "attributes/" + experiment);
        return String.join("/", names);
    }

    /// Whether a file lies where sidecars can be beside it.
    public static boolean mayHaveSidecars(String path) {
        return Arrays.asList(path.split("/")).contains(DOCUMENTS);
    }

    /// @param spdx an SPDX identifier, or `other`
    /// @param evidence where it is stated
    public record License(String spdx, String evidence) {}

    /// Names of what holds a document's text, its id and its URL.
    ///
    /// @param date of what holds its date; null for the usual places
    public record Columns(String text, String id, String url, String date) {
        public static final Columns USUAL = new Columns("text", "id", "url", null);

        static Columns of(Section section) {
            Columns columns = new Columns(
                    section.find("text").map(Value::text).orElse(USUAL.text),
                    section.find("id").map(Value::text).orElse(USUAL.id),
                    section.find("url").map(Value::text).orElse(USUAL.url),
                    section.find("date").map(Value::text).orElse(USUAL.date));
            section.finish();
            return columns;
        }
    }

    static Source of(Value value, Path folder) {
        Section section = value.section();
        Value name = section.get("name");
        if (!name.text().matches("[a-z0-9][a-z0-9_-]*")) {
            throw name.expected("a name of lower-case letters, digits, - and _");
        }
        Value files = section.get("files");
        for (String pattern : files.texts()) {
            if (pattern.startsWith("/") || Arrays.asList(pattern.split("/")).contains("..")) {
                throw files.expected("patterns below the folder of the recipe");
            }
        }
        Section license = section.get("license").section();
        License stated =
                new License(license.get("spdx").text(), license.get("evidence").text());
        license.finish();
        Source source = new Source(
                name.text(),
                folder,
                files.texts(),
                section.find("columns").map(Value::section).map(Columns::of).orElse(Columns.USUAL),
                section.find("attributes").map(Source::attributes).orElse(Collections.emptySortedMap()),
                stated,
                section.find("max-reject-share").map(Value::fraction).orElse(0.01),
                section.find("max-document").map(Value::bytes).orElse(32_000_000L),
                files);
        section.finish();
        return source;
    }

    private static SortedMap<String, List<String>> attributes(Value value) {
        SortedMap<String, List<String>> attributes = new TreeMap<>();
        Set<String> all = new HashSet<>();
        Section experiments = value.section();
        for (String experiment : experiments.keys()) {
            Value names = experiments.get(experiment);
            if (!experiment.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
                throw names.mistake("expected the name of a folder below attributes/, found " + experiment);
            }
            for (String name : names.texts()) {
                if (name.equals("language")) {
                    throw names.mistake("expected the name of a number, found language, which is a document's label");
                }
                if (!all.add(name)) {
                    throw names.mistake("the attribute " + name + " is named twice");
                }
            }
            attributes.put(experiment, List.copyOf(names.texts()));
        }
        experiments.finish();
        return Collections.unmodifiableSortedMap(attributes);
    }

    /// The files by their path relative to the recipe, in code-point order.
    ///
    /// @throws ConfigurationException when there is none
    public SortedMap<String, Path> inputs() {
        return inputs(folder);
    }

    /// The same below another folder than the recipe's, for a recipe that was moved.
    public SortedMap<String, Path> inputs(Path folder) {
        SortedMap<String, Path> inputs = new TreeMap<>(PathOrder.CODE_POINTS);
        for (String pattern : files) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            Path start = folder.resolve(fixedPart(pattern));
            if (!Files.isDirectory(start)) {
                continue;
            }
            try (Stream<Path> all = Files.walk(start)) {
                all.filter(Files::isRegularFile).forEach(file -> {
                    Path relative = folder.relativize(file);
                    if (matcher.matches(relative)) {
                        inputs.put(slashed(relative), file);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(start + ": " + e.getMessage(), e);
            }
        }
        if (inputs.isEmpty()) {
            throw place.mistake("expected files in " + folder + ", found none that matches " + files);
        }
        return inputs;
    }

    /// Sizes of the files in bytes by their path relative to the recipe, as a [Listing] has them.
    public SortedMap<String, Long> inputSizes() throws IOException {
        return inputSizes(folder);
    }

    /// The same below another folder than the recipe's.
    public SortedMap<String, Long> inputSizes(Path folder) throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>(PathOrder.CODE_POINTS);
        for (var input : inputs(folder).entrySet()) {
            sizes.put(input.getKey(), Files.size(input.getValue()));
        }
        return sizes;
    }

    /// Those of a listing that this source has.
    ///
    /// @param listed sizes in bytes by path below the folder of the patterns
    /// @param root what is listed, for messages
    /// @throws ConfigurationException when there is none
    public SortedMap<String, Long> select(SortedMap<String, Long> listed, String root) {
        SortedMap<String, Long> selected = new TreeMap<>(PathOrder.CODE_POINTS);
        for (String pattern : files) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            listed.forEach((path, size) -> {
                if (matcher.matches(Path.of(path))) {
                    selected.put(path, size);
                }
            });
        }
        if (selected.isEmpty()) {
            throw place.mistake("expected files in " + root + ", found none that matches " + files);
        }
        return selected;
    }

    /// Folders that have all files below them, `""` for all.
    public SortedSet<String> folders() {
        SortedSet<String> folders = new TreeSet<>();
        files.forEach(pattern -> folders.add(fixedPart(pattern)));
        return folders;
    }

    /// Lists the files of a source, wherever they are.
    public interface Listing {
        /// Sizes in bytes by path, as in the recipe's patterns; never empty.
        SortedMap<String, Long> of(Source source) throws IOException;
    }

    /// Digest of names and sizes of files: changes when one comes, goes or grows.
    public static String digest(SortedMap<String, Long> sizes) {
        StringBuilder lines = new StringBuilder();
        sizes.forEach(
                (path, size) -> lines.append(size).append(' ').append(path).append('\n'));
        return Sha256.of(lines.toString());
    }

    ObjectNode json() {
        ObjectNode json = CanonicalJson.object();
        json.put("name", name).put("max-reject-share", maxRejectShare).put("max-document", maxDocument);
        files.forEach(json.putArray("files")::add);
        if (!columns.equals(Columns.USUAL)) {
            ObjectNode names = json.putObject("columns");
            names.put("text", columns.text).put("id", columns.id).put("url", columns.url);
            if (columns.date != null) {
                names.put("date", columns.date);
            }
        }
        if (!attributes.isEmpty()) {
            ObjectNode experiments = json.putObject("attributes");
            attributes.forEach((experiment, names) -> names.forEach(experiments.putArray(experiment)::add));
        }
        json.putObject("license").put("spdx", license.spdx()).put("evidence", license.evidence());
        return json;
    }

    /// The folders of a pattern before its first wildcard.
    private static String fixedPart(String pattern) {
        int wildcard = 0;
        while (wildcard < pattern.length() && "*?[{\\".indexOf(pattern.charAt(wildcard)) < 0) {
            wildcard++;
        }
        int slash = pattern.lastIndexOf('/', wildcard);
        return slash < 0 ? "" : pattern.substring(0, slash);
    }

    private static String slashed(Path path) {
        StringBuilder text = new StringBuilder();
        for (Path name : path) {
            text.append(text.isEmpty() ? "" : "/").append(name);
        }
        return text.toString();
    }
}
