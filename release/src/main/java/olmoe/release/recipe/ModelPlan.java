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
/// @param sharedExpert one more expert that every token visits
/// @param expertChoice experts choose tokens, not tokens experts
/// @param layerNorm LayerNorm without parameters in place of RMSNorm
/// @param qkNorm queries and keys are normed, as by default
public record ModelPlan(
        int layers,
        int hidden,
        int heads,
        int keyValueHeads,
        int experts,
        int topK,
        int expertHidden,
        boolean sharedExpert,
        boolean expertChoice,
        boolean layerNorm,
        boolean qkNorm) {

    static ModelPlan of(Section section) {
        Value heads = section.get("heads");
        ModelPlan plan = new ModelPlan(
                section.get("layers").size(),
                section.get("hidden").size(),
                heads.size(),
                section.find("key-value-heads").orElse(heads).size(),
                section.get("experts").size(),
                section.get("top-k").size(),
                section.get("expert-hidden").size(),
                section.find("shared-expert").map(Value::flag).orElse(false),
                section.find("expert-choice").map(Value::flag).orElse(false),
                section.find("layer-norm").map(Value::flag).orElse(false),
                section.find("qk-norm").map(Value::flag).orElse(true));
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

    /// What departs from OLMoE is named only where it does, so that recipes without it keep their digest.
    ObjectNode json() {
        ObjectNode json = CanonicalJson.object()
                .put("layers", layers)
                .put("hidden", hidden)
                .put("heads", heads)
                .put("key-value-heads", keyValueHeads)
                .put("experts", experts)
                .put("top-k", topK)
                .put("expert-hidden", expertHidden);
        if (sharedExpert) {
            json.put("shared-expert", true);
        }
        if (expertChoice) {
            json.put("expert-choice", true);
        }
        if (layerNorm) {
            json.put("layer-norm", true);
        }
        if (!qkNorm) {
            json.put("qk-norm", false);
        }
        return json;
    }
}
