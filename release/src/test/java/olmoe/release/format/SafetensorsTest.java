package olmoe.release.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    @Test
    void writesSortedKeysAndAPaddedHeader() throws IOException {
        Path file = folder.resolve("a.safetensors");
        new SafetensorsWriter(Map.of("z", "1", "format", "pt"))
                .floats("b", List.of(2), new float[] {9, 1, 2}, 1)
                .longs("c", List.of(1), new long[] {-1})
                .floats("a", List.of(1, 1), new float[] {3}, 0)
                .write(file);

        String header = "{\"__metadata__\":{\"format\":\"pt\",\"z\":\"1\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[12,20]},"
                + "\"c\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}";
        int padded = (header.length() + 7) / 8 * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 20).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded).put(header.getBytes(StandardCharsets.UTF_8));
        while (expected.position() < 8 + padded) {
            expected.put((byte) ' ');
        }
        expected.putLong(-1).putFloat(3).putFloat(1).putFloat(2);
        assertArrayEquals(expected.array(), Files.readAllBytes(file));
    }

    @Test
    void readsBackWhatItWroteAcrossManyChunks() throws IOException {
        double[] doubles = new double[300_001];
        float[] floats = new float[300_001];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = Math.sin(i);
            floats[i] = (float) doubles[i];
        }
        Path file = folder.resolve("b.safetensors");
        new SafetensorsWriter(Map.of())
                .doubles("doubles", List.of(doubles.length), doubles, 0)
                .floats("floats", List.of(floats.length), floats, 0)
                .ints("ints", List.of(2, 1), new int[] {7, -7})
                .bytes("bytes", SafetensorsType.U8, List.of(2), new byte[] {1, (byte) 200})
                .write(file);

        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            double[] wide = new double[doubles.length];
            reader.readDoubles(reader.entry("doubles"), wide, 0);
            assertArrayEquals(doubles, wide);
            float[] narrow = new float[floats.length];
            reader.readFloats(reader.entry("floats"), narrow, 0);
            assertArrayEquals(floats, narrow);
            assertArrayEquals(new long[] {7, -7}, reader.readLongs(reader.entry("ints")));
            assertArrayEquals(new long[] {1, 200}, reader.readLongs(reader.entry("bytes")));
        }
    }

    @Test
    void widensHalvesExactlyIncludingSubnormalsAndInfinities() throws IOException {
        byte[] all = new byte[2 << 16];
        for (int i = 0; i < 1 << 16; i++) {
            all[2 * i] = (byte) i;
            all[2 * i + 1] = (byte) (i >> 8);
        }
        Path file = folder.resolve("half.safetensors");
        new SafetensorsWriter(Map.of())
                .bytes("bfloat", SafetensorsType.BF16, List.of(1 << 16), all)
                .bytes("half", SafetensorsType.F16, List.of(1 << 16), all)
                .write(file);
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            float[] bfloat = new float[1 << 16];
            reader.readFloats(reader.entry("bfloat"), bfloat, 0);
            double[] half = new double[1 << 16];
            reader.readDoubles(reader.entry("half"), half, 0);
            for (int i = 0; i < 1 << 16; i++) {
                assertEquals(Float.intBitsToFloat(i << 16), bfloat[i]);
                assertEquals(halfByDefinition(i), half[i], "half " + i);
            }
        }
    }

    private static double halfByDefinition(int bits) {
        double sign = bits >> 15 == 0 ? 1 : -1;
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        if (exponent == 31) {
            return fraction == 0 ? sign / 0 : Double.NaN;
        }
        return sign * (exponent == 0 ? Math.scalb(fraction, -14) : Math.scalb(1 + fraction, exponent - 15));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | a: expected data from byte 4, found 0 (overlap)
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | a: expected data from byte 0, found 4 (hole)
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | data: expected 4 bytes after the header, found 8
                    {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | a: expected 12 bytes for F32 [3], found data_offsets [0, 8]
                    {"a":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}} | a: expected a dtype of [F64, I64, F32, I32, BF16, F16, U8], found F99
                    {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}} | a: expected integers from 0 in shape, found -2
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}} | a: expected dtype, shape or data_offsets, found "x"
                    {"a":{"dtype":"F32","data_offsets":[0,8]}} | a: expected shape, found none
                    {"a":{"dtype":"U8","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}} | a: expected a size below 2^63 bytes, found shape [2147483647, 2147483647, 2147483647]
                    {"__metadata__":{"a":1}} | __metadata__.a: expected a string
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x | header: expected JSON, found Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                    {"a" | header: expected JSON, found Unexpected end-of-input within/between Object entries
                    """)
    void refusesABrokenHeaderAndNamesThePlace(String header, String message) throws IOException {
        if (message.contains("(overlap)")) {
            header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}," + header.substring(1);
        }
        Path file = write(header.length(), header);
        SafetensorsException e = assertThrows(SafetensorsException.class, () -> SafetensorsReader.open(file));
        assertEquals(file + ": " + message, e.getMessage());
    }

    @Test
    void boundsTheHeaderByTheFile() throws IOException {
        Path file = write(1L << 40, "{}");
        SafetensorsException e = assertThrows(SafetensorsException.class, () -> SafetensorsReader.open(file));
        assertEquals(file + ": header: expected a length from 2 to 10 bytes, found 1099511627776", e.getMessage());
    }

    @Test
    void readsAHeaderOfMoreThanAMegabyte() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("long", "x".repeat(2 << 20)));
        for (int i = 0; i < 5000; i++) {
            writer.floats("tensor." + i, List.of(1), new float[] {i}, 0);
        }
        Path file = folder.resolve("large.safetensors");
        writer.write(file);
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertEquals(5000, reader.entries().size());
            float[] one = new float[1];
            reader.readFloats(reader.entry("tensor.4321"), one, 0);
            assertEquals(4321, one[0]);
        }
    }

    @Test
    void refusesTwoTensorsOfOneName() {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of()).floats("a", List.of(1), new float[1], 0);
        assertThrows(IllegalArgumentException.class, () -> writer.floats("a", List.of(1), new float[1], 0));
    }

    private Path write(long headerLength, String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(16 + json.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(headerLength).put(json).putDouble(0);
        Path file = folder.resolve("broken.safetensors");
        Files.write(file, bytes.array());
        return file;
    }
}
