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
            "or from the counts of their pre-tokens that olmoe corpus pre-tokens made,",
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

    @Option(
            names = "--counts",
            description = "takes each line of stdin, {\"text\",\"count\"}, as a pre-token and how often it occurs")
    private boolean counts;

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
        if (counts && plain) {
            throw new ConfigurationException("--counts: expected without --lines, found both");
        }
        Tokenizer tokenizer;
        try {
            tokenizer = learn();
        } catch (OutOfMemoryError e) {
            throw new ConfigurationException(
                    "OLMOE_JVM: expected a heap, such as -Xmx8g, in which " + texts
                            + (counts ? " pre-tokens" : " texts") + " have room, found "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
                    e);
        }
        tokenizer.write(folder);
        System.out.println("{\"" + (counts ? "pre-tokens" : "texts") + "\":" + texts + ",\"vocabulary\":"
                + tokenizer.size() + "}");
        return 0;
    }

    private Tokenizer learn() throws IOException {
        BpeTrainer trainer = new BpeTrainer(vocabulary, minFrequency);
        if (counts) {
            addCounts(trainer);
        } else if (plain) {
            addLines(trainer);
        } else {
            addJsonLines(trainer);
        }
        return trainer.train(this::say);
    }

    private void say(int ids) {
        say(ids + " of " + vocabulary + " ids");
    }

    /// A line now and then, for who waits.
    private void say(String line) {
        long now = System.nanoTime();
        if (now - lastSaid > SAY_EVERY) {
            lastSaid = now;
            System.err.println("olmoe: " + line);
        }
    }

    private void addCounts(BpeTrainer trainer) throws IOException {
        JsonLines lines = new JsonLines(System.in);
        String[] preToken = new String[1];
        long[] count = new long[1];
        while (lines.next(json -> {
            if (json.textIs("text")) {
                json.readString();
                preToken[0] = json.text();
            } else if (json.textIs("count")) {
                count[0] = json.readLong();
            } else {
                return false;
            }
            return true;
        })) {
            if (preToken[0] == null || count[0] < 1) {
                throw lines.refuse("a text and a count of 1 or more", preToken[0] == null ? "no text" : "less");
            }
            try {
                trainer.addPreToken(preToken[0], count[0]);
            } catch (IllegalArgumentException e) {
                throw lines.refuse("one pre-token as text", preToken[0]);
            }
            texts++;
            if ((texts & 0xFFFF) == 0) {
                say(texts + " pre-tokens read");
            }
            preToken[0] = null;
            count[0] = 0;
        }
        say(texts + " pre-tokens read, their pairs are counted");
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
