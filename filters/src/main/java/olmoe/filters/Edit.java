package olmoe.filters;

import java.util.Map;
import olmoe.tokenizer.text.TextView;

/// A step that changes the text, and may drop what is left of it.
public non-sealed interface Edit extends Step {

    /// @throws RejectedDocumentException when the document cannot be read, with the cause in a few words
    Edited edit(Document document, TextView text);

    /// @param text what counts where the verdict is to keep
    /// @param verdict its values become the attributes named by [Step#provides()]
    record Edited(String text, Verdict verdict) {

        /// A text that is kept, with what was learnt on the way.
        public static Edited kept(String text, Map<String, Object> values) {
            return new Edited(text, new Verdict.Keep(values));
        }
    }
}
