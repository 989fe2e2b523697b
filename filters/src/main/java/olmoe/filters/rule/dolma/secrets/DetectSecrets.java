package olmoe.filters.rule.dolma.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import olmoe.filters.rule.dolma.secrets.FirstPlaces.Part;
import olmoe.filters.rule.dolma.secrets.Line.Chars;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// What detect-secrets 1.4.0 finds line by line with all its plug-ins and its usual filters in a file that it takes for
/// YAML, as dolma's `code_secrets_v1` has it do (`taggers/code/utils.py` of allenai/dolma at 669f534).
///
/// A secret that stands twice counts once, where it stands first. dolma looks for it again by the text of its line, so
/// that it may be found in a longer line before. Lines that take their value from a call or an index, and those that a
/// comment allows, have none. Time is linear in the text.
public final class DetectSecrets {
    private static final int LONGEST_INDIRECT = 1000;
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final List<String> SEQUENCES = List.of(
            CAPITALS + CAPITALS + DIGITS + "+/",
            DIGITS + CAPITALS + CAPITALS + "+/",
            DIGITS + CAPITALS + DIGITS + CAPITALS,
            DIGITS + DIGITS,
            "0123456789ABCDEFABCDEF0123456789ABCDEFABCDEF",
            CAPITALS + "=/");

    /// @param type such as `AWS Access Key`
    /// @param start in code points
    public record Secret(String type, int start, int end) {}

    private record Candidate(Kind kind, int start, int end) {}

    private record Found(Secret secret, byte[] hash) {}

    private final int[] points;
    private final Set<String> seen = new HashSet<>();
    private final List<Part> linesWithSecrets = new ArrayList<>();
    private final List<List<Secret>> secretsOfLines = new ArrayList<>(); // their starts are within the line

    private DetectSecrets(int[] points) {
        this.points = points;
    }

    /// By line, then by the SHA-1 of the secret, then by type.
    public static List<Secret> find(TextView text) {
        DetectSecrets found = new DetectSecrets(text.codePoints());
        Spans lines = text.splitLines();
        for (int i = 0; i < lines.size(); i++) {
            found.look(lines, i);
        }
        return found.placed();
    }

