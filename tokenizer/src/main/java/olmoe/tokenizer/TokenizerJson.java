package olmoe.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import olmoe.tokenizer.Tokenizer.Added;
import olmoe.tokenizer.Tokenizer.Parts;
import olmoe.tokenizer.cli.ConfigurationException;

/// Reads Hugging Face's `tokenizer.json`, as far as it describes byte-level BPE; anything else is refused
/// with its key, never passed over.
final class TokenizerJson {
    private final Path file;
    private final JsonParser json;

    private final Object2IntOpenHashMap<String> vocabulary = new Object2IntOpenHashMap<>();
    private boolean vocabularySeen;
    private final List<String> mergeSides = new ArrayList<>(); // left and right by turns
    private final IntArrayList mergeLines = new IntArrayList();
    private final List<Added> added = new ArrayList<>();
    private final IntArrayList addedLines = new IntArrayList();
    private boolean nfc;
    private boolean byteLevel;

    private TokenizerJson(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
        vocabulary.defaultReturnValue(-1);
    }

    static Tokenizer read(Path file) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + ": expected a tokenizer.json, found no file");
        }
        try (JsonParser json = factory.createParser(Files.readAllBytes(file))) {
            return new TokenizerJson(file, json).read();
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    file + ":" + e.getLocation().getLineNr() + ": not JSON to its end: " + e.getOriginalMessage(), e);
        }
    }

    private Tokenizer read() throws IOException {
        json.nextToken();
        readObject("tokenizer", this::readTop);
        if (json.nextToken() != null) {
            throw refuse("after the end", "nothing", json.getText());
        }
        if (!vocabularySeen) {
            throw refuse("model.vocab", "a vocabulary", "none");
        }
        if (!byteLevel) {
            throw refuse("pre_tokenizer", "ByteLevel", "none");
        }
        return build();
    }

    private void readTop(String key) throws IOException {
        switch (key) {
            case "version" -> expectString(key, "1.0");
            case "truncation", "padding" -> expectNull(key);
            case "added_tokens" -> readArray(key, this::readAdded);
            case "normalizer" -> readComponent(key, "NFC", () -> nfc = true);
            case "pre_tokenizer" -> readComponent(key, "ByteLevel", () -> byteLevel = true);
            case "post_processor", "decoder" -> readComponent(key, "ByteLevel", () -> {});
            case "model" -> readObject(key, this::readModel);
            default -> throw refuse(key, "a known key", "it");
        }
    }

    private void readModel(String key) throws IOException {
        String path = "model." + key;
        switch (key) {
            case "type" -> expectString(path, "BPE");
            case "dropout", "unk_token" -> expectNull(path);
            case "continuing_subword_prefix", "end_of_word_suffix" -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    expectString(path, "");
                }
            }
            case "fuse_unk", "byte_fallback", "ignore_merges" -> expectFalse(path);
            case "vocab" -> {
                vocabularySeen = true;
                readFields(path, this::readVocabularyEntry);
            }
            case "merges" -> readArray(path, this::readMerge);
            default -> throw refuse(path, "a known key", "it");
        }
    }

    /// Null, or an object of the one supported type.
    private void readComponent(String key, String type, Runnable present) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        boolean[] typed = {false};
        readObject(key, field -> {
            String path = key + "." + field;
            switch (field) {
                case "type" -> {
                    expectString(path, type);
                    typed[0] = true;
                }
                case "add_prefix_space" -> {
                    if (key.equals("pre_tokenizer")) {
                        expectFalse(path);
                    } else {
                        expectBoolean(path); // says nothing about ids
                    }
                }
                case "use_regex" -> {
                    if (key.equals("pre_tokenizer") && !expectBoolean(path)) {
                        throw refuse(path, "true", "false");
                    }
                }
                case "trim_offsets" -> expectBoolean(path);
                default -> throw refuse(path, "a known key", "it");
            }
        });
        if (!typed[0]) {
            throw refuse(key + ".type", type, "none");
        }
        present.run();
    }

    private void readVocabularyEntry(String token) throws IOException {
        int id = expectId("model.vocab", token);
        if (vocabulary.put(token, id) >= 0) {
            throw refuse("model.vocab." + token, "it once", "it again");
        }
    }

    private void readMerge(String path) throws IOException {
        mergeLines.add(json.currentLocation().getLineNr());
        if (json.currentToken() == JsonToken.START_ARRAY) {
            for (int side = 0; side < 2; side++) {
                json.nextToken();
                mergeSides.add(expectString(path));
            }
            if (json.nextToken() != JsonToken.END_ARRAY) {
                throw refuse(path, "two tokens", "more");
            }
            return;
        }
        String merge = expectString(path);
        int space = merge.indexOf(' ');
        if (space < 1 || space == merge.length() - 1 || merge.indexOf(' ', space + 1) >= 0) {
            throw refuse(path, "two tokens with a space between", merge);
        }
        mergeSides.add(merge.substring(0, space));
        mergeSides.add(merge.substring(space + 1));
    }

    private void readAdded(String path) throws IOException {
        int[] id = {-1};
        String[] content = {null};
        boolean[] flags = new boolean[2];
        readObject(path, field -> {
            String key = path + "." + field;
            switch (field) {
                case "id" -> id[0] = expectId(path, field);
                case "content" -> content[0] = expectString(key);
                case "normalized" -> flags[0] = expectBoolean(key);
                case "special" -> flags[1] = expectBoolean(key);
                case "single_word", "lstrip", "rstrip" -> expectFalse(key);
                default -> throw refuse(key, "a known key", "it");
            }
        });
        if (id[0] < 0 || content[0] == null || content[0].isEmpty()) {
            throw refuse(path, "an id and a content", "less");
        }
        added.add(new Added(id[0], content[0], flags[0], flags[1]));
        addedLines.add(json.currentLocation().getLineNr());
    }

    private Tokenizer build() {
        int size = vocabulary.size();
        Set<String> contents = new HashSet<>();
        for (int i = 0; i < added.size(); i++) {
            Added token = added.get(i);
            String path = "added_tokens[" + i + "]";
            if (!contents.add(token.content())) {
                throw refuse(addedLines.getInt(i), path, "a content of its own", "a second " + token.content());
            }
            int inVocabulary = vocabulary.getInt(token.content());
            if (inVocabulary >= 0 && inVocabulary != token.id()) {
                throw refuse(addedLines.getInt(i), path + ".id", inVocabulary + " as in model.vocab", token.id());
            }
            size += inVocabulary >= 0 ? 0 : 1;
        }
        String[] tokens = new String[size];
        vocabulary.object2IntEntrySet().fastForEach(entry -> place(tokens, entry.getIntValue(), entry.getKey()));
        for (Added token : added) {
            if (vocabulary.getInt(token.content()) < 0) {
                place(tokens, token.id(), token.content());
            }
        }
        return new Tokenizer(new Parts(Arrays.asList(tokens), merges(), List.copyOf(added), nfc), byteIds());
    }

    /// As many ids as places: one outside or a second one for a place leaves a hole.
    private void place(String[] tokens, int id, String token) {
        if (id >= tokens.length) {
            throw new ConfigurationException(file + ": vocabulary: expected ids 0.." + (tokens.length - 1)
                    + " without holes, found " + id + " for " + token);
        }
        if (tokens[id] != null) {
            throw new ConfigurationException(
                    file + ": vocabulary: expected one token for id " + id + ", found " + inOrder(tokens[id], token));
        }
        tokens[id] = token;
    }

    private static String inOrder(String a, String b) {
        return a.compareTo(b) < 0 ? a + " and " + b : b + " and " + a;
    }

    private List<int[]> merges() {
        List<int[]> merges = new ArrayList<>(mergeLines.size());
        LongOpenHashSet seen = new LongOpenHashSet(mergeLines.size());
        for (int rank = 0; rank < mergeLines.size(); rank++) {
            String left = mergeSides.get(2 * rank);
            String right = mergeSides.get(2 * rank + 1);
            int[] merge = {
                mergeId(rank, left), mergeId(rank, right), mergeId(rank, left + right),
            };
            if (!seen.add((long) merge[0] << 32 | merge[1])) {
                throw refuse(mergeLines.getInt(rank), "model.merges[" + rank + "]", "a pair once", left + " " + right);
            }
            merges.add(merge);
        }
        return merges;
    }

    private int mergeId(int rank, String token) {
        int id = vocabulary.getInt(token);
        if (id < 0) {
            throw refuse(mergeLines.getInt(rank), "model.merges[" + rank + "]", "tokens of the vocabulary", token);
        }
        return id;
    }

    private int[] byteIds() {
        int[] ids = new int[256];
        for (int b = 0; b < 256; b++) {
            String token = String.valueOf(ByteAlphabet.character(b));
            ids[b] = vocabulary.getInt(token);
            boolean inUtf8 = b != 0xC0 && b != 0xC1 && b < 0xF5;
            if (ids[b] < 0 && inUtf8) {
                throw new ConfigurationException(
                        file + ": model.vocab: expected a token for every byte of UTF-8, found none for " + token);
            }
        }
        return ids;
    }

    private interface Reading {
        void of(String keyOrPath) throws IOException;
    }

    private void readObject(String path, Reading field) throws IOException {
        Set<String> seen = new HashSet<>();
        readFields(path, name -> {
            if (!seen.add(name)) {
                throw refuse(path + "." + name, "it once", "it again");
            }
            field.of(name);
        });
    }

    private void readFields(String path, Reading field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw refuse(path, "an object", describe());
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            field.of(name);
        }
    }

    private void readArray(String path, Reading element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refuse(path, "an array", describe());
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            element.of(path + "[" + i + "]");
        }
    }

    private String expectString(String path) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw refuse(path, "a string", describe());
        }
        return json.getText();
    }

    private void expectString(String path, String expected) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING || !json.getText().equals(expected)) {
            throw refuse(path, expected.isEmpty() ? "null or nothing" : expected, describe());
        }
    }

    private void expectNull(String path) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            throw refuse(path, "null", describe());
        }
    }

    private boolean expectBoolean(String path) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_TRUE && json.currentToken() != JsonToken.VALUE_FALSE) {
            throw refuse(path, "true or false", describe());
        }
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    private void expectFalse(String path) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_FALSE) {
            throw refuse(path, "false", describe());
        }
    }

    private int expectId(String path, String key) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() != JsonParser.NumberType.INT
                || json.getIntValue() < 0) {
            throw refuse(path + "." + key, "an id", describe());
        }
        return json.getIntValue();
    }

    private String describe() throws IOException {
        if (json.currentToken() == null) {
            return "the end of the file";
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> json.getText();
        };
    }

    private ConfigurationException refuse(String path, String expected, String found) {
        return refuse(json.currentLocation().getLineNr(), path, expected, found);
    }

    private ConfigurationException refuse(int line, String path, String expected, Object found) {
        return new ConfigurationException(
                file + ":" + line + ": " + path + ": expected " + expected + ", found " + found);
    }
}
