package olmoe.release.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import olmoe.release.compare.ReleaseDiff;
import olmoe.release.format.CanonicalJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe release diff A B`.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Says what changed from one release to another: files, documents, tokens, rules, weights.")
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", description = "a release")
    private Path before;

    @Parameters(index = "1", paramLabel = "B", description = "another")
    private Path after;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ObjectNode diff = ReleaseDiff.of(before, after);
        System.out.print(json ? CanonicalJson.string(diff) : text(diff));
        return 0;
    }

    private static String text(JsonNode diff) {
        StringBuilder text = new StringBuilder(
                diff.get("from").asText() + " to " + diff.get("to").asText() + "\n");
        JsonNode documents = diff.get("documents");
        line(
                text,
                "documents",
                documents.get("removed") + " removed, " + documents.get("added") + " added, " + documents.get("changed")
                        + " with another text, " + documents.get("same") + " the same");
        for (Map.Entry<String, JsonNode> source : diff.get("tokens").properties()) {
            line(
                    text,
                    "tokens",
                    source.getKey() + ": " + source.getValue().at("/train/from") + " to "
                            + source.getValue().at("/train/to") + " to train on, "
                            + source.getValue().at("/validation/from")
                            + " to " + source.getValue().at("/validation/to") + " held out");
        }
        diff.get("rules").fieldNames().forEachRemaining(section -> line(text, "recipe", section + " differs"));
        JsonNode weights = diff.get("weights");
        line(
                text,
                "weights",
                weights.get("changed").size() + " tensors changed, "
                        + weights.get("added").size() + " added, "
                        + weights.get("removed").size() + " removed, " + weights.get("same") + " the same");
        JsonNode files = diff.get("files");
        line(text, "files", files.get("same") + " the same");
        for (String kind : new String[] {"removed", "added", "changed"}) {
            files.get(kind).forEach(path -> line(text, kind, path.asText()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(label)
                .append(" ".repeat(Math.max(1, 12 - label.length())))
                .append(value)
                .append('\n');
    }
}
