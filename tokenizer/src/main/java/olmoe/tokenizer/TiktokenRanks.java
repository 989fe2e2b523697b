package olmoe.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.tokenizer.Tokenizer.Parts;
import olmoe.tokenizer.cli.ConfigurationException;

/// Reads tiktoken's ranks: a line a token, its bytes in base64, a space, its rank, which is its id. The file
/// says nothing about added tokens, normalisation or how text is cut.
///
/// tiktoken merges whatever neighbours together are a token. That is what one merge a token gives, that of
/// the two parts that lower ranks leave of it, together with the rule that a whole token stays whole.
final class TiktokenRanks {
    static final String EXTENSION = ".tiktoken";

    private final Path file;
    private final Map<String, Integer> ranks = new HashMap<>(); // by stand-ins

    private TiktokenRanks(Path file) {
        this.file = file;
    }

    static Tokenizer read(Path file, TextRules.Pattern pattern) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + ": expected tiktoken ranks, found no file");
        }
        return new TiktokenRanks(file)
                .tokenizer(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), pattern);
    }

    private Tokenizer tokenizer(String lines, TextRules.Pattern pattern) {
        String[] tokens = tokens(lines.split("\n", -1));
        Vocabulary vocabulary = Vocabulary.of(Arrays.asList(tokens));
        int[] byteIds = ByteAlphabet.ids(
                vocabulary,
                (expected, found) -> new ConfigurationException(file + ": expected " + expected + ", found " + found));
        int[] merges = new int[3 * tokens.length];
        int count = 0;
        for (int id = 0; id < tokens.length; id++) {
            int[] parts = parts(tokens[id], id);
            if (parts != null) {
                merges[count] = parts[0];
                merges[count + 1] = parts[1];
                merges[count + 2] = id;
                count += 3;
            }
        }
        merges = Arrays.copyOf(merges, count);
        int[] results = new int[count / 3];
        BytePairs pairs = new BytePairs(results, results.length);
        for (int rank = 0; rank < results.length; rank++) {
            results[rank] = merges[3 * rank + 2];
            pairs.add(merges[3 * rank], merges[3 * rank + 1], rank);
        }
        TextRules rules = new TextRules(List.of(), false, pattern, true, true);
        return new Tokenizer(new Parts(vocabulary, merges, List.of(), rules), new Symbols.Bytes(byteIds), pairs, null);
    }

    private String[] tokens(String[] lines) {
        int count = lines.length;
        while (count > 0 && lines[count - 1].isEmpty()) {
            count--;
        }
        String[] tokens = new String[count];
        for (int i = 0; i < count; i++) {
            String line = lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            line = line.endsWith(" ") ? line.substring(0, line.length() - 1) : line;
            int space = line.indexOf(' ');
            int rank = space < 0 ? -1 : rank(line, space + 1);
            byte[] bytes = space < 1 ? new byte[0] : bytes(line.substring(0, space));
            if (rank < 0 || bytes.length == 0) {
                throw refuse(i, "a token in base64, a space and a rank", quote(line));
            }
            if (rank >= count || tokens[rank] != null) {
                throw refuse(i, "ranks 0.." + (count - 1) + " once each", String.valueOf(rank));
            }
            tokens[rank] = ByteAlphabet.spell(bytes, 0, bytes.length);
            if (ranks.put(tokens[rank], rank) != null) {
                throw refuse(i, "a token once", quote(line));
            }
        }
        return tokens;
    }

    private static String quote(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    private static int rank(String line, int from) {
        int rank = 0;
        for (int i = from; i < line.length(); i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9 || rank >= Vocabulary.LIMIT) {
                return -1;
            }
            rank = 10 * rank + digit;
        }
        return from < line.length() && rank < Vocabulary.LIMIT ? rank : -1;
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // refused with its line by the caller
        }
    }

    /// The two tokens that merges of lower rank leave of a token, or null where they leave more.
    private int[] parts(String token, int limit) {
        int length = token.length();
        if (length == 1) {
            return null;
        }
        int[] starts = new int[length + 1];
        Arrays.setAll(starts, i -> i);
        int count = length;
        while (count > 2) {
            int best = limit;
            int at = -1;
            for (int i = 0; i + 1 < count; i++) {
                int rank = ranks.getOrDefault(token.substring(starts[i], starts[i + 2]), limit);
                if (rank < best) {
                    best = rank;
                    at = i;
                }
            }
            if (at < 0) {
                return null;
            }
            System.arraycopy(starts, at + 2, starts, at + 1, count - at - 1);
            count--;
        }
        Integer left = ranks.get(token.substring(0, starts[1]));
        Integer right = ranks.get(token.substring(starts[1]));
        return left == null || right == null ? null : new int[] {left, right};
    }

    private ConfigurationException refuse(int line, String expected, String found) {
        return new ConfigurationException(file + ":" + (line + 1) + ": expected " + expected + ", found " + found);
    }
}
