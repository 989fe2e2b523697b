package olmoe.filters;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import olmoe.filters.language.Language;
import olmoe.filters.rule.DclmAlphabetic;
import olmoe.filters.rule.DclmBullets;
import olmoe.filters.rule.DclmEllipsis;
import olmoe.filters.rule.DclmGopherQuality;
import olmoe.filters.rule.DclmGopherRepetition;
import olmoe.filters.rule.DclmPageLength;
import olmoe.filters.rule.DclmStopWords;
import olmoe.filters.rule.DclmSymbolRatio;
import olmoe.filters.rule.DclmWordLength;
import olmoe.filters.rule.Empty;
import olmoe.filters.rule.OlmoRepetitionTokens;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;

/// The rules by the names that recipes, ledgers and cards use: `family`, or `family/variant` for one
/// that reproduces a named system.
public final class Catalogue {
    private static final String DCLM = "DCLM-Baseline, mlfoundations/dclm at 361714b";

    private static final DclmPageLength PAGE_LENGTH = new DclmPageLength(50, 100_000);
    private static final DclmWordLength WORD_LENGTH = new DclmWordLength(3, 10);
    private static final DclmSymbolRatio SYMBOL_RATIO = new DclmSymbolRatio(0.1);
    private static final DclmBullets BULLETS = new DclmBullets(0.9);
    private static final DclmEllipsis ELLIPSIS = new DclmEllipsis(0.3);
    private static final DclmAlphabetic ALPHABETIC = new DclmAlphabetic(0.2);
    private static final DclmStopWords STOP_WORDS = new DclmStopWords(2);

    private static final Map<String, Entry> ENTRIES = byName(
            Entry.of(new Empty(), "our own", "nothing but white space"),
            Entry.of(PAGE_LENGTH, DCLM + ", step 10", "too few or too many words"),
            Entry.of(WORD_LENGTH, DCLM + ", step 11", "words too short or too long on average"),
            Entry.of(SYMBOL_RATIO, DCLM + ", step 12", "too many # and ellipses for the words"),
            Entry.of(BULLETS, DCLM + ", step 13", "too many lines begin with a bullet"),
            Entry.of(ELLIPSIS, DCLM + ", step 14", "too many lines end with an ellipsis"),
            Entry.of(ALPHABETIC, DCLM + ", step 15", "too many words without a letter"),
            Entry.of(STOP_WORDS, DCLM + ", step 16", "too few English stop words"),
            Entry.of(
                    new DclmGopherQuality(
                            PAGE_LENGTH, WORD_LENGTH, SYMBOL_RATIO, BULLETS, ELLIPSIS, ALPHABETIC, STOP_WORDS),
                    DCLM + ", steps 10 to 16; Gopher, arXiv 2112.11446, table A1",
                    "the seven rules above in this order"),
            Entry.of(
                    new DclmGopherRepetition(
                            0.30,
                            0.30,
                            0.20,
                            0.20,
                            List.of(0.20, 0.18, 0.16),
                            List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10)),
                    DCLM + ", step 17; Gopher, arXiv 2112.11446, table A1",
                    "too many repeated lines, paragraphs or word n-grams"),
            new Entry(
                    "language",
                    "our own; weights of Apache OpenNLP, opennlp-models-langdetect 1.3.0",
                    "not in a wanted language, or not surely enough",
                    new TreeMap<>(Map.of("model", "builtin", "keep", List.of("en"), "min-score", 0.65)),
                    false,
                    settings -> new Language(
                            settings.text("model", "builtin"),
                            settings.list("keep", List.of("en")),
                            settings.fraction("min-score", 0.65))),
            Entry.of(
                    new OlmoRepetitionTokens(1, 13, 32),
                    "OLMoE-mix-0924; allenai/OLMo at 59a53e3, find_periodic_sequences",
                    "a token n-gram many times in a row"));

    private Catalogue() {}

    /// One rule: what it drops, where it comes from, its settings and how to make it.
    ///
    /// @param drops what is wrong with the documents it drops
    /// @param limits the settings with their defaults, Integer, Double, String or List, as written in a recipe
    /// @param onTokens whether it judges token ids and is made by [#tokenJudge(Settings)]
    public record Entry(
            String name,
            String source,
            String drops,
            Map<String, Object> limits,
            boolean onTokens,
            Function<Settings, ?> factory) {

        /// A rule that is a record: its components are its settings, its values their defaults.
        static Entry of(Record rule, String source, String drops) {
            Map<String, Object> limits = new LinkedHashMap<>();
            describe(rule, limits);
            return new Entry(
                    rule instanceof TokenJudge judge ? judge.name() : ((Step) rule).name(),
                    source,
                    drops,
                    limits,
                    rule instanceof TokenJudge,
                    settings -> make(rule, settings));
        }

        /// The part of the name after the slash, or an empty text for our own rules.
        public String variant() {
            return name.substring(name.indexOf('/') + 1 == 0 ? name.length() : name.indexOf('/') + 1);
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
    }

    public static List<Entry> entries() {
        return List.copyOf(ENTRIES.values());
    }

    /// @param where stands before the message, as Settings does it
    /// @throws ConfigurationException for a name that no rule has
    public static Entry entry(String name, String where) {
        Entry entry = ENTRIES.get(name);
        if (entry == null) {
            throw new ConfigurationException((where.isEmpty() ? "" : where + ": ") + "no rule is named " + name
                    + Suggestion.of(name, ENTRIES.keySet()));
        }
        return entry;
    }

    private static Map<String, Entry> byName(Entry... entries) {
        Map<String, Entry> byName = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byName.put(entry.name(), entry);
        }
        return byName;
    }

    private static void describe(Record rule, Map<String, Object> limits) {
        for (RecordComponent component : rule.getClass().getRecordComponents()) {
            Object value = value(rule, component);
            if (value instanceof Record part) {
                describe(part, limits);
            } else {
                limits.put(key(component), value);
            }
        }
    }

    private static Record make(Record defaults, Settings settings) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = setting(key(components[i]), value(defaults, components[i]), settings);
        }
        try {
            Constructor<? extends Record> constructor = defaults.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Object setting(String key, Object otherwise, Settings settings) {
        if (otherwise instanceof Record part) {
            return make(part, settings);
        }
        if (otherwise instanceof Integer count) {
            return settings.count(key, count);
        }
        if (otherwise instanceof Double number) {
            return settings.number(key, number);
        }
        return settings.numbers(key, (List<Double>) otherwise);
    }

    private static Object value(Record rule, RecordComponent component) {
        try {
            return component.getAccessor().invoke(rule);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `maxRepeatedNGrams` is written `max-repeated-n-grams`.
    private static String key(RecordComponent component) {
        StringBuilder key = new StringBuilder();
        for (char c : component.getName().toCharArray()) {
            if (c >= 'A' && c <= 'Z') {
                key.append('-').append((char) (c - 'A' + 'a'));
            } else {
                key.append(c);
            }
        }
        return key.toString();
    }
}
