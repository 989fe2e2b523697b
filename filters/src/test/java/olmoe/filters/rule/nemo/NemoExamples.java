package olmoe.filters.rule.nemo;

import static olmoe.filters.rule.Examples.PROSE;

import olmoe.filters.rule.Examples;

public final class NemoExamples {
    private NemoExamples() {}

    public static void add(Examples examples) {
        examples.judge("non-alphanumeric/nemo", PROSE, "a - b - c", "alpha_numeric");
        examples.judge("symbols-to-words/nemo", PROSE, "and so on ...", "symbol_to_word");
        examples.judge("numbers/nemo", PROSE, "in 2024", "numbers_ratio");
        examples.judge("urls/nemo", PROSE, "see https://example.org/", "urls_ratio");
        examples.judge("white-space/nemo", PROSE, "a  b", "white_space");
        examples.judge("parentheses/nemo", PROSE, "a (b)", "parentheses_ratio");
        examples.judge("boilerplate/nemo", PROSE, "Our Privacy Policy", "boilerplate_string_ratio");
        examples.judge("repeated-lines/nemo", PROSE, "home\nabout\nhome\nabout", "repeated_lines");
        examples.judge("word-count/nemo", PROSE, "too short", "word_count");
        examples.judge("punctuation/nemo", PROSE, "home\nabout", "punctuation");
        examples.judge("words-without-alphabets/nemo", PROSE, "1 + 1 = 2", "words_without_alphabets");
        examples.judge("common-english-words/nemo", PROSE, "Bonjour tout le monde", "common_english_words");
        examples.judge("mean-word-length/nemo", PROSE, "a b c", "mean_word_length");
        examples.judge("long-word/nemo", PROSE, "a".repeat(1001), "max_word_length");
        examples.judge("ellipsis/nemo", PROSE, "and so on...\nRead More", "ellipsis");
        examples.judge("n-grams/nemo", PROSE, "one", "repeating_top_2grams");
        examples.judge("bullets/nemo", PROSE, "• one\n• two", "bullet_ratio");
        examples.judge("pornographic-urls/nemo", PROSE, "at http://porn.example/", "pornographic_urls");
        examples.judge("gopher-quality/nemo", PROSE, PROSE + " #".repeat(20), "symbol_to_word");
        examples.judge("gopher-repetition/nemo", PROSE, "home\nabout\nhome\nabout", "repeated_lines");
        examples.judge("english-sequence/nemo", PROSE, PROSE + " #".repeat(20), "symbols-to-words:symbol_to_word");
        examples.judge("non-english-sequence/nemo", PROSE, "Bonjour tout le monde.", "word-count:word_count");
    }
}
