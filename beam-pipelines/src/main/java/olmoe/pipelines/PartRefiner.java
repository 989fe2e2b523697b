package olmoe.pipelines;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.dedup.GlobalStep;
import olmoe.dedup.SequentialStep;
import olmoe.dedup.bloom.Decision;
import olmoe.filters.Document;
import olmoe.filters.Outcome;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.Format;
import olmoe.pipelines.io.HashingChannel;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.OptOut;
import olmoe.pipelines.io.PartFiles;
import olmoe.pipelines.io.Places;
import olmoe.pipelines.io.RecordSink;
import olmoe.pipelines.io.Sidecars;
import olmoe.tokenizer.text.TextView;

/// Runs the local steps of one phase over one part. Knows no Beam: the Beam job, the plain oracle and
/// the benchmark call it alike.
final class PartRefiner {
    private final CorpusPlan plan;
    private final RefinePhase phase;
    private final Places places;
    private final Inputs inputs;

    PartRefiner(CorpusPlan plan, int refinement, Places places, Inputs inputs) {
        this.plan = plan;
        this.phase = plan.refinements().get(refinement);
        this.places = places;
        this.inputs = inputs;
    }

    Commit refine(Block block) throws IOException {
        try (PartFiles files = new PartFiles(places)) {
            Part part = new Part(block, files);
            if (phase.first()) {
                List<Commit.Input> read = readInput(block, part);
                return part.commit(new PlanDigests(plan).first(block.source()), read);
            }
            String digest = readPart(block, part);
            return part.commit(digest, List.of());
        }
    }

    private List<Commit.Input> readInput(Block block, Part part) throws IOException {
        long bytes = inputs.size(block.path());
        long modified = inputs.modified(block.path());
        String sha256 = null;
        List<Commit.Input> read = new ArrayList<>();
        try (HashingChannel in = new HashingChannel(inputs.open(block));
                Sidecars sidecars = plan.sidecars(block, inputs)) {
            Format.read(in, plan.reading(block, inputs, sidecars), part);
            read.addAll(sidecars.end());
            if (block.index() == 0) { // once a file
                in.drain();
                sha256 = in.sha256();
            }
        }
        read.add(0, new Commit.Input(block.path(), bytes, modified, sha256));
        for (Commit.Input input : read) {
            if (inputs.size(input.path()) != input.bytes() || inputs.modified(input.path()) != input.modified()) {
                throw new IOException(input.path() + ": the file has changed while it was read");
            }
        }
        return read;
    }

    /// A later phase: what the one before left, less what the match between took away. Returns the
    /// digest of both.
    private String readPart(Block block, Part part) throws IOException {
        Commit refined = PartState.commit(
                places, plan.refinements().get(phase.index() - 1).path(block));
        Commit matched = PartState.commit(places, phase.before().path(block));
        PartState before = PartState.read(places, plan, phase.index() - 1, block);
        boolean sequential = phase.before().sequential() != null;
        Drops drops = sequential ? null : Drops.read(places, phase.before(), block);
        Cuts cuts = sequential ? Cuts.read(places, phase.before(), block) : null;
        try (Texts.Reader texts = before.texts(places, block)) {
            for (int i = 0; i < before.rows().size(); i++) {
                int row = before.rows().row(i);
                Document document = texts.ofRow(row);
                if (sequential) {
                    part.remembered(row, document, cuts.of(row));
                } else {
                    part.matched(row, document, drops.of(row));
                }
            }
        }
        return new PlanDigests(plan).later(phase, refined, matched);
    }

    /// What is written of one part, and counted on the way.
    private final class Part implements RecordSink {
        private final Block block;
        private final PartFiles files;
        private final Texts.Writer texts;
        private final Rows.Writer rows;
        private final DataOutputStream dates; // null where they do not count
        private final List<KeyWriter> keys = new ArrayList<>();
        private final List<Ledger.Entry> ledger = new ArrayList<>();
        private final Accounting accounting = new Accounting();
        private final Samples samples = new Samples();
        private final CutCounts cuts = new CutCounts();
        private final OptOutCounts optOut = new OptOutCounts();
        private final SortedMap<String, Long> others = new TreeMap<>();
        private int row;
        private long undated;

        Part(Block block, PartFiles files) throws IOException {
            this.block = block;
            this.files = files;
            this.texts = phase.writesText() ? new Texts.Writer(create(PartState.TEXTS)) : null;
            this.rows = new Rows.Writer(create(PartState.ROWS));
            this.dates = phase.dates() == null
                    ? null
                    : new DataOutputStream(new BufferedOutputStream(create(PartState.DATES), 1 << 16));
            for (GlobalStep step : phase.after()) {
                if (step instanceof SequentialStep) {
                    continue; // it reads the texts themselves
                }
                keys.add(KeyWriter.of(step, keys.size(), this::create));
            }
        }

        private OutputStream create(String suffix) throws IOException {
            return files.create(phase.path(block) + suffix);
        }

        @Override
        public void document(Document document) throws IOException {
            accounting.kept(Accounting.READING);
            if (document.page() != null) {
                optOut.page(document.url(), OptOut.ofPage(document.page().body()));
            }
            run(row, document);
            row++;
        }

        @Override
        public void fetched(OptOut signals) {
            optOut.response(signals);
        }

        @Override
        public void rejected(String reason, long position) {
            accounting.rejected(Accounting.READING, reason);
            ledger.add(entry(
                    null,
                    row,
                    null,
                    plan.stepName(Accounting.READING),
                    Ledger.REJECTED,
                    reason,
                    (double) position,
                    null));
            row++;
        }

