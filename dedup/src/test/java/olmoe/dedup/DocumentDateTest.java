package olmoe.dedup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentDateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "\"2023-06-05T04:03:02Z\", 2023-06-05T04:03:02Z",
        "\"2023-06-05T04:03:02.0194Z\", 2023-06-05T04:03:02.019Z",
        "\"2023-06-05T04:03:02+02:00\", 2023-06-05T02:03:02Z",
        "\"2023-06-05 04:03:02-0330\", 2023-06-05T07:33:02Z",
        "\"2023-06-05 04:03:02\", 2023-06-05T04:03:02Z",
        "\"2023-06-05T04:03\", 2023-06-05T04:03:00Z",
        "\"2023-06-05\", 2023-06-05T00:00:00Z",
        "\"2023-06\", 2023-06-01T00:00:00Z",
        "\"2023\", 2023-01-01T00:00:00Z",
        "\"20230605040302\", 2023-06-05T04:03:02Z",
        "1685937782, 2023-06-05T04:03:02Z",
        "1685937782.5, 2023-06-05T04:03:02.500Z",
        "-1, 1969-12-31T23:59:59Z",
    })
    void readsADateAsCrawlsAndDataSetsWriteIt(String json, String instant) throws IOException {
        assertEquals(
                OptionalLong.of(Instant.parse(instant).toEpochMilli()), DocumentDate.milliseconds(JSON.readTree(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"yesterday\"",
                "\"2023-13-01\"",
                "\"2023-02-30\"",
                "\"2023-06-05T24:00:61Z\"",
                "\"2023-06-05T04:03:02+99:00\"",
                "\"05/06/2023\"",
                "\" 2023-06-05\"",
                "\"1685937782\"",
                "1685937782000",
                "1e300",
                "null",
                "true",
                "[2023]",
                "{}",
            })
    void takesNothingElseForOne(String json) throws IOException {
        assertEquals(OptionalLong.empty(), DocumentDate.milliseconds(JSON.readTree(json)));
    }
}
