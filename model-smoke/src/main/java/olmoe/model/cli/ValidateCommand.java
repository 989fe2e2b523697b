package olmoe.model.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.model.validation.Validation;
import olmoe.model.vector.Workers;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe model validate DIR`: audit, comparison of two engines, held-out loss, expert load.
@Command(
        name = "validate",
        description = {
            "Checks a checkpoint: tensors, configuration and tokenizer against each other and against what training",
            "recorded beside it, float32 logits against the double reference and against jlama's, loss and expert load",
            "on held-out text."
        },
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "a checkpoint in the Hugging Face layout")
    private Path folder;

    @Option(names = "--corpus", paramLabel = "DIR", description = "corpus whose validation windows are evaluated")
    private Path corpus;

    @Option(
            names = "--reference",
            paramLabel = "PATH",
            description = {
                "a checkpoint that this one must be, rounded to its number format, or logits to give again, as",
                "olmoe model logits writes them (.jsonl)"
            })
    private Path reference;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "folder for validation.json and manifest.json; stdout without it")
    private Path output;

    @Mixin
    private ComputeOptions compute;

    @Override
    public Integer call() throws IOException {
        requireFolder("DIR", folder);
        if (corpus != null) {
            requireFolder("--corpus", corpus);
        }
        if (reference != null && !Files.exists(reference)) {
            throw new ConfigurationException(
                    "--reference: expected a checkpoint or logits, found none at " + reference);
        }
        Validation validation;
        try (Workers workers = new Workers(compute.threads())) {
            validation = Validation.of(folder, corpus, reference, workers);
        }
        if (output == null) {
            System.out.print(CanonicalJson.string(validation.json()));
        } else {
            validation.write(output);
        }
        validation.remarks().forEach(remark -> System.err.println("olmoe: " + remark));
        validation.require();
        System.err.println("olmoe: all " + validation.json().get("checks").size() + " checks hold for " + folder);
        return 0;
    }

    private static void requireFolder(String key, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(key + ": expected a folder, found none at " + folder);
        }
    }
}
