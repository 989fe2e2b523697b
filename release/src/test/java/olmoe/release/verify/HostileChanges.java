package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sums;

/// What somebody who means harm changes in a release: bytes, structure and numbers of JSON, paths in the list of sums,
/// sizes in footers and headers, links, exchanged and moved files, aliases that multiply, gzip that unpacks to much.
///
/// @param outside a file that is none of the release
record HostileChanges(Path release, Path outside) {

    /// Makes one change.
    ///
    /// @param files of the release as it is
    /// @return what it was
    String one(List<String> files, Random random) throws IOException {
        String path = files.get(random.nextInt(files.size()));
        Path file = release.resolve(path);
        byte[] bytes = Files.readAllBytes(file);
        if (random.nextInt(3) == 0) {
            return tree(file, path, files, random);
        }
        if (path.endsWith(".json") || path.endsWith(".jsonl") || path.endsWith(".sig")) {
            return random.nextInt(4) == 0 ? bytes(file, path, bytes, random) : json(file, path, bytes, random);
        }
        if (path.endsWith(".parquet") && random.nextBoolean()) {
            return tail(file, path, bytes, random);
        }
        if (path.endsWith(".safetensors") && random.nextBoolean()) {
            return head(file, path, bytes, random);
        }
        if (path.endsWith(".gz") && random.nextBoolean()) {
            Files.write(file, bomb(random));
            return path + ": a bomb";
        }
        if ((path.endsWith(".yaml") || path.endsWith(".md") || path.endsWith(".cff")) && random.nextBoolean()) {
            return text(file, path, random);
        }
        if (path.equals(Sums.NAME) && random.nextBoolean()) {
            return sums(file, new String(bytes, StandardCharsets.UTF_8), random);
        }
        return bytes(file, path, bytes, random);
    }

