package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import olmoe.dedup.DocumentDate;
import olmoe.filters.Document;
import olmoe.release.recipe.DateOrder;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;

/// The dates of documents as places in the order of survival, where a recipe asks for `survivors`: behind
/// the priority of the source, before the key. A document without a date that can be read comes after all
/// of its source that have one, whichever of these come first.
final class SurvivalDates {
    /// Place of a document without a date.
    static final long NONE = Long.MAX_VALUE;

    /// Documents of a part without one, in its commit record.
    static final String UNDATED = "undated";

    /// Where a date is looked for if the recipe does not say: WARC's, then the usual fields.
    private static final List<String> USUAL = List.of("warc-date", "created", "added");

    private final DateOrder first;
    private final Map<String, String> fields = new TreeMap<>(); // by source, where the recipe names one

    private SurvivalDates(Recipe recipe) {
        this.first = recipe.survivors();
        for (Source source : recipe.sources()) {
            if (source.columns().date() != null) {
                fields.put(source.name(), source.columns().date());
            }
        }
    }

    /// Null where the recipe does not order by dates.
    ///
    /// @throws ConfigurationException where a source names what holds its dates and they do not count
    static SurvivalDates of(Recipe recipe) {
        if (recipe.survivors() != null) {
            return new SurvivalDates(recipe);
        }
        for (Source source : recipe.sources()) {
            if (source.columns().date() != null) {
                throw source.place()
                        .mistake("columns.date is " + source.columns().date()
                                + ", but no survivors: oldest or newest says what dates are for");
            }
        }
        return null;
    }

    /// `oldest` or `newest`.
    String first() {
        return first.text();
    }

    long place(Document document) {
        OptionalLong date = DocumentDate.milliseconds(stated(document));
        if (date.isEmpty()) {
            return NONE;
        }
        return first == DateOrder.OLDEST ? date.getAsLong() : -date.getAsLong();
    }

    /// The date as the document states it; a missing node where it has none. Of the usual fields the first
    /// that is there counts, whether it can be read or not.
    JsonNode stated(Document document) {
        String named = fields.get(document.source());
        for (String field : named == null ? USUAL : List.of(named)) {
            JsonNode value = document.metadataField(field);
            if (!value.isMissingNode() && !value.isNull()) {
                return value;
            }
        }
        return MissingNode.getInstance();
    }

    /// All that the places depend on.
    @Override
    public String toString() {
        return first.text() + " " + fields;
    }
}
