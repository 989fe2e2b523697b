package olmoe.pipelines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import olmoe.filters.DocumentKey;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.release.recipe.Recipe;

/// A small corpus of our own: pages and lines of plain English made from a word list, some of them
/// twice, some too short.
final class MadeUp {
    private static final String[] WORDS = ("the of and to be that have with system record value index page reader"
                    + " writer stream method class returns number field query score term result search part name text"
                    + " model data token window layer weight order merge when every other can hold before after while"
                    + " between never always first last")
            .split(" ");

    private MadeUp() {}

    static String recipe(double maxRejectShare) {
        return """
                name: made-up
                version: 1.0.0
                seed: 6198
                window: 64
                split-size: 20kB
                sources:
                  - {name: web, files: input/*.warc.gz, license: {spdx: Apache-2.0, evidence: made here}, max-reject-share: %1$s}
                  - {name: lines, files: "input/*.jsonl*", license: {spdx: Apache-2.0, evidence: made here}, max-reject-share: %1$s}
                steps:
                  - extract: main-text
                  - language: {keep: [en], min-score: 0.5, sources: [web]}
                  - filter: gopher-quality/dclm
                  - dedup: exact
                  - filter: gopher-repetition/dclm
                split: {validation: 0.2}
                tokenizer: {train: {vocabulary: 400, sample: 30kB}}
                token-steps: [{filter: repetition-tokens/olmo}]
                """.formatted(maxRejectShare);
    }

    /// Writes the recipe and its inputs: 20 pages in two files and 40 lines in two files, created in an
    /// order that depends on the seed, so that a listing of the folder does too.
    static Path write(Path folder, long seed) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Random random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            texts.add(i % 9 == 5 ? texts.get(i - 5) : i % 11 == 3 ? "too short" : text(random));
        }
        files.put("a.warc.gz", warc(texts.subList(0, 10)));
        files.put("b.warc.gz", warc(texts.subList(10, 20)));
        files.put("c.jsonl", lines(texts.subList(20, 50)));
        files.put("d.jsonl.gz", gzip(lines(texts.subList(50, 60))));
        Files.createDirectories(folder.resolve("input"));
        List<String> names = new ArrayList<>(files.keySet());
        Collections.shuffle(names, new Random(seed));
        for (String name : names) {
            Files.write(folder.resolve("input").resolve(name), files.get(name));
        }
        return Files.writeString(folder.resolve("recipe.yaml"), recipe(0.01));
    }

    /// The same with near-duplicates in a third file of lines, so that every kind of shuffle takes part.
    static Path writeNear(Path folder, long seed) throws IOException {
        Path recipe = write(folder, seed);
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            texts.add(i % 3 == 0 ? text(random) : texts.get(i - 1).replaceFirst("\\w+\\.", "edited."));
        }
        Files.write(folder.resolve("input/e.jsonl"), lines(texts));
        String near = "  - dedup: exact\n  - dedup: {use: minhash, bands: 14, rows: 8, ngram: 5, threshold: 0.8}\n";
        return Files.writeString(recipe, Files.readString(recipe).replace("  - dedup: exact\n", near));
    }

    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int paragraph = 0; paragraph < 4; paragraph++) {
            for (int sentence = 0; sentence < 4; sentence++) {
                int length = 7 + random.nextInt(8);
                for (int i = 0; i < length; i++) {
                    String word = WORDS[random.nextInt(WORDS.length)];
                    text.append(i == 0 ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) : word);
                    text.append(i == length - 1 ? "." : " ");
                }
                text.append(sentence == 3 ? "\n" : " ");
            }
        }
        return text.toString();
    }

    static byte[] warc(List<String> texts) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (String text : texts) {
            StringBuilder page =
                    new StringBuilder("<html><body><nav><a href='/'>Home</a> <a href='/x'>X</a></nav><main>");
            for (String paragraph : text.split("\n")) {
                page.append("<p>").append(paragraph).append("</p>");
            }
            page.append("</main></body></html>");
            byte[] block = ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page)
                    .getBytes(StandardCharsets.UTF_8);
            String url = "https://pages.example/" + DocumentKey.of("", "", text.getBytes(StandardCharsets.UTF_8)) + "/"
                    + file.size();
            String head = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:"
                    + "00000000-0000-0000-0000-000000000001>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: "
                    + url + "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " + block.length
                    + "\r\n\r\n";
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            record.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            record.writeBytes(block);
            record.writeBytes("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            file.writeBytes(gzip(record.toByteArray()));
        }
        return file.toByteArray();
    }

    static byte[] lines(List<String> texts) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            lines.append("{\"id\":\"")
                    .append(i)
                    .append("\",\"text\":\"")
                    .append(texts.get(i).replace("\n", "\\n"))
                    .append("\"}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /// Names and SHA-256 of all files of a corpus but the record of where its inputs lay and the commit
    /// records, which hold the inputs' modification times.
    static Map<String, String> digests(Path corpus) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(corpus)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = corpus.relativize(file).toString();
                if (!name.endsWith(".commit.json") && !name.endsWith("run.json")) {
                    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    digests.put(name, HexFormat.of().formatHex(hash));
                }
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return digests;
    }

    static void build(Path recipe, Path corpus, String... options) throws IOException {
        Recipe read = Recipe.read(recipe);
        CorpusPlan plan = CorpusPlan.of(read);
        Inputs inputs = Inputs.of(recipe.toAbsolutePath().getParent().toString());
        plan.checkInputs(inputs::files);
        new CorpusBuild(plan, inputs, Places.of(corpus.toString()), Jobs.of(List.of(options))).run();
    }
}
