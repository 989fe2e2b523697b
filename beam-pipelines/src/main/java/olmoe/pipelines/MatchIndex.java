package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.dedup.GlobalStep;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.LinkedFile;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;
import olmoe.release.measure.ReachedDocuments;
import olmoe.release.recipe.DateOrder;
import olmoe.tokenizer.cli.ConfigurationException;

/// What a release carries of its matches, so that the next one can be made on top of its folder alone: of each match
/// that compares documents the keys, bands, shingles and dates of all that reached it, kept or not, as they were
/// written for it. No text is among them.
///
/// @param form of the files
/// @param survivors by which dates documents were ordered, or `none`
/// @param digest over names and sums of the files
public record MatchIndex(String form, String survivors, List<Of> matches, String digest) {
    /// Where it stands in a release.
    static final String FOLDER = "index/";

    /// The file in which it says of itself what it is.
    static final String NAME = "matches.json";

    private static final String MATCH = "match-";

    /// @param phase its number in the plan, which ledger rows name too
    /// @param steps by which documents are compared: name, and what decides their keys
    public record Of(int match, int phase, List<String> steps) {

        /// Files of a part lie below it, as `<source>/<part>.<ending>`.
        String folder() {
            return folder(match);
        }

        static String folder(int match) {
            return MATCH + match;
        }

        static Of of(MatchPhase phase) {
            List<String> steps = new ArrayList<>();
            for (GlobalStep step : phase.steps()) {
                steps.add(step.name() + ": " + step.keyForm());
            }
            return new Of(phase.index(), phase.number(), steps);
        }
    }

    /// What the matches of a plan leave for the next release.
    static MatchIndex of(CorpusPlan plan, String digest) {
        return new MatchIndex(
                PlanDigests.FORM,
                text(plan.recipe().survivors()),
                plan.matches().stream()
                        .filter(phase -> phase.sequential() == null) // those go by texts
                        .map(Of::of)
                        .toList(),
                digest);
    }

    static String text(DateOrder survivors) {
        return survivors == null ? "none" : survivors.text();
    }

    /// Copies the files of a corpus.
    ///
    /// @param corpus folder with its work
    /// @param folder of the index
    public static void write(Path corpus, Path folder) throws IOException {
        Places places = Places.of(corpus.toString());
        String recipe = Files.readString(corpus.resolve(CorpusBuild.RECIPE), StandardCharsets.UTF_8);
        CorpusPlan plan = CorpusPlan.parse(recipe, places);
        List<Block> blocks = blocks(CanonicalJson.read(corpus.resolve(CorpusBuild.STATS)), 0);
        SortedMap<String, String> sums = new TreeMap<>();
        for (Of match : of(plan, "").matches()) {
            MatchPhase phase = plan.matches().get(match.match());
            RefinePhase before = plan.refinements().get(match.match());
            for (Block block : blocks) {
                Map<String, String> written = sums(PartState.commit(places, before.path(block)));
                for (String ending : phase.inputs(plan.dates() != null)) {
                    String from = before.path(block) + ending;
                    String to = match.folder() + "/" + block.place() + ending;
                    link(corpus.resolve(from), folder.resolve(to));
                    sums.put(to, written.get(from));
                }
            }
        }
        of(plan, digest(sums)).write(folder);
    }

    /// Copies what a release carries, if it does, less the documents that are neither in its data nor in its ledger
    /// any more.
    public static void copy(Path release, Path folder) throws IOException {
        if (!Files.isRegularFile(release.resolve(FOLDER + NAME))) {
            return;
        }
        MatchIndex index = read(release.resolve(FOLDER));
        ReachedDocuments reached = new ReachedDocuments(release, below(release, "data", ".parquet"));
        SortedMap<String, String> sums = new TreeMap<>();
        for (Of match : index.matches()) {
            for (String rows : below(release.resolve(FOLDER + match.folder()), "", PartState.ROWS)) {
                String place = rows.substring(0, rows.length() - PartState.ROWS.length());
                MatchPart part = new MatchPart(release.resolve(FOLDER + match.folder()), place);
                part.copy(folder.resolve(match.folder()), reached.keys(place, match.phase()));
            }
            for (String file : below(folder.resolve(match.folder()), "", "")) {
                String path = match.folder() + "/" + file;
                sums.put(path, Sha256.of(folder.resolve(path)));
            }
        }
        new MatchIndex(index.form(), index.survivors(), index.matches(), digest(sums)).write(folder);
    }

    /// @throws IOException where there is none, or something is missing in it
    static MatchIndex read(Path folder) throws IOException {
        JsonNode json = CanonicalJson.read(folder.resolve(NAME));
        try {
            List<Of> matches = new ArrayList<>();
            for (JsonNode match : json.required("matches")) {
                List<String> steps = new ArrayList<>();
                match.required("steps").forEach(step -> steps.add(step.textValue()));
                matches.add(new Of(
                        match.required("match").intValue(),
                        match.required("phase").intValue(),
                        steps));
            }
            return new MatchIndex(
                    json.required("form").textValue(),
                    json.required("survivors").textValue(),
                    matches,
                    json.required("digest").textValue());
        } catch (IllegalArgumentException e) {
            throw new IOException(FOLDER + NAME + ": " + e.getMessage(), e);
        }
    }

    private void write(Path folder) throws IOException {
        ObjectNode json = CanonicalJson.object().put("form", form).put("survivors", survivors);
        for (Of match : matches) {
            ObjectNode node = json.withArray("matches").addObject();
            node.put("match", match.match()).put("phase", match.phase());
            match.steps().forEach(step -> node.withArray("steps").add(step));
        }
        json.put("digest", digest);
        CanonicalJson.write(folder.resolve(NAME), json);
    }

    /// Refuses what the matches of a plan cannot go on with.
    ///
    /// @param where for the message
    /// @param sums of its files, by their paths below its folder
    void check(CorpusPlan plan, String where, SortedMap<String, String> sums) {
        MatchIndex wanted = of(plan, digest(sums));
        expect(where, "form", wanted.form(), form);
        expect(where, "survivors", wanted.survivors(), survivors);
        for (int i = 0; i < wanted.matches().size(); i++) {
            Of found = i < matches.size() ? matches.get(i) : null;
            expect(where, "matches[" + i + "]", "" + wanted.matches().get(i), "" + found);
        }
        expect(where, "digest", wanted.digest(), digest);
    }

    static void expect(String where, String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new ConfigurationException(where + ": " + what + ": expected " + expected + ", found " + found);
        }
    }

    private static String digest(SortedMap<String, String> sums) {
        return Sha256.of(Sums.render(sums));
    }

    /// Whether a file of an index is one of these.
    public static boolean isPath(String path) {
        return path.equals(NAME) || path.startsWith(MATCH);
    }

    static Map<String, String> sums(Commit commit) {
        Map<String, String> sums = new HashMap<>();
        commit.files().forEach(file -> sums.put(file.path(), file.sha256()));
        return sums;
    }

    /// All parts of a corpus, by its figures.
    ///
    /// @param position of all of them, which no block of an input has unless it is 0
    static List<Block> blocks(JsonNode stats, int position) {
        List<Block> blocks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> source : stats.required("sources").properties()) {
            for (JsonNode input : source.getValue().required("inputs")) {
                String path = input.required("path").textValue();
                for (int block = 0; block < input.required("blocks").intValue(); block++) {
                    blocks.add(new Block(source.getKey(), path, block, position, position));
                }
            }
        }
        return blocks;
    }

    /// Paths below a root, in order.
    private static List<String> below(Path root, String folder, String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(root.resolve(folder))) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        LinkedFile.make(from, to);
    }
}
