package olmoe.filters.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import olmoe.filters.Resource;
import olmoe.filters.Settings;
import olmoe.tokenizer.text.CodePoints;

/// One entry a line of a file in UTF-8, as the systems write their lists: nothing is trimmed or left out
/// but empty lines.
public record WordList(List<String> words) {

    public WordList {
        words = List.copyOf(words);
    }

    /// A list that the user names, or the one of that name beside a class.
    public static WordList of(Optional<Resource> resource, Class<?> place, String name) {
        return resource.map(WordList::of).orElseGet(() -> builtin(place, name));
    }

    /// The list that the user must name.
    public static WordList required(String key, Settings settings) {
        return of(settings.resource(key)
                .orElseThrow(() -> settings.refused(key + ": expected a file with one entry a line, found none")));
    }

    public static WordList of(Resource resource) {
        return resource.shared(WordList.class, WordList::read);
    }

    public static WordList builtin(Class<?> place, String name) {
        try (InputStream in = place.getResourceAsStream(name)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public WordList lowerCase() {
        return new WordList(words.stream().map(CodePoints.unicode14()::lower).toList());
    }

    private static WordList read(InputStream in) throws IOException {
        List<String> words = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    words.add(line);
                }
            }
        } catch (CharacterCodingException e) {
            throw new IOException("expected UTF-8, found other bytes after line " + words.size(), e);
        }
        if (words.isEmpty()) {
            throw new IOException("expected one entry a line, found none");
        }
        return new WordList(words);
    }
}
