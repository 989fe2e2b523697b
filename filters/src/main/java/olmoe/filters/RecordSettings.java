package olmoe.filters;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The components of a record as settings; those of a record inside it stand beside its own.
final class RecordSettings {
    private RecordSettings() {}

    /// Every setting by its name in a recipe, with the value it has here.
    static Map<String, Object> of(Record rule) {
        Map<String, Object> settings = new LinkedHashMap<>();
        describe(rule, settings);
        return settings;
    }

    /// A record like this one, but for what the settings name.
    ///
    /// @throws IllegalArgumentException as its constructor does
    static Record make(Record defaults, Settings settings) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = setting(key(components[i]), value(defaults, components[i]), settings);
        }
        try {
            Constructor<? extends Record> constructor = defaults.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void describe(Record rule, Map<String, Object> settings) {
        for (RecordComponent component : rule.getClass().getRecordComponents()) {
            Object value = value(rule, component);
            if (value instanceof Record part) {
                describe(part, settings);
            } else {
                settings.put(key(component), value);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Object setting(String key, Object otherwise, Settings settings) {
        if (otherwise instanceof Record part) {
            return make(part, settings);
        }
        if (otherwise instanceof Integer count) {
            return settings.count(key, count);
        }
        if (otherwise instanceof Double number) {
            return settings.number(key, number);
        }
        if (otherwise instanceof String text) {
            return settings.text(key, text);
        }
        List<?> list = (List<?>) otherwise;
        return !list.isEmpty() && list.get(0) instanceof Double
                ? settings.numbers(key, (List<Double>) list)
                : settings.list(key, (List<String>) list);
    }

    private static Object value(Record rule, RecordComponent component) {
        try {
            return component.getAccessor().invoke(rule);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `maxRepeatedNGrams` is written `max-repeated-n-grams`.
    private static String key(RecordComponent component) {
        StringBuilder key = new StringBuilder();
        for (char c : component.getName().toCharArray()) {
            if (c >= 'A' && c <= 'Z') {
                key.append('-').append((char) (c - 'A' + 'a'));
            } else {
                key.append(c);
            }
        }
        return key.toString();
    }
}
