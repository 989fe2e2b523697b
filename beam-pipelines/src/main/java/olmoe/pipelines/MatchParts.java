package olmoe.pipelines;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Places;

/// The parts that one match sees, in the order of their ordinals, and where what they wrote lies. Sent
/// to workers; the plan is bound there.
final class MatchParts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String recipe;
    private final int match;
    private final List<Block> blocks;
    private final Places places;
    private final int[] priorities;
    private transient CorpusPlan plan;
    private transient Map<String, Integer> ordinals;

    /// @param blocks all parts of the corpus
    MatchParts(CorpusPlan plan, int match, List<Block> blocks, Places places) {
        this.recipe = plan.recipeJson();
        this.match = match;
        this.blocks = List.copyOf(blocks);
        this.places = places;
        this.priorities =
                blocks.stream().mapToInt(block -> plan.priority(block.source())).toArray();
    }

    private CorpusPlan plan() {
        if (plan == null) {
            plan = CorpusPlan.parse(recipe, places);
        }
        return plan;
    }

    MatchPhase phase() {
        return plan().matches().get(match);
    }

    Places places() {
        return places;
    }

    List<Block> blocks() {
        return blocks;
    }

    int ordinal(Block block) {
        if (ordinals == null) {
            Map<String, Integer> byPlace = new HashMap<>();
            for (int i = 0; i < blocks.size(); i++) {
                byPlace.put(blocks.get(i).place(), i);
            }
            ordinals = byPlace;
        }
        return ordinals.get(block.place());
    }

    /// Place in the recipe of a part's source.
    int priority(int part) {
        return priorities[part];
    }

    int[] priorities() {
        return priorities;
    }

    /// Of the files that the refinement before wrote, without their endings.
    String path(Block block) {
        return plan().refinements().get(match).path(block);
    }

    Rows rows(Block block) throws IOException {
        return PartState.read(places, plan(), match, block).rows();
    }
}
