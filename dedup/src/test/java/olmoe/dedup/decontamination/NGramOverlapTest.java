package olmoe.dedup.decontamination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NGramOverlapTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void findsInSmallRandomTextsWhatComparingAllPlacesFinds(long seed) {
        Random random = new Random(seed);
        int n = 2 + random.nextInt(4);
        int shortest = 1 + random.nextInt(n);
        List<EvaluationItem> items = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            items.add(new EvaluationItem("set", i, text(random, 9), random.nextBoolean() ? text(random, 4) : ""));
        }
        NGramOverlap overlap = new NGramOverlap(items, n, shortest);
        for (int i = 0; i < 40; i++) {
            String text = text(random, 30);
            assertEquals(compareAll(items, n, shortest, text), overlap.find(TextView.of(text)), text);
        }
    }

    @Test
    void takesWordsAsPythonFindsThemInTheLowerCasedText() {
        String text = "İzmir_2 ΟΔΟΣ, ΣΑΣ naïve—ﬁne x";
        LowerCaseWords words = LowerCaseWords.of(TextView.of(text));
        List<String> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            int[] word = words.lowered(i);
            found.add(new String(word, 0, word.length));
        }
        assertEquals(List.of("i", "zmir_2", "οδος", "σας", "naïve", "ﬁne", "x"), found);
        assertEquals(0, words.start(0));
        assertEquals(1, words.start(1));
    }

    @Test
    void endsSoonWhereDocumentAndItemsRepeatOneNGramAThousandTimes() {
        EvaluationItem zeros = new EvaluationItem("zeros", 0, "0 ".repeat(5_000), "");
        NGramOverlap overlap = new NGramOverlap(List.of(zeros), 13, 3);
        String text = "0 ".repeat(300_000);
        List<Finding> found = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> overlap.find(TextView.of(text)));
        assertEquals(1.0, found.get(0).score());
        assertEquals(300_000 - 12, found.get(0).matches());
    }

    private static List<Finding> compareAll(List<EvaluationItem> items, int n, int shortest, String text) {
        List<int[]> places = places(text);
        List<String> words = words(text);
        List<Finding> findings = new ArrayList<>();
        for (EvaluationItem item : items) {
            List<String> wanted = words(item.text());
            int length = Math.min(n, wanted.size());
            if (wanted.size() < n && wanted.size() < shortest) {
                continue;
            }
            List<Integer> met = new ArrayList<>();
            int grams = 0;
            for (int g = 0; g + length <= wanted.size(); g++) {
                boolean hit = false;
                for (int at = 0; at + length <= words.size(); at++) {
                    if (words.subList(at, at + length).equals(wanted.subList(g, g + length))) {
                        hit = true;
                        if (!met.contains(at)) {
                            met.add(at);
                        }
                    }
                }
                grams += hit ? 1 : 0;
            }
            if (!met.isEmpty()) {
                int first = met.stream().min(Integer::compare).orElseThrow();
                int last = met.stream().max(Integer::compare).orElseThrow();
                findings.add(new Finding(
                        item,
                        grams / (double) (wanted.size() - length + 1),
                        met.size(),
                        places.get(first)[0],
                        places.get(last + length - 1)[1]));
            }
        }
        return findings;
    }

    private static List<String> words(String text) {
        String lower = CodePoints.unicode14().lower(text);
        return places(text).stream()
                .map(place -> lower.substring(place[0], place[1]))
                .toList();
    }

    private static List<int[]> places(String ascii) {
        return Pattern.compile("[a-z]+")
                .matcher(CodePoints.unicode14().lower(ascii))
                .results()
                .map(match -> new int[] {match.start(), match.end()})
                .toList();
    }

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(words + 1);
        for (int i = 0; i < count; i++) {
            text.append((char) ((random.nextInt(5) == 0 ? 'A' : 'a') + random.nextInt(3)))
                    .append(random.nextInt(6) == 0 ? ", " : " ");
        }
        return text.toString();
    }
}
