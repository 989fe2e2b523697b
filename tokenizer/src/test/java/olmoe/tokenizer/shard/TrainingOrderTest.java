package olmoe.tokenizer.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import olmoe.tokenizer.shard.TrainingOrder.Place;
import olmoe.tokenizer.shard.TrainingOrder.TokenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingOrderTest {

    @Test
    void isNumpysPermutationOfTen() {
        assertArrayEquals(new int[] {2, 4, 7, 3, 8, 9, 0, 6, 1, 5}, first(order(6198, 10), 10));
    }

    @Test
    void isNumpysPermutationOfAThousand() {
        assertArrayEquals(new int[] {615, 832, 881, 9, 648, 523, 809, 336, 989, 868}, first(order(6198, 1000), 10));
    }

    @ParameterizedTest
    @CsvSource({
        "6198, 22d98fcc1e572a44f8ccaed2a3c204601ea222a506f1f9b1ed57f879f1a0d6a7",
        "6199, a8fe74d41584f58a456137bc363085009859c264b56bdb0f203e979aae2ce22d",
        "42, 1f7ec8b0ca70abfc2562d1f8e25b98f5d91a45982e93a7d6fde95cd9fa4fd3e6"
    })
    void isNumpysPermutationOfAMillionAndThree(long seed, String sha256) {
        assertEquals(sha256, order(seed, 1_000_003).sha256());
    }

    @Test
    void goesThroughARepeatedFileAsOftenAsItSays() {
        List<TokenFile> files = List.of(
                new TokenFile("a.npy", 2, 1),
                new TokenFile("empty.npy", 0, 1),
                new TokenFile("b.npy", 3, 2),
                new TokenFile("none.npy", 0, 3));
        TrainingOrder order = TrainingOrder.shuffled(1, 4, files);
        assertEquals(8, order.size());
        Place[] byIndex = new Place[8];
        for (int i = 0; i < 8; i++) {
            byIndex[order.index(i)] = order.place(i);
        }
        List<String> places = IntStream.range(0, 8)
                .mapToObj(i -> byIndex[i].file().path() + ":" + byIndex[i].window())
                .toList();
        assertEquals(
                List.of("a.npy:0", "a.npy:1", "b.npy:0", "b.npy:1", "b.npy:2", "b.npy:0", "b.npy:1", "b.npy:2"),
                places);
    }

    @Test
    void writesIndicesWithoutAHeaderAndAJsonThatNamesThem() throws IOException {
        TrainingOrder order = TrainingOrder.shuffled(6198, 256, List.of(new TokenFile("tokens/a/train/x.npy", 10, 1)));
        ByteArrayOutputStream indices = new ByteArrayOutputStream();
        order.writeIndices(indices);
        assertEquals(40, indices.size());
        assertArrayEquals(new byte[] {2, 0, 0, 0, 4, 0, 0, 0}, Arrays.copyOf(indices.toByteArray(), 8));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        order.writeJson(json);
        assertEquals(
                "{\"algorithm\":\"numpy PCG64 masked shuffle\",\"seed\":6198,\"window\":256,\"windows\":10,"
                        + "\"files\":[{\"path\":\"tokens/a/train/x.npy\",\"windows\":10,\"repeat\":1}],"
                        + "\"sha256\":\"b78a13e56261364d545e245de564b83dd76db7da664331809f2611af58d0c0f0\"}\n",
                json.toString(StandardCharsets.UTF_8));
    }

    @Test
    void readsBackWhatItWroteAndRefusesAChangedIndex(@TempDir Path folder) throws IOException {
        TrainingOrder order = TrainingOrder.shuffled(
                7, 16, List.of(new TokenFile("tokens/a.npy", 5, 2), new TokenFile("tokens/b.npy", 70_000, 1)));
        Path indices = folder.resolve(TrainingOrder.INDICES_FILE);
        Path json = folder.resolve(TrainingOrder.ORDER_FILE);
        try (OutputStream a = Files.newOutputStream(indices);
                OutputStream b = Files.newOutputStream(json)) {
            order.writeIndices(a);
            order.writeJson(b);
        }
        TrainingOrder read = TrainingOrder.read(folder);
        assertEquals(order.files(), read.files());
        assertEquals(order.sha256(), read.sha256());

        byte[] bytes = Files.readAllBytes(indices);
        bytes[4001] ^= 1;
        Files.write(indices, bytes);
        var changed = assertThrows(DamagedShardException.class, () -> TrainingOrder.read(folder));
        assertEquals(indices + ": byte 4001 is not what the seed gives", changed.getMessage());

        String good = Files.readString(json);
        Files.writeString(json, good.replace("70000", "2000000000"));
        var tooLong = assertThrows(DamagedShardException.class, () -> TrainingOrder.read(folder));
        assertEquals(
                indices + ": expected 8000000040 bytes for the windows of order.json, found 280040",
                tooLong.getMessage());
        Files.writeString(json, good.replace("\"windows\":5,", "\"windows\":-5,"));
        var negative = assertThrows(DamagedShardException.class, () -> TrainingOrder.read(folder));
        assertEquals(
                json + ": tokens/a.npy: expected 0 or more windows and 1 or more repeats, found -5 and 2",
                negative.getMessage());

        Files.writeString(json, good.substring(0, 60));
        var cut = assertThrows(DamagedShardException.class, () -> TrainingOrder.read(folder));
        assertEquals(json + ":1: not JSON: it ends too early or is malformed", cut.getMessage());
    }

    @Test
    void rejectsAFileThatRepeatsZeroTimes() {
        assertThrows(IllegalArgumentException.class, () -> new TokenFile("a.npy", 1, 0));
    }

    private static TrainingOrder order(long seed, int windows) {
        return TrainingOrder.shuffled(seed, 1, List.of(new TokenFile("x.npy", windows, 1)));
    }

    private static int[] first(TrainingOrder order, int count) {
        return IntStream.range(0, count).map(order::index).toArray();
    }
}
