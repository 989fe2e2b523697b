package olmoe.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkpoint of the released model's sizes: 13.8 GB in three shards, as sparse files.
class FullSizeTest {
    private static final Shape RELEASED = new Shape(50304, 2048, 16, 16, 16, 64, 8, 1024, 4096, 10_000, 1e-5, 0, false);
    private static final Layout LAYOUT = new Layout(RELEASED);
    private static final int SHARDS = 3;

    @TempDir
    Path folder;

    private final Map<String, Long> places = new TreeMap<>();
    private final Map<String, Path> files = new TreeMap<>();

    @BeforeEach
    void writeShards() throws IOException {
        CanonicalJson.write(
                folder.resolve("config.json"), new CheckpointConfig(RELEASED, 50279, 1).toJson(SafetensorsType.BF16));
        List<Layout.Tensor> all = LAYOUT.tensors();
        ObjectNode index = CanonicalJson.object();
        int each = Math.ceilDiv(all.size(), SHARDS);
        for (int shard = 0; shard < SHARDS; shard++) {
            Path file = folder.resolve("model-0000" + (shard + 1) + "-of-00003.safetensors");
            ObjectNode header = CanonicalJson.object();
            long end = 0;
            List<Layout.Tensor> own = all.subList(shard * each, Math.min(all.size(), (shard + 1) * each));
            for (Layout.Tensor tensor : own) {
                ObjectNode entry = header.putObject(tensor.name()).put("dtype", "BF16");
                tensor.dims().forEach(entry.withArray("shape")::add);
                entry.withArray("data_offsets").add(end).add(end + 2 * tensor.elements());
                places.put(tensor.name(), end);
                end += 2 * tensor.elements();
                index.withObject("/weight_map")
                        .put(tensor.name(), file.getFileName().toString());
            }
            byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
            for (Layout.Tensor tensor : own) {
                places.merge(tensor.name(), 8L + json.length, Long::sum);
                files.put(tensor.name(), file);
            }
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer start = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
                channel.write(start.putLong(json.length).put(json).flip(), 0);
                channel.write(ByteBuffer.allocate(1), 8 + json.length + end - 1);
            }
            assertTrue(end > 1L << 31, "a shard has " + end + " bytes");
        }
        CanonicalJson.write(folder.resolve("model.safetensors.index.json"), index);
    }

    @Test
    void everyTensorIsFoundAndCounted() throws IOException {
        Checkpoint checkpoint = Checkpoint.open(folder);
        assertEquals(List.of(), checkpoint.misfits());
        assertEquals(3_219, checkpoint.stored().size());
        assertEquals(6_919_161_856L, checkpoint.layout().parameters());
        assertEquals(1_282_017_280L, checkpoint.layout().activeParameters());
        assertEquals(
                6_919_161_856L,
                checkpoint.stored().values().stream()
                        .mapToLong(Stored::elements)
                        .sum());
        assertEquals(
                13_838_323_712L,
                checkpoint.stored().values().stream().mapToLong(Stored::bytes).sum());
        assertTrue(checkpoint.isBrain());
        var e = assertThrows(ArithmeticException.class, checkpoint::floats);
        assertEquals("6919161856 parameters do not fit one array, which holds 2^31 at most", e.getMessage());
    }

    /// Of each shard the first tensor and the last, whose numbers begin behind 4 GiB.
    @Test
    void numbersBehindTwoGibibytesAreRead() throws IOException {
        List<Layout.Tensor> all = LAYOUT.tensors();
        int each = Math.ceilDiv(all.size(), SHARDS);
        List<Layout.Tensor> planted = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            planted.add(all.get(Math.max(1, shard * each)));
            planted.add(all.get(Math.min(all.size(), (shard + 1) * each) - (shard == 2 ? 2 : 1)));
        }
        for (int i = 0; i < planted.size(); i++) {
            Layout.Tensor tensor = planted.get(i);
            try (FileChannel channel = FileChannel.open(files.get(tensor.name()), StandardOpenOption.WRITE)) {
                ByteBuffer two = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
                two.putShort(BrainFloat.round(1 + i)).flip();
                channel.write(two, places.get(tensor.name()) + 2 * (tensor.elements() - 1));
            }
        }
        assertTrue(places.get(planted.get(3).name()) > 1L << 32);
        try (WeightReader reader = Checkpoint.open(folder).reader()) {
            for (int i = 0; i < planted.size(); i++) {
                float[] found = new float[(int) planted.get(i).elements()];
                reader.read(planted.get(i), found, 0);
                float[] expected = new float[found.length];
                expected[found.length - 1] = 1 + i;
                assertArrayEquals(expected, found);
            }
        }
    }

    @Test
    void aShardCutShortIsNamedBeforeAnythingIsRead() throws IOException {
        Path last = files.get("lm_head.weight");
        try (FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
        }
        var e = assertThrows(IOException.class, () -> Checkpoint.open(folder));
        assertTrue(e.getMessage().startsWith(last.toString()), e.getMessage());
        assertEquals(1, e.getMessage().split("\n").length);
        assertTrue(Files.size(last) > 1L << 32);
    }
}
