package olmoe.model.cli;

import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;

/// `olmoe model`: the model of a release.
@Command(
        name = "olmoe model",
        description = "Trains, runs and validates an OLMoE.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrainCommand.class,
            EvalCommand.class,
            LogitsCommand.class,
            ValidateCommand.class,
            ConvertCommand.class,
            GenerateCommand.class,
            UpcycleCommand.class
        })
public final class ModelCommand {

    public static void main(String[] args) {
        Commands.main(new ModelCommand(), args);
    }
}
