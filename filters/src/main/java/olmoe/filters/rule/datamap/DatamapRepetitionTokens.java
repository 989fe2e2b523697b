package olmoe.filters.rule.datamap;

import olmoe.filters.TokenJudge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;

/// Drops a document in which one token n-gram stands many times in a row, by ids of cl100k:
/// `ngram_repetition_filter` of allenai/datamap-rs at f771794. The program compares hashes, we the ids.
///
/// Copies are counted from any token on; with `aligned` (the program's `skip_offsets`) only from multiples of the
/// n-gram's length, so that up to one copy at either end does not count.
public record DatamapRepetitionTokens(int minPeriod, int maxPeriod, int minTimes, boolean aligned)
        implements TokenJudge {

    public DatamapRepetitionTokens {
        Limits.atLeast("min-period", 1, minPeriod);
        Limits.ordered("min-period", minPeriod, "max-period", maxPeriod);
        Limits.atLeast("min-times", 2, minTimes);
    }

    static String name(boolean aligned) {
        return "repetition-cl100k-32" + (aligned ? "-skip-offsets" : "") + "/datamap";
    }

    @Override
    public String name() {
        return name(aligned);
    }

    @Override
    public Verdict judge(int[] ids) {
        int most = 0;
        int ofPeriod = 0;
        for (int period = minPeriod; period <= maxPeriod; period++) {
            int times = aligned ? timesAligned(ids, period) : times(ids, period);
            if (times > most) {
                most = times;
                ofPeriod = period;
            }
        }
        Measurements measurements = new Measurements();
        measurements.count("tokens", ids.length);
        measurements.count("max-times", most);
        measurements.count("period", ofPeriod);
        measurements.dropFrom("repeated-tokens", most, minTimes);
        return measurements.verdict();
    }

    /// The most copies in a row of an n-gram of `period` ids; 0 where the document is shorter.
    private static int times(int[] ids, int period) {
        int longest = 0;
        int run = 0;
        for (int i = period; i < ids.length; i++) {
            run = ids[i] == ids[i - period] ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return ids.length < period ? 0 : (longest + period) / period;
    }

    private static int timesAligned(int[] ids, int period) {
        int most = ids.length < period ? 0 : 1;
        int times = most;
        for (int start = period; start + period <= ids.length; start += period) {
            times = isCopy(ids, start, period) ? times + 1 : 1;
            most = Math.max(most, times);
        }
        return most;
    }

    private static boolean isCopy(int[] ids, int start, int period) {
        for (int i = start; i < start + period; i++) {
            if (ids[i] != ids[i - period]) {
                return false;
            }
        }
        return true;
    }
}
