package olmoe.filters.cli;

import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;

/// `olmoe classifier`: fastText models, trained and asked.
@Command(
        name = "classifier",
        description = "Trains and asks text classifiers of fastText's form.",
        mixinStandardHelpOptions = true,
        subcommands = {ClassifierTrainCommand.class, ClassifierScoreCommand.class})
public final class ClassifierCommand {
    ClassifierCommand() {}

    public static void main(String[] args) {
        Commands.main(new ClassifierCommand(), args);
    }
}
