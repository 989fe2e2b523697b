package olmoe.filters.extract;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds a day in a short text: `2026-03-01`, `2026/3/1`, `1.3.2026`, `1 March 2026`, `March 1st, 2026`, with the names
/// of months in twelve languages. `3/1/2026` is two days, so it is none.
final class PageDate {
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<![0-9])([12][0-9]{3})([-/.])([0-9]{1,2})\\2([0-9]{1,2})(?![0-9])");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?<![0-9])([0-9]{1,2})\\. ?([0-9]{1,2})\\. ?([12][0-9]{3})(?![0-9])");
    private static final Pattern DAY_AND_NAME = Pattern.compile(
            "(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|er|\\.|\u00ba)? (?:of |de )?([^0-9 .,]{3,12})[.,]? (?:de |del )?([12][0-9]{3})(?![0-9])");
    private static final Pattern NAME_AND_DAY =
            Pattern.compile("([^0-9 .,]{3,12})[.,]? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([12][0-9]{3})(?![0-9])");

    /// In English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Finnish, Indonesian and
    /// Polish.
    private static final String[] NAMES = {
        "january jan januar j\u00e4nner janvier enero janeiro gennaio januari tammikuuta stycznia",
        "february feb februar f\u00e9vrier febrero fevereiro febbraio februari helmikuuta lutego",
        "march mar m\u00e4rz mars marzo mar\u00e7o maart marts maaliskuuta maret marca",
        "april apr avril abril aprile huhtikuuta kwietnia",
        "may mai mayo maio maggio mei maj toukokuuta maja",
        "june jun juni juin junio junho giugno kes\u00e4kuuta czerwca",
        "july jul juli juillet julio julho luglio hein\u00e4kuuta lipca",
        "august aug ao\u00fbt agosto augustus augusti elokuuta agustus sierpnia",
        "september sep sept septembre septiembre setembro settembre syyskuuta wrze\u015bnia",
        "october oct oktober okt octobre octubre outubro ottobre lokakuuta pa\u017adziernika",
        "november nov novembre noviembre novembro marraskuuta listopada",
        "december dec dezember dez d\u00e9cembre diciembre dezembro dicembre joulukuuta desember grudnia"
    };
    private static final Map<String, Integer> MONTHS = new HashMap<>();

    static {
        for (int i = 0; i < NAMES.length; i++) {
            for (String name : NAMES[i].split(" ")) {
                MONTHS.put(name, i + 1);
            }
        }
    }

    private PageDate() {}

    /// @return the first day of the text as `2026-03-01`, or an empty text
    static String in(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        Matcher day = YEAR_FIRST.matcher(small);
        if (day.find()) {
            return day(day.group(1), Integer.parseInt(day.group(3)), day.group(4));
        }
        day = DAY_FIRST.matcher(small);
        if (day.find()) {
            return day(day.group(3), Integer.parseInt(day.group(2)), day.group(1));
        }
        day = DAY_AND_NAME.matcher(small);
        if (day.find()) {
            return day(day.group(3), MONTHS.getOrDefault(day.group(2), 0), day.group(1));
        }
        day = NAME_AND_DAY.matcher(small);
        return day.find() ? day(day.group(3), MONTHS.getOrDefault(day.group(1), 0), day.group(2)) : "";
    }

    private static String day(String year, int month, String day) {
        int number = Integer.parseInt(day);
        return month >= 1 && month <= 12 && number >= 1 && number <= 31
                ? String.format(Locale.ROOT, "%s-%02d-%02d", year, month, number)
                : "";
    }
}
