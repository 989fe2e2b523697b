package olmoe.filters.cli;

import java.util.function.BiFunction;
import olmoe.filters.Document;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// A rule ready to judge documents, on their text or on their tokens.
record NamedRule(String name, BiFunction<Document, TextView, Verdict> judge) {}
