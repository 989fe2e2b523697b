package olmoe.release.card;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.CanonicalJson;

/// Tokens by language, by licence, and once against as often as the mix repeats them.
public final class TokenTables {
    private final Measured measured;
    private final List<SourceFigures> sources;

    public TokenTables(Measured measured) {
        this.measured = measured;
        this.sources = SourceFigures.of(measured);
    }

    /// Documents, tokens, bytes of text.
    private record Sum(long documents, long tokens, long bytes) {
        Sum plus(Sum other) {
            return new Sum(documents + other.documents, tokens + other.tokens, bytes + other.bytes);
        }
    }

    private SortedMap<String, Sum> byLanguage() {
        SortedMap<String, Sum> sums = new TreeMap<>();
        measured.shardFigures()
                .at("languages")
                .members()
                .values()
                .forEach(source -> source.members()
                        .forEach((language, sum) -> sums.merge(
                                language,
                                new Sum(
                                        sum.at("documents").count(),
                                        sum.at("tokens").count(),
                                        sum.at("text-bytes").count()),
                                Sum::plus)));
        return sums;
    }

    private SortedMap<String, Sum> byLicence() {
        SortedMap<String, Sum> sums = new TreeMap<>();
        for (SourceFigures source : sources) {
            Sum sum = new Sum(
                    source.documents().total(),
                    source.tokens().total(),
                    source.textBytes().total());
            sums.merge(source.spdx(), sum, Sum::plus);
        }
        return sums;
    }

    String languages() {
        return table("language", byLanguage());
    }

    String licences() {
        return table("licence (SPDX)", byLicence());
    }

    private String table(String what, SortedMap<String, Sum> sums) {
        long all = sums.values().stream().mapToLong(Sum::tokens).sum();
        List<List<String>> rows = new ArrayList<>();
        sums.forEach((key, sum) -> rows.add(List.of(
                Markdown.text(key),
                Numbers.count(sum.documents()),
                Numbers.count(sum.tokens()),
                Numbers.share(sum.tokens(), all),
                Numbers.count(sum.bytes()))));
        return Markdown.table(List.of(what, ">documents", ">tokens", ">share of tokens", ">bytes of text"), rows);
    }

    /// A source that is not mixed in is repeated zero times.
    private SortedMap<String, Long> repeats() {
        SortedMap<String, Long> repeats = new TreeMap<>();
        measured.recipeFigures()
                .find("mix")
                .ifPresent(mix -> mix.elements()
                        .forEach(one -> repeats.put(
                                one.at("source").text(), one.at("repeat").count())));
        return repeats;
    }

    String repeated() {
        SortedMap<String, Long> repeats = repeats();
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : sources) {
            long repeat = repeats.getOrDefault(source.name(), 0L);
            long unique = source.tokens().train();
            rows.add(List.of(
                    Markdown.text(source.name()),
                    Numbers.count(unique),
                    Long.toString(repeat),
                    Numbers.count(Math.multiplyExact(unique, repeat))));
        }
        return Markdown.table(
                List.of("source", ">unique tokens to train on", ">repeats", ">tokens of one pass over the order"),
                rows);
    }

    /// The same as JSON.
    public ObjectNode json() {
        ObjectNode json = CanonicalJson.object();
        write(json.putObject("languages"), byLanguage());
        write(json.putObject("licenses"), byLicence());
        ObjectNode unique = json.putObject("sources");
        SortedMap<String, Long> repeats = repeats();
        for (SourceFigures source : sources) {
            long repeat = repeats.getOrDefault(source.name(), 0L);
            unique.putObject(source.name())
                    .put("unique", source.tokens().train())
                    .put("repeat", repeat)
                    .put("repeated", Math.multiplyExact(source.tokens().train(), repeat))
                    .put("held-out", source.tokens().validation());
        }
        return json;
    }

    private static void write(ObjectNode to, SortedMap<String, Sum> sums) {
        for (Map.Entry<String, Sum> sum : sums.entrySet()) {
            to.putObject(sum.getKey())
                    .put("documents", sum.getValue().documents())
                    .put("tokens", sum.getValue().tokens())
                    .put("text-bytes", sum.getValue().bytes());
        }
    }
}
