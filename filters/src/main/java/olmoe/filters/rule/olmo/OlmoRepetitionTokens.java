package olmoe.filters.rule.olmo;

import olmoe.filters.TokenJudge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;

/// Drops a document in which one token n-gram stands many times in a row: OLMoE's own rule (dataset
/// card of OLMoE-mix-0924; allenai/OLMo at 59a53e3, `find_periodic_sequences`).
///
/// For each period p one counter runs along the ids and counts how many in a row equal the one p
/// before. A run of L stands for `(L + p) / p` copies, rounded down; at `min-times` copies the document is
/// dropped. Reported are sequences of 3 copies and more, each period for itself, so that 64 equal
/// tokens are 64 copies of period 1 and 32 of period 2.
public record OlmoRepetitionTokens(int minPeriod, int maxPeriod, int minTimes) implements TokenJudge {
    private static final int LEAST_REPORTED = 3;

    public OlmoRepetitionTokens {
        Limits.atLeast("min-period", 1, minPeriod);
        Limits.ordered("min-period", minPeriod, "max-period", maxPeriod);
        Limits.atLeast("min-times", LEAST_REPORTED, minTimes);
    }

    /// The ids in `start..end` (exclusive) hold `times` copies of their first `period` ids, and may end
    /// within one more.
    public record Repetition(int period, int times, int start, int end) {}

    @Override
    public String name() {
        return "repetition-tokens/olmo";
    }

    @Override
    public Verdict judge(int[] ids) {
        Measurements measurements = new Measurements();
        measurements.count("tokens", ids.length);
        Repetition longest = null;
        for (int period = minPeriod; period <= maxPeriod; period++) {
            Repetition best = best(ids, period);
            if (best != null) {
                measurements.count("times-" + period, best.times());
                longest = longest == null || best.times() > longest.times() ? best : longest;
            }
        }
        measurements.count("max-times", longest == null ? 0 : longest.times());
        if (longest != null) {
            measurements.count("period", longest.period());
            measurements.count("start", longest.start());
            measurements.count("end", longest.end());
            measurements.dropFrom("repeated-tokens", longest.times(), minTimes);
        }
        return measurements.verdict();
    }

    /// The most often repeated sequence of one period, the first of equals, or null where none stands
    /// three times.
    public static Repetition best(int[] ids, int period) {
        Repetition best = null;
        int run = 0;
        for (int i = period; i <= ids.length; i++) {
            if (i < ids.length && ids[i] == ids[i - period]) {
                run++;
                continue;
            }
            int times = (run + period) / period;
            if (times >= LEAST_REPORTED && (best == null || times > best.times())) {
                best = new Repetition(period, times, i - run - period, i);
            }
            run = 0;
        }
        return best;
    }

    /// Whether a training window's labels are masked: some n-gram of `min-times` copies lies within
    /// `from..to` (exclusive). A window crosses the borders of documents.
    public boolean masked(int[] tokens, int from, int to) {
        for (int period = minPeriod; period <= maxPeriod; period++) {
            int needed = (minTimes - 1) * period;
            int run = 0;
            for (int i = from + period; i < to; i++) {
                run = tokens[i] == tokens[i - period] ? run + 1 : 0;
                if (run >= needed) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The same over ids stored as unsigned 16 bits.
    public boolean masked(short[] tokens, int from, int to) {
        for (int period = minPeriod; period <= maxPeriod; period++) {
            int needed = (minTimes - 1) * period;
            int run = 0;
            for (int i = from + period; i < to; i++) {
                run = tokens[i] == tokens[i - period] ? run + 1 : 0;
                if (run >= needed) {
                    return true;
                }
            }
        }
        return false;
    }
}
