package olmoe.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import olmoe.filters.Document;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.BlockSource;
import olmoe.pipelines.io.Format;
import olmoe.pipelines.io.HashingChannel;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.PartFiles;
import olmoe.pipelines.io.Places;
import olmoe.pipelines.io.Reading;
import olmoe.pipelines.io.RecordSink;
import olmoe.pipelines.io.Sidecars;
import olmoe.release.format.CanonicalJson;
import olmoe.release.recipe.Source;
import olmoe.tokenizer.PreTokenCounts;
import olmoe.tokenizer.json.JsonText;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.KV;

/// Counts the pre-tokens of a corpus that is too large for one process to train a tokenizer on: each block in a
/// table of its own, the tables' entries by hash into buckets, each bucket summed and sorted, and the buckets merged
/// into one file in the order of the pre-tokens' bytes. Pre-tokens and counts go through the shuffle, no text.
public final class PreTokenJob {
    static final int BUCKETS = 64;

    private static final int TOTALS = -1; // the bucket of each block's documents and rejects
    private static final int MOST_IN_A_TABLE = 1 << 20;
    private static final int MAX_DOCUMENT_BYTES = 32_000_000;
    private static final long SPLIT_BYTES = 64_000_000;
    private static final Inputs INPUTS = new Inputs("");

    private final List<Block> blocks = new ArrayList<>();
    private final Path out;
    private final Places places;
    private final String work;
    private final Jobs jobs;

    /// @param files JSON lines, Parquet, WET or plain text
    /// @param out the file of counts; `FILE.work` beside it is made and deleted
    public PreTokenJob(List<Path> files, Path out, Jobs jobs) throws IOException {
        for (Path file : files) {
            String path = file.toAbsolutePath().normalize().toString().substring(1);
            blocks.addAll(INPUTS.blocks("", path, SPLIT_BYTES));
        }
        this.out = out.toAbsolutePath().normalize();
        this.places = new Places(this.out.getParent().toString());
        this.work = this.out.getFileName() + ".work";
        this.jobs = jobs;
    }

    /// What was counted.
    ///
    /// @param different pre-tokens, the lines of the file
    public record Totals(long documents, long rejected, long preTokens, long different) {}

    /// Counts, and writes the file when all is counted.
    ///
    /// @throws IllegalStateException where more than a share of the documents cannot be read
    public Totals run(double maxRejectShare) throws IOException {
        Files.createDirectories(out.getParent());
        places.deleteAllBut(work, Set.of());
        jobs.checkShared(places);
        PhaseProgress progress = new PhaseProgress(
                "pre-tokens",
                ordinal -> "count",
                blocks,
                block -> places.size(marker(work, block)) < 0
                        ? Optional.empty()
                        : Optional.of(new PhaseProgress.Part(true, new Accounting())));
        new Progress(System.err).during(progress, () -> jobs.run("pre-tokens", this::build));
        BlockCount count = BlockCount.parse(places.read(work + "/" + TOTALS));
        long read = count.documents + count.rejected;
        if (count.rejected > maxRejectShare * read) {
            throw new IllegalStateException(count.rejected + " of " + read
                    + " documents rejected, more than --max-reject-share " + maxRejectShare + " allows; the first in "
                    + count.first);
        }
        Totals totals = merge(count);
        places.deleteAllBut(work, Set.of());
        Files.deleteIfExists(out.resolveSibling(work));
        return totals;
    }

    private static String marker(String work, Block block) {
        return work + "/done-" + block.part();
    }

    private void build(Pipeline pipeline) {
        pipeline.apply("Blocks", Read.from(new BlockSource(blocks)))
                .apply("Count block", ParDo.of(new CountBlock(places, work)))
                .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
                .apply("Group by bucket", GroupByKey.create())
                .apply("Sum bucket", ParDo.of(new SumBucket(places, work)));
    }

    /// Documents of a block, or of many.
    ///
    /// @param first place and reason of the first reject, or empty
    private record BlockCount(long documents, long rejected, String first) {
        BlockCount plus(BlockCount other) {
            boolean theirs = first.isEmpty() || !other.first.isEmpty() && other.first.compareTo(first) < 0;
            return new BlockCount(documents + other.documents, rejected + other.rejected, theirs ? other.first : first);
        }

        byte[] bytes() {
            ObjectNode json = CanonicalJson.object();
            return CanonicalJson.bytes(
                    json.put("documents", documents).put("rejected", rejected).put("first", first));
        }

        static BlockCount parse(byte[] bytes) throws IOException {
            var json = CanonicalJson.read(bytes, "totals");
            return new BlockCount(
                    json.get("documents").longValue(),
                    json.get("rejected").longValue(),
                    json.get("first").textValue());
        }
    }

    static final class CountBlock extends DoFn<Block, KV<Integer, byte[]>> {
        private static final long serialVersionUID = 1L;

        private final Places places;
        private final String work;

        CountBlock(Places places, String work) {
            this.places = places;
            this.work = work;
        }

        @ProcessElement
        public void count(@Element Block block, OutputReceiver<KV<Integer, byte[]>> out) throws IOException {
            Counting counting = new Counting(block, out);
            Reading reading = new Reading(
                    block,
                    Source.Columns.USUAL,
                    MAX_DOCUMENT_BYTES,
                    false,
                    Sidecars.none(),
                    () -> INPUTS.openWhole(block));
            try (HashingChannel in = new HashingChannel(INPUTS.open(block))) {
                Format.read(in, reading, counting);
            }
            counting.flush();
            out.output(KV.of(TOTALS, counting.count.bytes()));
            places.write(marker(work, block), new byte[0]);
        }
    }