        @Override
        public void other(String kind) {
            others.merge(kind, 1L, Long::sum);
        }

        /// @param drop what the match says of this document, or null
        void matched(int row, Document document, Drops.Drop drop) throws IOException {
            for (int step : phase.matched()) {
                if (drop != null && drop.step() == step) {
                    String reason = drop.reason();
                    accounting.dropped(step, reason);
                    Ledger.Entry entry = new Ledger.Entry(
                            document.key().toString(),
                            block.part(),
                            row,
                            document.url(),
                            phase.before().number(),
                            plan.stepName(step),
                            Ledger.DROPPED,
                            reason,
                            drop.similarity(),
                            drop.threshold(),
                            drop.matched().toString(),
                            drop.kept().toString(),
                            drop.similarity());
                    ledger.add(entry);
                    samples.add(entry, document.text());
                    return;
                }
                accounting.kept(step);
            }
            run(row, document);
        }

        /// @param cut what a sequential step takes from this document
        void remembered(int row, Document document, List<Decision.Cut> cut) throws IOException {
            int step = phase.matched().get(0);
            Document left = document;
            if (!cut.isEmpty()) {
                SequentialStep sequential = phase.before().sequential();
                boolean whole = Cuts.isWhole(cut.get(0));
                left = whole ? document : document.withText(new Decision(false, cut, 0, 0).apply(document.text()));
                int words = TextView.of(left.text()).words().size();
                OptionalInt least = sequential.minWords();
                if (whole || words < least.orElse(1)) {
                    boolean measured = whole || least.isPresent();
                    String reason = whole ? "seen-before" : measured ? "too-little-left" : "nothing-left";
                    accounting.dropped(step, reason);
                    Ledger.Entry entry = new Ledger.Entry(
                            document.key().toString(),
                            block.part(),
                            row,
                            document.url(),
                            phase.before().number(),
                            plan.stepName(step),
                            Ledger.DROPPED,
                            reason,
                            measured ? (Double) (whole ? cut.get(0).score() : words) : null,
                            measured ? (Double) (whole ? sequential.threshold() : least.getAsInt()) : null,
                            null,
                            null,
                            null);
                    ledger.add(entry);
                    samples.add(entry, document.text());
                    return;
                }
                cuts.add(cut.size(), document.text(), left.text());
            }
            accounting.kept(step);
            run(row, left);
        }

        private void run(int row, Document document) throws IOException {
            Outcome outcome = phase.steps().run(document);
            if (outcome instanceof Outcome.Kept) {
                count(phase.steps().steps().size());
                keep(row, ((Outcome.Kept) outcome).document());
            } else if (outcome instanceof Outcome.Dropped) {
                Outcome.Dropped dropped = (Outcome.Dropped) outcome;
                count(dropped.index());
                String reason = dropped.verdict().reason();
                accounting.dropped(phase.firstStep() + dropped.index(), reason);
                Ledger.Entry entry = entry(
                        document.key().toString(),
                        row,
                        document.url(),
                        dropped.step(),
                        Ledger.DROPPED,
                        reason,
                        dropped.verdict().value(),
                        dropped.verdict().limit());
                ledger.add(entry);
                samples.add(entry, dropped.document().text());
            } else {
                Outcome.Rejected rejected = (Outcome.Rejected) outcome;
                count(rejected.index());
                accounting.rejected(phase.firstStep() + rejected.index(), rejected.reason());
                ledger.add(entry(
                        document.key().toString(),
                        row,
                        document.url(),
                        rejected.step(),
                        Ledger.REJECTED,
                        rejected.reason(),
                        null,
                        null));
            }
        }

        /// The steps of this phase that a document has passed.
        private void count(int passed) {
            for (int i = 0; i < passed; i++) {
                accounting.kept(phase.firstStep() + i);
            }
        }

        private void keep(int row, Document document) throws IOException {
            byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
            rows.write(row, document.key(), text.length);
            if (texts != null) {
                texts.write(row, document);
            }
            if (dates != null) {
                long date = phase.dates().place(document);
                undated += date == SurvivalDates.NONE ? 1 : 0;
                dates.writeLong(date);
            }
            for (KeyWriter writer : keys) {
                writer.write(rows.size() - 1, row, document);
            }
        }

        private Ledger.Entry entry(
                String key,
                int row,
                String url,
                String step,
                String outcome,
                String reason,
                Double value,
                Double limit) {
            return new Ledger.Entry(
                    key, block.part(), row, url, phase.number(), step, outcome, reason, value, limit, null, null, null);
        }

        Commit commit(String digest, List<Commit.Input> read) throws IOException {
            finish();
            Ledger.write(create(PartState.LEDGER), ledger);
            accounting.check(block.part());
            ObjectNode counts = JsonNodeFactory.instance.objectNode();
            counts.set("steps", accounting.json());
            ObjectNode kinds = counts.putObject("other-records");
            others.forEach(kinds::put);
            counts.set("samples", samples.json());
            if (phase.first()) {
                counts.set(OptOutCounts.FIELD, optOut.json());
            }
            if (dates != null) {
                counts.put(SurvivalDates.UNDATED, undated);
            }
            if (!phase.first() && phase.before().sequential() != null) {
                counts.set(CutCounts.FIELD, cuts.json());
            }
            return files.commit(phase.path(block) + PartState.COMMIT, digest, read, counts);
        }

        private void finish() throws IOException {
            if (texts != null) {
                texts.close();
            }
            rows.close();
            if (dates != null) {
                dates.close();
            }
            for (KeyWriter writer : keys) {
                writer.close();
            }
        }
    }
}
