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
import java.util.PrimitiveIterator;

/// Writes the resource that [Nfc] reads, from a pinned ICU4J jar of the package registry.
/// `composition-table.md` beside the resource says how to run it and why it is Unicode 9.
public final class CompositionTableGenerator {
    private static final String ICU = "58.2";
    private static final String SHA256 = "953e1e83b2be7c3ea2f88da86c13614f47e9e71d3578c8521d7f187756b63962";
    private static final int RUNS_PER_LINE = 12;

    private CompositionTableGenerator() {}

    /// @param arguments the folder with the jar, the folder for the table
    public static void main(String[] arguments)
            throws IOException, ReflectiveOperationException, NoSuchAlgorithmException {
        Path jar = Path.of(arguments[0], "icu4j-" + ICU + ".jar");
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        if (!digest.equals(SHA256)) {
            throw new IllegalArgumentException(jar + ": sha256: expected " + SHA256 + ", found " + digest);
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Class<?> normalizers = loader.loadClass("com.ibm.icu.text.Normalizer2");
            Object nfc = normalizers.getMethod("getNFCInstance").invoke(null);
            Files.writeString(Path.of(arguments[1], "composition-9.txt"), table(normalizers, nfc));
        }
    }

    private static String table(Class<?> normalizers, Object nfc) throws ReflectiveOperationException {
        Method combiningClass = normalizers.getMethod("getCombiningClass", int.class);
        Method decomposition = normalizers.getMethod("getRawDecomposition", int.class);
        Method compose = normalizers.getMethod("composePair", int.class, int.class);
        StringBuilder classes = new StringBuilder();
        StringBuilder mappings = new StringBuilder();
        int previous = -1;
        int onLine = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int number = (int) combiningClass.invoke(nfc, c);
            if (number != previous) {
                classes.append(onLine % RUNS_PER_LINE == 0 ? onLine == 0 ? "" : "\n" : " ");
                classes.append(Integer.toHexString(c)).append(':').append(number);
                onLine++;
                previous = number;
            }
            String mapped = (String) decomposition.invoke(nfc, c);
            boolean hangulSyllable = c >= 0xAC00 && c <= 0xD7A3;
            if (mapped != null && !hangulSyllable) {
                PrimitiveIterator.OfInt parts = mapped.codePoints().iterator();
                int first = parts.nextInt();
                mappings.append(Integer.toHexString(c)).append(' ').append(Integer.toHexString(first));
                if (parts.hasNext()) {
                    int second = parts.nextInt();
                    boolean composes = (int) compose.invoke(nfc, first, second) == c;
                    mappings.append(' ').append(Integer.toHexString(second)).append(composes ? " +" : "");
                }
                mappings.append('\n');
            }
        }
        return "# Unicode 9 by com.ibm.icu:icu4j:" + ICU
                + "; made by CompositionTableGenerator, see composition-table.md\n"
                + classes + "\n\n" + mappings;
    }
}
