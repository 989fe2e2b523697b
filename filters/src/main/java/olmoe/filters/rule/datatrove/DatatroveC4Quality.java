package olmoe.filters.rule.datatrove;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.CodePoints;
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
    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final int STAYS = -1;

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
        Counters counters = new Counters();
        int[] kept = new int[text.length() + 1];
        int length = 0;
        Spans lines = text.splitLines();
        long sentences = 0;
        for (int i = 0; i < lines.size(); i++) {
            counters.count(Counters.TOTAL);
            C4Line line = C4Line.of(text.codePoints(), lines.start(i), lines.end(i));
            int leaves = leaves(line);
            if (leaves != STAYS) {
                counters.count(leaves);
                continue;
            }
            C4Line.Phrases phrases = line.phrases();
            if (phrases.loremIpsum()) {
                return new Edited(text.text(), new Verdict.Drop("lorem_ipsum", 1, 0, counters.values()));
            }
            if (phrases.javascript()) {
                counters.count(Counters.JAVASCRIPT);
                continue;
            }
            if (phrases.curlyBracket()) {
                return new Edited(text.text(), new Verdict.Drop("curly_bracket", 1, 0, counters.values()));
            }
            if (phrases.policy()) {
                counters.count(Counters.POLICY);
                continue;
            }
            sentences += SpacyEnglish.sentenceCount(line.text(), line.from(), line.to());
            System.arraycopy(line.text(), line.from(), kept, length, line.length());
            length += line.length();
            kept[length++] = '\n';
            counters.count(Counters.KEPT);
        }
        Map<String, Object> values = counters.values();
        values.put("sentences", sentences);
        if (sentences < minSentences) {
            return new Edited(text.text(), new Verdict.Drop("too_few_sentences", sentences, minSentences, values));
        }
        return Edited.kept(stripped(kept, length), values);
    }

    private static String stripped(int[] text, int length) {
        int from = 0;
        int to = length;
        while (from < to && PYTHON.isSpace(text[from])) {
            from++;
        }
        while (from < to && PYTHON.isSpace(text[to - 1])) {
            to--;
        }
        return new String(text, from, to - from);
    }

    /// The counter of the reason for which a line goes, or [#STAYS].
    private int leaves(C4Line line) {
        if (line.longestWord() > maxWordLength) {
            return Counters.LONG_WORD;
        }
        if (terminalPunctuation && !line.endsSentence()) {
            return Counters.NO_END;
        }
        return line.words() < minWordsPerLine ? Counters.FEW_WORDS : STAYS;
    }

    /// Counts lines; the order of the values is that in which they were first counted.
    private static final class Counters {
        private static final int TOTAL = 0;
        private static final int KEPT = 1;
        private static final int LONG_WORD = 2;
        private static final int NO_END = 3;
        private static final int FEW_WORDS = 4;
        private static final int JAVASCRIPT = 5;
        private static final int POLICY = 6;
        private static final List<String> NAMES = List.of(
                "line-total",
                "line-kept",
                "line-filter-too_long_word",
                "line-filter-no_terminal_punc",
                "line-filter-too_few_words",
                "line-filter-javascript",
                "line-filter-policy");

        private final long[] counts = new long[NAMES.size()];
        private final int[] order = new int[NAMES.size()];
        private int seen;

        private void count(int counter) {
            if (counts[counter]++ == 0) {
                order[seen++] = counter;
            }
        }

        private Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < seen; i++) {
                values.put(NAMES.get(order[i]), counts[order[i]]);
            }
            return values;
        }
    }
}
