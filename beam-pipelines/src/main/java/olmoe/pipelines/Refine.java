package olmoe.pipelines;

import java.io.IOException;
import java.util.List;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.BlockSource;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/// Runs the local steps of one phase over every part. Nothing is shuffled; what a part becomes lies in
/// files beside each other, the commit record last.
final class Refine {
    private Refine() {}

    static void build(Pipeline pipeline, List<Block> blocks, RefinePart refinePart) {
        pipeline.apply("Blocks", Read.from(new BlockSource(blocks))).apply("Refine part", ParDo.of(refinePart));
    }

    static final class RefinePart extends DoFn<Block, Void> {
        private static final long serialVersionUID = 1L;

        private final String recipe;
        private final int refinement;
        private final Places places;
        private final Inputs inputs;
        private transient CorpusPlan plan;
        private transient PartRefiner refiner;

        RefinePart(CorpusPlan plan, int refinement, Places places, Inputs inputs) {
            this.recipe = plan.recipeJson();
            this.refinement = refinement;
            this.places = places;
            this.inputs = inputs;
        }

        @Setup
        public void bind() {
            plan = CorpusPlan.parse(recipe, places);
            refiner = new PartRefiner(plan, refinement, places, inputs);
        }

        @ProcessElement
        public void refine(@Element Block block) throws IOException {
            PartWork.run(plan, "refine " + refinement, block, () -> refiner.refine(block));
        }
    }
}
