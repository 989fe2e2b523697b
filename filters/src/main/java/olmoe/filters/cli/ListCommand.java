package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import olmoe.filters.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe filter list`.
@Command(
        name = "list",
        description = "Names the rules, a line each: what they drop, change or measure, settings, source.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "one JSON object a line, with source and settings")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        int width = Catalogue.entries().stream()
                .mapToInt(e -> e.name().length())
                .max()
                .orElse(0);
        ObjectMapper mapper = new ObjectMapper();
        for (Catalogue.Entry entry : Catalogue.entries()) {
            if (json) {
                ObjectNode row = mapper.createObjectNode();
                row.put("name", entry.name());
                row.put("variant", entry.variant());
                row.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
                row.put("summary", entry.summary());
                row.put("source", entry.source());
                row.set("settings", mapper.valueToTree(entry.limits()));
                System.out.println(mapper.writeValueAsString(row));
            } else {
                String does = ExplainCommand.does(entry.kind());
                System.out.println(entry.name()
                        + " ".repeat(width + 2 - entry.name().length()) + does
                        + " ".repeat(10 - does.length()) + entry.summary() + limits(entry) + " (" + entry.source()
                        + ")");
            }
        }
        return 0;
    }

    private static String limits(Catalogue.Entry entry) {
        return entry.limits().isEmpty()
                ? ""
                : entry.limits().entrySet().stream()
                        .map(limit -> limit.getKey() + " " + limit.getValue())
                        .collect(Collectors.joining(", ", "; ", ""));
    }
}
