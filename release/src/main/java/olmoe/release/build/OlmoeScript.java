package olmoe.release.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;

/// Starts other commands of the product, each in its own JVM on its own module's class path.
public final class OlmoeScript {

    private final Path script;

    /// @param home root of the product, where `olmoe` lies
    public OlmoeScript(Path home) {
        this.script = home.resolve("olmoe");
    }

    /// Root of the product.
    Path home() {
        return script.getParent();
    }

    /// The script that started this JVM.
    ///
    /// @throws ConfigurationException when it was started in another way
    public static OlmoeScript ofThisRun() {
        String home = System.getenv("OLMOE_HOME");
        if (home == null || !Files.isRegularFile(Path.of(home, "olmoe"))) {
            throw new ConfigurationException("OLMOE_HOME: expected the folder of the olmoe script, found "
                    + (home == null ? "nothing" : home) + "; start this command through ./olmoe");
        }
        return new OlmoeScript(Path.of(home));
    }

    /// Runs a command to its end. What it prints goes to stderr line by line.
    ///
    /// @throws ConfigurationException, CheckException, IOException with the command's last line, as
    ///     its exit status is 2, 3 or another than 0
    public void run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        String last = "";
        int status;
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread ends = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ends); // a stage does not outlive its driver
        try {
            process.getOutputStream().close();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    System.err.println(line);
                    last = line.isBlank() ? last : line;
                }
            }
            status = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while olmoe " + arguments.get(0) + " ran", e);
        } finally {
            process.destroy();
            Runtime.getRuntime().removeShutdownHook(ends);
        }
        String message = arguments.get(0) + " " + arguments.get(1) + ": " + last.replaceFirst("^olmoe: ", "");
        switch (status) {
            case 0 -> {}
            case 2 -> throw new ConfigurationException(message);
            case 3 -> throw new CheckException(message);
            default -> throw new IOException(message);
        }
    }
}
