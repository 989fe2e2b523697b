package olmoe.filters.rule.dolma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Offsets as tokenizers 0.23.3 gives them with the normalizer NFC.
class ComposedPlacesTest {

    @Test
    void anAccentThatWasTakenInBelongsToNoCharacter() {
        ComposedPlaces places = ComposedPlaces.of("e\u0301e\u0301x", 3);
        assertEquals(0, places.start(0));
        assertEquals(1, places.end(1));
        assertEquals(2, places.start(1));
        assertEquals(3, places.end(2));
        assertEquals(4, places.start(2));
        assertEquals(5, places.end(3));
    }

    @Test
    void bothPartsOfACharacterThatIsTakenApartStandWhereItStood() {
        ComposedPlaces places = ComposedPlaces.of("x\u0958y", 4);
        assertEquals(1, places.start(1));
        assertEquals(2, places.end(2));
        assertEquals(1, places.start(2));
        assertEquals(2, places.end(3));
        assertEquals(2, places.start(3));
        assertEquals(3, places.end(4));
    }

    @Test
    void aTokenizerThatComposesNothingLeavesPlacesAsTheyAre() {
        ComposedPlaces places = ComposedPlaces.of("e\u0301x", 3);
        assertEquals(1, places.start(1));
        assertEquals(2, places.end(2));
    }
}
