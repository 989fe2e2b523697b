package olmoe.model.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.model.Shape;
import olmoe.model.Variant;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.Stored;
import olmoe.model.checkpoint.WeightLayout;
import olmoe.release.format.CanonicalJson;

/// Holds `config.json` against everything that can contradict it: the stored tensors, the tokenizer
/// beside it, `generation_config.json`, what training recorded; and against what has gone wrong in
/// published OLMoE releases: an end id of 0, a class default for the expert width, a missing epsilon.
final class ConfigurationAudit {
    private static final Pattern BRANCH = Pattern.compile("step([0-9]{1,9})-tokens([0-9]{1,9})B");
    private static final long RELEASED_BATCH_TOKENS = 4_194_304;

    private final Checkpoint checkpoint;
    private final JsonNode config;
    private final List<Check> checks = new ArrayList<>();

    private ConfigurationAudit(Checkpoint checkpoint, JsonNode config) {
        this.checkpoint = checkpoint;
        this.config = config;
    }

    static List<Check> of(Checkpoint checkpoint, TrainingRecord training, Path corpus) throws IOException {
        Path file = checkpoint.folder().resolve("config.json");
        JsonNode config = Files.exists(file) ? CanonicalJson.read(file) : CanonicalJson.object();
        ConfigurationAudit audit = new ConfigurationAudit(checkpoint, config);
        audit.sizes();
        audit.epsilon();
        audit.traps();
        audit.branch();
        audit.storedType();
        audit.training(training);
        audit.tokenizer(corpus);
        return audit.checks;
    }

    /// Sizes that the tensors themselves tell; top-k is none of them.
    private void sizes() {
        if (checkpoint.weights() != WeightLayout.HF) {
            add(
                    "config-sizes",
                    List.of(),
                    "sizes are read together with the tensors of "
                            + checkpoint.weights().label());
            return;
        }
        Shape shape = checkpoint.config().shape();
        List<String> wrong = new ArrayList<>();
        String embedding = "model.embed_tokens.weight";
        compare(wrong, "vocab_size", shape.vocabulary(), dimension(embedding, 0), embedding);
        compare(wrong, "hidden_size", shape.hidden(), dimension(embedding, 1), embedding);
        String gate = "model.layers.0.mlp.experts.0.gate_proj.weight";
        compare(wrong, "intermediate_size", shape.expertHidden(), dimension(gate, 0), gate);
        String router = "model.layers.0.mlp.gate.weight";
        compare(wrong, "num_experts", shape.experts(), dimension(router, 0), router);
        TreeSet<String> layers = new TreeSet<>();
        for (String name : checkpoint.stored().keySet()) {
            String[] parts = name.split("\\.", 4);
            if (parts.length == 4 && parts[1].equals("layers")) {
                layers.add(parts[2]);
            }
        }
        compare(wrong, "num_hidden_layers", shape.layers(), layers.size(), "the names of the tensors");
        add("config-sizes", wrong, "sizes in config.json are those of the tensors");
    }

    private int dimension(String name, int axis) {
        Stored tensor = checkpoint.stored().get(name);
        return tensor == null || tensor.dims().size() <= axis
                ? -1
                : tensor.dims().get(axis);
    }

    private static void compare(List<String> wrong, String key, int configured, int stored, String where) {
        if (stored >= 0 && stored != configured) {
            wrong.add("config.json: " + key + ": expected " + stored + " as in " + where + ", found " + configured);
        }
    }

    private void epsilon() {
        boolean given = config.hasNonNull("rms_norm_eps");
        checks.add(new Check(
                "config-epsilon",
                true,
                given || checkpoint.weights() == WeightLayout.NATIVE || checkpoint.weights() == WeightLayout.GGUF
                        ? "the norms' epsilon is "
                                + CanonicalJson.number(
                                        checkpoint.config().shape().normEpsilon())
                        : "rms_norm_eps is absent, as in the released OLMoE, and read as 1e-5"));
    }

