package olmoe.filters.rule.datamap;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Takes lines of too few words away: `line_len_modifier` of allenai/datamap-rs at f771794.
///
/// Words are **segments of UAX #29** that hold a letter or number. The limit itself and an empty line stay; a
/// document of which nothing but newlines is left is dropped.
public record DatamapLineLen(int minWordsOfLine) implements Edit {

    public DatamapLineLen {
        Limits.atLeast("min-words-of-line", 0, minWordsOfLine);
    }

    @Override
    public String name() {
        return "line-len/datamap";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        Spans words = text.unicodeWords(); // none crosses a newline
        int[] next = new int[1];
        long[] characters = new long[1];
        String left = RustText.filter(text, (points, from, to) -> {
            int first = next[0];
            while (next[0] < words.size() && words.start(next[0]) < to) {
                next[0]++;
            }
            boolean stays = from == to || next[0] - first >= minWordsOfLine;
            characters[0] += stays ? to - from : 0;
            return stays;
        });
        Map<String, Object> values = Map.of("characters-left", characters[0]);
        return characters[0] == 0
                ? new Edited(left, new Verdict.Drop("empty", 0, 1, values))
                : Edited.kept(left, values);
    }
}
