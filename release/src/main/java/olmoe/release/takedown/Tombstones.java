package olmoe.release.takedown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.release.measure.ShardMeasures;

/// What left a release and must not come back: salted SHA-256 of addresses, hosts, ids and keys, one line each. Who
/// has the list and a page can tell that the page is on it; who has the list alone cannot tell what is.
///
/// @param salt of this release and its successors, hex
/// @param lines as they were written
/// @param hashes of all lines
public record Tombstones(String salt, List<String> lines, Set<String> hashes) {

    /// Where the list stands in a release.
    public static final String PATH = "governance/tombstones.jsonl";

    static Tombstones none() {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return new Tombstones(HexFormat.of().formatHex(salt), List.of(), Set.of());
    }

    /// The list of a release, if it has one.
    ///
    /// @return null where it has none
    public static Tombstones read(Path release) throws IOException {
        Path file = release.resolve(PATH);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        Set<String> hashes = new HashSet<>();
        String salt = null;
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = CanonicalJson.read(lines.get(i).getBytes(StandardCharsets.UTF_8), PATH + ":" + (i + 1));
            String its = line.path("salt").asText();
            if (salt != null && !salt.equals(its)) {
                throw new IOException(PATH + ":" + (i + 1) + ": expected salt " + salt + ", found " + its);
            }
            salt = its;
            hashes.add(line.path("sha256").asText());
        }
        return salt == null ? null : new Tombstones(salt, lines, hashes);
    }

    /// The list with more marks on it.
    Tombstones plus(List<String> marks, Request request, String version) {
        List<String> all = new ArrayList<>(lines);
        Set<String> known = new HashSet<>(hashes);
        for (String mark : marks) {
            String hash = hash(mark);
            if (known.add(hash)) {
                ObjectNode line = CanonicalJson.object();
                line.put("date", request.date()).put("kind", mark.substring(0, mark.indexOf(':')));
                line.put("reason", request.reason())
                        .put("salt", salt)
                        .put("sha256", hash)
                        .put("version", version);
                all.add(line.toString());
            }
        }
        return new Tombstones(salt, List.copyOf(all), Set.copyOf(known));
    }

    byte[] bytes() {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private String hash(String mark) {
        return Sha256.of(salt + " " + mark);
    }

    /// Whether a document is on the list. Each value may be null.
    public boolean holds(String key, String id, String url) {
        if (key != null && hashes.contains(hash("id:" + key)) || id != null && hashes.contains(hash("id:" + id))) {
            return true;
        }
        if (url == null) {
            return false;
        }
        String host = ShardMeasures.domain(url);
        for (String domain = host; domain != null; domain = parent(domain)) {
            if (hashes.contains(hash("domain:" + domain))) {
                return true;
            }
        }
        return hashes.contains(hash("url:" + Request.normalized(url)));
    }

    private static String parent(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 ? null : domain.substring(dot + 1);
    }
}
