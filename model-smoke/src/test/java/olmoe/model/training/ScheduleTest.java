package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({"0, 0.1", "50, 0.55", "100, 1.0", "600, 0.55", "1100, 0.1", "5000, 0.1"})
    void risesFromATenthAndFallsByACosineToATenth(long tokens, double share) {
        assertEquals(4e-4 * share, new Schedule(4e-4, 100, 1100, 0).rate(tokens), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"0, 1.0", "1100, 0.1"})
    void mayStartAtThePeak(long tokens, double share) {
        assertEquals(4e-4 * share, new Schedule(4e-4, 0, 1100, 0).rate(tokens), 1e-12);
    }
}