    private static final class Counting implements RecordSink {
        private final Block block;
        private final DoFn.OutputReceiver<KV<Integer, byte[]>> out;
        private PreTokenCounts table = new PreTokenCounts();
        private BlockCount count = new BlockCount(0, 0, "");
        private long records;

        Counting(Block block, DoFn.OutputReceiver<KV<Integer, byte[]>> out) {
            this.block = block;
            this.out = out;
        }

        @Override
        public void document(Document document) throws IOException {
            records++;
            try {
                table.add(document.text());
            } catch (IllegalArgumentException e) {
                rejected(e.getMessage(), records);
                return;
            }
            count = count.plus(new BlockCount(1, 0, ""));
            if (table.size() >= MOST_IN_A_TABLE) {
                flush();
            }
        }

        @Override
        public void rejected(String reason, long position) {
            String first = count.first.isEmpty() ? "/" + block.path() + ": " + reason + " at " + position : "";
            count = count.plus(new BlockCount(0, 1, first));
        }

        @Override
        public void other(String kind) {
            // no document
        }

        void flush() throws IOException {
            ByteArrayOutputStream[] buckets = new ByteArrayOutputStream[BUCKETS];
            Arrays.setAll(buckets, i -> new ByteArrayOutputStream());
            table.forEachSorted((utf8, from, to, times) -> {
                int hash = 0;
                for (int i = from; i < to; i++) {
                    hash = 31 * hash + utf8[i];
                }
                write(buckets[(hash * 0x9E3779B1 >>> 16) % BUCKETS], utf8, from, to, times);
            });
            for (int i = 0; i < BUCKETS; i++) {
                if (buckets[i].size() > 0) {
                    out.output(KV.of(i, buckets[i].toByteArray()));
                }
            }
            table = new PreTokenCounts();
        }
    }

    private static void write(OutputStream out, byte[] utf8, int from, int to, long count) throws IOException {
        VarInt.encode(to - from, out);
        out.write(utf8, from, to - from);
        VarInt.encode(count, out);
    }

    static final class SumBucket extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
        private static final long serialVersionUID = 1L;

        private final Places places;
        private final String work;

        SumBucket(Places places, String work) {
            this.places = places;
            this.work = work;
        }

        @ProcessElement
        public void sum(@Element KV<Integer, Iterable<byte[]>> bucket) throws IOException {
            String path = work + "/" + bucket.getKey();
            if (bucket.getKey() == TOTALS) {
                BlockCount all = new BlockCount(0, 0, "");
                for (byte[] one : bucket.getValue()) {
                    all = all.plus(BlockCount.parse(one));
                }
                places.write(path, all.bytes());
                return;
            }
            PreTokenCounts sum = new PreTokenCounts();
            for (byte[] table : bucket.getValue()) {
                Entries entries = new Entries(new ByteArrayInputStream(table));
                while (entries.next()) {
                    sum.add(entries.preToken, 0, entries.preToken.length, entries.count);
                }
            }
            try (PartFiles files = new PartFiles(places)) {
                try (OutputStream out = new BufferedOutputStream(files.create(path))) {
                    sum.forEachSorted((utf8, from, to, count) -> PreTokenJob.write(out, utf8, from, to, count));
                }
                files.commit(path + PartState.COMMIT, "", List.of(), CanonicalJson.object());
            }
        }
    }

    /// Pre-tokens and counts as [#write] puts them, one after the other.
    private static final class Entries implements Closeable {
        private final InputStream in;
        private byte[] preToken;
        private long count;

        Entries(InputStream in) {
            this.in = in;
        }

        boolean next() throws IOException {
            in.mark(1);
            if (in.read() < 0) {
                return false;
            }
            in.reset();
            preToken = in.readNBytes(VarInt.decodeInt(in));
            count = VarInt.decodeLong(in);
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private Totals merge(BlockCount count) throws IOException {
        PriorityQueue<Entries> next = new PriorityQueue<>((a, b) -> Arrays.compareUnsigned(a.preToken, b.preToken));
        List<Entries> all = new ArrayList<>();
        long preTokens = 0;
        long different = 0;
        Path unfinished = out.resolveSibling(out.getFileName() + ".tmp");
        try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
            for (int i = 0; i < BUCKETS; i++) {
                if (places.size(work + "/" + i + PartState.COMMIT) >= 0) {
                    Entries bucket = new Entries(new BufferedInputStream(places.stream(work + "/" + i), 1 << 16));
                    all.add(bucket);
                    if (bucket.next()) {
                        next.add(bucket);
                    }
                }
            }
            for (Entries top = next.poll(); top != null; top = next.poll()) {
                String text = JsonText.quoted(new String(top.preToken, StandardCharsets.UTF_8));
                String line = "{\"text\":" + text + ",\"count\":" + top.count + "}\n";
                lines.write(line.getBytes(StandardCharsets.UTF_8));
                preTokens += top.count;
                different++;
                if (top.next()) {
                    next.add(top);
                }
            }
        } finally {
            for (Entries bucket : all) {
                bucket.close();
            }
        }
        Files.move(unfinished, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Totals(count.documents, count.rejected, preTokens, different);
    }
}
