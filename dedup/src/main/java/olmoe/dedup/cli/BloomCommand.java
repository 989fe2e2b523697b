package olmoe.dedup.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.dedup.bloom.BloomFilter;
import olmoe.dedup.bloom.Decision;
import olmoe.dedup.bloom.Deduplicator;
import olmoe.dedup.bloom.ExactKeys;
import olmoe.dedup.bloom.Keys;
import olmoe.dedup.bloom.Mode;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;
import olmoe.tokenizer.text.TextView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe dedup bloom`.
@Command(
        name = "bloom",
        description = {
            "Reads lines {\"id\",\"text\"} and writes them without paragraphs and documents that were seen before.",
            "The order of the lines is part of the result: the first copy stays. One filter, one thread."
        },
        mixinStandardHelpOptions = true)
final class BloomCommand implements Callable<Integer> {
    private static final int PROBES = 1_000_000;

    @Option(
            names = "--mode",
            paramLabel = "NAME",
            description = "old-both (DCLM), paragraph, both, both-repaired, dolma-paragraphs or dolma-ngrams"
                    + " (default: ${DEFAULT-VALUE})")
    private String mode = "old-both";

    @Option(names = "--ngram", paramLabel = "N", description = "tokens in an n-gram (default: 13)")
    private Integer ngram;

    @Option(
            names = "--min-ngram",
            paramLabel = "N",
            description = "bff: fewer tokens than that are kept and not remembered (default: that of --ngram)")
    private Integer minNgram;

    @Option(names = "--stride", paramLabel = "N", description = "dolma-ngrams: tokens between n-grams (default: 0)")
    private int stride;

    @Option(
            names = "--threshold",
            paramLabel = "SHARE",
            description = "of known n-grams that makes a duplicate (default: 0.8, dolma-ngrams: 0.3)")
    private Double threshold;

    @Option(names = "--memory", paramLabel = "MIB", description = "of the filter (default: ${DEFAULT-VALUE})")
    private int memory = 256;

    @Option(
            names = "--false-positives",
            paramLabel = "RATE",
            description = "of the filter when it is full; it takes no more then (default: ${DEFAULT-VALUE})")
    private double falsePositives = 1e-6;

    @Option(names = "--exact", description = "keeps every n-gram, 21 to 43 bytes each, instead of a filter")
    private boolean exact;

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description = "one line for each document that leaves and each paragraph that is cut")
    private Path evidence;

    private long documents;
    private long dropped;
    private long emptied;
    private long paragraphs;
    private long ngrams;
    private long known;

    private Deduplicator deduplicator(Mode made, Keys keys) {
        int length = ngram == null ? made.ngram() : ngram;
        return made.make(
                keys,
                minNgram == null ? length : minNgram,
                length,
                stride,
                threshold == null ? made.threshold() : threshold);
    }

    @Override
    public Integer call() throws IOException {
        if (!Mode.words().contains(mode)) {
            throw new ConfigurationException("--mode: no mode is named " + mode + Suggestion.of(mode, Mode.words()));
        }
        Keys keys;
        Deduplicator deduplicator;
        try {
            keys = exact ? new ExactKeys() : new BloomFilter((long) memory << 20, falsePositives);
            deduplicator = deduplicator(Mode.of(mode), keys);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
        try (EvidenceFile rows = new EvidenceFile(evidence)) {
            run(deduplicator, rows);
            rows.commit();
        }
        System.err.println("bloom: " + documents + " documents, " + dropped + " dropped, " + emptied
                + " empty in the end, " + paragraphs + " paragraphs cut; " + ngrams + " n-grams asked for, " + known
                + " known");
        System.err.println("bloom: " + describe(keys));
        return 0;
    }

    private void run(Deduplicator deduplicator, EvidenceFile rows) throws IOException {
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
        DocumentLines lines = new DocumentLines(System.in);
        while (lines.next()) {
            documents++;
            Decision decision = deduplicator.next(TextView.of(lines.text()));
            ngrams += decision.ngrams();
            known += decision.contained();
            if (decision.dropped()) {
                dropped++;
                rows.write(row(lines)
                        .put("dropped", true)
                        .put("known", decision.contained())
                        .put("ngrams", decision.ngrams()));
                continue;
            }
            for (Decision.Cut cut : decision.cuts()) {
                paragraphs++;
                rows.write(row(lines)
                        .put("start", cut.start())
                        .put("end", cut.end())
                        .put("score", cut.score()));
            }
            byte[] line = lines.bytes();
            if (!decision.cuts().isEmpty()) {
                lines.row().put("text", decision.apply(lines.text()));
                line = DocumentLines.json().writeValueAsString(lines.row()).getBytes(StandardCharsets.UTF_8);
            }
            if (TextView.of(lines.text()).words().isEmpty()) {
                emptied++;
                rows.write(row(lines).put("empty", true));
            } else {
                out.write(line);
                out.write('\n');
            }
        }
        out.flush();
    }

    private static ObjectNode row(DocumentLines lines) {
        ObjectNode row = DocumentLines.json().createObjectNode();
        row.set("id", lines.id());
        return row;
    }

    private static String describe(Keys keys) {
        if (!(keys instanceof BloomFilter filter)) {
            return keys.size() + " n-grams kept exactly, no false positives";
        }
        return filter.bytes() + " bytes, " + filter.hashes() + " bits a key, room for about " + filter.capacity()
                + " keys, " + filter.size() + " in it; false positives computed " + filter.computedFalsePositives()
                + ", measured " + filter.measuredFalsePositives(PROBES) + " over " + PROBES + " probes";
    }
}
