package olmoe.tokenizer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.TokenizerLint;
import olmoe.tokenizer.shard.DamagedShardException;
import olmoe.tokenizer.shard.DatatroveShard;
import olmoe.tokenizer.shard.DocumentSpan;
import olmoe.tokenizer.shard.DocumentSpans;
import olmoe.tokenizer.shard.MegatronShard;
import olmoe.tokenizer.shard.StoredOrder;
import olmoe.tokenizer.shard.TokenCount;
import olmoe.tokenizer.shard.TokenShard;
import olmoe.tokenizer.shard.TokenShard.Recount;
import olmoe.tokenizer.shard.TrainingOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe tokens inspect`.
@Command(
        name = "inspect",
        description = {
            "Reads a token shard (name.npy, name.idx of Megatron, name.ds of datatrove) with the files beside it",
            "again, or a tokenizer's folder, compares and prints what they hold, a JSON line each. Exit status 3 where they do not",
            "fit. With --tokens or --document: the documents of a range of tokens, or the range of a document."
        },
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "token shards, name.npy")
    private Path[] files;

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "tokens a window; without it, what the order.json above the file says")
    private Integer window;

    @Option(
            names = "--bytes-per-id",
            paramLabel = "N",
            description = "2 or 4; without it, what the order.json above the file says, or 2")
    private Integer bytesPerId;

    @Option(names = "--vocabulary", paramLabel = "N", description = "ids from this on are refused")
    private int vocabulary = Integer.MAX_VALUE;

    @Option(names = "--tokens", paramLabel = "A:B", description = "prints the documents of tokens A to B of name.npy")
    private String range;

    @Option(names = "--document", paramLabel = "ID", description = "prints the tokens of a document in name.npy")
    private String document;

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (Files.isRegularFile(file.resolve("tokenizer.json"))) {
                lint(file);
                continue;
            }
            boolean npy = file.toString().endsWith(".npy");
            boolean known =
                    npy || range == null && document == null && file.toString().matches("(?s).*\\.(idx|ds)");
            if (!known || !Files.isRegularFile(file)) {
                throw new ConfigurationException(file + ": expected a token shard, name.npy, found none");
            }
            try {
                if (range != null || document != null) {
                    printSpans(file);
                } else {
                    System.out.println(npy ? line(file) : otherLine(file));
                }
            } catch (DamagedShardException | NoSuchFileException e) {
                throw new CheckException(
                        e instanceof NoSuchFileException
                                ? e.getMessage() + ": expected it, found no file"
                                : e.getMessage());
            }
        }
        return 0;
    }

    private static void lint(Path folder) throws IOException {
        List<String> findings = TokenizerLint.findings(folder);
        if (!findings.isEmpty()) {
            findings.forEach(System.err::println);
            throw new CheckException(folder + ": expected files that fit each other, found " + findings.size()
                    + " places where they do not");
        }
        ObjectMapper mapper = new ObjectMapper();
        Tokenizer tokenizer = Tokenizer.read(folder.resolve("tokenizer.json"));
        ObjectNode line = mapper.createObjectNode();
        line.put("path", folder.toString()).put("vocabulary", tokenizer.size());
        System.out.println(mapper.writeValueAsString(line.put("end-of-text", tokenizer.endOfText())));
    }

    private String otherLine(Path file) throws IOException {
        TokenCount count = file.toString().endsWith(".ds") ? DatatroveShard.recount(file) : MegatronShard.recount(file);
        checkIds(file, count.largestId(), count.largestAt());
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode line = mapper.createObjectNode();
        line.put("path", file.toString());
        line.put("documents", count.documents());
        line.put("tokens", count.tokens());
        line.put("end-of-text", count.endOfText());
        line.put("largest-id", count.largestId());
        line.put("longest-document", count.longestDocument());
        return mapper.writeValueAsString(line);
    }

    private void checkIds(Path file, int largest, long at) {
        if (largest >= vocabulary) {
            throw new CheckException(
                    file + ": token " + at + ": expected an id below " + vocabulary + ", found " + largest);
        }
    }

    /// Token range to documents, or document to token range.
    private void printSpans(Path npy) throws IOException {
        long from = 0;
        long to = Long.MAX_VALUE;
        if (range != null) {
            String[] ends = range.split(":", -1);
            if (ends.length != 2 || !ends[0].matches("[0-9]{1,18}") || !ends[1].matches("[0-9]{1,18}")) {
                throw new ConfigurationException("--tokens: expected A:B, found " + range);
            }
            from = Long.parseLong(ends[0]);
            to = Long.parseLong(ends[1]);
        }
        ObjectMapper mapper = new ObjectMapper();
        try (DocumentSpans spans = new DocumentSpans(npy)) {
            for (DocumentSpan span = spans.next(); span != null && span.start() < to; span = spans.next()) {
                if (span.end() > from && (document == null || document.equals(span.id()))) {
                    ObjectNode line = mapper.createObjectNode();
                    line.put("path", npy.toString()).put("id", span.id()).put("start", span.start());
                    line.put("end", span.end()).put("src", span.source()).put("loc", span.line());
                    System.out.println(mapper.writeValueAsString(line));
                }
            }
        }
    }

    private String line(Path file) throws IOException {
        Path order = TrainingOrder.folderAbove(file);
        if (window == null && order == null) {
            throw new ConfigurationException(file + ": expected an order.json above it or --window N, found neither");
        }
        try (StoredOrder stored = window == null || bytesPerId == null && order != null ? open(order) : null) {
            int width = bytesPerId != null ? bytesPerId : stored == null ? 2 : stored.bytesPerId();
            if (width != 2 && width != 4) {
                throw new ConfigurationException("--bytes-per-id: expected 2 or 4, found " + width);
            }
            return line(file, TokenShard.recount(file, window == null ? stored.window() : window, width));
        }
    }

    private static StoredOrder open(Path folder) throws IOException {
        return StoredOrder.open(folder, folder.resolve(TrainingOrder.INDICES_FILE));
    }

    private String line(Path file, Recount recount) throws IOException {
        checkIds(file, recount.largestId(), recount.largestAt());
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode line = mapper.createObjectNode();
        line.put("path", file.toString());
        line.put("documents", recount.documents());
        line.put("tokens", recount.tokens());
        line.put("windows", recount.windows());
        if (recount.maskedWindows() >= 0) {
            line.put("masked-windows", recount.maskedWindows());
        }
        line.put("tail-tokens", recount.tailTokens());
        line.put("end-of-text", recount.endOfText());
        line.put("largest-id", recount.largestId());
        line.put("longest-document", recount.longestDocument());
        return mapper.writeValueAsString(line);
    }
}
