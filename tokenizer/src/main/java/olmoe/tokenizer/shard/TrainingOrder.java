package olmoe.tokenizer.shard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Which window of tokens is trained on when.
///
/// Windows are numbered over the files in list order, each file as often as it repeats; what is left
/// at the end of a file after its last whole window is in no window. The numbers 0..n-1 are then
/// shuffled by numpy's PCG64, as OLMo's trainer does it, and stored as `global_indices.npy`: raw
/// little-endian uint32 without a header.
public final class TrainingOrder {
    public static final String ALGORITHM = "numpy PCG64 masked shuffle";
    public static final String INDICES_FILE = "global_indices.npy";
    public static final String ORDER_FILE = "order.json";

    /// @param path of the token shard, relative to the corpus folder, with forward slashes
    /// @param windows whole windows in it
    /// @param repeat how often the order goes through it, 1 or more
    public record TokenFile(String path, long windows, int repeat) {
        public TokenFile {
            if (windows < 0 || repeat < 1) {
                throw new IllegalArgumentException(path + ": expected 0 or more windows and 1 or more repeats, found "
                        + windows + " and " + repeat);
            }
        }
    }

    /// One place in the order.
    ///
    /// @param file its shard
    /// @param window number of the window in that shard, from 0
    public record Place(TokenFile file, long window) {}

    private final long seed;
    private final int window;
    private final int bytesPerId;
    private final List<TokenFile> files;
    private final long[] ends; // windows up to and including file i, repeats counted
    private final int[] indices;

    private TrainingOrder(long seed, int window, int bytesPerId, List<TokenFile> files, int[] indices) {
        this.seed = seed;
        this.window = window;
        this.bytesPerId = bytesPerId;
        this.files = files;
        this.ends = ends(files);
        this.indices = indices;
    }

    /// Makes the order of one epoch.
    ///
    /// @param seed the run's seed plus the epoch's number
    /// @param window tokens a window
    public static TrainingOrder shuffled(long seed, int window, List<TokenFile> files) {
        return shuffled(seed, window, 2, files);
    }

