package olmoe.filters.rule.datatrove;

import java.util.LinkedHashMap;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;
import olmoe.tokenizer.text.spacy.SpacyEnglish;

/// The rules of C4 (arXiv 1910.10683, section 2.2) as datatrove's C4QualityFilter applies them, version
/// 0.10.1: it takes lines away and drops a document that is left with too few sentences; reasons and counters
/// are its own.
///
/// Lines are those of Python's splitlines, stripped. In this order a line leaves for a word of more than
/// `max-word-length` characters; without `.`, `?`, `!`, `"` or `'` at its end, or with `...` there (only with
/// `terminalPunctuation`; FineWeb does without); for fewer than `min-words-per-line` words; for `javascript`;
/// for a phrase about policies. Words stand between white space, counted before `[1]`, `[]`, `[edit]` and
/// `[citation needed]` are taken out, ends are looked at after that. A line that came so far and holds `lorem
/// ipsum` or `{` drops the document. Sentences are spaCy's, of each kept line alone, at least one each.
public record DatatroveC4Quality(boolean terminalPunctuation, int minSentences, int minWordsPerLine, int maxWordLength)
        implements Edit {

    public DatatroveC4Quality {
        Limits.atLeast("min-sentences", 0, minSentences);
        Limits.atLeast("min-words-per-line", 0, minWordsPerLine);
        Limits.atLeast("max-word-length", 1, maxWordLength);
    }

    @Override
    public String name() {
        return terminalPunctuation ? "c4-quality/datatrove" : "c4-quality-noterm/datatrove";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        Map<String, Object> counters = new LinkedHashMap<>();
        StringBuilder kept = new StringBuilder(text.text().length());
        Spans lines = text.splitLines();
        long sentences = 0;
        for (int i = 0; i < lines.size(); i++) {
            count(counters, "line-total");
            C4Line line = C4Line.of(text.codePoints(), lines.start(i), lines.end(i));
            String leaves = leaves(line);
            if (leaves != null) {
                count(counters, "line-filter-" + leaves);
                continue;
            }
            C4Line.Phrases phrases = line.phrases();
            if (phrases.loremIpsum()) {
                return new Edited(text.text(), new Verdict.Drop("lorem_ipsum", 1, 0, counters));
            }
            if (phrases.javascript()) {
                count(counters, "line-filter-javascript");
                continue;
            }
            if (phrases.curlyBracket()) {
                return new Edited(text.text(), new Verdict.Drop("curly_bracket", 1, 0, counters));
            }
            if (phrases.policy()) {
                count(counters, "line-filter-policy");
                continue;
            }
            sentences += SpacyEnglish.sentenceCount(line.text(), line.from(), line.to());
            line.appendTo(kept);
            kept.append('\n');
            count(counters, "line-kept");
        }
        counters.put("sentences", sentences);
        if (sentences < minSentences) {
            return new Edited(text.text(), new Verdict.Drop("too_few_sentences", sentences, minSentences, counters));
        }
        return Edited.kept(TextView.of(kept.toString()).stripped(), counters);
    }

    private String leaves(C4Line line) {
        if (line.longestWord() > maxWordLength) {
            return "too_long_word";
        }
        if (terminalPunctuation && !line.endsSentence()) {
            return "no_terminal_punc";
        }
        return line.words() < minWordsPerLine ? "too_few_words" : null;
    }

    private static void count(Map<String, Object> counters, String name) {
        counters.merge(name, 1L, (a, b) -> (Long) a + (Long) b);
    }
}
