package olmoe.filters.rule.dolma;

import olmoe.tokenizer.text.Nfc;

/// Where the code points of a text in Normalization Form C stood before. Both are told by the code points of their
/// decomposition, of which both have as many.
final class ComposedPlaces {
    private static final Nfc NFC = Nfc.unicode9();

    private final int[] places; // by code point of the normal form, and its length; null where it is the text

    private ComposedPlaces(int[] places) {
        this.places = places;
    }

    /// @param length what a tokenizer makes of the text, in code points: one that does not compose leaves it
    static ComposedPlaces of(String text, int length) {
        int[] before = text.codePoints().toArray();
        int[] after = NFC.normalize(text).codePoints().toArray();
        if (length == before.length || length != after.length) {
            return new ComposedPlaces(null);
        }
        int[] places = new int[after.length + 1];
        int place = 0;
        long decomposedBefore = 0; // of what stands before the place
        long decomposedAfter = 0;
        for (int i = 0; i <= after.length; i++) {
            while (place < before.length && decomposedBefore + decomposed(before[place]) <= decomposedAfter) {
                decomposedBefore += decomposed(before[place]);
                place++;
            }
            places[i] = place;
            decomposedAfter += i < after.length ? decomposed(after[i]) : 0;
        }
        return new ComposedPlaces(places);
    }

    private static int decomposed(int c) {
        return c < 0xC0 ? 1 : NFC.decompose(Character.toString(c)).length;
    }

    /// Of what begins at a place: the character before that holds it.
    int start(int place) {
        return places == null ? place : places[place];
    }

    /// Of what ends before a place: after the first character of which the last one was made, so that the accents are
    /// left out which it took in.
    int end(int place) {
        return places == null || place == 0 ? place : places[place - 1] + 1;
    }
}
