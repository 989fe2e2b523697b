package olmoe.tokenizer;

import olmoe.tokenizer.text.Nfc;

/// What is done with a text before it is cut.
sealed interface Normalizer {
    String apply(String text);

    /// Normalization Form C.
    record Composition() implements Normalizer {
        @Override
        public String apply(String text) {
            return Nfc.unicode9().normalize(text);
        }
    }

    /// Text put before every text that is not empty.
    record Prepend(String content) implements Normalizer {
        @Override
        public String apply(String text) {
            return text.isEmpty() ? text : content + text;
        }
    }

    /// One text put in the place of another, wherever that stands.
    record Replace(String from, String to) implements Normalizer {
        @Override
        public String apply(String text) {
            return text.replace(from, to);
        }
    }
}
