package olmoe.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.BlockSource;
import olmoe.pipelines.io.Places;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.TokensPlan;
import olmoe.tokenizer.Tokenizer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/// Encodes every part and writes what is published of it: documents, tokens, window mask, ledger.
final class Write {
    /// Below the corpus folder.
    static final String TOKENIZER = TokensPlan.TOKENIZER;

    private Write() {}

    static void build(Pipeline pipeline, List<Block> blocks, CorpusPlan plan, Places places) {
        pipeline.apply("Blocks", Read.from(new BlockSource(blocks)))
                .apply("Write part", ParDo.of(new WritePart(plan, places)));
    }

    static final class WritePart extends DoFn<Block, Void> {
        private static final long serialVersionUID = 1L;

        private final String recipe;
        private final Places places;
        private transient CorpusPlan plan;
        private transient PartWriter writer;

        WritePart(CorpusPlan plan, Places places) {
            this.recipe = plan.recipeJson();
            this.places = places;
        }

        @Setup
        public void bind() throws IOException {
            byte[] json = places.read(TOKENIZER);
            Path local = Files.createTempFile("tokenizer", ".json");
            try {
                Files.write(local, json);
                Tokenizer tokenizer = Tokenizer.read(local);
                plan = CorpusPlan.parse(recipe, places);
                writer = new PartWriter(plan, places, tokenizer, Sha256.of(json));
            } finally {
                Files.delete(local);
            }
        }

        @ProcessElement
        public void write(@Element Block block) throws IOException {
            PartWork.run(plan, "write", block, () -> writer.write(block));
        }
    }
}
