package olmoe.filters.language;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/// Writes the profiles of languages that are here, their stop words from Lucene's analysis-common 9.12.3;
/// `profiles.md` beside the profiles says how to run it, and where the limits come from.
final class ProfileGenerator {
    private static final String HEAD = "# Made by ProfileGenerator, see profiles.md\n";
    private static final String LATIN = "letters 41-5A 61-7A C0-24F 1E00-1EFF\nmin-letters 0.8\n";
    private static final String SPACES = "words spaces\nmin-words 50\nmax-words 100000\n";

    private ProfileGenerator() {}

    /// @param arguments Lucene's jar, the folder for the profiles
    public static void main(String[] arguments) throws IOException {
        try (ZipFile jar = new ZipFile(arguments[0])) {
            Path folder = Path.of(arguments[1]);
            write(
                    folder.resolve("profile-fi.txt"),
                    SPACES + LATIN + "min-mean-word-length 4\nmax-mean-word-length 14\nmin-stop-words 2\n",
                    jar,
                    "snowball/finnish_stop.txt");
            write(
                    folder.resolve("profile-id.txt"),
                    SPACES + LATIN + "min-mean-word-length 3\nmax-mean-word-length 12\nmin-stop-words 2\n",
                    jar,
                    "id/stopwords.txt");
            write(
                    folder.resolve("profile-th.txt"),
                    "words segments\nmin-words 150\nmax-words 300000\nletters E01-E30 E32-E33 E40-E46\n"
                            + "min-letters 0.5\nmin-mean-word-length 1\nmax-mean-word-length 5\nmin-stop-words 2\n",
                    jar,
                    "th/stopwords.txt");
        }
    }

    private static void write(Path file, String limits, ZipFile jar, String list) throws IOException {
        StringBuilder text = new StringBuilder(HEAD).append(limits);
        try (InputStream in = jar.getInputStream(jar.getEntry("org/apache/lucene/analysis/" + list))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                int end = line.indexOf('|');
                for (String word :
                        (end < 0 ? line : line.substring(0, end)).trim().split("\\s+", -1)) {
                    if (!word.isEmpty() && !line.startsWith("#") && text.indexOf("\nstop " + word + "\n") < 0) {
                        text.append("stop ").append(word).append('\n');
                    }
                }
            }
        }
        Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
