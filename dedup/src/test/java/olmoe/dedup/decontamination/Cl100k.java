package olmoe.dedup.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Texts as allenai/decon reads them by default: cleaned, then cl100k. The ids are those of a
/// tokenizer.json with the same merges; places in the text are not kept.
final class Cl100k implements Tokens.Reader {
    private static final String PUNCTUATION = "!\u2019\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\u201d\u201c\u2018\u2014";
    private static final Pattern PIECES = Pattern.compile("[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

    /// Longer ones are in no item, and merging them here takes the square of their length.
    private static final int LONGEST_PIECE = 200;

    private static final int UNKNOWN = -1;

    private final Map<String, Integer> ids = new HashMap<>(); // of tokens, a char a byte
    private final Map<String, int[]> known = new HashMap<>();

    /// @param file tokenizer.json.gz
    Cl100k(Path file) throws IOException {
        JsonNode json;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            json = new ObjectMapper().readTree(in);
        }
        Map<Character, Character> bytes = alphabet();
        json.get("model").get("vocab").fields().forEachRemaining(token -> {
            StringBuilder raw = new StringBuilder();
            for (char c : token.getKey().toCharArray()) {
                raw.append(bytes.getOrDefault(c, c));
            }
            ids.put(raw.toString(), token.getValue().asInt());
        });
    }

    @Override
    public Tokens item(String text) {
        String cleaned = clean(text);
        return cleaned.isEmpty() ? tokens(List.of()) : encode(" " + cleaned);
    }

    @Override
    public Tokens document(TextView text) {
        return encode(" " + clean(text.text()));
    }

    private static String clean(String text) {
        StringBuilder cleaned = new StringBuilder();
        boolean space = false;
        for (int c : CodePoints.unicode17().lower(text).codePoints().toArray()) {
            if (PUNCTUATION.indexOf(c) >= 0 || CodePoints.unicode17().isWhiteSpace(c)) {
                space = true;
            } else {
                cleaned.append(space && cleaned.length() > 0 ? " " : "").appendCodePoint(c);
                space = false;
            }
        }
        return cleaned.toString();
    }

    private Tokens encode(String text) {
        List<Integer> all = new ArrayList<>();
        Matcher pieces = PIECES.matcher(text);
        while (pieces.find()) {
            String piece = pieces.group();
            if (piece.length() > LONGEST_PIECE) {
                all.add(UNKNOWN);
                continue;
            }
            for (int id : known.computeIfAbsent(piece, this::merge)) {
                all.add(id);
            }
        }
        return tokens(all);
    }

    private static Tokens tokens(List<Integer> ids) {
        int[] all = ids.stream().mapToInt(Integer::intValue).toArray();
        return new Tokens(all, new int[all.length], new int[all.length]);
    }

    private int[] merge(String piece) {
        List<String> parts = new ArrayList<>();
        for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
            parts.add(String.valueOf((char) (b & 0xFF)));
        }
        while (true) {
            int best = -1;
            int rank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                Integer id = ids.get(parts.get(i) + parts.get(i + 1));
                if (id != null && id < rank) {
                    rank = id;
                    best = i;
                }
            }
            if (best < 0) {
                return parts.stream().mapToInt(ids::get).toArray();
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
    }

    /// GPT-2's spelling of bytes, backwards.
    private static Map<Character, Character> alphabet() {
        Map<Character, Character> bytes = new HashMap<>();
        char next = 256;
        for (char b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b != 0xAD;
            bytes.put(printable ? b : next++, b);
        }
        return bytes;
    }
}
