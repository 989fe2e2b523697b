package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import olmoe.filters.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe filter list`.
@Command(
        name = "list",
        description = "Names the rules and what they drop, change or measure.",
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
                System.out.println(
                        entry.name() + " ".repeat(width + 2 - entry.name().length()) + entry.summary());
            }
        }
        return 0;
    }
}
