package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentSurvivorsTest {

    /// A walk from each document along shared bands, against union-find.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theFirstOfEachComponentStays(long seed) {
        Random random = new Random(seed);
        ParameterSet set = ParameterSet.standard().with(6, 3, 3, null);
        ComponentSurvivors survivors = new ComponentSurvivors(set, ComponentSurvivors.Kept.FIRST);
        ComponentSurvivors roots = new ComponentSurvivors(set, ComponentSurvivors.Kept.ROOT);
        List<long[]> bands = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String text = i > 0 && random.nextInt(3) > 0 ? edited(random, texts.get(random.nextInt(i))) : made(random);
            texts.add(i % 40 == 7 ? "" : text);
            survivors.add(texts.get(i));
            roots.add(texts.get(i));
            bands.add(set.sketcher().sketch(texts.get(i)).bands());
        }
        boolean[] expected = new boolean[texts.size()];
        boolean[] reached = new boolean[texts.size()];
        int count = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!reached[i]) {
                expected[i] = true;
                count++;
                walk(i, bands, reached);
            }
        }
        assertTrue(count > 5 && count < 100, "components: " + count);
        assertArrayEquals(expected, survivors.kept());
        int kept = 0;
        for (boolean stays : roots.kept()) {
            kept += stays ? 1 : 0;
        }
        assertTrue(kept == count, "one of each component, whichever rule");
    }

    private static void walk(int from, List<long[]> bands, boolean[] reached) {
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        reached[from] = true;
        while (!open.isEmpty()) {
            long[] at = bands.get(open.pop());
            for (int other = 0; other < reached.length; other++) {
                boolean meet = false;
                for (int band = 0; band < Math.min(at.length, bands.get(other).length); band++) {
                    meet |= at[band] == bands.get(other)[band];
                }
                if (meet && !reached[other]) {
                    reached[other] = true;
                    open.push(other);
                }
            }
        }
    }

    private static String made(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append("w").append(random.nextInt(500)).append(' ');
        }
        return text.toString();
    }

    private static String edited(Random random, String text) {
        String[] words = text.isEmpty() ? new String[] {"none"} : text.split(" ");
        words[random.nextInt(words.length)] = "edit" + random.nextInt(100);
        return String.join(" ", words);
    }
}
