package olmoe.release.cli;

import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;

/// `olmoe release …`.
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BuildCommand.class, VerifyCommand.class},
        description = "Builds and verifies releases.")
public final class ReleaseCommand {
    private ReleaseCommand() {}

    public static void main(String[] args) {
        Commands.main(new ReleaseCommand(), args);
    }
}
