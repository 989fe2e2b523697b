package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import olmoe.pipelines.io.OptOut;
import org.junit.jupiter.api.Test;

class OptOutCountsTest {

    @Test
    void partsAddUpInAnyOrder() {
        OptOutCounts first = new OptOutCounts();
        first.response(new OptOut("https://www.a.example/robots.txt", "robots.txt", "bb", set("robots.txt gptbot")));
        first.response(new OptOut("https://a.example/", null, null, set("header tdm-reservation")));
        OptOutCounts second = new OptOutCounts();
        second.response(new OptOut("https://a.example/robots.txt", "robots.txt", "aa", set("robots.txt gptbot")));
        second.response(new OptOut("https://b.example/ai.txt", "ai.txt", null, set()));
        second.page("https://c.example/", set("meta robots noai"));
        second.page("https://d.example/", set());
        String expected = "{\"pages\":2,\"responses\":4,\"unreadable-files\":1,"
                + "\"files\":{\"ai.txt\":1,\"robots.txt\":2,\"tdmrep.json\":0},"
                + "\"signals\":{\"header tdm-reservation\":1,\"meta robots noai\":1,\"robots.txt gptbot\":2},"
                + "\"domains\":{\"count\":2,\"largest\":["
                + "{\"domain\":\"a.example\",\"signals\":{\"header tdm-reservation\":1,\"robots.txt gptbot\":2},"
                + "\"files\":{\"robots.txt\":\"aa\"}},"
                + "{\"domain\":\"c.example\",\"signals\":{\"meta robots noai\":1},\"files\":{}}]}}";
        for (List<OptOutCounts> order : List.of(List.of(first, second), List.of(second, first))) {
            OptOutCounts sum = new OptOutCounts();
            order.forEach(part -> sum.add(part.json()));
            assertEquals(expected, sum.summary().toString());
        }
    }

    private static TreeSet<String> set(String... signals) {
        return new TreeSet<>(List.of(signals));
    }
}
