package olmoe.pipelines.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.pipelines.collect.Collector;
import olmoe.pipelines.collect.InputList;
import olmoe.pipelines.collect.Kind;
import olmoe.pipelines.collect.Origin;
import olmoe.pipelines.collect.Part;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe corpus collect`.
@Command(
        name = "collect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Turns folders, jars and zips into WARC or JSON lines, with licence and origin recorded.",
            "The same input gives the same bytes. Prints one JSON line a written file.",
            "Records are dated by SOURCE_DATE_EPOCH if it is set, otherwise as in the archive."
        })
public final class CollectCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(MB|MiB)");

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "Folder, jar, zip, page or text file.")
    private List<Path> inputs;

    @Option(names = "-o", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path folder;

    @Option(names = "--name", description = "The source's name; every file begins with it.")
    private String name;

    @Option(names = "--kind", defaultValue = "pages", description = "pages, code or lines (default: pages).")
    private Kind kind;

    @Option(names = "--license", paramLabel = "SPDX", description = "SPDX id, as Apache-2.0.")
    private String license;

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description = "Licence file, or a jar or folder with one, for inputs that hold none.")
    private Path evidence;

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "GROUP:ARTIFACT:VERSION or a web address; one for each INPUT, in their order.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description =
                    "JSON list of inputs with SHA-256, kind, license and origin; INPUT is the folder they are in.")
    private Path list;

    @Option(names = "--split", defaultValue = "16MB", description = "Size to end a file at (default: 16MB).")
    private String split;

    @Override
    public Integer call() throws IOException {
        Instant date = date(System.getenv("SOURCE_DATE_EPOCH"));
        if (list != null) {
            collectList(date);
        } else {
            collectInputs(date);
        }
        return 0;
    }

    private void collectList(Instant date) throws IOException {
        if (inputs.size() != 1 || name != null || license != null || evidence != null || !origins.isEmpty()) {
            throw new ConfigurationException(
                    "--list: expected one INPUT, the folder, and no --name, --license, --evidence or --origin");
        }
        InputList.read(list).collect(inputs.get(0), folder, splitBytes(), date, CollectCommand::print);
    }

    private void collectInputs(Instant date) throws IOException {
        if (license == null) {
            throw new ConfigurationException("--license: expected an SPDX id such as Apache-2.0, found none");
        }
        if (name == null || !name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new ConfigurationException(
                    "--name: expected lower-case letters, digits, '.', '_', '-', found " + name);
        }
        if (!origins.isEmpty() && origins.size() != inputs.size()) {
            throw new ConfigurationException(
                    "--origin: expected none or " + inputs.size() + ", one for each INPUT, found " + origins.size());
        }
        Collector collector = new Collector(name, kind, license, evidence, splitBytes(), date);
        Set<String> stems = new HashSet<>();
        for (Path input : inputs) {
            if (!stems.add(collector.stem(input))) {
                throw new ConfigurationException(input + ": expected inputs of different names, found two");
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            Path input = inputs.get(i);
            Origin origin = origins.isEmpty()
                    ? Origin.named(
                            input.toAbsolutePath().normalize().getFileName().toString())
                    : Origin.parse(origins.get(i));
            print(input, collector.collect(input, origin, folder));
        }
    }

    private static void print(Path input, Collector.Collected collected) throws IOException {
        for (Part part : collected.parts()) {
            ObjectNode line = JSON.createObjectNode().put("path", part.path().toString());
            line.put("records", part.records()).put("bytes", part.bytes()).put("sha256", part.sha256());
            System.out.print(JSON.writeValueAsString(line) + "\n");
        }
        collected
                .passedOver()
                .forEach((reason, files) ->
                        System.err.println(input.getFileName() + ": passed over " + files + " files: " + reason));
    }

    private long splitBytes() {
        Matcher size = SIZE.matcher(split);
        if (!size.matches()) {
            throw new ConfigurationException("--split: expected a size such as 16MB or 16MiB, found " + split);
        }
        return Long.parseLong(size.group(1)) * (size.group(2).equals("MB") ? 1_000_000 : 1 << 20);
    }

    private static Instant date(String epochSeconds) {
        if (epochSeconds == null) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(epochSeconds));
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "SOURCE_DATE_EPOCH: expected seconds since 1970, found " + epochSeconds, e);
        }
    }
}
