package olmoe.filters.rule.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.rule.WordList;
import olmoe.tokenizer.text.CodePoints;

/// What a document's metadata say of the file that it was, by the names of The Stack: `lang`, `ext`,
/// `max_stars_count` and `path`.
final class CodeFile {
    /// Languages by the endings of dolma (allenai/dolma at 669f534, data/ext_to_lang_mapping.json).
    private static final Map<String, String> LANGUAGES = languages();

    private final Document document;

    private CodeFile(Document document) {
        this.document = document;
    }

    static CodeFile of(Document document) {
        return new CodeFile(document);
    }

    /// The ending without its dot, empty where there is none.
    String extension() {
        return document.metadataField("ext").asText("");
    }

    String path() {
        return document.metadataField("path").asText("");
    }

    /// As bigcode's tables write it: `lang` in lower case with hyphens, or what dolma knows of `ext`; empty where
    /// neither says.
    String language() {
        String language = CodePoints.unicode14()
                .lower(document.metadataField("lang").asText(""))
                .replace(' ', '-');
        return switch (language) {
            case "" -> languageOfExtension();
            case "c#" -> "c-sharp";
            case "f#" -> "f-sharp";
            default -> language;
        };
    }

    /// What dolma knows of `ext`, empty for others.
    String languageOfExtension() {
        return LANGUAGES.getOrDefault(extension(), "");
    }

    /// 0 where there is no number, whether written as a number or as a text.
    double stars() {
        JsonNode stars = document.metadataField("max_stars_count");
        try {
            return stars.isTextual() ? Double.parseDouble(stars.textValue()) : stars.asDouble(0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Map<String, String> languages() {
        Map<String, String> languages = new HashMap<>();
        for (String line : WordList.builtin(CodeFile.class, "extensions.txt").words()) {
            int tab = line.indexOf('\t');
            languages.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return languages;
    }
}
