package olmoe.pipelines.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import olmoe.pipelines.CorpusPlan;
import olmoe.pipelines.Estimate;
import olmoe.pipelines.io.Inputs;
import olmoe.release.format.CanonicalJson;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe corpus check RECIPE`.
@Command(
        name = "check",
        description =
                "Says what a recipe means: its inputs, its phases, its digests. Builds nothing but what --estimate"
                        + " asks for.")
final class CheckCommand implements Callable<Integer> {
    /// Characters that one token of English text or code stands for, roughly; only a warning rests on it.
    private static final int BYTES_PER_TOKEN = 4;

    private static final double TAIL_SHARE = 0.01;

    @Parameters(paramLabel = "RECIPE", description = "the recipe, YAML")
    private Path recipe;

    @Option(names = "--json", description = "print the resolved recipe as JSON")
    private boolean json;

    @Option(
            names = "--estimate",
            paramLabel = "MB",
            arity = "0..1",
            fallbackValue = "64",
            description = "build a sample of the inputs of this many megabytes (default: ${FALLBACK-VALUE}) twice and"
                    + " print what all of them will cost, and a terabyte")
    private Long estimate;

    @Override
    public Integer call() throws IOException {
        if (estimate != null && (json || estimate < 1)) {
            throw new ConfigurationException(
                    json
                            ? "--estimate: expected a table, found --json"
                            : "--estimate: expected a megabyte at least, found " + estimate);
        }
        Recipe read = Recipe.read(recipe);
        read.checkFiles();
        CorpusPlan plan = CorpusPlan.of(read);
        plan.checkInputs(Source::inputSizes);
        for (Source source : read.sources()) {
            Inputs.of(read.file().getParent().toString()).sidecars(source);
        }
        PrintStream out = System.out;
        if (json) {
            out.print(CanonicalJson.string(read.resolved()));
            return 0;
        }
        out.println(read.name() + " " + read.version() + ", seed " + read.seed());
        out.println();
        for (Source source : read.sources()) {
            SortedMap<String, Path> inputs = source.inputs();
            long bytes = 0;
            for (Path input : inputs.values()) {
                bytes += Files.size(input);
            }
            out.println(String.format(
                    Locale.ROOT,
                    "source %-12s %5d files %8.1f MB  %s (%s)",
                    source.name(),
                    inputs.size(),
                    bytes / 1e6,
                    source.license().spdx(),
                    source.license().evidence()));
            warnOfTails(source, inputs.size(), bytes, read.window());
        }
        out.println();
        out.print(plan.describe());
        out.println();
        ObjectNode resolved = read.resolved();
        resolved.fieldNames()
                .forEachRemaining(section -> out.println(String.format(
                        Locale.ROOT,
                        "digest %-12s %s",
                        section,
                        read.digest(section).substring(0, 16))));
        if (estimate != null) {
            out.println();
            Estimate.of(plan, estimate * 1_000_000).forEach(out::println);
        }
        return 0;
    }

    /// Each part loses the tokens after its last whole window.
    private static void warnOfTails(Source source, int files, long bytes, int window) {
        double lost = files * (window / 2.0) * BYTES_PER_TOKEN;
        if (lost > TAIL_SHARE * bytes) {
            System.err.println(String.format(
                    Locale.ROOT,
                    "warning: source %s: its %d files are small for windows of %d tokens: about %.0f %% of its tokens"
                            + " would be in no window; join the files or make the window smaller",
                    source.name(),
                    files,
                    window,
                    Math.min(100, 100 * lost / Math.max(1, bytes))));
        }
    }
}