    private String bytes(Path file, String path, byte[] bytes, Random random) throws IOException {
        byte[] wrong = bytes;
        String what = "changed bytes";
        switch (random.nextInt(6)) {
            case 0 -> {
                wrong = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                what = "cut to " + wrong.length;
            }
            case 1 -> {
                wrong = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
                what = "longer";
            }
            case 2 -> {
                wrong = bytes.clone();
                if (bytes.length > 0) {
                    int from = random.nextInt(bytes.length);
                    Arrays.fill(wrong, from, Math.min(bytes.length, from + 1 + random.nextInt(32)), (byte) -1);
                }
                what = "a run of ones";
            }
            default -> {
                wrong = bytes.clone();
                for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
                    wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        Files.write(file, wrong);
        return path + ": " + what;
    }

    /// In the last part of the file, where a footer and its length are.
    private String tail(Path file, String path, byte[] bytes, Random random) throws IOException {
        byte[] wrong = bytes.clone();
        int part = Math.min(bytes.length, random.nextBoolean() ? 9 : 2000);
        for (int i = random.nextInt(5); i >= 0 && part > 0; i--) {
            wrong[bytes.length - 1 - random.nextInt(part)] = (byte) random.nextInt();
        }
        Files.write(file, wrong);
        return path + ": its footer";
    }

    private String head(Path file, String path, byte[] bytes, Random random) throws IOException {
        byte[] wrong = bytes.clone();
        int part = Math.min(bytes.length, random.nextBoolean() ? 8 : 600);
        for (int i = random.nextInt(3); i >= 0 && part > 0; i--) {
            int at = random.nextInt(part);
            wrong[at] = at < 8 ? (byte) random.nextInt() : (byte) "0123456789[]{},:\"".charAt(random.nextInt(17));
        }
        Files.write(file, wrong);
        return path + ": its header";
    }

    private static byte[] bomb(Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) (random.nextBoolean() ? '0' : '\n'));
            for (int i = 0; i < 600; i++) {
                gzip.write(block);
            }
        }
        return out.toByteArray();
    }

    private String text(Path file, String path, Random random) throws IOException {
        // a change before this one may have left bytes that are no text
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String[] pieces = {
            "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                    + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n",
            "x: " + "[".repeat(20_000) + "\n",
            "seed: 99999999999999999999999999\n",
            "seed: 1e999999999\n",
            "name: !!javax.script.ScriptEngineManager [x]\n",
            "window: 2147483647\n",
            "[x](../../../../etc/passwd)\n",
            "---\n---\n",
            "\u0000\n",
            "{{" + "x".repeat(1 << 20) + "}}\n"
        };
        String piece = pieces[random.nextInt(pieces.length)];
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size() + 1);
        if (random.nextBoolean() && at < lines.size()) {
            lines.remove(at);
        }
        lines.add(at, piece);
        Files.writeString(file, String.join("\n", lines));
        return path + ": a line "
                + piece.substring(0, Math.min(30, piece.length())).replace('\n', ' ');
    }

    private String sums(Path file, String text, Random random) throws IOException {
        String[] lines = text.split("\n");
        int at = random.nextInt(lines.length);
        String sum = "0".repeat(64);
        String[] wrong = {
            sum + "  ../../../../etc/passwd",
            sum + "  /etc/passwd",
            sum + "  data//x",
            sum + "  ./README.md",
            sum + "  data/../README.md",
            sum + "  a\\b",
            sum.replace('0', 'A') + "  README.md",
            lines[(at + 1) % lines.length],
            "",
            sum + " *README.md",
            sum + "  " + "x".repeat(1 << 16),
            sum + "  \u0000"
        };
        lines[at] = wrong[random.nextInt(wrong.length)];
        Files.writeString(file, String.join("\n", lines) + "\n");
        return Sums.NAME + ": a line " + lines[at].substring(0, Math.min(90, lines[at].length()));
    }

    /// One place of one line's document gets another value, or the text another form.
    private String json(Path file, String path, byte[] bytes, Random random) throws IOException {
        String[] lines = path.endsWith(".jsonl")
                ? new String(bytes, StandardCharsets.UTF_8).split("\n")
                : new String[] {new String(bytes, StandardCharsets.UTF_8)};
        int at = random.nextInt(lines.length);
        JsonNode root;
        try {
            root = CanonicalJson.read(lines[at].getBytes(StandardCharsets.UTF_8), path);
        } catch (IOException e) {
            return bytes(file, path, bytes, random); // a change before this one broke it
        }
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty()) {
            return bytes(file, path, bytes, random);
        }
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        String key = null;
        String mark = "\"<here>\"";
        if (chosen instanceof ObjectNode object && !object.isEmpty()) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(5) == 0) {
                object.remove(key);
            } else {
                object.put(key, "<here>");
            }
        } else if (chosen instanceof ArrayNode array && !array.isEmpty()) {
            int element = random.nextInt(array.size());
            key = Integer.toString(element);
            switch (random.nextInt(5)) {
                case 0 -> array.remove(element);
                case 1 -> array.add(array.get(element));
                default -> array.set(element, JsonNodeFactory.instance.textNode("<here>"));
            }
        }
        String value = value(random);
        String text = CanonicalJson.string(root);
        if (text.contains(mark)) {
            text = text.replace(mark, value);
        }
        if (key != null && random.nextInt(12) == 0) {
            text = text.replaceFirst("\\{", "{\"" + key.replaceAll("[^a-z-]", "x") + "\": 1, ");
        }
        if (path.endsWith(".jsonl")) {
            lines[at] = text.replace("\n", "");
            text = String.join("\n", lines) + "\n";
        }
        Files.writeString(file, text);
        return path + ": " + key + " = " + value.substring(0, Math.min(40, value.length()));
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static String value(Random random) {
        String[] values = {
            "null",
            "[]",
            "{}",
            "\"\"",
            "-1",
            "0",
            "0.5",
            "true",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "1e308",
            "1e400",
            "1e999999999",
            "-1e-999999999",
            "9".repeat(2000),
            "\"../../../../etc/passwd\"",
            "\"/etc/passwd\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(1 << 20) + "\"",
            "\"https://example.org/%\"",
            "[".repeat(900) + "]".repeat(900),
            "[".repeat(100_000) + "]".repeat(100_000),
            "{\"a\":".repeat(900) + "1" + "}".repeat(900),
            "[1,2,3]",
            "\"README.md\"",
            "{\"a\":1,\"a\":2}",
            "NaN"
        };
        return values[random.nextInt(values.length)];
    }

    /// Files that leave, come, move, or are no files.
    private String tree(Path file, String path, List<String> files, Random random) throws IOException {
        switch (random.nextInt(10)) {
            case 0 -> {
                Files.delete(file);
                return path + ": left";
            }
            case 1 -> {
                String other = files.get(random.nextInt(files.size()));
                byte[] mine = Files.readAllBytes(file);
                Files.write(file, Files.readAllBytes(release.resolve(other)));
                Files.write(release.resolve(other), mine);
                return path + ": exchanged with " + other;
            }
            case 2 -> {
                Files.delete(file);
                Files.createSymbolicLink(file, outside);
                return path + ": a link to the outside";
            }
            case 3 -> {
                Files.delete(file);
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
                return path + ": a link to a device without end";
            }
            case 8 -> {
                Files.delete(file);
                pipe(file);
                return path + ": a pipe that nobody writes into";
            }
            case 4 -> {
                Files.delete(file);
                Files.createSymbolicLink(file, file.getFileName());
                return path + ": a link to itself";
            }
            case 5 -> {
                Files.delete(file);
                Files.createDirectory(file);
                return path + ": a folder";
            }
            case 6 -> {
                Path extra =
                        file.resolveSibling("extra" + random.nextInt(3) + path.substring(path.lastIndexOf('.') + 1));
                Files.write(extra, Files.readAllBytes(file));
                return path + ": twice";
            }
            case 7 -> {
                Path link = file.resolveSibling("loop");
                if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, release);
                }
                return "a link to the release in itself";
            }
            default -> {
                Files.move(file, file.resolveSibling("moved-" + file.getFileName()));
                return path + ": moved";
            }
        }
    }

    static void pipe(Path file) throws IOException {
        try {
            if (new ProcessBuilder("mkfifo", file.toString()).start().waitFor() != 0) {
                throw new IOException(file + ": mkfifo made no pipe");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
