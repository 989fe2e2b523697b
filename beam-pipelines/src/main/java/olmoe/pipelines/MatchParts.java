package olmoe.pipelines;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Places;

/// The parts that one match sees, in the order of their ordinals: the corpus' own, then those of earlier
/// corpora, which precede them in the order of survival and lose nothing. Says where what they wrote
/// lies. Sent to workers; the plan is bound there.
final class MatchParts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String recipe;
    private final int match;
    private final Places home;
    private final int own;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Places> places = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private final int[] priorities;
    private transient CorpusPlan plan;
    private transient Map<Block, Integer> ordinals;

    /// @param own all parts of the corpus
    MatchParts(CorpusPlan plan, int match, List<Block> own, Places home, List<EarlierCorpus> earlier) {
        this.recipe = plan.recipeJson();
        this.match = match;
        this.home = home;
        this.own = own.size();
        List<Integer> all = new ArrayList<>();
        int before = earlier.stream().mapToInt(EarlierCorpus::sources).sum();
        for (Block block : own) {
            blocks.add(block);
            places.add(home);
            folders.add(plan.refinements().get(match).folder());
            all.add(before + plan.priority(block.source()));
        }
        before = 0;
        for (EarlierCorpus corpus : earlier) {
            for (Block block : corpus.blocks()) {
                blocks.add(block);
                places.add(corpus.places());
                folders.add(corpus.folder(plan.refinements().get(match)));
                all.add(before + corpus.priority(block));
            }
            before += corpus.sources();
        }
        this.priorities = all.stream().mapToInt(Integer::intValue).toArray();
    }

    private CorpusPlan plan() {
        if (plan == null) {
            plan = CorpusPlan.parse(recipe, home);
        }
        return plan;
    }

    MatchPhase phase() {
        return plan().matches().get(match);
    }

    /// Of the corpus itself.
    Places home() {
        return home;
    }

    List<Block> blocks() {
        return blocks;
    }

    /// Whether a part is the corpus' own, and not of an earlier one.
    boolean isOwn(int part) {
        return part < own;
    }

    int ordinal(Block block) {
        if (ordinals == null) {
            Map<Block, Integer> byBlock = new HashMap<>();
            for (int i = 0; i < blocks.size(); i++) {
                byBlock.put(blocks.get(i), i);
            }
            ordinals = byBlock;
        }
        return ordinals.get(block);
    }

    /// Place of a part's source among all sources, earlier corpora first.
    int priority(int part) {
        return priorities[part];
    }

    int[] priorities() {
        return priorities;
    }

    /// Whether the order of survival asks for dates.
    boolean dated() {
        return plan().dates() != null;
    }

    Places places(int part) {
        return places.get(part);
    }

    /// Of the files that the refinement before wrote, without their endings.
    String path(int part) {
        return folders.get(part) + "/" + blocks.get(part).place();
    }

    /// Of a part of a match that compares.
    Rows rows(int part) throws IOException {
        String path = path(part);
        byte[] dates = dated() ? places(part).read(path + PartState.DATES) : null;
        return new Rows(places(part).read(path + PartState.ROWS), dates, path + PartState.ROWS);
    }

    /// What the refinement before left, texts too, which a release has not.
    PartState state(int part) throws IOException {
        return PartState.read(places.get(part), plan(), match, blocks.get(part));
    }
}
