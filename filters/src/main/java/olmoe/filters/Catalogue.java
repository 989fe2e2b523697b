package olmoe.filters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import olmoe.filters.language.LanguageRules;
import olmoe.filters.pii.PiiRules;
import olmoe.filters.quality.QualityRules;
import olmoe.filters.rule.OwnRules;
import olmoe.filters.rule.cleaner.CleanerRules;
import olmoe.filters.rule.code.CodeRules;
import olmoe.filters.rule.datamap.DatamapRules;
import olmoe.filters.rule.datatrove.DatatroveRules;
import olmoe.filters.rule.dclm.DclmRules;
import olmoe.filters.rule.dolma.DolmaRules;
import olmoe.filters.rule.fixed.FixedRules;
import olmoe.filters.rule.nemo.NemoRules;
import olmoe.filters.rule.olmo.OlmoRules;
import olmoe.filters.rule.redpajama.RedpajamaRules;
import olmoe.filters.rule.url.UrlRules;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;

/// The rules by the names that recipes, ledgers and cards use: `family`, or `family/variant` for one
/// that reproduces a named system. Each system names its own in one file beside its rules.
public final class Catalogue {
    private static final Map<String, Entry> ENTRIES = byName(List.of(
            OwnRules.entries(),
            LanguageRules.entries(),
            PiiRules.entries(),
            QualityRules.entries(),
            DclmRules.entries(),
            DatamapRules.entries(),
            DatatroveRules.entries(),
            DolmaRules.entries(),
            NemoRules.entries(),
            CodeRules.entries(),
            CleanerRules.entries(),
            RedpajamaRules.entries(),
            FixedRules.entries(),
            OlmoRules.entries(),
            UrlRules.entries()));

    /// Steps of DCLM's and datamap's lists, and these lists, that are rules under other names here.
    private static final Map<String, String> ALIASES = Map.of(
            "repetition/dclm", "gopher-repetition/dclm",
            "repetition/datamap", "gopher-repetition/datamap",
            "dclm-refinedweb-sequence/dclm", "refinedweb-sequence/dclm",
            "datamap-dclm-sequence/datamap", "dclm-sequence/datamap");

    private Catalogue() {}

    /// What a rule does with a document: judges, edits or measures its text, or judges its token ids. Those
    /// are made by [Entry#tokenJudge(Settings)], all others by [Entry#step(Settings)].
    public enum Kind {
        JUDGE,
        EDIT,
        ANNOTATE,
        TOKENS
    }

    /// One rule: what it does, where it comes from, its settings and how to make it.
    ///
    /// @param summary what is wrong with the documents it drops, what it changes or measures
    /// @param limits the settings with their defaults as written in a recipe: numbers, texts and lists
    public record Entry(
            String name,
            Kind kind,
            String source,
            String summary,
            Map<String, Object> limits,
            Function<Settings, ?> factory) {

        public Entry {
            // Map.of has another order in every run
            limits = limits instanceof LinkedHashMap ? limits : new TreeMap<>(limits);
        }

        /// A rule that is a record: its components are its settings, its values their defaults.
        public static Entry of(Record rule, String source, String summary) {
            return new Entry(
                    rule instanceof TokenJudge judge ? judge.name() : ((Step) rule).name(),
                    kind(rule),
                    source,
                    summary,
                    RecordSettings.of(rule),
                    settings -> RecordSettings.make(rule, settings));
        }

        /// The part of the name after the slash, or an empty text for our own rules.
        public String variant() {
            return name.substring(name.indexOf('/') + 1 == 0 ? name.length() : name.indexOf('/') + 1);
        }

        public boolean onTokens() {
            return kind == Kind.TOKENS;
        }

        /// @throws ConfigurationException for settings that the rule refuses or does not have
        public Step step(Settings settings) {
            return (Step) made(settings);
        }

        /// @throws ConfigurationException for settings that the rule refuses or does not have
        public TokenJudge tokenJudge(Settings settings) {
            return (TokenJudge) made(settings);
        }

        private Object made(Settings settings) {
            try {
                Object rule = factory.apply(settings);
                settings.done();
                return rule;
            } catch (IllegalArgumentException e) {
                throw settings.refused(e.getMessage());
            }
        }

        private static Kind kind(Record rule) {
            if (rule instanceof TokenJudge) {
                return Kind.TOKENS;
            }
            return rule instanceof Judge ? Kind.JUDGE : rule instanceof Edit ? Kind.EDIT : Kind.ANNOTATE;
        }
    }

    public static List<Entry> entries() {
        return List.copyOf(ENTRIES.values());
    }

    /// @param where stands before the message, as Settings does it
    /// @throws ConfigurationException for a name that no rule has
    public static Entry entry(String name, String where) {
        Entry entry = ENTRIES.get(ALIASES.getOrDefault(name, name));
        if (entry == null) {
            throw new ConfigurationException((where.isEmpty() ? "" : where + ": ") + "no rule is named " + name
                    + Suggestion.of(name, ENTRIES.keySet()));
        }
        return entry;
    }

    private static Map<String, Entry> byName(List<List<Entry>> systems) {
        Map<String, Entry> byName = new LinkedHashMap<>();
        for (List<Entry> system : systems) {
            for (Entry entry : system) {
                if (byName.put(entry.name(), entry) != null) {
                    throw new IllegalStateException("two rules are named " + entry.name());
                }
            }
        }
        return byName;
    }
}
