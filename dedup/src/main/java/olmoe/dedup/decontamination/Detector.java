package olmoe.dedup.decontamination;

import java.util.List;
import olmoe.tokenizer.text.TextView;

/// Looks for evaluation items in documents. Immutable, for any number of threads.
interface Detector {

    /// In the order of items; one finding an item at most.
    List<Finding> find(TextView text);

    /// Whether the item is long enough to be looked for.
    boolean covers(EvaluationItem item);

    /// Whether a document is an item or is none, whatever it holds.
    default boolean comparesWhole() {
        return false;
    }
}
