package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.RejectedDocumentException;
import olmoe.filters.Resource;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.rule.WordList;
import olmoe.filters.rule.url.UrlGroups;
import olmoe.filters.stats.CorpusStats;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe filter stats`.
@Command(
        name = "stats",
        description = {
            "Measures lines {\"id\",\"text\",\"source\",\"url\",\"metadata\"} by rules, those of datatrove's stats blocks"
                    + " where none is named, and writes how their numbers are distributed over all documents, each"
                    + " source and, with --suffixes, each host and public suffix, as JSON.",
            "The bytes do not depend on the order of documents, nor on how they were split over runs that --merge adds."
        },
        mixinStandardHelpOptions = true)
final class StatsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the JDK's own digits changed with JDK 19
            .build();
    private static final List<String> BLOCKS = List.of(
            "doc-stats/datatrove",
            "line-stats/datatrove",
            "paragraph-stats/datatrove",
            "word-stats/datatrove",
            "sentence-stats/datatrove");

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "rules whose numbers are measured")
    private List<String> names = new ArrayList<>();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting of a rule, as filter run has it")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--suffixes", paramLabel = "FILE", description = "publicsuffix.org's list, for hosts and suffixes")
    private Path suffixes;

    @Option(names = "--top", paramLabel = "N", description = "hosts, suffixes and sources written, the largest")
    private int top = Integer.MAX_VALUE;

    @Option(
            names = "--merge",
            arity = "1..*",
            paramLabel = "FILE",
            description = "adds up what earlier runs wrote, without --top, in place of reading documents")
    private List<Path> merged = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new ConfigurationException("--top: expected a number from 1 on, found " + top);
        }
        CorpusStats stats = merged.isEmpty() ? measured() : added();
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        lines.indentObjectsWith(new DefaultIndenter(" ", "\n"));
        byte[] json = JSON.writer(lines).writeValueAsBytes(stats.json(top));
        System.out.write(json);
        System.out.write('\n');
        System.out.flush();
        return 0;
    }

    private CorpusStats measured() throws IOException {
        List<Step> steps = new ArrayList<>();
        List<String> rules = names.isEmpty() ? BLOCKS : names;
        GivenSettings given = new GivenSettings(rules, settings);
        for (String name : rules) {
            Catalogue.Entry entry = Catalogue.entry(name, "");
            if (entry.onTokens()) {
                throw new ConfigurationException(name + ": expected a rule on text, found one on tokens");
            }
            steps.add(entry.step(given.of(name)));
        }
        UrlGroups urls = suffixes == null ? null : new UrlGroups(WordList.of(Resource.of(suffixes)));
        CorpusStats stats = new CorpusStats();
        LineReader lines = new LineReader(System.in);
        long number = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (line.length > 0) {
                measure(steps, DocumentLine.of(line, number).document(), urls, stats);
            }
        }
        return stats;
    }

    private static void measure(List<Step> steps, Document document, UrlGroups urls, CorpusStats stats) {
        TextView text = TextView.of(document.text());
        Map<String, Object> values = new TreeMap<>();
        for (Step step : steps) {
            try {
                values.putAll(Steps.apply(step, document, text).verdict().values());
            } catch (RejectedDocumentException e) {
                values.put(step.name() + "-rejected", 1L);
            }
        }
        Map<String, String> keys = new TreeMap<>();
        if (document.source() != null) {
            keys.put("source", document.source());
        }
        if (urls != null && document.url() != null) {
            keys.putAll(urls.of(document.url()));
        }
        stats.add(keys, values);
    }

    private CorpusStats added() throws IOException {
        if (!names.isEmpty() || suffixes != null) {
            throw new ConfigurationException("--merge: expected no rules and no --suffixes, found some");
        }
        CorpusStats stats = new CorpusStats();
        for (Path file : merged) {
            if (!Files.isRegularFile(file)) {
                throw new ConfigurationException("--merge: expected a file, found none at " + file);
            }
            try {
                stats.add(CorpusStats.of(JSON.readTree(Files.readString(file, StandardCharsets.UTF_8))));
            } catch (JsonProcessingException e) {
                throw new ConfigurationException(file + ": expected JSON, found " + e.getOriginalMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(file + ": " + e.getMessage(), e);
            }
        }
        return stats;
    }
}
