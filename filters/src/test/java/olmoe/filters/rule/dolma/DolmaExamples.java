package olmoe.filters.rule.dolma;

import static olmoe.filters.rule.Examples.PROSE;

import java.util.Map;
import olmoe.filters.RuleSettings;
import olmoe.filters.rule.Examples;
import olmoe.filters.rule.Rules;

public final class DolmaExamples {
    private DolmaExamples() {}

    public static void add(Examples examples) {
        examples.annotate("gopher_v1/dolma", "a\n\n\nb", "fraction_of_duplicate_lines", 0.5);
        examples.annotate("gopher_v2/dolma", "a\n\n\nb", "fraction_of_duplicate_lines", 0.0);
        examples.judge("gopher-quality/dolma", PROSE, "too short", "word_count");
        examples.judge("gopher-repetition/dolma", PROSE, "home\nabout\nhome\nabout", "fraction_of_duplicate_lines");
        examples.annotate("bytes_length_v1/dolma", "é!", "bytes_length_v1", 3L);
        examples.annotate("char_length_v1/dolma", "é!", "char_length_v1", 2L);
        examples.annotate("char_length_strip_ws_v1/dolma", " é! \n", "char_length_strip_ws_v1", 2L);
        examples.annotate(
                "char_length_with_paragraphs_v1/dolma",
                "a\n \nbc",
                "char_length_with_paragraphs_v1",
                "[[0,2,\"paragraph\",2.0],[4,6,\"paragraph\",2.0],[0,6,\"document\",6.0]]");
        examples.annotate("whitespace_tokenizer_v1/dolma", "it's 3.5!", "whitespace_tokenizer_v1", 8L);
        examples.annotate(
                "whitespace_tokenizer_with_paragraphs_v1/dolma",
                "a b\n?",
                "whitespace_tokenizer_with_paragraphs_v1",
                "[[0,4,\"paragraph\",3.0],[4,5,\"paragraph\",2.0],[0,5,\"document\",5.0]]");
        examples.annotate("uniseg_length_v1/dolma", " It's 3.5! ", "uniseg_length_v1", 4L);
        examples.annotate(
                "uniseg_length_paragraphs_with_doc_length_v1/dolma",
                "It's so.\n",
                "uniseg_length_paragraphs_with_doc_length_v1",
                "[[0,9,\"paragraph\",3.0],[0,9,\"negative_paragraph\",-3.0],[0,9,\"document\",3.0],"
                        + "[0,9,\"negative_document\",-3.0]]");
        examples.annotate(
                "repetitions_v1/dolma",
                "so\nno no\nno no.",
                "repetitions_v1",
                "[[3,14,\"repetition\",4.0],[0,15,\"doc_max_score_repetition\",4.0],"
                        + "[0,15,\"doc_max_length_repetition\",11.0],[0,15,\"doc_frac_repetition\",0.7333333333333333]]");
        examples.annotate(
                "paragraph_repetitions_v1/dolma",
                "no no\nno no.",
                "paragraph_repetitions_v1",
                "[[0,12,\"doc_max_score_repetition\",0.0],[0,12,\"doc_max_length_repetition\",0.0],"
                        + "[0,12,\"doc_frac_repetition\",0.0]]");
        examples.annotate("olmo_pretokenizer_v1/dolma", "It's  10€", "olmo_pretokenizer_v1", 7L);
        examples.annotate(
                "not_alphanum_paragraph_v1/dolma",
                "* * *\nfour\n\u2605 €",
                "not_alphanum_paragraph_v1",
                "[[0,6,\"all_punct\",1.0],[11,14,\"all_punct\",1.0]]");
        examples.annotate(
                "pii_regex_with_counts_fast_v2/dolma",
                "\uD83D\uDE00 a@b.org or 1.2.3.4",
                "pii_regex_with_counts_fast_v2",
                "[[1,10,\"EMAIL_ADDRESS\",1.0],[13,20,\"IP_ADDRESS\",1.0],[0,20,\"doc_count\",2.0],"
                        + "[0,20,\"doc_frac\",1.8]]");
        Map<String, Object> tokenizer = RuleSettings.ofModel("repetition-tokens/dolma");
        examples.judge(
                "repetition-tokens/dolma",
                tokenizer,
                Rules.document(numbers(99_970) + "no".repeat(32)),
                Rules.document("no".repeat(32)),
                "repeated-tokens");
        examples.annotate(
                "tokenizer_repetitions_v2r2/dolma",
                tokenizer,
                "e\u0301, , , ,x",
                "tokenizer_repetitions_v2r2",
                "[[2,9,\"repetition\",3.0],[0,10,\"doc_max_score_repetition\",3.0],"
                        + "[0,10,\"doc_max_length_repetition\",7.0],[0,10,\"doc_frac_repetition\",0.7]]");
        Map<String, String> words = Map.of("words", Rules.file("bad\nvery bad\n"));
        examples.annotate(
                "c4_v1/dolma",
                words,
                "One bad\nline.",
                "c4_v1",
                "[[0,8,\"lines_with_no_ending_punctuation\",1.0],[0,8,\"lines_with_too_few_words\",1.0],"
                        + "[8,13,\"lines_with_too_few_words\",1.0],[0,13,\"has_naughty_word\",1.0],"
                        + "[0,13,\"line_count\",2.0]]");
        examples.annotate("code_secrets_v1/dolma", "pwd: hunter2", "code_secrets_doc", 0.5);
        examples.annotate(
                "c4_v2/dolma",
                words,
                "Some JavaScripts { very bad!",
                "c4_v2",
                "[[0,28,\"has_curly_brace\",1.0],[0,28,\"has_javascript\",1.0],[0,28,\"has_naughty_word\",1.0],"
                        + "[0,28,\"line_count\",1.0]]");
    }
    /// So many characters, in which nothing is repeated for long.
    private static String numbers(int length) {
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; numbers.length() < length; i++) {
            numbers.append(i).append(' ');
        }
        return numbers.substring(0, length);
    }
}
