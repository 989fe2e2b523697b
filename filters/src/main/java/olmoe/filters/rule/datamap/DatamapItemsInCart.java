package olmoe.filters.rule.datamap;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.tokenizer.text.TextView;

/// Makes `items in cart` and one white space on each side a space, in this case: `substring_line_modifier` of
/// allenai/datamap-rs at f771794. There is no limit on the
/// length of lines, as the key of its configuration is not the one that is read.
///
/// A line that is left blank goes; a newline at the end and U+000D before a newline go too.
public record DatamapItemsInCart() implements Edit {
    private static final LinePhrase PHRASE = new LinePhrase("items in cart", "␣?items in cart␣?", " ");

    @Override
    public String name() {
        return "items-in-cart/datamap";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return Edited.kept(PHRASE.remove(text), Map.of());
    }
}
