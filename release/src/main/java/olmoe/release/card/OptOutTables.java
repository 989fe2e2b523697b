package olmoe.release.card;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import olmoe.release.format.CanonicalJson;

/// Signals of opt-out that the crawl's records hold, and how many records were looked at for them.
public final class OptOutTables {
    private static final String NOT_LOOKED = "Nobody looked for signals of opt-out when this corpus was built.";

    private final Optional<Figures> found;

    /// A corpus of an older program has no such figures.
    public OptOutTables(Measured measured) {
        this.found = measured.statsFigures().find("opt-out");
    }

    /// One sentence.
    String statement() {
        if (found.isEmpty()) {
            return NOT_LOOKED;
        }
        long signals = found.get().at("signals").members().size();
        long domains = found.get().at("domains").at("count").count();
        return (signals == 0
                        ? "None found"
                        : "Found on " + Numbers.count(domains) + (domains == 1 ? " domain" : " domains"))
                + ": looked at the heads of "
                + Numbers.count(found.get().at("responses").count())
                + " responses, the meta elements of "
                + Numbers.count(found.get().at("pages").count()) + " pages"
                + files() + ".";
    }

    private String files() {
        StringBuilder words = new StringBuilder();
        found.get()
                .at("files")
                .members()
                .forEach((name, count) -> words.append(", ")
                        .append(Numbers.count(count.count()))
                        .append(' ')
                        .append(name));
        long unreadable = found.get().at("unreadable-files").count();
        return words + (unreadable == 0 ? "" : " (" + Numbers.count(unreadable) + " of these could not be decoded)");
    }

    /// The statement, then signals and domains where there are any.
    String tables() {
        StringBuilder text = new StringBuilder(statement()).append('\n');
        if (found.isEmpty() || found.get().at("signals").members().isEmpty()) {
            return text.toString();
        }
        List<List<String>> signals = new ArrayList<>();
        found.get()
                .at("signals")
                .members()
                .forEach((name, count) -> signals.add(List.of(Markdown.text(name), Numbers.count(count.count()))));
        List<List<String>> domains = new ArrayList<>();
        for (Figures domain : found.get().at("domains").at("largest").elements()) {
            List<String> names = new ArrayList<>();
            long sum = 0;
            for (var signal : domain.at("signals").members().entrySet()) {
                names.add(Markdown.text(signal.getKey()));
                sum += signal.getValue().count();
            }
            domains.add(List.of(
                    Markdown.text(domain.at("domain").node().asText()), Numbers.count(sum), String.join(", ", names)));
        }
        return text.append('\n')
                .append(Markdown.table(List.of("signal", ">records"), signals))
                .append('\n')
                .append(Markdown.table(List.of("domain", ">signals", "which"), domains))
                .toString();
    }

    /// `governance/opt-out.json`.
    public ObjectNode json() {
        ObjectNode json = CanonicalJson.object().put("statement", statement());
        found.ifPresent(figures -> json.setAll((ObjectNode) figures.node()));
        ArrayNode looked = json.putArray("looked-for");
        List.of(
                        "robots.txt: rules that keep crawlers for models from a site or a part of it, or all crawlers"
                                + " from the whole of it, and Content-Signal",
                        "ai.txt: any rule that disallows",
                        "tdmrep.json: tdm-reservation, tdm-policy",
                        "headers of responses: tdm-reservation, tdm-policy, X-Robots-Tag with noai or noimageai",
                        "meta elements of pages: tdm-reservation, tdm-policy, robots with noai or noimageai")
                .forEach(looked::add);
        json.put(
                "limit",
                "Only what the crawl holds is seen: a site whose robots.txt was not crawled has no signal here, and no"
                        + " document left for one.");
        return json;
    }
}
