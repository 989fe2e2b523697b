package olmoe.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import olmoe.tokenizer.cli.ConfigurationException;

/// A BPE tokenizer as Hugging Face's `tokenizer.json` describes it: normalizers, added tokens that are found
/// before the merging, pre-tokens, merges. Ids are 0..size-1 without holes.
///
/// Immutable, for several threads; text becomes ids in an [Encoder], one a thread.
public final class Tokenizer {
    /// What OLMo's tokenizers end a document with.
    public static final String END_OF_TEXT = "<|endoftext|>";

    /// What they fill a batch with.
    public static final String PADDING = "<|padding|>";

    /// What ends a document in tokenizers that are read, the first that is an added token.
    private static final List<String> ENDS = List.of(END_OF_TEXT, "<|end_of_text|>", "</s>");

    /// A token that is found in the text before anything else.
    ///
    /// @param normalized whether it is looked for after the normalisation
    /// @param special whether it is markup, which a reader may leave out when decoding
    record Added(int id, String content, boolean normalized, boolean special) {}

    /// @param vocabulary tokens as tokenizer.json spells them, added ones among them
    /// @param merges by rank, three ids each: left, right and what they give
    record Parts(Vocabulary vocabulary, int[] merges, List<Added> added, TextRules rules) {}

    private final Parts parts;
    private final AddedTokens raw;
    private final AddedTokens normalized;
    private final Symbols symbols;
    private final BytePairs pairs;
    private final byte[] asRead; // null where it was trained
    private volatile byte[][] spelled; // by id, made when first asked for

    Tokenizer(Parts parts, Symbols symbols, BytePairs pairs, byte[] asRead) {
        this.parts = parts;
        this.symbols = symbols;
        this.pairs = pairs;
        this.asRead = asRead;
        raw = added(false);
        normalized = added(true);
    }

    /// Reads a `tokenizer.json`.
    ///
    /// @throws olmoe.tokenizer.cli.ConfigurationException for a file that is damaged, contradicts itself or
    ///     asks for what is not supported; the message is `file:line: key: expected, found`
    public static Tokenizer read(Path file) throws IOException {
        if (file.toString().endsWith(TiktokenRanks.EXTENSION)) {
            throw new ConfigurationException(
                    file + ": expected a tokenizer.json, found tiktoken's ranks, which do not say how text is cut");
        }
        return TokenizerJson.read(file);
    }

    /// Reads tiktoken's ranks: a line a token, in base64, and its rank.
    ///
    /// @param pattern how text is cut, which the file does not say: `gpt2` (r50k, p50k) or `cl100k`
    /// @throws olmoe.tokenizer.cli.ConfigurationException as [#read], and for another pattern
    public static Tokenizer readRanks(Path file, String pattern) throws IOException {
        return TiktokenRanks.read(
                file,
                switch (pattern) {
                    case "gpt2" -> TextRules.Pattern.GPT2;
                    case "cl100k" -> TextRules.Pattern.CL100K;
                    default -> throw new ConfigurationException("pattern: expected gpt2 or cl100k, found " + pattern);
                });
    }

    /// Reads the bytes of a `tokenizer.json`, as [#read].
    ///
    /// @param name for messages
    public static Tokenizer parse(byte[] json, String name) {
        return TokenizerJson.parse(json, name);
    }

    /// Ids from 0 on.
    public int size() {
        return parts.vocabulary().size();
    }

    /// The id of a token as `tokenizer.json` spells it, or -1.
    public int id(String token) {
        return parts.vocabulary().id(token);
    }

    /// The id that ends a document.
    ///
    /// @throws NoSuchElementException for a tokenizer without `<|endoftext|>` or what others call so
    public int endOfText() {
        return end(parts.added())
                .orElseThrow(() -> new NoSuchElementException("the tokenizer has no " + END_OF_TEXT))
                .id();
    }

    /// The token that ends a document.
    static Optional<Added> end(List<Added> added) {
        return ENDS.stream()
                .flatMap(end -> added.stream().filter(token -> token.content().equals(end)))
                .findFirst();
    }

    /// A new encoder, for one thread.
    public Encoder encoder() {
        return encoder(0);
    }

    /// A new encoder, for one thread, that passes merges over with a probability: BPE dropout. See
    /// [Encoder#seed].
    ///
    /// @param dropout in 0..1
    public Encoder encoder(double dropout) {
        if (!(dropout >= 0 && dropout <= 1)) {
            throw new IllegalArgumentException("dropout must be between 0 and 1 but was " + dropout);
        }
        return new Encoder(parts.rules(), raw, normalized, parts.vocabulary(), symbols, pairs, this::widths, dropout);
    }

    /// The text of ids, special tokens included; bytes that are no UTF-8 become U+FFFD.
    ///
    /// @throws IndexOutOfBoundsException for an id that is none
    public String decode(int... ids) {
        Decoder decoder = decoder();
        for (int id : ids) {
            decoder.append(id);
        }
        return decoder.finish();
    }

    /// The bytes that an id stands for in a text, which may begin or end within a character.
    ///
    /// @throws IndexOutOfBoundsException for an id that is none
    public byte[] bytes(int id) {
        return spelled()[id].clone();
    }

    /// A new decoder for ids that come one by one.
    public Decoder decoder() {
        return new Decoder(spelled(), parts.rules().byteLevel());
    }

    /// Writes `tokenizer.json`, `tokenizer_config.json` and `special_tokens_map.json` for Hugging Face,
    /// each by a rename.
    public void write(Path folder) throws IOException {
        TokenizerFiles.write(folder, this);
    }

    /// The same three files by name, for who writes them elsewhere. A tokenizer that was read keeps the bytes of
    /// its `tokenizer.json`.
    public SortedMap<String, byte[]> files() {
        return TokenizerFiles.files(parts, asRead);
    }

    Parts parts() {
        return parts;
    }

    /// The bytes that each id stands for, as the decoder takes them.
    private byte[][] spelled() {
        byte[][] tokens = spelled;
        if (tokens == null) {
            tokens = new byte[size()][];
            for (int id = 0; id < tokens.length; id++) {
                tokens[id] = spelled(parts.vocabulary().token(id));
            }
            for (Added token : parts.added()) {
                tokens[token.id()] = spelled(inText(token));
            }
            spelled = tokens;
        }
        return tokens;
    }

    /// Bytes of text that each id stands for; an added token stands for itself, however the decoder spells it.
    private int[] widths() {
        byte[][] tokens = spelled();
        int[] bytes = new int[tokens.length];
        Arrays.setAll(bytes, id -> tokens[id].length);
        for (Added token : parts.added()) {
            bytes[token.id()] = inText(token).getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    private byte[] spelled(String token) {
        return parts.rules().byteLevel()
                ? ByteAlphabet.bytes(token)
                : token.replace(TextRules.SPACE_MARK, " ").getBytes(StandardCharsets.UTF_8);
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
        return token.normalized() ? parts.rules().normalize(token.content()) : token.content();
    }
}
