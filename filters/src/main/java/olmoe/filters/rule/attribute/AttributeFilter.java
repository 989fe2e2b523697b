package olmoe.filters.rule.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Settings;
import olmoe.filters.Verdict;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;

/// Keeps or drops by what steps before it, or a scorer of the user's, have measured, as dolma's mixer includes and
/// excludes by its taggers' attributes. The reason names the comparison that decided, with its value and limit.
///
/// @param include must hold, or null
/// @param exclude must not hold, or null
public record AttributeFilter(Expression include, Expression exclude) implements Judge {

    /// Of the settings `include` and `exclude`.
    public static AttributeFilter of(Settings settings) {
        AttributeFilter filter = new AttributeFilter(expression("include", settings), expression("exclude", settings));
        if (filter.include == null && filter.exclude == null) {
            throw settings.refused("expected include or exclude, such as include: quality >= 0.5");
        }
        return filter;
    }

    private static Expression expression(String key, Settings settings) {
        String text = settings.text(key, "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Expression.parse(text);
        } catch (ConfigurationException e) {
            throw settings.refused(key + ": " + e.getMessage());
        }
    }

    @Override
    public String name() {
        return "attributes";
    }

    @Override
    public List<String> requires() {
        SortedSet<String> names = new TreeSet<>();
        if (include != null) {
            names.addAll(include.names());
        }
        if (exclude != null) {
            names.addAll(exclude.names());
        }
        return new ArrayList<>(names);
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        Map<String, Object> attributes = document.attributes();
        if (include != null) {
            Expression.Decided decided = include.of(attributes);
            if (!decided.holds()) {
                return drop("include ", decided);
            }
        }
        if (exclude != null) {
            Expression.Decided decided = exclude.of(attributes);
            if (decided.holds()) {
                return drop("exclude ", decided);
            }
        }
        return Verdict.KEEP;
    }

    private static Verdict drop(String kind, Expression.Decided decided) {
        return Verdict.drop(
                kind + decided.by().name(), decided.value(), decided.by().limit());
    }
}
