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
        long decomposedBefore = 0;
        long decomposedAfter = 0;
        for (int i = 0; i <= after.length; i++) {
            while (place < before.length && decomposedBefore < decomposedAfter) {
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

    /// @param place 0..length, both included
    int before(int place) {
        return places == null ? place : places[place];
    }
}
