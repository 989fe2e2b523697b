package olmoe.release.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;

/// What no program can know about a release and somebody must say: who answers for it, why it was made, on
/// what terms. One YAML file; a key without a text is blank.
///
/// @param stated by dotted key, such as `provider.name`; blanks are left out
public record Facts(SortedMap<String, String> stated) {

    private static final Map<String, String> QUESTIONS = questions();

    private static Map<String, String> questions() {
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("provider.name", "who releases this");
        questions.put("provider.contact", "an address at which they answer");
        questions.put("provider.country", "where they are established");
        questions.put("publication.date", "the day of publication, as 2026-01-31");
        questions.put("publication.url", "the address at which it is published");
        questions.put("license", "SPDX identifier under which the whole is offered");
        questions.put("purpose", "why it was made");
        questions.put("intended-use", "what it is meant for, and what not");
        questions.put("collection.from", "the first day of collection, as 2026-01-31");
        questions.put("collection.to", "the last day of collection");
        questions.put("collection.crawler", "name and behaviour of the crawler, or none");
        questions.put("rights.policy", "how reservations of rights were respected");
        questions.put("rights.contact", "an address for requests of removal");
        questions.put("licensed-data", "data got by contract, or none");
        questions.put("user-data", "data of users of a service, or none");
        questions.put("synthetic-data", "data made by models, and by which, or none");
        questions.put("illegal-content", "what was done against it");
        questions.put("personal-data", "what was done about it");
        questions.put("maintenance", "who mends it, until when");
        return questions;
    }

    public Facts {
        stated = Collections.unmodifiableSortedMap(new TreeMap<>(stated));
    }

    /// Every key that is asked for, with what it asks.
    public static Map<String, String> asked() {
        return Collections.unmodifiableMap(QUESTIONS);
    }

    /// What nobody said anything about.
    public static Facts none() {
        return new Facts(Collections.emptySortedMap());
    }

    /// @throws ConfigurationException for a key that is not asked for, with its line
    public static Facts read(Path file) {
        try {
            return parse(
                    Files.readString(file, StandardCharsets.UTF_8),
                    file.getFileName().toString());
        } catch (IOException e) {
            throw new ConfigurationException(file + ": expected the facts of a release, found no file", e);
        }
    }

    static Facts parse(String text, String name) {
        SortedMap<String, String> stated = new TreeMap<>();
        collect(RecipeParser.parse(name, text).section(), "", stated);
        return new Facts(stated);
    }

    private static void collect(Section section, String prefix, SortedMap<String, String> stated) {
        for (String key : section.keys()) {
            String full = prefix + key;
            Value value = section.get(key);
            if (QUESTIONS.containsKey(full)) {
                String text = value.json().asText();
                if (!value.isScalar()) {
                    throw value.expected("a text");
                }
                if (!value.json().isNull() && !text.isBlank()) {
                    stated.put(full, text.trim());
                }
            } else if (QUESTIONS.keySet().stream().anyMatch(asked -> asked.startsWith(full + "."))) {
                collect(value.section(), full + ".", stated);
            } else {
                throw value.mistake("unknown fact" + Section.didYouMean(full, QUESTIONS.keySet()));
            }
        }
    }

    /// Keys that are asked for and not answered, in the order in which they are asked.
    public List<String> blanks() {
        return QUESTIONS.keySet().stream()
                .filter(key -> !stated.containsKey(key))
                .toList();
    }

    /// The answers, and the blanks as null.
    public ObjectNode json() {
        ObjectNode json = CanonicalJson.object();
        QUESTIONS.keySet().forEach(key -> json.put(key, stated.get(key)));
        return json;
    }
}
