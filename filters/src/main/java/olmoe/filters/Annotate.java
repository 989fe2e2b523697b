package olmoe.filters;

import java.util.Map;
import olmoe.tokenizer.text.TextView;

/// A step that only measures.
public non-sealed interface Annotate extends Step {

    Map<String, Object> annotate(Document document, TextView text);
}
