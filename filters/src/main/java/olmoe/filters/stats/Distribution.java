package olmoe.filters.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/// The values of one statistic over some documents: how many, their exact sum and sum of squares, the smallest and the
/// largest, and how often each occurs, rounded to three digits as datatrove's histograms are.
///
/// Two distributions add up to that of all their documents, in any order.
final class Distribution {
    private static final int DIGITS = 3;
    private static final MathContext PRECISION = MathContext.DECIMAL128;
    private static final int RADIX = 16;

    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private final TreeMap<BigDecimal, Long> histogram = new TreeMap<>();
    private long count;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    void add(double value) {
        count++;
        sum.add(value);
        squares.add(value * value);
        least = Math.min(least, value);
        most = Math.max(most, value);
        histogram.merge(bin(value), 1L, Long::sum);
    }

    void add(Distribution other) {
        count += other.count;
        sum.add(other.sum);
        squares.add(other.squares);
        least = Math.min(least, other.least);
        most = Math.max(most, other.most);
        other.histogram.forEach((bin, documents) -> histogram.merge(bin, documents, Long::sum));
    }

    long count() {
        return count;
    }

    /// Python's round.
    private static BigDecimal bin(double value) {
        BigDecimal rounded = new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }

    /// `total`, `mean` and `variance` (of a sample, 0 for one value) are the nearest doubles to the exact ones; `sum`
    /// and `squares` hold the exact sums in hexadecimal units of 2^-160, for a later [#of(JsonNode)].
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        BigDecimal total = sum.value();
        BigDecimal documents = BigDecimal.valueOf(count);
        json.put("n", count);
        json.put("total", total.doubleValue());
        json.put("mean", total.divide(documents, PRECISION).doubleValue());
        json.put("variance", variance(total, documents));
        json.put("min", least);
        json.put("max", most);
        json.put("sum", sum.units().toString(RADIX));
        json.put("squares", squares.units().toString(RADIX));
        ObjectNode bins = json.putObject("histogram");
        histogram.forEach((bin, number) -> bins.put(bin.toPlainString(), number));
        return json;
    }

    private double variance(BigDecimal total, BigDecimal documents) {
        if (count < 2) {
            return 0;
        }
        BigDecimal scatter = squares.value().multiply(documents).subtract(total.multiply(total));
        BigDecimal variance = scatter.divide(documents.multiply(documents.subtract(BigDecimal.ONE)), PRECISION);
        return Math.max(0, variance.doubleValue()); // squares are rounded before they are added
    }

    /// @throws IllegalArgumentException for what [#json()] does not write
    static Distribution of(JsonNode json) {
        Distribution distribution = new Distribution();
        for (String field : new String[] {"n", "min", "max", "sum", "squares", "histogram"}) {
            if (!json.has(field)) {
                throw new IllegalArgumentException("expected " + field + ", found none");
            }
        }
        distribution.count = json.get("n").longValue();
        distribution.sum.add(ExactSum.ofUnits(new BigInteger(json.get("sum").asText(), RADIX)));
        distribution.squares.add(
                ExactSum.ofUnits(new BigInteger(json.get("squares").asText(), RADIX)));
        distribution.least = json.get("min").doubleValue();
        distribution.most = json.get("max").doubleValue();
        long inBins = 0;
        for (Map.Entry<String, JsonNode> bin : json.get("histogram").properties()) {
            inBins += bin.getValue().longValue();
            distribution.histogram.put(
                    new BigDecimal(bin.getKey()), bin.getValue().longValue());
        }
        if (inBins != distribution.count) {
            throw new IllegalArgumentException("expected " + distribution.count + " values in bins, found " + inBins);
        }
        return distribution;
    }
}
