package olmoe.model.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import olmoe.model.Heap;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.WeightReader;
import olmoe.model.generation.ChatTemplate;
import olmoe.model.generation.Generator;
import olmoe.model.generation.Sampling;
import olmoe.model.generation.StreamingText;
import olmoe.model.vector.Decoding;
import olmoe.model.vector.Network;
import olmoe.model.vector.ServedWeights;
import olmoe.model.vector.Workers;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe model generate DIR`.
@Command(
        name = "generate",
        description = {
            "Continues one prompt (--prompt, text on stdout as it comes) or lines",
            "{\"prompt\":…} or {\"messages\":[{\"role\",\"content\"}]} from stdin, all at once, as lines with",
            "\"text\", \"tokens\" and \"finish\": end, length or context. Rows without a token are never chosen."
        },
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "DIR", description = "a checkpoint with tokenizer.json beside it")
    private Path folder;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "text to continue")
    private String prompt;

    @Option(names = "--chat", description = "--prompt is what a user says to OLMoE-Instruct")
    private boolean chat;

    @Option(names = "--max-tokens", paramLabel = "N", description = "new tokens of each prompt; ${DEFAULT-VALUE}")
    private int most = 128;

    @Option(names = "--temperature", paramLabel = "T", description = "0, the default, takes the likeliest token")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "choose among the K likeliest; all by default")
    private int topK;

    @Option(names = "--top-p", paramLabel = "P", description = "choose among the likeliest that reach P together")
    private double topP = 1;

    @Option(names = "--seed", paramLabel = "N", description = "of the choices; ${DEFAULT-VALUE}")
    private long seed = 6198;

    @Option(
            names = "--cache-bytes",
            paramLabel = "N",
            description = "for keys and values of all sequences together; ${DEFAULT-VALUE}")
    private long cacheBytes = 256L << 20;

    @Option(
            names = "--dtype",
            paramLabel = "T",
            description = {
                "of the weights in memory: f32, or bf16 for half the memory and rounded weights;",
                "by default bf16 where all are stored so, which changes no number"
            })
    private String dtype;

    @Mixin
    private ComputeOptions compute;

    @Override
    public Integer call() throws IOException {
        if (most < 1) {
            throw new ConfigurationException("--max-tokens: expected 1 or more, found " + most);
        }
        Sampling sampling;
        try {
            sampling = new Sampling(temperature, topK, topP);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
        Path file = folder.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + ": expected the model's tokenizer, found none");
        }
        Tokenizer tokenizer = Tokenizer.read(file);
        List<String> texts = prompt == null
                ? read()
                : List.of(chat ? ChatTemplate.prompt(List.of(new ChatTemplate.Turn("user", prompt))) : prompt);
        if (texts.isEmpty()) {
            return 0;
        }
        Encoder encoder = tokenizer.encoder();
        List<int[]> prompts = texts.stream().map(encoder::encode).toList();
        Checkpoint checkpoint = Checkpoint.open(folder);
        boolean brain = dtype == null ? checkpoint.isBrain() : isBrain(dtype);
        requireHeap(checkpoint, brain);
        try (Workers workers = new Workers(compute.threads());
                WeightReader reader = checkpoint.reader()) {
            Network network = ServedWeights.network(checkpoint.layout(), reader::read, brain, workers);
            Decoding decoding = new Decoding(network, prompts.size(), cacheBytes);
            int ids = Math.min(tokenizer.size(), checkpoint.layout().shape().vocabulary());
            Generator generator =
                    new Generator(decoding, ids, checkpoint.config().endToken(), sampling, seed);
            if (prompt == null) {
                write(tokenizer, generator.generate(prompts, most, (sequence, id) -> {}));
            } else {
                stream(tokenizer, generator, prompts);
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("generate: " + e.getMessage(), e);
        }
        return 0;
    }

    private static boolean isBrain(String dtype) {
        if (!dtype.equals("f32") && !dtype.equals("bf16")) {
            throw new ConfigurationException("--dtype: expected f32 or bf16, found " + dtype);
        }
        return dtype.equals("bf16");
    }

    private void requireHeap(Checkpoint checkpoint, boolean brain) {
        long needed = ServedWeights.bytes(checkpoint.layout(), brain) + cacheBytes;
        long heap = Heap.room();
        if (needed > heap) {
            throw new ConfigurationException("generate: expected room in the heap for " + needed
                    + " bytes, the weights as " + (brain ? "bf16" : "f32") + " and --cache-bytes, found " + heap
                    + "; " + Heap.start(needed)
                    + (brain ? "" : ", or take --dtype bf16"));
        }
    }

    private void stream(Tokenizer tokenizer, Generator generator, List<int[]> prompts) {
        PrintStream out = System.out;
        StreamingText text = new StreamingText(tokenizer);
        generator.generate(prompts, most, (sequence, id) -> {
            out.print(text.add(id));
            out.flush();
        });
        out.println(text.rest());
    }

    private static void write(Tokenizer tokenizer, List<Generator.Continuation> continuations) throws IOException {
        for (Generator.Continuation continuation : continuations) {
            ObjectNode line = JSON.createObjectNode();
            line.put("text", tokenizer.decode(continuation.ids()));
            for (int id : continuation.ids()) {
                line.withArray("tokens").add(id);
            }
            line.put("finish", continuation.finish());
            System.out.println(JSON.writeValueAsString(line));
        }
    }

    private static List<String> read() throws IOException {
        List<String> texts = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String where = "stdin:" + ++number + ": ";
            try {
                JsonNode json = JSON.readTree(line);
                if (json.path("prompt").isTextual()) {
                    texts.add(json.get("prompt").textValue());
                } else if (json.path("messages").isArray()) {
                    List<ChatTemplate.Turn> turns = new ArrayList<>();
                    for (JsonNode turn : json.get("messages")) {
                        turns.add(new ChatTemplate.Turn(
                                turn.path("role").asText(), turn.path("content").asText()));
                    }
                    texts.add(ChatTemplate.prompt(turns));
                } else {
                    throw new ConfigurationException(where + "expected prompt or messages, found " + line);
                }
            } catch (JsonProcessingException e) {
                throw new ConfigurationException(where + "expected JSON, found " + e.getOriginalMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(where + "messages: " + e.getMessage(), e);
            }
        }
        return texts;
    }
}
