package olmoe.tokenizer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import olmoe.tokenizer.text.Nfc;

/// A byte-level BPE tokenizer as Hugging Face's `tokenizer.json` describes it: optional NFC, added tokens
/// that are found before the merging, GPT-2's pre-tokens. Ids are 0..size-1 without holes.
///
/// Immutable, for several threads; text becomes ids in an [Encoder], one a thread.
public final class Tokenizer {
    /// What OLMo's tokenizers end a document with.
    public static final String END_OF_TEXT = "<|endoftext|>";

    /// What they fill a batch with.
    public static final String PADDING = "<|padding|>";

    /// A token that is found in the text before anything else.
    ///
    /// @param normalized whether it is looked for after the normalisation
    /// @param special whether it is markup, which a reader may leave out when decoding
    record Added(int id, String content, boolean normalized, boolean special) {}

    /// @param tokens by id, as tokenizer.json spells them
    /// @param merges by rank, ids of left, right and what they give
    /// @param nfc whether text is normalised
    record Parts(List<String> tokens, List<int[]> merges, List<Added> added, boolean nfc) {}

    private final Parts parts;
    private final String[] spelled;
    private final AddedTokens raw;
    private final AddedTokens normalized;
    private final BytePairs pairs;

    Tokenizer(Parts parts, int[] byteIds) {
        this.parts = parts;
        spelled = parts.tokens().toArray(String[]::new);
        for (Added token : parts.added()) {
            spelled[token.id()] = inText(token);
        }
        raw = added(false);
        normalized = added(true);
        pairs = new BytePairs(byteIds, parts.merges());
    }

    /// Reads a `tokenizer.json`.
    ///
    /// @throws olmoe.tokenizer.cli.ConfigurationException for a file that is damaged, contradicts itself or
    ///     asks for what is not supported; the message is `file:line: key: expected, found`
    public static Tokenizer read(Path file) throws IOException {
        return TokenizerJson.read(file);
    }

    /// Ids from 0 on.
    public int size() {
        return spelled.length;
    }

    /// The id of a token as `tokenizer.json` spells it, or -1.
    public int id(String token) {
        return parts.tokens().indexOf(token);
    }

    /// The id that ends a document.
    ///
    /// @throws NoSuchElementException for a tokenizer without `<|endoftext|>`
    public int endOfText() {
        int id = id(END_OF_TEXT);
        if (id < 0) {
            throw new NoSuchElementException("the tokenizer has no " + END_OF_TEXT);
        }
        return id;
    }

    /// A new encoder, for one thread.
    public Encoder encoder() {
        return new Encoder(raw, normalized, parts.nfc() ? Nfc.unicode9() : null, pairs);
    }

    /// The text of ids, special tokens included; bytes that are no UTF-8 become U+FFFD.
    ///
    /// @throws IndexOutOfBoundsException for an id that is none
    public String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * ids.length);
        for (int id : ids) {
            if (id < 0 || id >= spelled.length) {
                throw new IndexOutOfBoundsException("token id " + id + " is not in 0.." + (spelled.length - 1));
            }
            bytes.writeBytes(ByteAlphabet.bytes(spelled[id]));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Writes `tokenizer.json`, `tokenizer_config.json` and `special_tokens_map.json` for Hugging Face,
    /// each by a rename.
    public void write(Path folder) throws IOException {
        TokenizerFiles.write(folder, this);
    }

    /// The same three files by name, for who writes them elsewhere.
    public SortedMap<String, byte[]> files() {
        return TokenizerFiles.files(this);
    }

    Parts parts() {
        return parts;
    }

    private AddedTokens added(boolean afterNormalization) {
        List<String> contents = new ArrayList<>();
        int[] ids = new int[parts.added().size()];
        for (Added token : parts.added()) {
            if (token.normalized() == afterNormalization) {
                ids[contents.size()] = token.id();
                contents.add(inText(token));
            }
        }
        return new AddedTokens(contents, Arrays.copyOf(ids, contents.size()));
    }

    /// An added token as it stands in text after the normalisation, if it is looked for there.
    private String inText(Added token) {
        return token.normalized() && parts.nfc() ? Nfc.unicode9().normalize(token.content()) : token.content();
    }
}
