package olmoe.tokenizer.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/// How every command of the product ends: 0 done, 1 failed, 2 usage or configuration, 3 a check did
/// not hold; and an error is one line on stderr, whatever its cause. Set `OLMOE_TRACE` for the trace.
public final class Commands {
    private Commands() {}

    /// Runs a picocli command and ends the JVM with its exit status.
    public static void main(Object command, String[] args) {
        useUtf8();
        end(execute(command, args));
    }

    /// Runs work whose options are read already and ends the JVM as [#main] does. picocli alone takes a third of a
    /// second of one core to start.
    public static void mainWithoutParsing(Callable<Integer> work) {
        useUtf8();
        int status;
        try {
            status = work.call();
        } catch (Exception e) {
            status = report(e);
        }
        end(status);
    }

    /// stdin and stdout carry JSON lines: UTF-8 whatever the locale says.
    private static void useUtf8() {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /// What stdout did not take, because a disk is full or nobody reads any more, is a failure.
    private static void end(int status) {
        if (System.out.checkError() && status == 0) {
            System.err.println("olmoe: stdout: not all of the result could be written");
            System.exit(1);
        }
        System.exit(status);
    }

    private static int report(Exception exception) {
        if (System.getenv("OLMOE_TRACE") != null) {
            exception.printStackTrace();
        }
        System.err.println("olmoe: " + oneLine(exception));
        return status(exception);
    }

    /// Runs a picocli command and returns its exit status.
    public static int execute(Object command, String... args) {
        return new CommandLine(command)
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, arguments) -> {
                    System.err.println("olmoe: " + exception.getMessage() + "; see --help");
                    return 2;
                })
                .setExecutionExceptionHandler((exception, line, parsed) -> report(exception))
                .execute(args);
    }

    private static int status(Throwable exception) {
        if (exception instanceof ConfigurationException) {
            return 2;
        }
        return exception instanceof CheckException ? 3 : 1;
    }

    /// What a hostile file has put into the message neither breaks the line nor commands a terminal.
    private static String oneLine(Throwable exception) {
        StringBuilder line = new StringBuilder();
        for (Throwable t = exception; t != null; t = t.getCause()) {
            String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
            if (line.indexOf(message) < 0) {
                line.append(line.isEmpty() ? "" : ": ").append(message);
            }
        }
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }
}
