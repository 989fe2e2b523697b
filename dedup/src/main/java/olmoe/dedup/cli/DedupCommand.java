package olmoe.dedup.cli;

import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;

/// `olmoe dedup`: near-duplicates of documents on lines of JSON.
@Command(
        name = "dedup",
        description = "Finds documents that resemble each other.",
        mixinStandardHelpOptions = true,
        subcommands = {PairsCommand.class, IndexCommand.class, QueryCommand.class})
public final class DedupCommand {
    DedupCommand() {}

    public static void main(String[] args) {
        Commands.main(new DedupCommand(), args);
    }
}
