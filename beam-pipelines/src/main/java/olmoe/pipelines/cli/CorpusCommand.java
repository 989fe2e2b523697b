package olmoe.pipelines.cli;

import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;

/// `olmoe corpus`: from input to a corpus.
@Command(
        name = "corpus",
        mixinStandardHelpOptions = true,
        subcommands = {
            CollectCommand.class,
            CheckCommand.class,
            BuildCommand.class,
            ExplainCommand.class,
            OverlapCommand.class,
            StatsCommand.class,
            IndexCommand.class,
            PreTokensCommand.class,
            ExtractCommand.class
        })
public final class CorpusCommand {
    CorpusCommand() {}

    public static void main(String[] args) {
        Commands.main(new CorpusCommand(), args);
    }
}
