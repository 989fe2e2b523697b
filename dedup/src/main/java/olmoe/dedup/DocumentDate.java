package olmoe.dedup;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a document was fetched or made, as crawls and data sets write it: ISO 8601 from the year alone to
/// fractions of a second, a space for the T or not; the 14 digits of web archives; or whole or broken
/// Unix seconds as a number. Without an offset it is UTC; what is left out is the first month, day, hour.
public final class DocumentDate {
    private static final Pattern ISO = Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
            + "(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?");
    private static final Pattern DIGITS =
            Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})()()");
    private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999; milliseconds lie beyond

    private DocumentDate() {}

    /// Milliseconds since 1970, or none for what is no date.
    public static OptionalLong milliseconds(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal seconds = value.decimalValue();
            return seconds.abs().compareTo(BigDecimal.valueOf(LAST_SECOND)) > 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(seconds.movePointRight(3)
                            .setScale(0, RoundingMode.FLOOR)
                            .longValueExact());
        }
        return value.isTextual() ? milliseconds(value.textValue()) : OptionalLong.empty();
    }

    static OptionalLong milliseconds(String text) {
        Matcher date = ISO.matcher(text);
        if (!date.matches()) {
            date = DIGITS.matcher(text);
            if (!date.matches()) {
                return OptionalLong.empty();
            }
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(date.group(1), 1),
                    number(date.group(2), 1),
                    number(date.group(3), 1),
                    number(date.group(4), 0),
                    number(date.group(5), 0),
                    number(date.group(6), 0));
            String offset = date.group(8);
            ZoneOffset zone = offset == null || offset.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(offset);
            String fraction = date.group(7) == null ? "" : date.group(7);
            return OptionalLong.of(
                    time.toEpochSecond(zone) * 1000 + Integer.parseInt((fraction + "000").substring(0, 3)));
        } catch (DateTimeException e) {
            return OptionalLong.empty(); // the thirteenth month, the sixtieth second
        }
    }

    private static int number(String digits, int missing) {
        return digits == null ? missing : Integer.parseInt(digits);
    }
}
