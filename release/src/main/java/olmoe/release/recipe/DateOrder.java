package olmoe.release.recipe;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which of the documents of one source that are one stays, by their dates.
public enum DateOrder {
    OLDEST,
    NEWEST;

    static DateOrder of(Value value) {
        return Arrays.stream(values())
                .filter(order -> order.text().equals(value.text()))
                .findFirst()
                .orElseThrow(() -> value.expected(
                        Arrays.stream(values()).map(DateOrder::text).collect(Collectors.joining(" or "))));
    }

    /// As in a recipe.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
