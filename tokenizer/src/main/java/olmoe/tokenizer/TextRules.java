package olmoe.tokenizer;

import java.util.List;

/// What happens to a text around the merging, as a `tokenizer.json` says it.
///
/// @param normalizers in their order
/// @param prefixSpace whether a text between added tokens gets a space before it, unless it begins with one
/// @param pattern what cuts the text into pre-tokens
/// @param byteLevel whether merging begins with bytes, in GPT-2's stand-ins, or else with characters and the bytes
///     of those that are no token
/// @param ignoreMerges whether a pre-token that is a token is that, whatever the merges make of it
record TextRules(
        List<Normalizer> normalizers, boolean prefixSpace, Pattern pattern, boolean byteLevel, boolean ignoreMerges) {

    /// What stands for a space in vocabularies of characters.
    static final String SPACE_MARK = "\u2581";

    /// What OLMo's tokenizers and those that are trained here do.
    static final TextRules OLMO =
            new TextRules(List.of(new Normalizer.Composition()), false, Pattern.GPT2, true, false);

    /// How text is cut.
    enum Pattern {
        /// Not at all.
        NONE(null, null),
        /// As ByteLevel does without a word.
        GPT2(
                new PreTokens.Gpt2(),
                "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
        /// Also that of Llama 3 and dolma2.
        CL100K(new PreTokens.Cl100k(3), cl100k("{1,3}")),
        QWEN2(new PreTokens.Cl100k(1), cl100k(""));

        private final PreTokens preTokens;
        private final String regex;

        Pattern(PreTokens preTokens, String regex) {
            this.preTokens = preTokens;
            this.regex = regex;
        }

        PreTokens preTokens() {
            return preTokens;
        }

        /// As it stands in a Split.
        String regex() {
            return regex;
        }

        /// The pattern that a regular expression is, or null.
        static Pattern of(String regex) {
            for (Pattern pattern : values()) {
                if (regex.equals(pattern.regex)) {
                    return pattern;
                }
            }
            return null;
        }

        private static String cl100k(String digits) {
            return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + digits
                    + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        }
    }

    /// The text as the normalizers leave it.
    String normalize(String text) {
        String normal = text;
        for (Normalizer normalizer : normalizers) {
            normal = normalizer.apply(normal);
        }
        return normal;
    }

    /// Whether normalising is NFC alone, which most texts pass unchanged.
    boolean onlyComposes() {
        return normalizers.size() == 1 && normalizers.get(0) instanceof Normalizer.Composition;
    }
}
