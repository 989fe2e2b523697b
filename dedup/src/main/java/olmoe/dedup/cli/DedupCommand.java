package olmoe.dedup.cli;

import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;

/// `olmoe dedup`: duplicates, repeated passages and evaluation items, on lines of JSON.
@Command(
        name = "dedup",
        description = "Finds documents that resemble each other, what they repeat, and evaluations in them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PairsCommand.class,
            IndexCommand.class,
            QueryCommand.class,
            ExactCommand.class,
            BloomCommand.class,
            SubstringCommand.class,
            DecontaminateCommand.class
        })
public final class DedupCommand {
    DedupCommand() {}

    public static void main(String[] args) {
        PairsCommand pairs = PairsCommand.fromPlainArguments(args);
        if (pairs != null) {
            Commands.mainWithoutParsing(pairs);
        }
        Commands.main(new DedupCommand(), args);
    }
}
