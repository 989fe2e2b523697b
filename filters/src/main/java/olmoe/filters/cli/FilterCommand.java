package olmoe.filters.cli;

import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;

/// `olmoe filter`: the rules by themselves, on lines of JSON.
@Command(
        name = "filter",
        description = "Judges documents by named rules.",
        mixinStandardHelpOptions = true,
        subcommands = {RunCommand.class, StatsCommand.class, ListCommand.class, ExplainCommand.class})
public final class FilterCommand {
    FilterCommand() {}

    public static void main(String[] args) {
        Commands.main(new FilterCommand(), args);
    }
}
