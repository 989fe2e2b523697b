package olmoe.release.cli;

import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;

/// `olmoe release …`.
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BuildCommand.class,
            KeyCommand.class,
            SignCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            DiffCommand.class,
            ReproduceCommand.class,
            TakedownCommand.class
        },
        description = "Builds, signs, verifies, compares and mends releases.")
public final class ReleaseCommand {
    private ReleaseCommand() {}

    public static void main(String[] args) {
        Commands.main(new ReleaseCommand(), args);
    }
}
