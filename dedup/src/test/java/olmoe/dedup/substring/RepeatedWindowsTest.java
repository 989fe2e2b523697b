package olmoe.dedup.substring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedWindowsTest {

    @TempDir
    private Path folder;

    @Test
    void everyCopyIsCoveredOrAllButTheFirst() throws IOException {
        List<String> documents = List.of("xxABCDEFyy", "ABCDEFz", "1ABCDE2");
        assertEquals(List.of("2-8", "0-6", "1-6"), spans(documents, 5, false));
        assertEquals(List.of("", "0-6", "1-6"), spans(documents, 5, true));
    }

    @Test
    void theFirstWindowOfARunStaysWhole() throws IOException {
        assertEquals(List.of("0-12"), spans(List.of("aaaaaaaaaaaa"), 5, false));
        assertEquals(List.of("5-12"), spans(List.of("aaaaaaaaaaaa"), 5, true));
    }

    @Test
    void noWindowReachesOverTheEndOfADocument() throws IOException {
        assertEquals(List.of("", "", ""), spans(List.of("abc", "defabc", "def"), 4, false));
    }

    @Test
    void emptyAndShortDocumentsHaveNoWindows() throws IOException {
        assertEquals(List.of("", "", "0-5", "0-5", ""), spans(List.of("", "abcd", "abcde", "abcde", ""), 5, false));
        assertEquals(List.of(), spans(List.of(), 5, true));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsInRandomTextsWhatComparingAllWindowsFinds(long seed) throws IOException {
        Random random = new Random(seed);
        int length = 1 + random.nextInt(6);
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k > 0; k--) {
                text.append((char) ('a' + random.nextInt(1 + (int) (seed % 4))));
            }
            documents.add(text.toString());
        }
        for (boolean keepFirst : new boolean[] {false, true}) {
            assertEquals(compareAll(documents, length, keepFirst), spans(documents, length, keepFirst));
        }
    }

    @Test
    void readsTheTextSeveralTimesWhereTheTableIsSmallAndFindsTheSame() throws IOException {
        Random random = new Random(3);
        byte[] passage = new byte[5_000];
        random.nextBytes(passage);
        byte[][] documents = new byte[6][];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = new byte[40_000];
            random.nextBytes(documents[i]);
            System.arraycopy(passage, 0, documents[i], 1_000 * i, passage.length);
        }
        int[][] found = new int[2][];
        for (int run = 0; run < 2; run++) {
            try (Symbols symbols = new Symbols(folder, 1)) {
                for (byte[] document : documents) {
                    symbols.add(document);
                }
                try (RepeatedWindows windows =
                        new RepeatedWindows(symbols, 100, run == 0 ? 1 << 16 : 1 << 24, folder)) {
                    assertTrue(run == 0 ? windows.passes() > 20 : windows.passes() == 1, "passes " + windows.passes());
                    found[run] = windows.spans(5, true);
                }
            }
        }
        assertArrayEquals(new int[] {5_000, 10_000}, found[0]);
        assertArrayEquals(found[0], found[1]);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void refusesTokensThatDoNotFitAndMemoryThatIsNone() throws IOException {
        try (Symbols symbols = new Symbols(folder, 2)) {
            assertThrows(IllegalArgumentException.class, () -> symbols.add(new int[] {65_536}));
            assertThrows(IllegalArgumentException.class, () -> new RepeatedWindows(symbols, 5, 100, folder));
        }
    }

    private List<String> spans(List<String> documents, int length, boolean keepFirst) throws IOException {
        try (Symbols symbols = new Symbols(folder, 1)) {
            for (String document : documents) {
                symbols.add(document.getBytes(StandardCharsets.UTF_8));
            }
            try (RepeatedWindows windows = new RepeatedWindows(symbols, length, 1 << 16, folder)) {
                List<String> all = new ArrayList<>();
                for (int i = 0; i < documents.size(); i++) {
                    all.add(joined(windows.spans(i, keepFirst)));
                }
                return all;
            }
        }
    }

    private static String joined(int[] spans) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < spans.length; i += 2) {
            joined.add(spans[i] + "-" + spans[i + 1]);
        }
        return String.join(" ", joined);
    }

    private static List<String> compareAll(List<String> documents, int length, boolean keepFirst) {
        List<String> windows = new ArrayList<>(); // of all documents, in order
        for (String document : documents) {
            for (int at = 0; at + length <= document.length(); at++) {
                windows.add(document.substring(at, at + length));
            }
        }
        List<String> all = new ArrayList<>();
        int window = 0;
        for (String document : documents) {
            boolean[] covered = new boolean[document.length()];
            boolean[] kept = new boolean[document.length()];
            for (int at = 0; at + length <= document.length(); at++, window++) {
                String content = windows.get(window);
                boolean first = windows.indexOf(content) == window;
                boolean repeated = windows.lastIndexOf(content) != windows.indexOf(content);
                for (int i = at; i < at + length; i++) {
                    covered[i] |= repeated && (!keepFirst || !first);
                    kept[i] |= keepFirst && repeated && first;
                }
            }
            List<String> spans = new ArrayList<>();
            for (int i = 0; i < covered.length; i++) {
                int start = i;
                while (i < covered.length && covered[i] && !kept[i]) {
                    i++;
                }
                if (i > start) {
                    spans.add(start + "-" + i);
                }
            }
            all.add(String.join(" ", spans));
        }
        return all;
    }
}
