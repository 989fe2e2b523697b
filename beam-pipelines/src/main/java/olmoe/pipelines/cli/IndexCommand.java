package olmoe.pipelines.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import olmoe.dedup.lucene.DocumentIndex;
import olmoe.dedup.lucene.IndexWriting;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.pipelines.MatchIndex;
import olmoe.release.format.Manifest;
import olmoe.release.format.TableReader;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe corpus index DIR INDEX`.
@Command(
        name = "index",
        description = {
            "Writes an index of a corpus's documents, which dedup query asks what resembles a text, and prints",
            "the digest of its content. Nothing in the corpus changes. Of a release, and with --manifest, it also has",
            "what the next release's recipe needs to be against this one."
        },
        mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
    private static final String STAGE = "index";

    @Parameters(index = "0", paramLabel = "DIR", description = "a corpus or a release")
    private Path corpus;

    @Parameters(index = "1", paramLabel = "INDEX", description = "the index, a folder that is empty or not there")
    private Path folder;

    @Option(names = "--set", paramLabel = "NAME", description = "parameter set (default: ${DEFAULT-VALUE})")
    private String set = "olmoe";

    @Option(names = "--manifest", description = "write a manifest beside it, as a stage of a release does")
    private boolean manifest;

    @Override
    public Integer call() throws IOException {
        ParameterSet parameters = ParameterSet.named().get(set);
        if (parameters == null) {
            throw new ConfigurationException(
                    "--set: no parameter set is named " + set + Suggestion.of(set, ParameterSet.names()));
        }
        List<Path> shards = shards();
        boolean again = manifest && isIndexStage();
        if (Files.exists(folder) && !again) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new ConfigurationException(folder + ": expected an empty folder, found files in it");
                }
            }
        }
        Path made = manifest ? folder.resolveSibling(folder.getFileName() + ".tmp") : folder;
        if (manifest) {
            delete(made);
        }
        long documents = 0;
        long indexed = 0;
        try (IndexWriting index = new IndexWriting(made, parameters)) {
            for (Path shard : shards) {
                try (TableReader table =
                        new TableReader(FileChannel.open(shard), shard.toString(), "key", "url", "text")) {
                    for (Object[] row = table.next(); row != null; row = table.next()) {
                        documents++;
                        String url = row[1] == null ? "" : (String) row[1];
                        indexed += index.add((String) row[0], url, (String) row[2]) ? 1 : 0;
                    }
                }
            }
            System.out.println(index.finish());
        }
        if (manifest) {
            MatchIndex.write(corpus, made);
            writeManifest(made, documents, indexed);
            delete(folder);
            Files.move(made, folder);
        } else {
            MatchIndex.copy(corpus, made);
        }
        System.err.println(indexed + " of " + documents + " documents indexed, the others have no shingles");
        return 0;
    }

    /// Lucene's files differ from one writing to the next; what the index says of itself does not.
    private void writeManifest(Path made, long documents, long indexed) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                String path = made.relativize(file).toString();
                boolean same = path.equals(DocumentIndex.FORM) || MatchIndex.isPath(path);
                entries.add(Manifest.Entry.of(made, file, same ? "index" : Manifest.WITNESS));
            }
        }
        Map<String, String> inputs = Map.of(
                "index.set", set, "manifest.corpus", Manifest.read(corpus).digest());
        Manifest.of(STAGE, inputs, entries, Map.of("documents", documents, "indexed", indexed))
                .write(made);
    }

    /// Whether the folder holds what an earlier run of this stage left there.
    private boolean isIndexStage() throws IOException {
        return Files.isRegularFile(folder.resolve(Manifest.NAME))
                && Manifest.read(folder).stage().equals(STAGE);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> all;
            try (Stream<Path> files = Files.walk(folder)) {
                all = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }

    private List<Path> shards() throws IOException {
        Path data = corpus.resolve("data");
        if (Files.isDirectory(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                List<Path> shards = files.filter(file -> file.toString().endsWith(".parquet"))
                        .sorted()
                        .toList();
                if (!shards.isEmpty()) {
                    return shards;
                }
            }
        }
        throw new ConfigurationException(corpus + ": expected a corpus or release with shards in data/, found none");
    }
}
