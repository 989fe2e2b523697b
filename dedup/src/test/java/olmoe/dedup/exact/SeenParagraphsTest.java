package olmoe.dedup.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import olmoe.dedup.bloom.Decision;
import olmoe.dedup.bloom.ExactKeys;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenParagraphsTest {

    @Test
    void aParagraphThatStoodBeforeLeavesAndTheOtherLinesStay() {
        assertEquals(
                List.of("One.\nTwo.\n***\n", "***\n\nThree.", "", "Ōne.", "\n"),
                left("One.\nTwo.\n***\n", "One.\n***\n\nThree.\nTwo.", "Three.\nOne.", "Ōne.", "\nTwo.\n"));
    }

    @Test
    void theWhiteSpaceAroundAParagraphDoesNotCountAndAllElseDoes() {
        assertEquals(List.of("One, two.", ""), left("One, two.", "\u3000 One, two.\t\r"));
        assertEquals(
                List.of("One, two.", "one, two.", "One,  two.", "One, two"),
                left("One, two.", "one, two.", "One,  two.", "One, two"));
    }

    @Test
    void aParagraphThatAnotherOfTheSameTextRepeatsLeavesToo() {
        Decision decision = new SeenParagraphs(new ExactKeys()).next(TextView.of("𝒜\nb\n𝒜\nc"));
        assertEquals(List.of(new Decision.Cut(3, 5, 1)), decision.cuts());
        assertEquals(1, decision.contained());
        assertEquals(4, decision.ngrams());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsOfRandomTextsWhatASetOfLinesKeeps(long seed) {
        Random random = new Random(seed);
        String[] lines = {"a", "b", " a", "c d", "", "-", "e", "𝒜", "2"};
        SeenParagraphs seen = new SeenParagraphs(new ExactKeys());
        Set<String> met = new HashSet<>();
        int cuts = 0;
        for (int i = 0; i < 30; i++) {
            List<String> text = new ArrayList<>();
            List<String> kept = new ArrayList<>();
            for (int k = random.nextInt(6); k >= 0; k--) {
                String line = random.nextBoolean() ? lines[random.nextInt(lines.length)] : "w" + random.nextInt(100);
                text.add(line);
                if (line.isEmpty() || line.equals("-") || met.add(line.strip())) {
                    kept.add(line);
                }
            }
            String whole = String.join("\n", text);
            Decision decision = seen.next(TextView.of(whole));
            cuts += decision.cuts().size();
            assertEquals(String.join("\n", kept), decision.apply(whole), whole);
        }
        assertTrue(cuts > 10, "some paragraph leaves");
    }

    private static List<String> left(String... texts) {
        SeenParagraphs seen = new SeenParagraphs(new ExactKeys());
        List<String> left = new ArrayList<>();
        for (String text : texts) {
            left.add(seen.next(TextView.of(text)).apply(text));
        }
        return left;
    }
}
