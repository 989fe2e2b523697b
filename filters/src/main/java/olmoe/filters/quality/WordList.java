package olmoe.filters.quality;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import olmoe.tokenizer.text.CodePoints;

/// Words and phrases of a file, one a line, compared in lower case; empty lines and those that begin with
/// `#` count as none.
public final class WordList {
    private final Set<String> entries = new HashSet<>();
    private int longest;

    private WordList() {}

    /// @throws IOException where the file is not UTF-8 or names no word
    public static WordList read(InputStream in) throws IOException {
        WordList list = new WordList();
        byte[] bytes = in.readAllBytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            throw new IOException("expected UTF-8");
        }
        for (String line : text.split("\r?\n", -1)) {
            String entry =
                    String.join(" ", CodePoints.unicode16().lower(line).trim().split("[ \t]+", -1));
            if (!entry.isEmpty() && entry.charAt(0) != '#') {
                list.entries.add(entry);
                list.longest = Math.max(list.longest, entry.split(" ", -1).length);
            }
        }
        if (list.entries.isEmpty()) {
            throw new IOException("expected words, a line each, found none");
        }
        return list;
    }

    boolean has(String words) {
        return entries.contains(words);
    }

    /// Words in the longest phrase.
    int longest() {
        return longest;
    }
}
