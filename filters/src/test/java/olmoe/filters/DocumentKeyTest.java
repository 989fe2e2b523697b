package olmoe.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentKeyTest {

    @Test
    void isTheStartOfSha256OverPartsWithLengthsBeforeThem() {
        // printf '\003\0\0\0\0\0\0\0web\010\0\0\0\0\0\0\0http://a\002\0\0\0\0\0\0\0hi' | sha256sum
        assertEquals(
                "11731eb530843447ae7f06dc637c1efd", key("web", "http://a", "hi").toString());
    }

    @Test
    void partsCannotRunIntoEachOther() {
        assertNotEquals(key("a", "bc", "d"), key("ab", "c", "d"));
        assertNotEquals(key("a", "bc", "d"), key("a", "b", "cd"));
    }

    @Test
    void ordersAsItsHexForm() {
        DocumentKey small = DocumentKey.parse("0f".repeat(16));
        DocumentKey large = DocumentKey.parse("f0".repeat(16));
        assertTrue(small.compareTo(large) < 0);
        assertTrue(small.toString().compareTo(large.toString()) < 0);
    }

    @Test
    void readsBackWhatItPrints() {
        DocumentKey key = key("web", "http://a", "hi");
        assertEquals(key, DocumentKey.parse(key.toString()));
        assertThrows(IllegalArgumentException.class, () -> DocumentKey.parse("ff"));
    }

    private static DocumentKey key(String source, String name, String payload) {
        return DocumentKey.of(source, name, payload.getBytes(StandardCharsets.UTF_8));
    }
}
