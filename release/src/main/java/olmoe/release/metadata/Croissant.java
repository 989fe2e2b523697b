package olmoe.release.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import olmoe.release.card.Figures;
import olmoe.release.card.HuggingFace;
import olmoe.release.card.Measured;
import olmoe.release.card.SourceFigures;
import olmoe.release.format.CanonicalJson;

/// croissant.json: the corpus for programs that load datasets, Croissant 1.1 (mlcommons/croissant,
/// docs/croissant-spec-1.1) with the sum of every shard, the Responsible AI vocabulary 1.0, the inputs as
/// PROV-O entities, and counts of documents and tokens as statistics. `value` has no term of its own in the
/// context: mlcroissant and the specification's own example read it as schema.org's, only the context in its
/// appendix does not.
public final class Croissant {
    private Croissant() {}

    public static final String PATH = "croissant.json";

    private static final String PARQUET = "application/x-parquet"; // the type that mlcroissant reads

    private static final String INTEGER = "sc:Integer";

    /// The terms that the specification names for statistics: Wikidata's cardinality, DDI's mean and maximum.
    private static final String CARDINALITY = "wd:Q4049983";

    private static final String MEAN = "ddi-stats:7975ed0";
    private static final String MAXIMUM = "ddi-stats:8321e79";

    /// The columns of every data shard, with their types.
    private static final List<String[]> COLUMNS = List.of(
            new String[] {"key", "sc:Text", "document key: hash of source, given id or address, and payload as read"},
            new String[] {"id", "sc:Text", "id that the input gave, where it gave one"},
            new String[] {"url", "sc:URL", "address of the page, where there is one"},
            new String[] {"source", "sc:Text", "name of the source in the recipe"},
            new String[] {"split", "sc:Text", "train or validation, by hash of the key"},
            new String[] {"text", "sc:Text", "the text after all steps"},
            new String[] {"language", "sc:Text", "language that a step found"},
            new String[] {"tokens", INTEGER, "tokens of the text"},
            new String[] {"metadata", "sc:Text", "what the input said beside the text, as JSON"});

    public static ObjectNode of(Measured measured) {
        List<SourceFigures> sources = SourceFigures.of(measured);
        ObjectNode json = CanonicalJson.object();
        json.set("@context", context());
        json.put("@type", "sc:Dataset");
        json.putArray("conformsTo")
                .add("http://mlcommons.org/croissant/1.1")
                .add("http://mlcommons.org/croissant/RAI/1.0");
        json.put("name", measured.recipeFigures().at("name").text());
        json.put("version", measured.recipeFigures().at("version").text());
        json.put("description", describe(measured));
        json.put("url", measured.fact("publication.url"));
        json.put("datePublished", measured.fact("publication.date"));
        json.putObject("creator").put("@type", "sc:Organization").put("name", measured.fact("provider.name"));
        ArrayNode licenses = json.putArray("license");
        new TreeSet<>(sources.stream().map(SourceFigures::spdx).toList())
                .forEach(spdx -> licenses.add("https://spdx.org/licenses/" + spdx));
        ArrayNode languages = json.putArray("inLanguage");
        HuggingFace.languages(measured).forEach(languages::add);
        json.put(
                "citeAs",
                measured.fact("provider.name") + ": " + json.get("name").asText() + " "
                        + json.get("version").asText());
        rai(json, measured);
        derivation(json, sources);
        distribution(json, measured, sources);
        records(json, measured, sources);
        return json;
    }

    private static String describe(Measured measured) {
        return "Documents for training language models, with the ledger of what was left out. Purpose: "
                + measured.fact("purpose");
    }

    /// What every Croissant 1.1 document starts with.
    private static ObjectNode context() {
        ObjectNode context = CanonicalJson.object();
        context.put("@language", "en").put("@vocab", "https://schema.org/");
        for (String term : List.of(
                "citeAs",
                "column",
                "recordSet",
                "field",
                "fileSet",
                "fileObject",
                "fileProperty",
                "format",
                "includes",
                "isLiveDataset",
                "jsonPath",
                "key",
                "md5",
                "parentField",
                "path",
                "regex",
                "repeated",
                "replace",
                "separator",
                "source",
                "subField",
                "transform",
                "extract",
                "references",
                "samplingRate",
                "excludes",
                "containedIn",
                "isArray",
                "arrayShape",
                "sdVersion",
                "annotation",
                "equivalentProperty")) {
            context.put(term, "cr:" + term);
        }
        context.put("cr", "http://mlcommons.org/croissant/").put("rai", "http://mlcommons.org/croissant/RAI/");
        context.put("dct", "http://purl.org/dc/terms/").put("sc", "https://schema.org/");
        context.put("conformsTo", "dct:conformsTo").put("prov", "http://www.w3.org/ns/prov#");
        context.put("wd", "http://www.wikidata.org/entity/");
        context.put("ddi-stats", "http://rdf-vocabulary.ddialliance.org/cv/SummaryStatisticType/2.1.2/");
        for (String term : List.of("data", "examples")) {
            context.putObject(term).put("@id", "cr:" + term).put("@type", "@json");
        }
        context.putObject("dataType").put("@id", "cr:dataType").put("@type", "@vocab");
        return context;
    }

