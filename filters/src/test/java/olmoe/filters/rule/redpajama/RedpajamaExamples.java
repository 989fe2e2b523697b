package olmoe.filters.rule.redpajama;

import java.util.Map;
import olmoe.filters.rule.Examples;

public final class RedpajamaExamples {
    private RedpajamaExamples() {}

    public static void add(Examples examples) {
        examples.annotate("ut1-signal/redpajama-v2", "http://www.a.org/b", "rps_doc_ut1_blacklist", 7L);
        examples.annotate("doc-signals/redpajama-v2", Map.of(), "One two. Three!", "rps_doc_num_sentences", 2.0);
        examples.annotate(
                "line-signals/redpajama-v2", "One two\nTHREE.", "rps_lines_num_words", "[[0,8,2.0],[8,14,1.0]]");
    }
}
