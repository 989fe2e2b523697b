package olmoe.filters.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isExactAndDoesNotDependOnOrderOrParts(long seed) {
        Random random = new Random(seed);
        List<Double> values = new ArrayList<>();
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 2000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(2, random.nextInt(190) - 100);
            values.add(value);
            expected = expected.add(new BigDecimal(value));
        }
        assertEquals(0, expected.compareTo(sum(values).value()));
        Collections.shuffle(values, random);
        ExactSum parts = sum(values.subList(0, 700));
        parts.add(sum(values.subList(700, 2000)));
        assertEquals(sum(values).units(), parts.units());
        assertEquals(parts.units(), ExactSum.ofUnits(parts.units()).units());
    }

    @Test
    void carriesThroughAllItsLimbs() {
        ExactSum sum = sum(List.of(0x1p126, -0x1p-160));
        assertEquals(BigInteger.ONE.shiftLeft(286).subtract(BigInteger.ONE), sum.units());
        sum.add(sum(List.of(-0x1p126, 0x1p-160)));
        assertEquals(BigInteger.ZERO, sum.units());
    }

    @Test
    void cutsOffWhatIsTooSmallAndRefusesWhatIsTooLarge() {
        assertEquals(BigInteger.ONE, sum(List.of(0x1.8p-160)).units());
        assertEquals(
                BigInteger.ZERO,
                sum(List.of(Double.MIN_VALUE, -Double.MIN_VALUE, 0.0, -0.0)).units());
        assertThrows(IllegalArgumentException.class, () -> new ExactSum().add(0x1p127));
        assertThrows(IllegalArgumentException.class, () -> new ExactSum().add(Double.NaN));
    }

    private static ExactSum sum(List<Double> values) {
        ExactSum sum = new ExactSum();
        values.forEach(sum::add);
        return sum;
    }
}