    private static void rai(ObjectNode json, Measured measured) {
        List<String> steps = new ArrayList<>();
        for (Figures step : measured.statsFigures().at("steps").elements()) {
            steps.add(step.at("step").text());
        }
        json.put("rai:dataCollection", measured.fact("collection.crawler"));
        json.putArray("rai:dataCollectionType").add("Web Scraping").add("Secondary Data analysis");
        json.putArray("rai:dataCollectionTimeframe")
                .add(measured.fact("collection.from"))
                .add(measured.fact("collection.to"));
        json.put(
                "rai:dataPreprocessingProtocol",
                "Steps in this order, each with its counts in stats/stats.json: " + String.join(", ", steps));
        json.put(
                "rai:dataLimitations",
                "Texts are as broad as their sources and no broader. Rules measure form, not"
                        + " truth. Duplicates in meaning are not looked for. See cards/data-card.md.");
        json.put(
                "rai:dataBiases",
                "The set leaves out what its sources leave out, and what its filters drop: shares by"
                        + " rule and by language are in governance/filters.json and governance/tokens.json.");
        json.put("rai:personalSensitiveInformation", measured.fact("personal-data"));
        json.put("rai:dataUseCases", measured.fact("intended-use"));
        json.put("rai:dataReleaseMaintenancePlan", measured.fact("maintenance"));
    }

    private static void derivation(ObjectNode json, List<SourceFigures> sources) {
        ArrayNode from = json.putArray("prov:wasDerivedFrom");
        TreeSet<String> seen = new TreeSet<>();
        for (SourceFigures source : sources) {
            for (Figures input : source.inputs()) {
                String sha256 = input.at("sha256").text();
                if (seen.add(input.at("path").text())) {
                    from.addObject()
                            .put("@id", "urn:sha256:" + sha256)
                            .put("@type", "prov:Entity")
                            .put("name", input.at("path").text())
                            .put("license", "https://spdx.org/licenses/" + source.spdx());
                }
            }
        }
        ObjectNode by = json.putObject("prov:wasGeneratedBy").put("@type", "prov:Activity");
        by.put("@id", "urn:olmoe:stage:corpus").put("name", "olmoe corpus build");
        by.putObject("prov:used").put("@id", "reproduce/recipe.yaml");
    }

    private static void distribution(ObjectNode json, Measured measured, List<SourceFigures> sources) {
        ArrayNode distribution = json.putArray("distribution");
        List<ObjectNode> sets = new ArrayList<>();
        for (SourceFigures source : sources) {
            boolean any = false;
            for (Figures file : measured.fileFigures().elements()) {
                String path = file.at("path").text();
                if (path.startsWith("data/" + source.name() + "/") && path.endsWith(".parquet")) {
                    any = true;
                    distribution
                            .addObject()
                            .put("@type", "cr:FileObject")
                            .put("@id", path.replace(' ', '_'))
                            .put("name", path)
                            .put("contentUrl", path)
                            .put("contentSize", file.at("size").count() + " B")
                            .put("encodingFormat", PARQUET)
                            .put("sha256", file.at("sha256").text());
                }
            }
            if (any) {
                sets.add(set(source));
            }
        }
        sets.forEach(distribution::add);
    }

    /// Shards of one source; a set that is contained in nothing is looked for beside the document.
    private static ObjectNode set(SourceFigures source) {
        ObjectNode set = CanonicalJson.object();
        set.put("@type", "cr:FileSet").put("@id", "shards-" + source.name()).put("name", "shards-" + source.name());
        set.put("description", "Data shards of the source " + source.name()).put("encodingFormat", PARQUET);
        return set.put("includes", "data/" + source.name() + "/**/*.parquet");
    }

    private static void records(ObjectNode json, Measured measured, List<SourceFigures> sources) {
        ArrayNode sets = json.putArray("recordSet");
        for (SourceFigures source : sources) {
            ObjectNode set = sets.addObject().put("@type", "cr:RecordSet").put("@id", source.name());
            set.put("name", source.name());
            set.put("description", source.documents().total() + " documents of the source " + source.name());
            set.putObject("key").put("@id", source.name() + "/key");
            Optional<Figures> lengths = measured.shardFigures().at("lengths").find(source.name());
            lengths.ifPresent(
                    found -> statistic(set.putArray("annotation"), source.name(), "documents", INTEGER, CARDINALITY)
                            .put("value", found.at("documents").count()));
            ArrayNode fields = set.putArray("field");
            for (String[] column : COLUMNS) {
                ObjectNode field = fields.addObject().put("@type", "cr:Field");
                field.put("@id", source.name() + "/" + column[0]).put("name", column[0]);
                field.put("description", column[2]).put("dataType", column[1]);
                ObjectNode from = field.putObject("source");
                from.putObject("fileSet").put("@id", "shards-" + source.name());
                from.putObject("extract").put("column", column[0]);
                if (column[0].equals("tokens")) {
                    lengths.ifPresent(found -> lengths(field, found));
                }
            }
        }
    }

    /// How many tokens the texts of a source have.
    private static void lengths(ObjectNode field, Figures found) {
        String of = field.get("@id").asText();
        ArrayNode all = field.putArray("annotation");
        long tokens = found.at("tokens").count();
        statistic(all, of, "sum", INTEGER).put("value", tokens);
        statistic(all, of, "mean", "sc:Float", MEAN)
                .put("value", (double) tokens / found.at("documents").count());
        statistic(all, of, "shortest", INTEGER)
                .put("value", found.at("shortest").count())
                .put("equivalentProperty", "sc:minValue");
        statistic(all, of, "longest", INTEGER, MAXIMUM)
                .put("value", found.at("longest").count())
                .put("equivalentProperty", "sc:maxValue");
    }

    private static ObjectNode statistic(ArrayNode to, String of, String name, String... types) {
        ObjectNode statistic = to.addObject().put("@type", "cr:Field");
        statistic.put("@id", of + "/" + name).put("name", name);
        List.of(types).forEach(statistic.putArray("dataType")::add);
        return statistic;
    }
}
