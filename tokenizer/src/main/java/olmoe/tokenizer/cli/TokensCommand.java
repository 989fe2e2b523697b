package olmoe.tokenizer.cli;

import picocli.CommandLine.Command;

/// `olmoe tokens`: texts to ids and back, and the token side of a corpus.
@Command(
        name = "olmoe tokens",
        description = "Trains and runs byte-level BPE tokenizers, looks into token shards and their order.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EncodeCommand.class,
            DecodeCommand.class,
            TrainCommand.class,
            InspectCommand.class,
            OrderCommand.class
        })
public final class TokensCommand {

    public static void main(String[] args) {
        Commands.main(new TokensCommand(), args);
    }
}