    /// What has gone wrong in published files of this family, one by one.
    private void traps() throws IOException {
        Shape shape = checkpoint.config().shape();
        List<String> unusual = unusual(shape);
        if (checkpoint.tied()) {
            unusual.add("config.json: tie_word_embeddings: expected false, as every OLMoE was trained, found true");
        }
        List<String> wrong = new ArrayList<>(isReleased(shape) ? unusual : List.of());
        for (String name : List.of("special_tokens_map.json", "tokenizer_config.json")) {
            Path file = checkpoint.folder().resolve(name);
            if (!Files.exists(file)) {
                continue;
            }
            JsonNode tokens = CanonicalJson.read(file);
            for (String key : List.of("bos_token", "eos_token")) {
                JsonNode token = tokens.path(key);
                String content = token.isObject() ? token.path("content").asText() : token.asText();
                if (content.contains("IP_ADDRESS")) {
                    wrong.add(name + ": " + key + ": expected a token that bounds texts, found " + content
                            + ", which stands for masked addresses");
                }
            }
        }
        String sound = "none of the known mistakes of published OLMoE files";
        add("config-traps", wrong, unusual.isEmpty() ? sound : sound + ", but: " + String.join("; ", unusual));
    }

    /// Settings that no released OLMoE has: mistakes in a model of its sizes, a choice in another.
    static List<String> unusual(Shape shape) {
        List<String> unusual = new ArrayList<>();
        if (shape.clipQkv() != 0) {
            unusual.add(
                    "config.json: clip_qkv: expected null, because the training code bounds q, k and v before their "
                            + "norm and transformers after it, found " + CanonicalJson.number(shape.clipQkv()));
        }
        if (shape.normTopK()) {
            unusual.add("config.json: norm_topk_prob: expected false, as every OLMoE was trained, found true");
        }
        shape.variant()
                .departures()
                .forEach((name, departs) -> unusual.add("config.json: " + key(name) + ": expected " + !departs
                        + ", as every OLMoE was trained, found " + departs));
        if (isReleased(shape) && shape.expertHidden() != 1024) {
            unusual.add("config.json: intermediate_size: expected 1024, found " + shape.expertHidden()
                    + (shape.expertHidden() == 2048 ? ", which is the class's default" : ""));
        }
        return unusual;
    }

    private static boolean isReleased(Shape shape) {
        return shape.hidden() == 2048 && shape.layers() == 16 && shape.experts() == 64;
    }

    /// `step<S>-tokens<N>B`, as branches of the release are called: N is what S steps of 4,194,304 tokens make.
    private void branch() {
        String name =
                checkpoint.folder().toAbsolutePath().normalize().getFileName().toString();
        Matcher branch = BRANCH.matcher(name);
        if (!branch.matches()) {
            return;
        }
        long tokens = Math.multiplyExact(Long.parseLong(branch.group(1)), RELEASED_BATCH_TOKENS) / 1_000_000_000;
        List<String> wrong = new ArrayList<>();
        if (tokens != Long.parseLong(branch.group(2))) {
            wrong.add(name + ": expected tokens" + tokens + "B for that step, found tokens" + branch.group(2) + "B");
        }
        add("branch", wrong, name + " names its tokens as its steps make them");
    }

    private void storedType() {
        Map<String, String> names = Map.of("float32", "F32", "bfloat16", "BF16", "float16", "F16", "float64", "F64");
        Map<String, Integer> types = new TreeMap<>();
        checkpoint.stored().values().forEach(tensor -> types.merge(tensor.type().name(), 1, Integer::sum));
        String key = config.hasNonNull("dtype") ? "dtype" : "torch_dtype";
        List<String> wrong = new ArrayList<>();
        if (types.size() > 1 && checkpoint.weights() != WeightLayout.GGUF) {
            wrong.add("expected tensors of one dtype, found " + types);
        }
        String claimed = config.path(key).asText();
        if (!claimed.isEmpty() && !types.containsKey(names.getOrDefault(claimed, claimed))) {
            wrong.add("config.json: " + key + ": expected the dtype of the tensors " + types.keySet() + ", found "
                    + claimed);
        }
        add("dtype", wrong, "all tensors are " + types.keySet().iterator().next());
    }

