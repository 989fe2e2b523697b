package olmoe.model.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.Conversion;
import olmoe.model.checkpoint.WeightLayout;
import olmoe.release.format.SafetensorsType;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe model convert FROM -o DIR`.
@Command(
        name = "convert",
        description = {
            "Writes a checkpoint in another layout: hf (one tensor per expert), fused (experts stacked, as newer",
            "transformers hold them), native (OLMo's training code) or gguf (llama.cpp). FROM may be any of them."
        },
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FROM", description = "a checkpoint's folder, or a GGUF file")
    private Path from;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "a folder that does not exist yet")
    private Path output;

    @Option(names = "--layout", paramLabel = "NAME", description = "hf (default), fused, native or gguf")
    private String layout = "hf";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "F32, BF16, F16 or F64; as stored by default")
    private String type;

    @Option(names = "--shard-bytes", paramLabel = "N", description = "largest shard; one file by default")
    private long shardBytes;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(output)) {
            throw new ConfigurationException("-o: expected a folder that does not exist yet, found " + output);
        }
        WeightLayout target = Arrays.stream(WeightLayout.values())
                .filter(one -> one.label().equals(layout))
                .findFirst()
                .orElseThrow(() ->
                        new ConfigurationException("--layout: expected hf, fused, native or gguf, found " + layout));
        Checkpoint checkpoint = Checkpoint.open(from);
        try {
            new Conversion(target, type(checkpoint), shardBytes).write(checkpoint, output);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--layout " + layout + ": " + e.getMessage(), e);
        }
        return 0;
    }

    private SafetensorsType type(Checkpoint checkpoint) {
        if (type == null) {
            return checkpoint.type();
        }
        return Arrays.stream(SafetensorsType.values())
                .filter(one -> one.isFloat() && one.name().equals(type.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new ConfigurationException("--dtype: expected F32, BF16, F16 or F64, found " + type));
    }
}
