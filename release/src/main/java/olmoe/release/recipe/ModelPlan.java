package olmoe.release.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import olmoe.release.format.CanonicalJson;

/// The model's sizes, as the recipe's `model`.
///
/// @param layers transformer blocks
/// @param hidden width of the residual stream, a multiple of `heads`
/// @param heads query heads
/// @param keyValueHeads a divisor of `heads`; as many by default
/// @param experts of each layer
/// @param topK experts that each token visits
/// @param expertHidden inner width of one expert
public record ModelPlan(int layers, int hidden, int heads, int keyValueHeads, int experts, int topK, int expertHidden) {

    static ModelPlan of(Section section) {
        Value heads = section.get("heads");
        ModelPlan plan = new ModelPlan(
                section.get("layers").size(),
                section.get("hidden").size(),
                heads.size(),
                section.find("key-value-heads").orElse(heads).size(),
                section.get("experts").size(),
                section.get("top-k").size(),
                section.get("expert-hidden").size());
        section.finish();
        if (plan.hidden % plan.heads != 0 || plan.hidden / plan.heads % 2 != 0) {
            throw section.get("hidden").expected("an even multiple of heads, " + plan.heads);
        }
        if (plan.heads % plan.keyValueHeads != 0) {
            throw section.get("key-value-heads").expected("a divisor of heads, " + plan.heads);
        }
        if (plan.topK > plan.experts) {
            throw section.get("top-k").expected("at most experts, " + plan.experts);
        }
        return plan;
    }

    ObjectNode json() {
        return CanonicalJson.object()
                .put("layers", layers)
                .put("hidden", hidden)
                .put("heads", heads)
                .put("key-value-heads", keyValueHeads)
                .put("experts", experts)
                .put("top-k", topK)
                .put("expert-hidden", expertHidden);
    }
}
