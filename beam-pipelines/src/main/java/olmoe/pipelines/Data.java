package olmoe.pipelines;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.release.format.Column;
import olmoe.release.format.Column.Type;
import olmoe.release.format.TableWriter;
import olmoe.release.recipe.Source;

/// The published table of documents: nine fixed columns, then one for each attribute that the
/// recipe's steps provide, named `step.attribute`. Steps of one family that see other sources have one column together.
final class Data {
    private static final String LANGUAGE = "language";

    private final List<Column> columns = new ArrayList<>(List.of(
            Column.required("key", Type.STRING),
            Column.required("id", Type.STRING),
            Column.optional("url", Type.STRING),
            Column.required("source", Type.STRING),
            Column.required("split", Type.STRING),
            Column.required("text", Type.STRING),
            Column.optional(LANGUAGE, Type.STRING),
            Column.required("tokens", Type.LONG),
            Column.required("metadata", Type.STRING)));
    private final Map<String, Measured> measured = new LinkedHashMap<>(); // by column

    /// @param by whether a step or a scorer that gives the attribute has seen a document
    private record Measured(String attribute, List<Predicate<Document>> by) {}

    Data(CorpusPlan plan) {
        for (Source source : plan.recipe().sources()) {
            source.attributes()
                    .forEach((experiment, names) -> names.forEach(name -> measured(
                            experiment + "." + name,
                            new Attribute(name, Attribute.Type.NUMBER),
                            document -> document.source().equals(source.name()))));
        }
        for (RefinePhase phase : plan.refinements()) {
            for (Steps.Selected selected : phase.steps().steps()) {
                Step step = selected.step();
                for (Attribute attribute : step.provides()) {
                    if (!attribute.name().equals(LANGUAGE)) {
                        measured(
                                step.name().replaceFirst("/.*", "") + "." + attribute.name(),
                                attribute,
                                selected::sees);
                    }
                }
            }
        }
    }

    private void measured(String column, Attribute attribute, Predicate<Document> by) {
        if (!measured.containsKey(column)) {
            measured.put(column, new Measured(attribute.name(), new ArrayList<>()));
            columns.add(Column.optional(column, type(attribute.type())));
        }
        measured.get(column).by().add(by);
    }

    private static Type type(Attribute.Type type) {
        if (type == Attribute.Type.TEXT) {
            return Type.STRING;
        }
        return type == Attribute.Type.NUMBER ? Type.DOUBLE : Type.LONG;
    }

    TableWriter writer(OutputStream out) throws IOException {
        return new TableWriter(out, columns, Map.of("olmoe.table", "data/1"));
    }

    void write(TableWriter table, Document document, String split, int tokens) throws IOException {
        Object[] row = new Object[columns.size()];
        row[0] = document.key().toString();
        row[1] = document.id();
        row[2] = document.url();
        row[3] = document.source();
        row[4] = split;
        row[5] = document.text();
        row[6] = document.attributes().get(LANGUAGE);
        row[7] = (long) tokens;
        row[8] = document.metadata();
        int at = 9;
        for (Measured column : measured.values()) {
            boolean seen = column.by().stream().anyMatch(given -> given.test(document));
            row[at++] = seen ? document.attributes().get(column.attribute()) : null;
        }
        table.write(row);
    }
}
