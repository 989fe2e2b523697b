package olmoe.release.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.tokenizer.cli.ConfigurationException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// YAML, and JSON with it, to values that know their lines. A key given twice, an alias, a tag and a second
/// document are refused.
final class RecipeParser {

    private final String file;
    private final YAMLParser parser;

    private RecipeParser(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static Value parse(String file, String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            RecipeParser self = new RecipeParser(file, parser);
            if (parser.nextToken() == null) {
                throw new ConfigurationException(file + ":1: expected a recipe, found nothing");
            }
            Value value = self.value("");
            if (parser.nextToken() != null) {
                throw new ConfigurationException(file + ":" + self.line() + ": expected one document, found another");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(file + ":" + problem(e), e);
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be read", e);
        }
    }

    /// Line and problem; Jackson keeps the cause, which knows both apart from their context.
    private static String problem(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException cause && cause.getProblemMark() != null) {
            return (cause.getProblemMark().getLine() + 1) + ": not YAML: " + cause.getProblem();
        }
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        return line + ": not YAML: " + e.getOriginalMessage().replace('\n', ' ');
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private Value value(String path) throws IOException {
        int line = line();
        if (parser.isCurrentAlias()) {
            throw new ConfigurationException(file + ":" + line + ": " + path + ": expected a value, found an alias");
        }
        if (parser.getTypeId() != null) {
            throw new ConfigurationException(
                    file + ":" + line + ": " + path + ": expected a value, found a tag, " + parser.getTypeId());
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return Value.map(file, line, path, map(path));
        }
        if (token == JsonToken.START_ARRAY) {
            List<Value> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(path + "[" + items.size() + "]"));
            }
            return Value.list(file, line, path, items);
        }
        return Value.scalar(file, line, path, scalar(token));
    }

    private Map<String, Value> map(String path) throws IOException {
        Map<String, Value> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int line = line();
            String key = parser.currentName();
            String inner = path.isEmpty() ? key : path + "." + key;
            parser.nextToken();
            Value value = value(inner);
            Value before = map.put(key, value);
            if (before != null) {
                throw new ConfigurationException(
                        file + ":" + line + ": " + inner + ": the key is given twice, first at " + before.place());
            }
        }
        return map;
    }

    private JsonNode scalar(JsonToken token) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (token) {
            case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> nodes.nullNode();
            case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
            default -> nodes.textNode(parser.getText());
        };
    }
}
