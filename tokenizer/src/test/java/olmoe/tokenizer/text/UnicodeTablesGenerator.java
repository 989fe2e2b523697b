package olmoe.tokenizer.text;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the resources that [CodePoints] reads, from pinned ICU4J jars of the package registry, each
/// loaded alone. `unicode-tables.md` beside the resources says how to run it.
public final class UnicodeTablesGenerator {

    private record Source(String unicode, String icu, String sha256) {}

    private static final List<Source> SOURCES = List.of(
            new Source("14", "70.1", "2b4d8d4e098e86aa5f905ec81c46751d218b16afd3f7fc02b64f80dd20fffa20"),
            new Source("16", "76.1", "732cdf18121b1642899da1f5e37e52cc7f48e3ec07fa737105d4603976781b33"),
            new Source("17", "78.1", "bbb70d3be23110d7295823eee0c2e896ac3b619b3c0f26168f65eb972df51d2a"));

    private static final int RUNS_PER_LINE = 12;

    private final Properties icu;
    private final Map<String, Integer> classes = new LinkedHashMap<>();

    private UnicodeTablesGenerator(Properties icu) {
        this.icu = icu;
    }

    /// @param arguments the folder with the jars, the folder for the tables
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        for (Source source : SOURCES) {
            Path jar = Path.of(arguments[0], "icu4j-" + source.icu() + ".jar");
            String digest = sha256(Files.readAllBytes(jar));
            if (!digest.equals(source.sha256())) {
                throw new IllegalArgumentException(jar + ": sha256: expected " + source.sha256() + ", found " + digest);
            }
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
                String table = new UnicodeTablesGenerator(new Properties(loader)).table(source);
                Files.writeString(Path.of(arguments[1], "unicode-" + source.unicode() + ".txt"), table);
            }
        }
    }

    private String table(Source source) throws ReflectiveOperationException {
        StringBuilder runs = new StringBuilder();
        int previous = -1;
        int onLine = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int number = classes.computeIfAbsent(describe(c), unseen -> classes.size());
            if (number != previous) {
                runs.append(onLine % RUNS_PER_LINE == 0 ? onLine == 0 ? "" : "\n" : " ");
                runs.append(Integer.toHexString(c)).append(':').append(number);
                onLine++;
                previous = number;
            }
        }
        StringBuilder table = new StringBuilder();
        table.append("# Unicode ").append(source.unicode()).append(" by com.ibm.icu:icu4j:");
        table.append(source.icu()).append("; made by UnicodeTablesGenerator, see unicode-tables.md\n");
        for (String properties : classes.keySet()) {
            table.append(properties).append('\n');
        }
        return table.append('\n').append(runs).append('\n').toString();
    }

    /// General category, Word_Break, flags, distance to the simple lower-case form.
    private String describe(int c) throws ReflectiveOperationException {
        String category = icu.name(Properties.GENERAL_CATEGORY, c, Properties.SHORT);
        String numericType = icu.name(Properties.NUMERIC_TYPE, c, Properties.LONG);
        String bidi = icu.name(Properties.BIDI_CLASS, c, Properties.SHORT);
        StringBuilder flags = new StringBuilder();
        // Python's str.isspace, by the definition in its documentation
        boolean space = category.equals("Zs") || List.of("WS", "B", "S").contains(bidi);
        flag(flags, 's', space);
        flag(flags, 'w', icu.has(Properties.WHITE_SPACE, c));
        flag(flags, 'd', numericType.equals("Decimal") || numericType.equals("Digit"));
        flag(flags, 'n', !numericType.equals("None"));
        flag(flags, 'u', icu.has(Properties.UPPERCASE, c));
        flag(flags, 'c', icu.has(Properties.CASED, c));
        flag(flags, 'i', icu.has(Properties.CASE_IGNORABLE, c));
        flag(flags, 'e', icu.has(Properties.EXTENDED_PICTOGRAPHIC, c));
        return category
                + ' '
                + icu.name(Properties.WORD_BREAK, c, Properties.LONG)
                + ' '
                + (flags.length() == 0 ? "-" : flags)
                + ' '
                + (icu.lower(c) - c);
    }

    private static void flag(StringBuilder flags, char letter, boolean set) {
        if (set) {
            flags.append(letter);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// One version of ICU4J, by reflection: three of them do not fit on one class path.
    private static final class Properties {
        private static final String UPPERCASE = "UPPERCASE";
        private static final String CASED = "CASED";
        private static final String CASE_IGNORABLE = "CASE_IGNORABLE";
        private static final String WHITE_SPACE = "WHITE_SPACE";
        private static final String EXTENDED_PICTOGRAPHIC = "EXTENDED_PICTOGRAPHIC";
        private static final String GENERAL_CATEGORY = "GENERAL_CATEGORY";
        private static final String NUMERIC_TYPE = "NUMERIC_TYPE";
        private static final String BIDI_CLASS = "BIDI_CLASS";
        private static final String WORD_BREAK = "WORD_BREAK";
        private static final int SHORT = 0;
        private static final int LONG = 1;

        private final Class<?> names;
        private final Method intValue;
        private final Method valueName;
        private final Method binary;
        private final Method lower;

        Properties(ClassLoader loader) throws ReflectiveOperationException {
            names = loader.loadClass("com.ibm.icu.lang.UProperty");
            Class<?> characters = loader.loadClass("com.ibm.icu.lang.UCharacter");
            intValue = characters.getMethod("getIntPropertyValue", int.class, int.class);
            valueName = characters.getMethod("getPropertyValueName", int.class, int.class, int.class);
            binary = characters.getMethod("hasBinaryProperty", int.class, int.class);
            lower = characters.getMethod("toLowerCase", int.class);
        }

        private int number(String property) throws ReflectiveOperationException {
            return names.getField(property).getInt(null);
        }

        boolean has(String property, int c) throws ReflectiveOperationException {
            return (boolean) binary.invoke(null, c, number(property));
        }

        String name(String property, int c, int form) throws ReflectiveOperationException {
            int number = number(property);
            return (String) valueName.invoke(null, number, intValue.invoke(null, c, number), form);
        }

        int lower(int c) throws ReflectiveOperationException {
            return (int) lower.invoke(null, c);
        }
    }
}
