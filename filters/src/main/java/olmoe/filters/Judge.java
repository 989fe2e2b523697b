package olmoe.filters;

import olmoe.tokenizer.text.TextView;

/// A step that keeps or drops.
public non-sealed interface Judge extends Step {

    /// The values of the verdict become the attributes named by [#provides()].
    Verdict judge(Document document, TextView text);
}
