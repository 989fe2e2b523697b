package olmoe.filters.extract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/// What a page says of itself in JSON-LD, by the names of schema.org. The first statement of each kind counts; a
/// script that is no JSON says nothing.
final class LinkedData {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    /// Scripts beyond are left, and in each nodes beyond.
    private static final int MOST_CHARACTERS = 1 << 20;

    private static final int MOST_NODES = 20_000;
    private static final Set<String> TOLD_OF = Set.of(
            "mainEntityOfPage",
            "publisher",
            "image",
            "logo",
            "itemListElement",
            "review",
            "comment",
            "author",
            "isPartOf",
            "potentialAction",
            "breadcrumb");

    private final Set<String> types = new TreeSet<>();
    private int charactersLeft = MOST_CHARACTERS;
    private String headline = "";
    private String published = "";
    private String author = "";
    private String description = "";
    private String body = "";

    void read(String script) {
        charactersLeft -= script.length();
        if (charactersLeft < 0) {
            return;
        }
        JsonNode root;
        try (JsonParser parser = JSON.createParser(script)) {
            root = JSON.readTree(parser);
        } catch (JsonProcessingException e) {
            return;
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a string was read", e);
        }
        if (root != null) {
            walk(root);
        }
    }

    private void walk(JsonNode root) {
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(root);
        for (int nodes = 0; !open.isEmpty() && nodes < MOST_NODES; nodes++) {
            JsonNode node = open.poll();
            if (node.isArray()) {
                node.forEach(open::add);
            } else if (node.isObject()) {
                thing(node);
                for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
                    String name = names.next();
                    JsonNode value = node.get(name);
                    if (value.isContainerNode() && !TOLD_OF.contains(name)) {
                        open.add(value);
                    }
                }
            }
        }
    }

    private void thing(JsonNode node) {
        JsonNode type = node.path("@type");
        if (type.isTextual()) {
            types.add(type.textValue());
        } else {
            type.forEach(one -> types.add(one.asText()));
        }
        headline = first(headline, node.path("headline"));
        published = first(published, node.path("datePublished"));
        description = first(description, node.path("description"));
        if (author.isEmpty()) {
            author = names(node.path("author"));
        }
        String text = first("", node.path("articleBody"));
        if (text.length() > body.length()) {
            body = text;
        }
    }

    private static String first(String before, JsonNode value) {
        return before.isEmpty() && value.isTextual() ? value.textValue().trim() : before;
    }

    /// Of one author or of several, with a comma and a space between.
    private static String names(JsonNode author) {
        if (author.isTextual()) {
            return author.textValue().trim();
        }
        if (author.isObject()) {
            return author.path("name").asText("").trim();
        }
        StringBuilder names = new StringBuilder();
        for (JsonNode one : author) {
            String name = one.isTextual()
                    ? one.textValue().trim()
                    : one.path("name").asText("").trim();
            if (!name.isEmpty()) {
                names.append(names.length() > 0 ? ", " : "").append(name);
            }
        }
        return names.toString();
    }

    Set<String> types() {
        return types;
    }

    String headline() {
        return headline;
    }

    String published() {
        return published;
    }

    String author() {
        return author;
    }

    String description() {
        return description;
    }

    String body() {
        return body;
    }
}