    private void training(TrainingRecord training) {
        if (training == null) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, Number> setting :
                checkpoint.config().shape().settings().entrySet()) {
            JsonNode trained = training.at("/shape/" + setting.getKey());
            double configured = setting.getValue().doubleValue();
            Boolean plain = Variant.OLMOE.settings().get(setting.getKey());
            if (trained.isMissingNode() && (plain == null || configured == (plain ? 1 : 0))) {
                continue;
            }
            compared++;
            if (!trained.isNumber() || trained.doubleValue() != configured) {
                wrong.add("config.json: " + key(setting.getKey()) + ": expected "
                        + (trained.isMissingNode() ? "OLMoE's" : trained) + " as trained (shape."
                        + setting.getKey() + " in " + training.file().getFileName() + "), found "
                        + CanonicalJson.number(configured));
            }
        }
        if (compared == 0) {
            wrong.add(training.file().getFileName() + ": shape: expected the settings of the model, found none");
        }
        add("config-training", wrong, "config.json has the " + compared + " settings that training recorded");
    }

    /// The key of config.json for one of {@link olmoe.model.Shape#settings}.
    static String key(String setting) {
        return switch (setting) {
            case "vocabulary" -> "vocab_size";
            case "hidden" -> "hidden_size";
            case "layers" -> "num_hidden_layers";
            case "heads" -> "num_attention_heads";
            case "key-value-heads" -> "num_key_value_heads";
            case "experts" -> "num_experts";
            case "top-k" -> "num_experts_per_tok";
            case "expert-hidden" -> "intermediate_size";
            case "context" -> "max_position_embeddings";
            case "rope-theta" -> "rope_theta";
            case "norm-epsilon" -> "rms_norm_eps";
            case "clip-qkv" -> "clip_qkv";
            case "norm-top-k" -> "norm_topk_prob";
            default -> "olmoe_variant." + setting;
        };
    }

    /// The end id, three times: in the configuration, for generation, and the tokenizer's own.
    private void tokenizer(Path corpus) throws IOException {
        int end = checkpoint.config().endToken();
        int rows = checkpoint.config().shape().vocabulary();
        List<String> wrong = new ArrayList<>();
        if (end < 0 || end >= rows) {
            wrong.add("config.json: eos_token_id: expected an id below the " + rows + " embedding rows, found " + end);
        }
        Path generation = checkpoint.folder().resolve("generation_config.json");
        if (Files.exists(generation)) {
            JsonNode id = CanonicalJson.read(generation).path("eos_token_id");
            if (id.asInt(-1) != end) {
                wrong.add("generation_config.json: eos_token_id: expected " + end + " as in config.json, found "
                        + (id.isMissingNode() ? "none" : id));
            }
        }
        Path file = checkpoint.folder().resolve("tokenizer.json");
        if (Files.exists(file)) {
            TokenizerFiles tokenizer = TokenizerFiles.read(checkpoint.folder());
            tokenizer.compare(end, rows, wrong);
            add("tokenizer", wrong, tokenizer.size() + " ids fit " + rows + " embedding rows; " + end + " ends a text");
        } else {
            if (end == 0) {
                wrong.add("config.json: eos_token_id: expected the id that ends documents, found 0, which is no end of"
                        + " text in OLMoE's tokenizer (50279 is), and there is no tokenizer.json that says"
                        + " otherwise");
            }
            add("tokenizer", wrong, "no tokenizer.json beside the weights; " + end + " is given as the end of text");
        }
        if (corpus != null) {
            sameAs(corpus.resolve("tokenizer/tokenizer.json"), file);
        }
    }

    private void sameAs(Path trainedWith, Path file) throws IOException {
        List<String> wrong = new ArrayList<>();
        if (!Files.exists(file)) {
            wrong.add("tokenizer.json: expected beside the weights, found none");
        } else if (Files.exists(trainedWith) && Files.mismatch(trainedWith, file) >= 0) {
            wrong.add("tokenizer.json: expected the file that encoded the corpus, found another from byte "
                    + Files.mismatch(trainedWith, file) + " on");
        }
        add("tokenizer-corpus", wrong, "tokenizer.json is the one that encoded the corpus");
    }

    private void add(String name, List<String> wrong, String message) {
        checks.add(new Check(name, wrong.isEmpty(), wrong.isEmpty() ? message : String.join("; ", wrong)));
    }
}
