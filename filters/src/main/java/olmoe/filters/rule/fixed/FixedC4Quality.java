package olmoe.filters.rule.fixed;

import java.util.LinkedHashMap;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.datatrove.C4Line;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;
import olmoe.tokenizer.text.spacy.SpacyEnglish;

/// The rules of C4 as its paper states them (arXiv 1910.10683, section 2.2): it takes lines away, and drops
/// "any page" with `lorem ipsum` or a curly bracket, wherever it stands, and what has too few sentences left.
///
/// Lines are those of Python's splitlines without the white space around them; citation marks are taken out
/// first, with the white space before them, so that `end. [1]` ends a sentence and `[2] [3]` is no word. Then
/// a line leaves for a word of more than `max-word-length` characters; for an end other than `.`, `?`, `!`
/// and quotation marks, typographic ones too, or for an ellipsis, `...` or U+2026; for fewer than
/// `min-words-per-line` words; for `javascript`; for a phrase about policies. Sentences are spaCy's, of each
/// kept line alone. A text of white space only is `empty`.
public record FixedC4Quality(int minSentences, int minWordsPerLine, int maxWordLength) implements Edit {
    private static final String QUOTES = "”’»";

    public FixedC4Quality {
        Limits.atLeast("min-sentences", 0, minSentences);
        Limits.atLeast("min-words-per-line", 0, minWordsPerLine);
        Limits.atLeast("max-word-length", 1, maxWordLength);
    }

    @Override
    public String name() {
        return "c4-quality/fixed";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        int[] points = text.codePoints();
        if (text.words().isEmpty()) {
            return new Edited(text.text(), new Verdict.Drop("empty", 0, 1, Map.of()));
        }
        C4Line.Phrases page = new C4Line(points, 0, points.length, 0, 0).phrases();
        if (page.loremIpsum() || page.curlyBracket()) {
            String reason = page.loremIpsum() ? "lorem-ipsum" : "curly-bracket";
            return new Edited(text.text(), new Verdict.Drop(reason, 1, 0, Map.of()));
        }
        Map<String, Object> counters = new LinkedHashMap<>();
        StringBuilder kept = new StringBuilder(text.text().length());
        Spans lines = text.splitLines();
        long sentences = 0;
        for (int i = 0; i < lines.size(); i++) {
            C4Line withMarks = C4Line.of(points, lines.start(i), lines.end(i));
            // again, as what is left has other ends and words
            C4Line line = C4Line.of(withMarks.text(), withMarks.from(), withMarks.to());
            String leaves = leaves(line);
            counters.merge(leaves == null ? "kept-lines" : leaves, 1L, (a, b) -> (Long) a + (Long) b);
            if (leaves == null) {
                sentences += SpacyEnglish.sentenceCount(line.text(), line.from(), line.to());
                kept.append(kept.isEmpty() ? "" : "\n");
                line.appendTo(kept);
            }
        }
        counters.put("sentences", sentences);
        if (sentences < minSentences) {
            return new Edited(text.text(), new Verdict.Drop("too-few-sentences", sentences, minSentences, counters));
        }
        return Edited.kept(kept.toString(), counters);
    }

    private String leaves(C4Line line) {
        if (line.longestWord() > maxWordLength) {
            return "long-word-lines";
        }
        if (!endsSentence(line)) {
            return "unterminated-lines";
        }
        if (line.words() < minWordsPerLine) {
            return "short-lines";
        }
        C4Line.Phrases phrases = line.phrases();
        return phrases.javascript() ? "javascript-lines" : phrases.policy() ? "policy-lines" : null;
    }

    private static boolean endsSentence(C4Line line) {
        return line.endsSentence() || line.to() > line.from() && QUOTES.indexOf(line.text()[line.to() - 1]) >= 0;
    }
}
