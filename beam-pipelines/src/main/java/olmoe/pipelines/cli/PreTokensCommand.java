package olmoe.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import olmoe.pipelines.Jobs;
import olmoe.pipelines.PreTokenJob;
import olmoe.pipelines.io.Format;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/// `olmoe corpus pre-tokens FILE… -o FILE [Beam options]`.
@Command(
        name = "pre-tokens",
        description = {
            "Counts the pre-tokens of texts (JSON lines, Parquet, WET, plain text; of a folder, all that are there)",
            "for olmoe tokens train --counts: a line {\"text\",\"count\"} each, in the order of their bytes. Options that",
            "are not listed here are Beam's, such as --parallelism=8."
        })
final class PreTokensCommand implements Callable<Integer> {
    private static final Set<Format> TEXTS = EnumSet.of(Format.JSON_LINES, Format.PARQUET, Format.WET, Format.TEXT);

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "texts, or folders with texts")
    private List<Path> inputs;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "the counts")
    private Path output;

    @Option(
            names = "--max-reject-share",
            paramLabel = "SHARE",
            description = "of the documents that may be unreadable (default: ${DEFAULT-VALUE})")
    private double maxRejectShare = 0.01;

    @Unmatched
    private List<String> beam = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                try (Stream<Path> all = Files.walk(input)) {
                    files.addAll(all.filter(file -> Files.isRegularFile(file) && isText(file))
                            .sorted()
                            .toList());
                }
            } else if (Files.isRegularFile(input) && isText(input)) {
                files.add(input);
            } else {
                throw new ConfigurationException(input
                        + ": expected a folder, .jsonl, .txt or .wet, each also with .gz or .zst, or .parquet, found "
                        + (Files.exists(input) ? "another" : "none"));
            }
        }
        if (files.isEmpty()) {
            throw new ConfigurationException(inputs.get(0) + ": expected files of texts, found none");
        }
        PreTokenJob.Totals totals = new PreTokenJob(files, output, Jobs.of(beam)).run(maxRejectShare);
        System.out.println("{\"documents\":" + totals.documents() + ",\"rejected\":" + totals.rejected()
                + ",\"pre-tokens\":" + totals.preTokens() + ",\"different\":" + totals.different() + "}");
        return 0;
    }

    private static boolean isText(Path file) {
        Optional<Format> format = Format.of(file.getFileName().toString());
        return format.isPresent() && TEXTS.contains(format.get());
    }
}
