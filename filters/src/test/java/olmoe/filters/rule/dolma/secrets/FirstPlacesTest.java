package olmoe.filters.rule.dolma.secrets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import olmoe.filters.rule.dolma.secrets.FirstPlaces.Part;
import org.junit.jupiter.api.Test;

class FirstPlacesTest {

    @Test
    void partsWithinEachOtherAreFoundWhereTheyStandFirst() {
        int[] text = "xabcabababc".codePoints().toArray();
        List<Part> parts = List.of(new Part(8, 11), new Part(4, 8), new Part(9, 10), new Part(8, 10), new Part(10, 11));
        assertArrayEquals(new int[] {1, 4, 2, 1, 3}, FirstPlaces.of(parts, text, 0, text.length));
    }

    @Test
    void findsWhatASearchForEachPartFinds() {
        Random random = new Random(1);
        for (int n = 0; n < 2000; n++) {
            String text = text(random);
            int[] points = text.codePoints().toArray();
            int from = random.nextInt(points.length);
            int to = from + 1 + random.nextInt(points.length - from);
            List<Part> parts = new ArrayList<>();
            IntStream.Builder expected = IntStream.builder();
            for (int k = random.nextInt(12); k >= 0; k--) {
                int start = from + random.nextInt(to - from);
                Part part = new Part(start, start + 1 + random.nextInt(to - start));
                parts.add(part);
                expected.add(text.indexOf(text.substring(part.from(), part.to()), from));
            }
            assertArrayEquals(expected.build().toArray(), FirstPlaces.of(parts, points, from, to), text);
        }
    }

    /// Of few letters, so that parts stand in it more than once.
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int letters = 1 + random.nextInt(3);
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append((char) ('a' + random.nextInt(letters)));
        }
        return text.toString();
    }
}
