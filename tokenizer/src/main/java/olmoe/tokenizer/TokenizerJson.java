package olmoe.tokenizer;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import olmoe.tokenizer.json.JsonNode;
import olmoe.tokenizer.json.JsonReader;

/// Reads Hugging Face's `tokenizer.json`, as far as it describes BPE over bytes; anything else is refused
/// with its key, never passed over.
final class TokenizerJson {
    private static final int MERGE = 3; // ids of a merge

    /// They are looked for by a table of 1 kB a character.
    private static final int MOST_ADDED = 1 << 17;

    private final String file; // its name
    private final byte[] bytes;
    private final int length;
    private final JsonReader json = new JsonReader();
    private String path = "tokenizer"; // what is read, for messages

    private Vocabulary vocabulary; // null before it is met
    private int vocabularyOffset;
    private int[] merges = new int[MERGE << 10];
    private int mergeCount;
    private final IntArrayList early = new IntArrayList(); // where merges stand that came before the vocabulary
    private final List<Added> added = new ArrayList<>();
    private final IntArrayList addedOffsets = new IntArrayList();
    private long addedLength;
    private final ComponentReader components = new ComponentReader(this::refuse);
    private boolean ignoreMerges;
    private boolean byteFallback;

    private TokenizerJson(String file, byte[] json) {
        this.file = file;
        this.length = json.length;
        this.bytes = Arrays.copyOf(json, length + JsonReader.SLACK);
    }