    /// @param bytesPerId 2 or 4, in the shards
    public static TrainingOrder shuffled(long seed, int window, int bytesPerId, List<TokenFile> files) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be 1 or more tokens but was " + window);
        }
        List<TokenFile> copy = List.copyOf(files);
        int[] indices = new int[count(copy)];
        Arrays.setAll(indices, i -> i);
        new Pcg64(seed).shuffle(indices);
        return new TrainingOrder(seed, window, bytesPerId, copy, indices);
    }

    public long seed() {
        return seed;
    }

    /// Tokens a window.
    public int window() {
        return window;
    }

    /// Bytes of an id in the shards, 2 or 4.
    public int bytesPerId() {
        return bytesPerId;
    }

    public List<TokenFile> files() {
        return files;
    }

    /// Windows in the whole order.
    public int size() {
        return indices.length;
    }

    /// The window's number at a position of the order.
    public int index(int position) {
        return indices[position];
    }

    /// Where the window at a position of the order lies.
    public Place place(int position) {
        return place(indices[position], files, ends);
    }

    /// @param ends windows up to and including each file, repeats counted
    static Place place(long index, List<TokenFile> files, long[] ends) {
        int found = Arrays.binarySearch(ends, index + 1L);
        int file = found < 0 ? -found - 1 : found;
        while (file > 0 && ends[file - 1] == ends[file]) {
            file--; // files without a window end where the one before them does
        }
        long offset = index - (file == 0 ? 0 : ends[file - 1]);
        return new Place(files.get(file), offset % files.get(file).windows());
    }

    /// SHA-256 of the array as it is stored, in hex.
    public String sha256() {
        MessageDigest digest = sha256Digest();
        for (int from = 0; from < indices.length; from += 1 << 16) {
            digest.update(littleEndian(from, Math.min(indices.length, from + (1 << 16))));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Writes `global_indices.npy`. The stream stays open.
    public void writeIndices(OutputStream out) throws IOException {
        for (int from = 0; from < indices.length; from += 1 << 16) {
            out.write(littleEndian(from, Math.min(indices.length, from + (1 << 16))));
        }
        out.flush();
    }

    /// Writes `order.json`. The stream stays open.
    public void writeJson(OutputStream out) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("algorithm", ALGORITHM);
        root.put("seed", seed);
        root.put("window", window);
        if (bytesPerId != 2) {
            root.put("bytes-per-id", bytesPerId);
        }
        root.put("windows", indices.length);
        for (TokenFile file : files) {
            root.withArray("files")
                    .addObject()
                    .put("path", file.path())
                    .put("windows", file.windows())
                    .put("repeat", file.repeat());
        }
        root.put("sha256", sha256());
        out.write((mapper.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Reads an order back and makes it again from its seed.
    ///
    /// @param folder `tokens` of a corpus
    /// @throws DamagedShardException when the files are not what the seed gives
    public static TrainingOrder read(Path folder) throws IOException {
        Path json = folder.resolve(ORDER_FILE);
        JsonNode root = readJson(json);
        Path stored = folder.resolve(INDICES_FILE);
        TrainingOrder order;
        try {
            List<TokenFile> files = files(root);
            long bytes = 4L * count(files);
            DamagedShardException.unless(
                    Files.size(stored) == bytes,
                    stored + ": expected " + bytes + " bytes for the windows of " + ORDER_FILE + ", found "
                            + Files.size(stored));
            order = shuffled(seed(root), window(root), bytesPerId(root), files);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedShardException(json + ": " + e.getMessage(), e);
        }
        DamagedShardException.unless(
                order.size() == root.path("windows").asLong(-1),
                json + ": windows: the files have " + order.size() + ", found " + root.path("windows"));
        DamagedShardException.unless(
                order.sha256().equals(root.path("sha256").asText()),
                json + ": sha256: the seed gives " + order.sha256() + ", found " + root.path("sha256"));
        byte[] bytes = Files.readAllBytes(stored);
        int same = Arrays.mismatch(bytes, order.littleEndian(0, order.size()));
        DamagedShardException.unless(same < 0, stored + ": byte " + same + " is not what the seed gives");
        return order;
    }

    /// The folder above a file that holds an order.json, or null.
    public static Path folderAbove(Path file) {
        for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(ORDER_FILE))) {
                return folder;
            }
        }
        return null;
    }

    /// Bytes of an id in the shards below a folder; reads no further than the list of files.
    static int bytesPerId(Path folder) throws IOException {
        Path file = folder.resolve(ORDER_FILE);
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals("bytes-per-id")) {
                    return json.getValueAsInt();
                }
                if (name.equals("files")) {
                    break;
                }
                json.skipChildren();
            }
        } catch (JsonProcessingException e) {
            throw new DamagedShardException(file + ":" + e.getLocation().getLineNr() + ": not JSON", e);
        }
        return 2;
    }

    static JsonNode readJson(Path json) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(json.toFile());
        } catch (JsonProcessingException e) {
            throw new DamagedShardException(
                    json + ":" + e.getLocation().getLineNr() + ": not JSON: it ends too early or is malformed", e);
        }
        DamagedShardException.unless(
                ALGORITHM.equals(root.path("algorithm").asText()),
                json + ": algorithm: expected " + ALGORITHM + ", found " + root.path("algorithm"));
        return root;
    }

    static long seed(JsonNode root) {
        return root.path("seed").asLong(-1);
    }

    static int window(JsonNode root) {
        return root.path("window").asInt();
    }

    static int bytesPerId(JsonNode root) {
        return root.path("bytes-per-id").asInt(2);
    }

    static List<TokenFile> files(JsonNode root) {
        List<TokenFile> files = new ArrayList<>();
        for (JsonNode file : root.path("files")) {
            files.add(new TokenFile(
                    file.path("path").asText(),
                    file.path("windows").asLong(-1),
                    file.path("repeat").asInt()));
        }
        return files;
    }

    private byte[] littleEndian(int from, int to) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(indices, from, to - from);
        return buffer.array();
    }

    private static int count(List<TokenFile> files) {
        long[] ends = ends(files);
        long total = files.isEmpty() ? 0 : ends[ends.length - 1];
        if (total > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("an order holds at most 2^31 windows but the files have " + total);
        }
        return (int) total;
    }

    static long[] ends(List<TokenFile> files) {
        long[] ends = new long[files.size()];
        long total = 0;
        for (int i = 0; i < ends.length; i++) {
            total = Math.addExact(
                    total,
                    Math.multiplyExact(files.get(i).windows(), files.get(i).repeat()));
            ends[i] = total;
        }
        return ends;
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
