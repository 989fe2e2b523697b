package olmoe.dedup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import olmoe.dedup.bloom.BloomStep;
import olmoe.dedup.bloom.Mode;
import olmoe.dedup.exact.ExactKey;
import olmoe.dedup.exact.ExactParagraphs;
import olmoe.dedup.minhash.MinHashStep;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.dedup.substring.SubstringStep;
import olmoe.filters.Settings;

/// The steps that `dedup:` offers, by the names that recipes use.
public final class GlobalSteps {
    private static final Map<String, Function<Settings, GlobalStep>> STEPS = new TreeMap<>();

    static {
        STEPS.put(
                "exact",
                settings -> settings.says("by", ExactParagraphs.BY, false)
                        ? ExactParagraphs.of(settings)
                        : ExactKey.of(settings));
        STEPS.put("substring", SubstringStep::of);
        for (ParameterSet set : ParameterSet.named().values()) {
            STEPS.put(set.use(), settings -> MinHashStep.of(set, settings));
        }
        for (Mode mode : Mode.values()) {
            STEPS.put(BloomStep.use(mode), settings -> BloomStep.of(mode, settings));
        }
    }

    private GlobalSteps() {}

    public static List<String> names() {
        return List.copyOf(STEPS.keySet());
    }

    /// @param use one of the names
    /// @throws ConfigurationException for settings that the step refuses or does not have
    public static GlobalStep make(String use, Settings settings) {
        try {
            GlobalStep step = STEPS.get(use).apply(settings);
            settings.done();
            return step;
        } catch (IllegalArgumentException e) {
            throw settings.refused(e.getMessage());
        }
    }
}