    static Tokenizer read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + ": expected a tokenizer.json, found no file");
        }
        if (Files.size(file) > Integer.MAX_VALUE - (1 << 10)) {
            throw new ConfigurationException(
                    file + ": expected a tokenizer.json below 2 GiB, found " + Files.size(file) + " bytes");
        }
        return parse(Files.readAllBytes(file), file.toString());
    }

    static Tokenizer parse(byte[] json, String name) {
        return new TokenizerJson(name, json).read(json);
    }

    private Tokenizer read(byte[] asRead) {
        try {
            json.reset(bytes, 0, length);
            readObject("", this::readTop);
            if (json.peek() >= 0) {
                path = "after the end";
                throw json.refuse("nothing");
            }
        } catch (JsonReader.Malformed e) {
            throw new ConfigurationException(file + ":" + line(e.offset()) + ": " + path + ": " + e.getMessage(), e);
        }
        if (vocabulary == null) {
            throw refuse(length, "model.vocab", "a vocabulary", "none");
        }
        return build(asRead);
    }

    private void readTop(String key) {
        switch (key) {
            case "version" -> expect(key, "1.0");
            case "truncation", "padding" -> json.readNull();
            case "added_tokens" -> {
                json.beginArray();
                for (int i = 0; json.nextElement(); i++) {
                    readAdded("added_tokens[" + i + "]");
                }
            }
            case "normalizer" -> components.normalizer(JsonNode.read(json));
            case "pre_tokenizer" -> components.preTokenizer(JsonNode.read(json));
            case "post_processor" -> components.postProcessor(JsonNode.read(json));
            case "decoder" -> components.decoder(JsonNode.read(json));
            case "model" -> readObject("model.", this::readModel);
            default -> throw refuse(json.offset(), key, "a known key", "it");
        }
    }

    private void readModel(String key) {
        switch (key) {
            case "type" -> expect(path, "BPE");
            case "dropout" -> json.readNull(); // a setting of the encoder here
            case "unk_token" -> {
                if (json.peek() != 'n') {
                    json.readString(); // never met: every byte has a token
                } else {
                    json.readNull();
                }
            }
            case "continuing_subword_prefix", "end_of_word_suffix" -> {
                if (json.peek() != 'n') {
                    expect(path, "");
                } else {
                    json.readNull();
                }
            }
            case "fuse_unk" -> json.readBoolean();
            case "byte_fallback" -> byteFallback = json.readBoolean();
            case "ignore_merges" -> ignoreMerges = json.readBoolean();
            case "vocab" -> readVocabulary();
            case "merges" -> readMerges();
            default -> throw refuse(json.offset(), path, "a known key", "it");
        }
    }

    private void readVocabulary() {
        vocabulary = new Vocabulary(length / 4);
        vocabularyOffset = json.offset();
        json.beginObject();
        byte[] token = new byte[1 << 8];
        while (json.nextField()) {
            int size = json.textLength();
            if (token.length < size + JsonReader.SLACK) {
                token = new byte[2 * size + JsonReader.SLACK];
            }
            System.arraycopy(json.textBytes(), 0, token, 0, size);
            int at = json.offset();
            long id = json.peek() == '-' || json.peek() >= '0' && json.peek() <= '9' ? json.readLong() : -1;
            if (id < 0 || id >= Vocabulary.LIMIT) {
                JsonReader again = new JsonReader();
                again.reset(bytes, at, length);
                throw refuse(
                        at, "model.vocab." + text(token, size), "an id below " + Vocabulary.LIMIT, again.describe());
            }
            if (!vocabulary.add(token, size, (int) id)) {
                throw refuse(at, "model.vocab." + text(token, size), "it once", "it again");
            }
        }
        JsonReader merge = new JsonReader();
        for (int i = 0; i < early.size(); i++) {
            merge.reset(bytes, early.getInt(i), length);
            readMerge(merge);
        }
    }

    private static String text(byte[] token, int size) {
        return new String(token, 0, size, StandardCharsets.UTF_8);
    }

    private void readMerges() {
        json.beginArray();
        while (json.nextElement()) {
            if (vocabulary == null) {
                early.add(json.offset());
                json.skipValue();
            } else {
                readMerge(json);
            }
        }
    }

    private void readMerge(JsonReader from) {
        int at = from.offset();
        int left;
        int split;
        if (from.peek() == '[') {
            from.beginArray();
            expectMember(from, from.nextElement());
            from.readString();
            left = mergeId(at, from, 0, from.textLength());
            byte[] first = Arrays.copyOf(from.textBytes(), from.textLength());
            expectMember(from, from.nextElement());
            from.readString();
            split = first.length;
            // both, one after the other, as the older form has them
            int right = from.textLength();
            int rightId = mergeId(at, from, 0, right);
            byte[] both = Arrays.copyOf(first, split + right + JsonReader.SLACK);
            System.arraycopy(from.textBytes(), 0, both, split, right);
            if (from.nextElement()) {
                throw refuse(at, mergePath(), "two tokens", "more");
            }
            if (split == 0 || right == 0) {
                throw refuse(at, mergePath(), "two tokens of one character or more", "an empty one");
            }
            addMerge(at, left, rightId, both, split + right);
            return;
        }
        from.readString();
        byte[] text = from.textBytes();
        int size = from.textLength();
        split = 0;
        while (split < size && text[split] != ' ') {
            split++;
        }
        boolean two = split > 0 && split < size - 1;
        for (int i = split + 1; i < size; i++) {
            two &= text[i] != ' ';
        }
        if (!two) {
            throw refuse(at, mergePath(), "two tokens with a space between", from.text());
        }
        left = mergeId(at, from, 0, split);
        int right = mergeId(at, from, split + 1, size - split - 1);
        System.arraycopy(text, split + 1, text, split, size - split - 1);
        addMerge(at, left, right, text, size - 1);
    }

    private void expectMember(JsonReader from, boolean member) {
        if (!member) {
            throw refuse(from.offset(), mergePath(), "two tokens", "less");
        }
    }

    private void addMerge(int at, int left, int right, byte[] both, int size) {
        int result = vocabulary.id(both, 0, size);
        if (result < 0) {
            throw refuse(at, mergePath(), "tokens of the vocabulary", text(both, size));
        }
        if (mergeCount == BytePairs.MOST) {
            throw refuse(at, mergePath(), "at most " + BytePairs.MOST + " merges", "more");
        }
        if (mergeCount * MERGE == merges.length) {
            merges = Arrays.copyOf(merges, 2 * merges.length);
        }
        merges[MERGE * mergeCount] = left;
        merges[MERGE * mergeCount + 1] = right;
        merges[MERGE * mergeCount + 2] = result;
        mergeCount++;
    }

    private int mergeId(int at, JsonReader from, int start, int size) {
        int id = vocabulary.id(from.textBytes(), start, size);
        if (id < 0) {
            throw refuse(
                    at,
                    mergePath(),
                    "tokens of the vocabulary",
                    new String(from.textBytes(), start, size, StandardCharsets.UTF_8));
        }
        return id;
    }

    private String mergePath() {
        return "model.merges[" + mergeCount + "]";
    }

    private void readAdded(String token) {
        int at = json.offset();
        long[] id = {-1};
        String[] content = {null};
        boolean[] flags = new boolean[2];
        readObject(token + ".", field -> {
            switch (field) {
                case "id" -> id[0] = json.readLong();
                case "content" -> {
                    json.readString();
                    content[0] = json.text();
                }
                case "normalized" -> flags[0] = json.readBoolean();
                case "special" -> flags[1] = json.readBoolean();
                case "single_word", "lstrip", "rstrip" -> {
                    if (json.readBoolean()) {
                        throw refuse(json.offset(), path, "false", "true");
                    }
                }
                default -> throw refuse(json.offset(), path, "a known key", "it");
            }
        });
        if (id[0] < 0 || id[0] >= Vocabulary.LIMIT || content[0] == null || content[0].isEmpty()) {
            throw refuse(json.offset(), token, "an id below " + Vocabulary.LIMIT + " and a content", "less");
        }
        addedLength += content[0].length();
        if (addedLength > MOST_ADDED) {
            throw refuse(at, token, "added tokens of at most " + MOST_ADDED + " characters in all", "more");
        }
        added.add(new Added((int) id[0], content[0], flags[0], flags[1]));
        addedOffsets.add(at);
    }

    private Tokenizer build(byte[] asRead) {
        Set<String> contents = new HashSet<>();
        int inModel = vocabulary.size();
        for (int i = 0; i < added.size(); i++) {
            Added token = added.get(i);
            String where = "added_tokens[" + i + "]";
            if (!contents.add(token.content())) {
                throw refuse(addedOffsets.getInt(i), where, "a content of its own", "a second " + token.content());
            }
            int known = vocabulary.id(token.content());
            if (known >= 0 && known != token.id()) {
                throw refuse(addedOffsets.getInt(i), where + ".id", known + " as in model.vocab", token.id());
            }
            if (known < 0) {
                byte[] utf8 = token.content().getBytes(StandardCharsets.UTF_8);
                vocabulary.add(Arrays.copyOf(utf8, utf8.length + JsonReader.SLACK), utf8.length, token.id());
            }
        }
        checkIds();
        vocabulary.index();
        int[] triples = Arrays.copyOf(merges, MERGE * mergeCount);
        int[] results = new int[mergeCount];
        for (int rank = 0; rank < mergeCount; rank++) {
            results[rank] = triples[MERGE * rank + 2];
        }
        BytePairs pairs = new BytePairs(results, mergeCount);
        for (int rank = 0; rank < mergeCount; rank++) {
            int left = triples[MERGE * rank];
            int right = triples[MERGE * rank + 1];
            if (!pairs.add(left, right, rank)) {
                throw refuse(
                        offset("merges", rank),
                        "model.merges[" + rank + "]",
                        "a pair once",
                        vocabulary.token(left) + " " + vocabulary.token(right));
            }
        }
        TextRules rules = components.rules(byteFallback, ignoreMerges);
        Symbols symbols = rules.byteLevel()
                ? new Symbols.Bytes(ByteAlphabet.ids(vocabulary, this::refuseBytes))
                : new Symbols.Characters(vocabulary, fallbackIds());
        return new Tokenizer(new Parts(vocabulary, triples, List.copyOf(added), rules), symbols, pairs, asRead);
    }

    /// As many ids as tokens: one outside or a second one for a token leaves a hole.
    private void checkIds() {
        int size = vocabulary.size();
        int[] entries = new int[size];
        Arrays.fill(entries, -1);
        for (int entry = 0; entry < size; entry++) {
            int id = vocabulary.idAt(entry);
            if (id >= size) {
                throw refuseId(entry, "ids 0.." + (size - 1) + " without holes", id);
            }
            if (entries[id] >= 0) {
                throw refuseId(entry, "an id of its own", id + " as for " + vocabulary.tokenAt(entries[id]));
            }
            entries[id] = entry;
        }
    }

    private ConfigurationException refuseId(int entry, String expected, Object found) {
        String token = vocabulary.tokenAt(entry);
        int offset = offset("vocab", entry);
        if (offset >= 0) {
            return refuse(offset, "model.vocab." + token, expected, found);
        }
        int i = 0;
        while (!added.get(i).content().equals(token)) {
            i++;
        }
        return refuse(addedOffsets.getInt(i), "added_tokens[" + i + "].id", expected, found);
    }

    private ConfigurationException refuseBytes(String expected, String found) {
        return refuse(vocabularyOffset, "model.vocab", expected, found);
    }

    private int[] fallbackIds() {
        int[] ids = new int[256];
        for (int b = 0; b < 256; b++) {
            String token = "<0x" + Character.forDigit(b >> 4, 16) + Character.forDigit(b & 15, 16) + ">";
            token = token.toUpperCase(java.util.Locale.ROOT).replace('X', 'x');
            ids[b] = vocabulary.id(token);
            if (ids[b] < 0) {
                throw refuseBytes("a token for every byte", "none for " + token);
            }
        }
        return ids;
    }

    /// Where a member of the model's vocabulary or merges stands, read again for a message; -1 where there are fewer.
    private int offset(String list, int number) {
        json.reset(bytes, 0, length);
        int[] found = {-1};
        readAgain(key -> {
            if (!key.equals("model")) {
                json.skipValue();
                return;
            }
            readAgain(inModel -> {
                if (!inModel.equals(list)) {
                    json.skipValue();
                    return;
                }
                boolean named = json.peek() == '{';
                if (named) {
                    json.beginObject();
                } else {
                    json.beginArray();
                }
                for (int i = 0; named ? json.nextField() : json.nextElement(); i++) {
                    found[0] = i == number ? json.offset() : found[0];
                    json.skipValue();
                }
            });
        });
        return found[0];
    }

    private void readAgain(Reading field) {
        json.beginObject();
        while (json.nextField()) {
            field.of(json.text());
        }
    }

    private interface Reading {
        void of(String key);
    }

    private void readObject(String prefix, Reading field) {
        Set<String> seen = new HashSet<>();
        json.beginObject();
        while (json.nextField()) {
            String name = json.text();
            path = prefix + name;
            if (!seen.add(name)) {
                throw refuse(json.offset(), path, "it once", "it again");
            }
            field.of(name);
        }
    }

    private void expect(String key, String expected) {
        int at = json.offset();
        String found;
        if (json.peek() == '"') {
            json.readString();
            if (json.textIs(expected)) {
                return;
            }
            found = json.text();
        } else {
            found = json.describe();
        }
        throw refuse(at, key, expected.isEmpty() ? "null or nothing" : expected, found);
    }

    private int line(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, length); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private ConfigurationException refuse(int offset, String key, String expected, Object found) {
        return new ConfigurationException(
                file + ":" + line(offset) + ": " + key + ": expected " + expected + ", found " + found);
    }
}
