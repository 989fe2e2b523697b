package olmoe.release.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;

/// All that decides the bytes of a release, in one file. Reading is strict: the first mistake is a
/// [ConfigurationException] of one line with file, line and key.
///
/// @param file that it was read from; its folder is what paths in it are relative to
/// @param against folders of earlier corpora, whose documents precede all of this one's and are not copied
/// @param survivors by which dates documents of one source are ordered where one of them stays, or null
/// @param splitSize bytes at which splittable input is cut
/// @param window tokens of one training window
/// @param validation share of documents held out
/// @param tokenSteps steps over token ids
/// @param tokens how token shards are written
/// @param mix what is trained on and how often; every source once where the recipe does not say
/// @param model null where the recipe has none
/// @param training null where the recipe has none
/// @param facts what a program cannot know, for the cards, or null
/// @param index parameter set of the index that the release carries, or null
public record Recipe(
        Path file,
        String name,
        String version,
        long seed,
        List<Source> sources,
        List<String> against,
        DateOrder survivors,
        long splitSize,
        int window,
        List<StepNode> steps,
        double validation,
        TokenizerPlan tokenizer,
        List<StepNode> tokenSteps,
        TokensPlan tokens,
        List<Mixed> mix,
        ModelPlan model,
        TrainingPlan training,
        String facts,
        String index) {

    /// @param repeat times that the order goes over the source
    public record Mixed(String source, int repeat) {}

    /// Reads a recipe, or its resolved form again. Files that it names are not asked for:
    /// [#checkFiles()] does that.
    public static Recipe read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": expected a recipe, found none that can be read", e);
        }
        return parse(text, file.toAbsolutePath().normalize());
    }

    /// Reads a recipe from its text, for who got it otherwise than as a file.
    ///
    /// @param file for messages, and to resolve paths against
    public static Recipe parse(String text, Path file) {
        return of(RecipeParser.parse(file.getFileName().toString(), text).section(), file);
    }

    private static Recipe of(Section section, Path file) {
        Path folder = file.getParent();
        Value version = section.get("version");
        if (!version.text().matches("[0-9]+\\.[0-9]+\\.[0-9]+")) {
            throw version.expected("a version such as 1.0.0");
        }
        Value name = section.get("name");
        if (!name.text().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw name.expected("a name of letters, digits, ., - and _");
        }
        List<Source> sources = sources(section.get("sources"), folder);
        List<String> names = sources.stream().map(Source::name).toList();
        Map<String, String> packed = section.find("release").map(Recipe::packed).orElse(Map.of());
        Recipe recipe = new Recipe(
                file,
                name.text(),
                version.text(),
                section.get("seed").integer(),
                sources,
                section.find("against").map(Value::texts).orElse(List.of()),
                section.find("survivors").map(DateOrder::of).orElse(null),
                section.find("split-size").map(Value::bytes).orElse(256_000_000L),
                section.find("window").map(Value::size).orElse(4096),
                steps(section.find("steps"), names),
                section.find("split").map(Recipe::validation).orElse(0.05),
                TokenizerPlan.of(section.get("tokenizer").section(), folder),
                steps(section.find("token-steps"), names),
                section.find("tokens").map(Value::section).map(TokensPlan::of).orElse(TokensPlan.USUAL),
                mix(section.find("mix"), sources),
                section.find("model").map(Value::section).map(ModelPlan::of).orElse(null),
                section.find("training")
                        .map(Value::section)
                        .map(TrainingPlan::of)
                        .orElse(null),
                packed.get("facts"),
                packed.get("index"));
        section.finish();
        return recipe;
    }

    private static List<Source> sources(Value value, Path folder) {
        List<Source> sources = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Value item : value.list()) {
            Source source = Source.of(item, folder);
            if (!names.add(source.name())) {
                throw item.mistake("a second source is called " + source.name());
            }
            sources.add(source);
        }
        if (sources.isEmpty()) {
            throw value.expected("at least one source");
        }
        return List.copyOf(sources);
    }

    private static List<StepNode> steps(Optional<Value> value, List<String> sources) {
        return value.map(list -> list.list().stream()
                        .map(step -> StepNode.of(step, sources))
                        .toList())
                .orElse(List.of());
    }

    private static double validation(Value value) {
        Section section = value.section();
        double validation = section.get("validation").fraction();
        section.finish();
        return validation;
    }

    private static Map<String, String> packed(Value value) {
        Section section = value.section();
        Map<String, String> packed = new HashMap<>();
        for (String key : List.of("facts", "index")) {
            section.find(key).ifPresent(named -> packed.put(key, named.text()));
        }
        section.finish();
        return packed;
    }

    private static List<Mixed> mix(Optional<Value> value, List<Source> sources) {
        List<String> names = sources.stream().map(Source::name).toList();
        if (value.isEmpty()) {
            return names.stream().map(name -> new Mixed(name, 1)).toList();
        }
        List<Mixed> mix = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Value item : value.get().list()) {
            Section section = item.section();
            Value source = section.get("source");
            if (!names.contains(source.text())) {
                throw source.mistake("unknown source " + source.text() + Section.didYouMean(source.text(), names));
            }
            if (!seen.add(source.text())) {
                throw source.mistake("the source is mixed in twice; give it a repeat");
            }
            mix.add(new Mixed(
                    source.text(), section.find("repeat").map(Value::size).orElse(1)));
            section.finish();
        }
        return List.copyOf(mix);
    }

    /// Refuses a recipe that names files which are not there, before anything starts.
    public void checkFiles() throws IOException {
        checkFiles(Source::inputSizes);
    }

    /// The same for inputs that lie elsewhere than beside the recipe.
    public void checkFiles(Source.Listing listing) throws IOException {
        for (Source source : sources) {
            listing.of(source);
        }
        tokenizer.checkFile();
        if (facts != null && !Files.isRegularFile(file.resolveSibling(facts))) {
            throw new ConfigurationException(
                    file.getFileName() + ": release.facts: expected a file, found none at " + facts);
        }
    }

    /// The recipe with every default filled in and every unit resolved.
    public ObjectNode resolved() {
        ObjectNode json = CanonicalJson.object();
        json.put("name", name)
                .put("version", version)
                .put("seed", seed)
                .put("split-size", splitSize)
                .put("window", window);
        sources.forEach(source -> json.withArray("sources").add(source.json()));
        against.forEach(path -> json.withArray("against").add(path));
        if (survivors != null) {
            json.put("survivors", survivors.text());
        }
        var stepList = json.putArray("steps");
        steps.forEach(step -> stepList.add(step.json()));
        var tokenStepList = json.putArray("token-steps");
        tokenSteps.forEach(step -> tokenStepList.add(step.json()));
        json.putObject("split").put("validation", validation);
        json.set("tokenizer", tokenizer.json());
        if (!tokens.equals(TokensPlan.USUAL)) {
            json.set("tokens", tokens.json());
        }
        mix.forEach(mixed ->
                json.withArray("mix").addObject().put("source", mixed.source()).put("repeat", mixed.repeat()));
        if (model != null) {
            json.set("model", model.json());
        }
        if (training != null) {
            json.set("training", training.json());
        }
        if (facts != null) {
            json.withObject("/release").put("facts", facts);
        }
        if (index != null) {
            json.withObject("/release").put("index", index);
        }
        return json;
    }

    /// Digest of one section of the resolved recipe; a section that is not there has one too.
    public String digest(String section) {
        JsonNode node = resolved().get(section);
        return CanonicalJson.digest(node == null ? CanonicalJson.object().nullNode() : node);
    }

    /// Digests for a manifest: `recipe.<section>` for each section, and with `sources` also
    /// `files.<source>`, over names and sizes of its input files.
    public SortedMap<String, String> inputs(String... sections) throws IOException {
        return inputs(Source::inputSizes, sections);
    }

    /// The same for inputs that lie elsewhere than beside the recipe.
    public SortedMap<String, String> inputs(Source.Listing listing, String... sections) throws IOException {
        SortedMap<String, String> inputs = new TreeMap<>();
        for (String section : sections) {
            inputs.put("recipe." + section, digest(section));
            if (section.equals("sources")) {
                for (Source source : sources) {
                    inputs.put("files." + source.name(), Source.digest(listing.of(source)));
                }
            }
        }
        return inputs;
    }
}
