package olmoe.filters.cli;

import java.util.function.BiFunction;
import olmoe.filters.Document;
import olmoe.filters.Steps;
import olmoe.tokenizer.text.TextView;

/// A rule ready for documents, on their text or on their tokens.
record NamedRule(String name, BiFunction<Document, TextView, Steps.Applied> rule) {}
