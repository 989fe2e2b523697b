package olmoe.filters.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import olmoe.tokenizer.text.CodePoints;

/// What [LanguageWords] must know of a language, as lines of a file: `key value`, a key a line, and `stop WORD`
/// for each stop word. Lines that are empty or begin with `#` count as none.
///
/// | key | value |
/// | --- | --- |
/// | `words` | `spaces`, or `segments` where words have no spaces between them: segments of UAX #29, in which a
/// character with its marks is a word of its own in Thai, Lao, Khmer and Burmese |
/// | `letters` | ranges of code points in hex, such as `41-5A 61-7A`, that the language is written in |
/// | `min-letters` | least share of all letters that lie in them |
/// | `min-words`, `max-words` | number of words |
/// | `min-mean-word-length`, `max-mean-word-length` | code points |
/// | `min-stop-words` | least number of different stop words |
public final class LanguageProfile {
    private static final List<String> NUMBERS = List.of(
            "min-letters", "min-words", "max-words", "min-mean-word-length", "max-mean-word-length", "min-stop-words");

    private final Map<String, Double> numbers = new HashMap<>();
    private final Set<String> stopWords = new LinkedHashSet<>();
    private int[] letters = new int[0]; // from and to of each range, both in it
    private String words = "";

    private LanguageProfile() {}

    /// One that is here: `fi`, `id`, `th`.
    ///
    /// @return null where there is none of that name
    static LanguageProfile builtIn(String language) {
        try (InputStream in = LanguageProfile.class.getResourceAsStream("profile-" + language + ".txt")) {
            return in == null ? null : read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IOException with line and key for what is no profile
    static LanguageProfile read(InputStream in) throws IOException {
        LanguageProfile profile = new LanguageProfile();
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            throw new IOException("expected UTF-8");
        }
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (!line.isEmpty() && line.charAt(0) != '#') {
                int blank = line.indexOf(' ');
                if (blank < 1 || blank == line.length() - 1) {
                    throw new IOException("line " + number + ": expected a key, a blank and a value, found " + line);
                }
                profile.set(line.substring(0, blank), line.substring(blank + 1), number);
            }
        }
        for (String key : NUMBERS) {
            if (!profile.numbers.containsKey(key)) {
                throw new IOException("expected the key " + key + ", found none");
            }
        }
        if (profile.words.isEmpty() || profile.letters.length == 0) {
            throw new IOException("expected the keys words and letters, found one or none of them");
        }
        return profile;
    }

    private void set(String key, String value, int line) throws IOException {
        boolean fresh;
        if (key.equals("stop")) {
            fresh = stopWords.add(CodePoints.unicode16().lower(value));
        } else if (key.equals("words") && (value.equals("spaces") || value.equals("segments"))) {
            fresh = words.isEmpty();
            words = value;
        } else if (key.equals("letters") && value.matches("[0-9A-F]+-[0-9A-F]+( [0-9A-F]+-[0-9A-F]+)*")) {
            fresh = letters.length == 0;
            String[] ends = value.split("[- ]", -1);
            letters = new int[ends.length];
            for (int i = 0; i < ends.length; i++) {
                letters[i] = Integer.parseInt(ends[i], 16);
            }
        } else if (NUMBERS.contains(key) && value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            fresh = numbers.put(key, Double.valueOf(value)) == null;
        } else {
            throw new IOException("line " + line + ": expected one of words, letters, stop, "
                    + String.join(", ", NUMBERS) + " with a value of its kind, found " + key + " " + value);
        }
        if (!fresh) {
            throw new IOException("line " + line + ": expected it once, found " + key + " " + value + " again");
        }
    }

    double number(String key) {
        return numbers.get(key);
    }

    boolean cutsAtSpaces() {
        return words.equals("spaces");
    }

    boolean isWrittenWith(int c) {
        for (int i = 0; i < letters.length; i += 2) {
            if (c >= letters[i] && c <= letters[i + 1]) {
                return true;
            }
        }
        return false;
    }

    Set<String> stopWords() {
        return stopWords;
    }
}
