package olmoe.release.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What stats.json says of one source. Tokens are counted once each, however often the mix repeats them.
///
/// @param spdx SPDX id of the licence
/// @param evidence where the licence is stated
/// @param read records read; `kept + dropped + rejected`
public record SourceFigures(
        String name,
        String spdx,
        String evidence,
        long read,
        long kept,
        long dropped,
        long rejected,
        Split documents,
        Split textBytes,
        Split tokens,
        Split windows,
        Split maskedWindows,
        Split tailTokens,
        List<Figures> inputs) {

    public SourceFigures {
        inputs = List.copyOf(inputs);
    }

    /// All sources by name.
    public static List<SourceFigures> of(Measured measured) {
        List<SourceFigures> sources = new ArrayList<>();
        for (Map.Entry<String, Figures> entry :
                measured.statsFigures().at("sources").members().entrySet()) {
            Figures source = entry.getValue();
            StepFigures.requireSum(source);
            sources.add(new SourceFigures(
                    entry.getKey(),
                    source.at("license").at("spdx").text(),
                    source.at("license").at("evidence").text(),
                    source.at("read").count(),
                    source.at("kept").count(),
                    source.at("dropped").count(),
                    source.at("rejected").count(),
                    Split.of(source.at("documents")),
                    Split.of(source.at("text-bytes")),
                    Split.of(source.at("tokens")),
                    Split.of(source.at("windows")),
                    Split.of(source.at("masked-windows")),
                    Split.of(source.at("tail-tokens")),
                    source.at("inputs").elements()));
        }
        if (sources.isEmpty()) {
            throw measured.statsFigures().at("sources").expected("at least one source");
        }
        return sources;
    }

    /// The sum over sources of one count by split.
    public static Split sum(List<SourceFigures> sources, Function<SourceFigures, Split> count) {
        return sources.stream().map(count).reduce(Split.NONE, Split::plus);
    }
}
