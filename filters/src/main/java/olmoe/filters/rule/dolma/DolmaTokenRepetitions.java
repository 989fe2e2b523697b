package olmoe.filters.rule.dolma;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops a document in which dolma's `tokenizer_repetitions_v2r2` finds a token n-gram as often in a row: the rule
/// of `repetition-tokens/olmo` for one piece of 100,000 code points after the other. dolma's mixers drop at 100,
/// OLMoE-mix-0924 at 32.
///
/// @param minTimes how many copies drop
record DolmaTokenRepetitions(TextRepetitions repetitions, int minTimes) implements Judge {

    DolmaTokenRepetitions {
        Limits.atLeast("min-times", 3, minTimes);
    }

    @Override
    public String name() {
        return "repetition-tokens/dolma";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        long most = 0;
        for (TextRepetitions.Repetition one : repetitions.find(text)) {
            most = Math.max(most, one.times());
        }
        Measurements measurements = new Measurements();
        measurements.count("max-times", most);
        measurements.dropFrom("repeated-tokens", most, minTimes);
        return measurements.verdict();
    }

    /// The tagger itself: each repetition as a span, and three numbers of them all; 0 where there is none.
    record Tagger(TextRepetitions repetitions) implements Annotate {
        private static final String TAGGER = "tokenizer_repetitions_v2r2";
        private static final String MOST = "doc_max_score_repetition";
        private static final String LONGEST = "doc_max_length_repetition";
        private static final String SHARE = "doc_frac_repetition";

        @Override
        public String name() {
            return TAGGER + "/dolma";
        }

        @Override
        public List<Attribute> provides() {
            return List.of(
                    new Attribute(TAGGER, Attribute.Type.TEXT),
                    new Attribute(MOST, Attribute.Type.NUMBER),
                    new Attribute(LONGEST, Attribute.Type.NUMBER),
                    new Attribute(SHARE, Attribute.Type.NUMBER));
        }

        @Override
        public Map<String, Object> annotate(Document document, TextView text) {
            DolmaSpans spans = new DolmaSpans();
            double most = 0;
            double longest = 0;
            long all = 0;
            for (TextRepetitions.Repetition one : repetitions.find(text)) {
                spans.add(one.start(), one.end(), "repetition", one.times());
                most = Math.max(most, one.times());
                longest = Math.max(longest, one.end() - one.start());
                all += one.end() - one.start();
            }
            double share = all == 0 ? 0 : (double) all / text.length();
            if (most > 0) {
                spans.add(0, text.length(), MOST, most);
                spans.add(0, text.length(), LONGEST, longest);
                spans.add(0, text.length(), SHARE, share);
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(TAGGER, spans.toString());
            values.put(MOST, most);
            values.put(LONGEST, longest);
            values.put(SHARE, share);
            return values;
        }
    }
}
