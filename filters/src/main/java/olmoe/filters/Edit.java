package olmoe.filters;

import java.util.Map;
import olmoe.tokenizer.text.TextView;

/// A step that changes the text.
public non-sealed interface Edit extends Step {

    /// @throws RejectedDocumentException when the document cannot be read, with the cause in a few words
    Edited edit(Document document, TextView text);

    /// @param attributes what was learnt on the way, as named by [Step#provides()]
    record Edited(String text, Map<String, Object> attributes) {}
}
