package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says of each block of a page which share of its words stands in the text that people marked.
///
/// A word counts where 4 words in a row with it stand in the gold text too. A block of fewer words counts where its
/// words stand in a row near the place in the gold text that the blocks around it have: `Home` in a menu is no part
/// of the gold text because `home` is a word of it.
final class GoldShares {
    private static final int SHINGLE = 4;
    /// How many words a short block may lie away from what the blocks around it point to.
    private static final int SLACK = 30;

    private final List<String> gold;
    private final Map<String, List<Integer>> shingles = new HashMap<>();
    private final Map<String, List<Integer>> places = new HashMap<>();

    private GoldShares(String text) {
        gold = WordScore.words(text);
        for (int i = 0; i < gold.size(); i++) {
            places.computeIfAbsent(gold.get(i), k -> new ArrayList<>()).add(i);
            if (i + SHINGLE <= gold.size()) {
                shingles.computeIfAbsent(shingle(gold, i), k -> new ArrayList<>())
                        .add(i);
            }
        }
    }

    /// @return for each block 0 to 1
    static double[] of(List<Block> blocks, String text) {
        GoldShares gold = new GoldShares(text);
        int n = blocks.size();
        double[] shares = new double[n];
        int[] anchors = new int[n];
        List<List<String>> words = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<String> own = WordScore.words(blocks.get(i).text);
            words.add(own);
            anchors[i] = -1;
            if (own.size() >= SHINGLE) {
                anchors[i] = gold.anchor(own);
                shares[i] = gold.covered(own);
            }
        }
        for (int i = 0; i < n; i++) {
            if (words.get(i).isEmpty()) {
                shares[i] = shares[Math.max(0, i - 1)];
            } else if (words.get(i).size() < SHINGLE) {
                shares[i] = gold.shortShare(words.get(i), near(anchors, i, -1), near(anchors, i, 1));
            }
        }
        return shares;
    }

    /// The gold place of the next block to one side that has one, -1 where there is none within 12.
    private static int near(int[] anchors, int i, int step) {
        for (int j = i + step, looked = 0; j >= 0 && j < anchors.length && looked < 12; j += step, looked++) {
            if (anchors[j] >= 0) {
                return anchors[j];
            }
        }
        return -1;
    }

    private static String shingle(List<String> words, int from) {
        return String.join(" ", words.subList(from, from + SHINGLE));
    }

    private double covered(List<String> own) {
        boolean[] covered = new boolean[own.size()];
        for (int i = 0; i + SHINGLE <= own.size(); i++) {
            if (shingles.containsKey(shingle(own, i))) {
                for (int j = i; j < i + SHINGLE; j++) {
                    covered[j] = true;
                }
            }
        }
        int n = 0;
        for (boolean c : covered) {
            n += c ? 1 : 0;
        }
        return (double) n / covered.length;
    }

    private int anchor(List<String> own) {
        for (int i = 0; i + SHINGLE <= own.size(); i++) {
            List<Integer> at = shingles.get(shingle(own, i));
            if (at != null) {
                return at.get(0);
            }
        }
        return -1;
    }

    private double shortShare(List<String> own, int before, int after) {
        if (before < 0 && after < 0) {
            return 0;
        }
        int from = (before < 0 ? after - 4 * SLACK : before) - SLACK;
        int to = (after < 0 ? before + 4 * SLACK : after) + SLACK;
        for (int at : places.getOrDefault(own.get(0), List.of())) {
            if (at >= from && at <= Math.max(to, from + 2 * SLACK) && startsAt(own, at)) {
                return 1;
            }
        }
        return 0;
    }

    private boolean startsAt(List<String> own, int at) {
        return at + own.size() <= gold.size()
                && gold.subList(at, at + own.size()).equals(own);
    }
}
