package olmoe.filters.rule.datamap;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.tokenizer.text.TextView;

/// Takes `Sign-in` off the start of lines, in this case: `substring_line_modifier` of allenai/datamap-rs at
/// f771794. There is no limit on the length of lines, as the key of its configuration is not the one that is
/// read.
///
/// A line that is left blank goes; a newline at the end and U+000D before a newline go too.
public record DatamapSignIn() implements Edit {
    private static final LinePhrase PHRASE = new LinePhrase("Sign-in", "\\ASign-in␣?", "");

    @Override
    public String name() {
        return "sign-in/datamap";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return Edited.kept(PHRASE.remove(text), Map.of());
    }
}
