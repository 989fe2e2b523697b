package olmoe.release.card;

import java.util.Map;

/// The card of the corpus (`cards/data-card.md`): Markdown with a Hugging Face dataset head whose paths
/// are relative to the release.
public final class DataCard {
    private DataCard() {}

    /// Throws a `CheckException` that names the JSON pointer of the first figure that is missing.
    public static String render(Measured measured) {
        CorpusTables tables = new CorpusTables(measured);
        TokenTables tokens = new TokenTables(measured);
        return Template.named("data-card.md")
                .render(
                        measured,
                        Map.ofEntries(
                                Map.entry("head", HuggingFace.datasetHead(measured)),
                                Map.entry("summary", tables.summary()),
                                Map.entry("digest", measured.digest()),
                                Map.entry("sources", tables.sources()),
                                Map.entry("licences", tables.licences()),
                                Map.entry("inputs", tables.inputs()),
                                Map.entry("steps", tables.steps()),
                                Map.entry("reasons", tables.reasons()),
                                Map.entry("rejects", tables.rejects()),
                                Map.entry("duplicates", tables.duplicates()),
                                Map.entry("opt-out", new OptOutTables(measured).tables()),
                                Map.entry("languages", tokens.languages()),
                                Map.entry("licence-tokens", tokens.licences()),
                                Map.entry("repeated", tokens.repeated()),
                                Map.entry("lengths", tables.lengths())));
    }
}