    /// The secrets where the text of their lines stands first.
    private List<Secret> placed() {
        int[] places = FirstPlaces.of(linesWithSecrets, points, 0, points.length);
        List<Secret> secrets = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            for (Secret secret : secretsOfLines.get(i)) {
                secrets.add(new Secret(secret.type(), places[i] + secret.start(), places[i] + secret.end()));
            }
        }
        return secrets;
    }

    private void look(Spans lines, int number) {
        Line whole = new Line(points, lines.start(number), lines.end(number));
        int end = whole.to();
        while (whole.isSpace(end - 1)) {
            end--;
        }
        Line line = new Line(points, whole.from(), end);
        List<Candidate> candidates = new ArrayList<>();
        Finds finds = (kind, start, to) -> candidates.add(new Candidate(kind, start, to));
        IssuedSecrets.find(line, finds);
        AssignedSecrets.find(line, finds);
        QuotedStrings.find(line, finds);
        NamedSecrets.find(line, finds);
        if (candidates.isEmpty() || isIndirect(line) || Allowlist.allows(line)) {
            return;
        }
        if (number > 0 && Allowlist.allowsNext(new Line(points, lines.start(number - 1), lines.end(number - 1)))) {
            return;
        }
        candidates.removeIf(one -> isFiltered(line.string(one.start(), one.end())));
        int[] places = FirstPlaces.of(
                candidates.stream().map(one -> new Part(one.start(), one.end())).toList(),
                points,
                whole.from(),
                whole.to());
        int afterId = afterId(line);
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            Candidate one = candidates.get(i);
            String title = one.kind().title();
            String value = line.string(one.start(), one.end());
            boolean isId = one.kind().isGuess() && afterId <= places[i];
            if (!isId && seen.add(title + ' ' + value)) {
                int start = places[i] - whole.from();
                found.add(new Found(new Secret(title, start, start + one.end() - one.start()), sha1(value)));
            }
        }
        if (!found.isEmpty()) {
            found.sort((a, b) -> {
                int order = Arrays.compareUnsigned(a.hash, b.hash);
                return order != 0 ? order : a.secret.type().compareTo(b.secret.type());
            });
            linesWithSecrets.add(new Part(whole.from(), whole.to()));
            secretsOfLines.add(found.stream().map(Found::secret).toList());
        }
    }

    /// Whether a value is taken from a call or an index: an operator, a name and a bracket, and one that closes.
    private static boolean isIndirect(Line line) {
        int last = line.to() - 1;
        while (last >= line.from() && line.at(last) != ')' && line.at(last) != ']') {
            last--;
        }
        if (line.to() - line.from() > LONGEST_INDIRECT) {
            return false;
        }
        for (int i = line.from(); i < last; i++) {
            if (line.at(i) == ':' || line.at(i) == '=' || line.at(i) == '!') {
                int name = line.afterSpace(i + 1);
                int end = name;
                while (line.isWord(end) || line.at(end) == '.' || line.at(end) == '-') {
                    end++;
                }
                if (end > name && (line.at(end) == '[' || line.at(end) == '(') && end < last) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The offset after the first name of an id and what parts it from the next: `id=`, `userids `, `my_id:`.
    private static int afterId(Line line) {
        for (int i = line.from(); i < line.to(); i++) {
            int end = line.holdsAnyCase(i, "_id") ? i + 3 : i;
            if (i == line.from()) {
                end = line.holdsAnyCase(i, "id") ? i + 2 : end;
                end = line.holdsAnyCase(i, "myid") ? i + 4 : end;
                end = line.holdsAnyCase(i, "userid") ? i + 6 : end;
            }
            if (end > i) {
                end += line.at(end) != -1 && Line.folded(line.at(end)) == 's' ? 1 : 0;
                if (end < line.to() && !Chars.SMALL_DIGITS.hasAnyCase(line.at(end))) {
                    return end + 1;
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    /// Values that are written, not drawn: parts of a sequence, UUIDs, variables in braces, nothing with letters.
    private static boolean isFiltered(String value) {
        String upper = upper(value);
        return SEQUENCES.stream().anyMatch(sequence -> sequence.contains(upper))
                || isTemplate(value)
                || value.charAt(0) == '$'
                || !hasLetter(value)
                || hasUuid(value);
    }

    private static boolean isTemplate(String value) {
        char first = value.charAt(0);
        char last = value.charAt(value.length() - 1);
        return first == '{' && last == '}' || first == '<' && last == '>';
    }

    private static boolean hasLetter(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80 && Chars.LETTERS.hasAnyCase(c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUuid(String value) {
        for (int i = value.indexOf('-', 8); i >= 0; i = value.indexOf('-', i + 1)) {
            if (isHex(value, i - 8, i)
                    && isHexThenDash(value, i + 1)
                    && isHexThenDash(value, i + 6)
                    && isHexThenDash(value, i + 11)
                    && isHex(value, i + 16, i + 28)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHexThenDash(String value, int from) {
        return isHex(value, from, from + 4) && from + 4 < value.length() && value.charAt(from + 4) == '-';
    }

    private static boolean isHex(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i >= value.length() || !Chars.HEX_ANY_CASE.has(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// What of Python's str.upper gives ASCII.
    private static String upper(String value) {
        StringBuilder upper = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case 0xDF -> upper.append("SS");
                case 0x131 -> upper.append('I');
                case 0x17F -> upper.append('S');
                case 0xFB00 -> upper.append("FF");
                case 0xFB01 -> upper.append("FI");
                case 0xFB02 -> upper.append("FL");
                case 0xFB03 -> upper.append("FFI");
                case 0xFB04 -> upper.append("FFL");
                case 0xFB05, 0xFB06 -> upper.append("ST");
                default -> upper.append(c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c);
            }
        }
        return upper.toString();
    }

    private static byte[] sha1(String value) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
