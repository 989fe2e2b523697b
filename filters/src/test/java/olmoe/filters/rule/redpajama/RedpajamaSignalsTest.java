package olmoe.filters.rule.redpajama;

import static olmoe.filters.rule.Rules.judge;
import static olmoe.filters.rule.Rules.rule;
import static olmoe.filters.rule.Rules.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values are those of RedPajama-Data at 6d2cee9 with NLTK 3.8.1, run on these texts.
class RedpajamaSignalsTest {
    private static final String TEXT = "The #1 reader's HAT... costs {5}…\n"
            + "\u2022 A very bad Lorem, ipsum!  Is it?\n\n\u4e09 Javascript JAVASCRIPT 42\u00bd\n";
    private static final String REPEATED = "a b c d e a b c d e f a b x";
    private static final Step DOCUMENT =
            rule("doc-signals/redpajama-v2", Map.of("words", Rules.file("bad\nvery bad \n")));

    @ParameterizedTest
    @CsvSource({
        "curly_bracket, 0.02040816",
        "frac_all_caps_words, 0.11111111",
        "frac_lines_end_with_ellipsis, 0.25",
        "frac_no_alph_words, 0.48148148",
        "frac_unique_words, 0.94444444",
        "ldnoobw_words, 2",
        "lorem_ipsum, 0.01176471",
        "mean_word_length, 3.77777778",
        "num_sentences, 4",
        "stop_word_fraction, 0.11111111",
        "symbol_to_word_ratio, 0.11111111",
        "unigram_entropy, 2.8133554",
        "word_count, 18",
        "frac_chars_top_2gram, 0"
    })
    void aDocumentHasTheSignalsOfTheReference(String name, double expected) {
        assertEquals(expected, value(DOCUMENT, TEXT, "rps_doc_" + name), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "frac_chars_top_2gram, 0.42857143",
        "frac_chars_top_3gram, 0.42857143",
        "frac_chars_top_4gram, 0.57142857",
        "frac_chars_dupe_5grams, 0.71428571",
        "frac_chars_dupe_6grams, 0"
    })
    void repeatedNGramsCoverTheirWordsOnce(String name, double expected) {
        assertEquals(expected, value(DOCUMENT, REPEATED, "rps_doc_" + name), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ending_with_terminal_punctution_mark; [[0,34,0.0],[34,69,1.0],[69,70,0.0],[70,98,0.0]]",
                "javascript_counts; [[0,34,0.0],[34,69,0.0],[69,70,0.0],[70,98,2.0]]",
                "num_words; [[0,34,6.0],[34,69,8.0],[69,70,0.0],[70,98,4.0]]",
                "numerical_chars_fraction; [[0,34,0.07692308],[34,69,0.0],[69,70,0.0],[70,98,0.14814815]]",
                "start_with_bulletpoint; [[0,34,0.0],[34,69,1.0],[69,70,0.0],[70,98,0.0]]",
                "uppercase_letter_fraction; [[0,34,0.11764706],[34,69,0.08571429],[69,70,0.0],[70,98,0.39285714]]"
            })
    void linesHaveTheSignalsOfTheReference(String name, String expected) {
        assertEquals(
                expected,
                judge(rule("line-signals/redpajama-v2"), TEXT).values().get("rps_lines_" + name));
    }

    @Test
    void whatIsNullInTheReferenceIsNoColumn() {
        Map<String, Object> signals = judge(DOCUMENT, "").values();
        assertEquals(0.0, signals.get("rps_doc_word_count"));
        assertFalse(signals.containsKey("rps_doc_mean_word_length"));
        assertFalse(signals.containsKey("rps_doc_symbol_to_word_ratio"));
        assertFalse(judge(rule("doc-signals/redpajama-v2"), TEXT).values().containsKey("rps_doc_ldnoobw_words"));
        Map<String, Object> lines = judge(rule("line-signals/redpajama-v2"), "").values();
        assertEquals("[[0,0,null]]", lines.get("rps_lines_start_with_bulletpoint"));
        assertEquals("[]", lines.get("rps_lines_num_words"));
    }

    @ParameterizedTest
    @CsvSource({"http://b.org/, 1", "http://B.org/, ", "http://www.b.org/, ", "not a URL, ", ", "})
    void theDomainsCategoryIsFoundByTheNetworkLocation(String url, Long category) {
        Step rule = Rules.rule("ut1-signal/redpajama-v2", Map.of("domains", Rules.file("{\"b.org\":1}")));
        Verdict verdict =
                Steps.apply(rule, Rules.document("", url), TextView.of("")).verdict();
        assertEquals(category, verdict.values().get("rps_doc_ut1_blacklist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{\"b.org\":1.5}", "{\"b.org\":\"1\"}", "b.org"})
    void anotherFileThanThatObjectIsRefused(String content) {
        Map<String, String> settings = Map.of("domains", Rules.file(content));
        assertThrows(ConfigurationException.class, () -> Rules.rule("ut1-signal/redpajama-v2", settings));
    }
}
