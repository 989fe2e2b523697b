package olmoe.filters.cli;

import java.util.concurrent.Callable;
import olmoe.filters.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `olmoe filter explain`.
@Command(
        name = "explain",
        description = "Says what a rule drops, where it comes from, and its settings with their defaults.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "a rule, see filter list")
    private String name;

    @Override
    public Integer call() {
        Catalogue.Entry entry = Catalogue.entry(name, "");
        System.out.println(entry.name());
        System.out.println("  " + does(entry.kind()) + entry.summary());
        System.out.println("  source   " + entry.source());
        entry.limits().forEach((key, value) -> System.out.println("  setting  " + key + ": " + value));
        return 0;
    }

    private static String does(Catalogue.Kind kind) {
        return switch (kind) {
            case JUDGE -> "drops    ";
            case TOKENS -> "drops    by token ids: ";
            case EDIT -> "changes  ";
            case ANNOTATE -> "measures ";
        };
    }
}
