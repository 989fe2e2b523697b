package olmoe.tokenizer;

import olmoe.tokenizer.text.Utf8;

/// Turns a pre-token into the ids that merging begins with. Immutable.
abstract class Symbols {
    /// Writes the ids of well-formed UTF-8 and returns how many they are: at most one a byte.
    abstract int start(byte[] utf8, int from, int to, int[] ids);

    /// One id a byte.
    static final class Bytes extends Symbols {
        private final int[] byteIds;

        /// @param byteIds by byte, -1 where UTF-8 has none
        Bytes(int[] byteIds) {
            this.byteIds = byteIds;
        }

        @Override
        int start(byte[] utf8, int from, int to, int[] ids) {
            for (int i = from; i < to; i++) {
                ids[i - from] = byteIds[utf8[i] & 0xFF];
            }
            return to - from;
        }
    }

    /// One id a character, and one a byte for a character that is no token.
    static final class Characters extends Symbols {
        private final Vocabulary vocabulary;
        private final int[] fallback;

        /// @param fallback by byte, the ids of `<0x00>` to `<0xFF>`
        Characters(Vocabulary vocabulary, int[] fallback) {
            this.vocabulary = vocabulary;
            this.fallback = fallback;
        }

        @Override
        int start(byte[] utf8, int from, int to, int[] ids) {
            int count = 0;
            for (int i = from; i < to; ) {
                int width = Utf8.width(utf8[i]);
                int id = vocabulary.id(utf8, i, width);
                if (id >= 0) {
                    ids[count++] = id;
                } else {
                    for (int b = i; b < i + width; b++) {
                        ids[count++] = fallback[utf8[b] & 0xFF];
                    }
                }
                i += width;
            }
            return count;
        }
    }
}
