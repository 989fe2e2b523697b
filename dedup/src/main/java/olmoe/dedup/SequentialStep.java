package olmoe.dedup;

import java.util.OptionalInt;

/// Documents go by one after the other, and what stands elsewhere leaves: whole documents, or passages of
/// them. The order decides, so it is fixed: the documents are cut into shards by the names of their parts,
/// and no shard knows of another.
public non-sealed interface SequentialStep extends GlobalStep {

    int shards();

    /// Share of known pieces above or from which a document or passage leaves.
    double threshold();

    /// Fewest words with which a text that lost a passage stays. Where it is empty, a text leaves that has no word
    /// left, and its ledger row has no number.
    OptionalInt minWords();

    /// @throws IllegalArgumentException for a number of shards that is none
    static void checkShards(int shards) {
        if (shards < 1 || shards > 1 << 16) {
            throw new IllegalArgumentException("shards must be between 1 and 65536 but was " + shards);
        }
    }

    @Override
    default String keyForm() {
        return "texts"; // nothing is written for it: it reads the texts
    }
}
