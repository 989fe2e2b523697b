package olmoe.filters.rule.datamap;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.TextView;

/// Takes lines away that are too much upper case: `ratio_line_modifier` with `check: uppercase` of allenai/datamap-rs
/// at f771794.
///
/// The share is of the line's **bytes**. The limit itself and an empty line stay, and so does a text of which
/// nothing is left.
public record DatamapUppercase(double maxUppercase) implements Edit {

    public DatamapUppercase {
        Limits.fraction("max-uppercase", maxUppercase);
    }

    @Override
    public String name() {
        return "uppercase/datamap";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return Edited.kept(RustText.filter(text, this::stays), Map.of());
    }

    private boolean stays(int[] text, int from, int to) {
        int found = 0;
        int bytes = 0;
        for (int at = from; at < to; at++) {
            found += RustText.TABLE.isUppercase(text[at]) ? 1 : 0;
            bytes += RustText.bytes(text[at]);
        }
        return bytes == 0 || (float) found / bytes <= (float) maxUppercase;
    }
}
