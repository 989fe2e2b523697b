package olmoe.release.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.tokenizer.cli.CheckException;

/// A place in a measured JSON document. What is not there, or not of the type asked for, is a
/// [CheckException] that names the document and the JSON pointer (RFC 6901); nothing is filled in.
public final class Figures {
    private final String place;
    private final JsonNode node;

    private Figures(String place, JsonNode node) {
        this.place = place;
        this.node = node;
    }

    /// The root of a document. `document` is its file name, for messages.
    public static Figures of(String document, JsonNode root) {
        return new Figures(document + "#", root);
    }

    /// The member `key`, which must be there and not null.
    public Figures at(String key) {
        return find(key).orElseThrow(() -> new CheckException(pointer(key) + ": expected a figure, found nothing"));
    }

    /// The member `key`, or nothing if it is absent or null.
    public Optional<Figures> find(String key) {
        JsonNode child = node.get(key);
        return child == null || child.isNull() ? Optional.empty() : Optional.of(new Figures(pointer(key), child));
    }

    /// A whole number of things, zero or more.
    public long count() {
        if (!node.canConvertToLong() || !node.isIntegralNumber() || node.longValue() < 0) {
            throw expected("a whole number from zero on");
        }
        return node.longValue();
    }

    /// A finite number.
    public double number() {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw expected("a finite number");
        }
        return node.doubleValue();
    }

    /// A text that is not blank.
    public String text() {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw expected("a text");
        }
        return node.textValue();
    }

    public boolean flag() {
        if (!node.isBoolean()) {
            throw expected("true or false");
        }
        return node.booleanValue();
    }

    /// The elements of an array, in their order.
    public List<Figures> elements() {
        if (!node.isArray()) {
            throw expected("an array");
        }
        List<Figures> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Figures(pointer(Integer.toString(i)), node.get(i)));
        }
        return elements;
    }

    /// The members of an object by name.
    public SortedMap<String, Figures> members() {
        if (!node.isObject()) {
            throw expected("an object");
        }
        TreeMap<String, Figures> members = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            members.put(member.getKey(), new Figures(pointer(member.getKey()), member.getValue()));
        }
        return members;
    }

    /// The place itself, for what prints JSON as it is.
    public JsonNode node() {
        return node;
    }

    public CheckException expected(String what) {
        String found = node.toString();
        return new CheckException(place + ": expected " + what + ", found "
                + (found.length() > 80 ? found.substring(0, 80) + "…" : found));
    }

    private String pointer(String key) {
        return place + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public String toString() {
        return place;
    }
}
