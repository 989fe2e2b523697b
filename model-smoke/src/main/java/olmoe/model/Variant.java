package olmoe.model;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where a model departs from OLMoE in what the paper compared and did not choose (arXiv 2409.02060, sections 4.1
/// and 4.2). {@link #OLMOE} departs in nothing. The other comparisons need no word here: granularity, dense routing
/// and the dense twin are sizes of a {@link Shape}.
///
/// @param sharedExpert one more expert of each layer that every token visits; its output is added as it is, beside
///     the weighted ones of the routed experts (section 4.1.3, as megablocks does it)
/// @param expertChoice each expert chooses its tokens, of every sequence the {@link Shape#capacity} with the highest
///     probabilities, rather than each token its experts (section 4.1.4). Whether a token is chosen depends on later
///     ones of its sequence, so losses of such a model know a little of what they predict, and it cannot generate
/// @param layerNorm every norm is (x - mean) / sqrt(variance + epsilon), without parameters, in place of RMSNorm
/// @param qkNorm whether queries and keys are normed, as OLMoE's are
public record Variant(boolean sharedExpert, boolean expertChoice, boolean layerNorm, boolean qkNorm) {
    public static final Variant OLMOE = new Variant(false, false, false, true);

    /// All by the names that recipes and `training.json` use, in the order above.
    public Map<String, Boolean> settings() {
        Map<String, Boolean> settings = new LinkedHashMap<>();
        settings.put("shared-expert", sharedExpert);
        settings.put("expert-choice", expertChoice);
        settings.put("layer-norm", layerNorm);
        settings.put("qk-norm", qkNorm);
        return settings;
    }

    /// What differs from OLMoE, by the same names; empty for OLMoE itself.
    public Map<String, Boolean> departures() {
        Map<String, Boolean> departures = settings();
        OLMOE.settings().forEach(departures::remove); // those of the same value
        return departures;
    }
}
