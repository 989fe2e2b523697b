package olmoe.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final Document DOCUMENT =
            new Document(new DocumentKey(1, 2), "a", null, "web", null, "one\ntwo", Map.of(), "{}");

    /// Takes the first line away; drops a text of one line.
    private record FirstLineAway() implements Edit {
        @Override
        public String name() {
            return "first-line-away";
        }

        @Override
        public List<Attribute> provides() {
            return List.of(new Attribute("lines", Attribute.Type.COUNT));
        }

        @Override
        public Edited edit(Document document, TextView text) {
            long lines = text.lines().size();
            Map<String, Object> values = Map.of("lines", lines, "unpublished", 1L);
            return lines < 2
                    ? new Edited("", new Verdict.Drop("too-few-lines", lines, 2, values))
                    : Edited.kept(text.lines().text(1), values);
        }
    }

    private record Length() implements Annotate {
        @Override
        public String name() {
            return "length";
        }

        @Override
        public Map<String, Object> annotate(Document document, TextView text) {
            return Map.of("length", (long) text.length());
        }
    }

    @Test
    void laterStepsSeeTheEditedTextAndTheAttributesThatTheEditProvides() {
        Outcome outcome = run(new FirstLineAway(), new Length());
        Document kept = assertInstanceOf(Outcome.Kept.class, outcome).document();
        assertEquals("two", kept.text());
        assertEquals(Map.of("lines", 2L, "length", 3L), kept.attributes());
    }

    @Test
    void anEditThatDropsLeavesTheDocumentAsItCame() {
        Outcome outcome = run(new FirstLineAway(), new FirstLineAway(), new Length());
        Outcome.Dropped dropped = assertInstanceOf(Outcome.Dropped.class, outcome);
        assertEquals(1, dropped.index());
        assertEquals("too-few-lines", dropped.verdict().reason());
        assertEquals("two", dropped.document().text());
    }

    private static Outcome run(Step... steps) {
        return new Steps(Arrays.stream(steps)
                        .map(step -> new Steps.Selected(step, List.of()))
                        .toList())
                .run(DOCUMENT);
    }
}
