package olmoe.filters.rule.datamap;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.TextView;

/// Takes lines away that are too much digits: `ratio_line_modifier` with `check: numeric` of allenai/datamap-rs at
/// f771794.
///
/// The share is of the line's **bytes**. Digits are ASCII's. The limit itself and an empty line stay, and so
/// does a text of which nothing is left.
public record DatamapNumeric(double maxDigits) implements Edit {

    public DatamapNumeric {
        Limits.fraction("max-digits", maxDigits);
    }

    @Override
    public String name() {
        return "numeric/datamap";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return Edited.kept(RustText.filter(text, this::stays), Map.of());
    }

    private boolean stays(int[] text, int from, int to) {
        int found = 0;
        int bytes = 0;
        for (int at = from; at < to; at++) {
            found += text[at] >= '0' && text[at] <= '9' ? 1 : 0;
            bytes += RustText.bytes(text[at]);
        }
        return bytes == 0 || (float) found / bytes <= (float) maxDigits;
    }
}
