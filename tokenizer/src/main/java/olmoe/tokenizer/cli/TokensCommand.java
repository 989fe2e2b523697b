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
            OrderCommand.class,
            ExportCommand.class
        })
public final class TokensCommand {

    public static void main(String[] args) {
        EncodeCommand encode = EncodeCommand.fromPlainArguments(args);
        if (encode != null) {
            Commands.mainWithoutParsing(encode);
        }
        Commands.main(new TokensCommand(), args);
    }
}
