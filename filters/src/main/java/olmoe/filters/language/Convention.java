package olmoe.filters.language;

import java.nio.charset.StandardCharsets;
import olmoe.tokenizer.text.CodePoints;

/// How a system turns a page into the one line that fastText takes, and when it keeps the page.
public enum Convention {

    /// Ours: a newline is a space; the likeliest language is wanted and reaches the limit.
    PLAIN("language", "our own; weights of Apache OpenNLP, opennlp-models-langdetect 1.3.0, or a fastText model"),

    /// DCLM (`language_id_enrichers.py`): newlines are deleted, so words on both sides join; a text of nothing
    /// but ASCII punctuation and spaces has no language. [DclmLanguageFilter] keeps by it.
    DCLM("language/dclm", "DCLM-Baseline, mlfoundations/dclm at 361714b, step 8"),

    /// datamap-rs (`fasttext_annotator`, `float_filter`): a newline is a space; a wanted language must reach the
    /// limit, both taken as floats of 32 bits.
    DATAMAP("language/datamap", "allenai/datamap-rs at f771794, configs/dclm/dclm_config.yaml"),

    /// datatrove (`utils/lid.py`, `language_filter.py`): a newline is a space; any wanted language must be
    /// above the limit, the likeliest or not.
    DATATROVE("language/datatrove", "huggingface/datatrove at a649de79"),

    /// dolma (`taggers/language.py`): the text in lower case, a newline is a space, stripped; a mixer keeps a
    /// document in which any wanted language reaches the limit.
    DOLMA("language/dolma", "allenai/dolma at 669f534, ft_lang_id_doc_v1");

    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ";

    private final String rule;
    private final String source;

    Convention(String rule, String source) {
        this.rule = rule;
        this.source = source;
    }

    /// The name of the rule that has it.
    public String rule() {
        return rule;
    }

    /// The program or model that it comes from.
    public String source() {
        return source;
    }

    /// Whether another language may be likelier than the one that keeps a document.
    boolean takesAnyWanted() {
        return this != PLAIN;
    }

    boolean reaches(double probability, double limit) {
        return switch (this) {
            case DATATROVE -> probability > limit;
            case DATAMAP -> (float) probability >= (float) limit;
            default -> probability >= limit;
        };
    }

    /// The text as fastText gets it, in UTF-8, or null where the system gives no language.
    byte[] line(String text) {
        switch (this) {
            case DCLM:
                return text.chars().allMatch(c -> PUNCTUATION.indexOf(c) >= 0) ? null : utf8(text.replace("\n", ""));
            case DOLMA:
                return utf8(stripped(CodePoints.unicode14().lower(text)));
            default:
                // fastText takes a newline for the end of the line, our scorer for a space
                return utf8(text);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Python's str.strip().
    private static String stripped(String text) {
        CodePoints unicode = CodePoints.unicode14();
        int start = 0;
        int end = text.length();
        while (start < end && unicode.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && unicode.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
