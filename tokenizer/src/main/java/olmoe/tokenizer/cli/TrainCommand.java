package olmoe.tokenizer.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.tokenizer.BpeTrainer;
import olmoe.tokenizer.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe tokens train`.
@Command(
        name = "train",
        description = {
            "Learns a byte-level BPE tokenizer from lines {\"text\"} on stdin, as Hugging Face's BpeTrainer does,",
            "and writes tokenizer.json, tokenizer_config.json and special_tokens_map.json.",
            "The order of the lines does not matter."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Option(names = "--vocabulary", required = true, paramLabel = "N", description = "ids wanted, 258 or more")
    private int vocabulary;

    @Option(
            names = "--min-frequency",
            defaultValue = "2",
            paramLabel = "N",
            description = "how often a pair must occur at least (default: 2)")
    private long minFrequency;

    @Option(names = "--lines", description = "takes each line of stdin as a text, without its end")
    private boolean plain;

    @Option(names = "-o", required = true, paramLabel = "DIR", description = "where the three files go")
    private Path folder;

    private static final long SAY_EVERY = 10_000_000_000L; // nanoseconds

    private long texts;
    private long lastSaid = System.nanoTime();

    @Override
    public Integer call() throws IOException {
        if (vocabulary < BpeTrainer.SMALLEST_VOCABULARY) {
            throw new ConfigurationException("--vocabulary: expected " + BpeTrainer.SMALLEST_VOCABULARY
                    + " or more, 256 bytes and two special tokens, found " + vocabulary);
        }
        BpeTrainer trainer = new BpeTrainer(vocabulary, minFrequency);
        if (plain) {
            addLines(trainer);
        } else {
            addJsonLines(trainer);
        }
        Tokenizer tokenizer = trainer.train(this::say);
        tokenizer.write(folder);
        System.out.println("{\"texts\":" + texts + ",\"vocabulary\":" + tokenizer.size() + "}");
        return 0;
    }

    /// A line now and then, for who waits.
    private void say(int ids) {
        long now = System.nanoTime();
        if (now - lastSaid > SAY_EVERY) {
            lastSaid = now;
            System.err.println("olmoe: " + ids + " of " + vocabulary + " ids");
        }
    }

    private void addJsonLines(BpeTrainer trainer) throws IOException {
        JsonLines lines = new JsonLines(System.in);
        boolean[] seen = new boolean[1];
        while (lines.next(json -> {
            if (!json.textIs("text")) {
                return false;
            }
            json.readString();
            trainer.add(json.text());
            texts++;
            seen[0] = true;
            return true;
        })) {
            if (!seen[0]) {
                throw lines.refuse("a text", "none");
            }
            seen[0] = false;
        }
    }

    private void addLines(BpeTrainer trainer) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(
                System.in, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                trainer.add(line);
                texts++;
            }
        } catch (CharacterCodingException e) {
            throw new ConfigurationException("stdin: not UTF-8 within 8 kB after line " + texts, e);
        }
    }
}
