package olmoe.tokenizer.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/// How every command of the product ends: 0 done, 1 failed, 2 usage or configuration, 3 a check did
/// not hold; and an error is one line on stderr, whatever its cause. Set `OLMOE_TRACE` for the trace. Where nobody
/// reads stdout any more, as behind `head`, a command ends without a word, as others do there.
public final class Commands {
    private static final int NOBODY_READS = 128 + 13; // as a shell says it of a program that SIGPIPE has ended

    private Commands() {}

    /// The first write that fails ends the work, which would go on for nothing: a [PrintStream] keeps silent.
    private static final class Stdout extends FileOutputStream {
        Stdout() {
            super(FileDescriptor.out);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                super.write(bytes, from, length);
            } catch (IOException e) {
                throw new StdoutException(e);
            }
        }
    }

    private static final class StdoutException extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        StdoutException(IOException cause) {
            super("stdout: not all of the result could be written", cause);
        }

        boolean nobodyReads() {
            return String.valueOf(getCause().getMessage()).contains("Broken pipe");
        }
    }

    /// Runs a picocli command and ends the JVM with its exit status.
    public static void main(Object command, String[] args) {
        mainWithoutParsing(() -> execute(command, args));
    }

    /// Runs work whose options are read already and ends the JVM as [#main] does. picocli alone takes a third of a
    /// second of one core to start.
    public static void mainWithoutParsing(Callable<Integer> work) {
        useUtf8();
        int status;
        try {
            status = work.call();
            System.out.flush();
        } catch (Exception e) {
            status = report(e);
        }
        System.exit(status);
    }

    /// stdin and stdout carry JSON lines: UTF-8 whatever the locale says.
    private static void useUtf8() {
        System.setOut(new PrintStream(new Stdout(), false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    private static int report(Exception exception) {
        if (System.getenv("OLMOE_TRACE") != null) {
            exception.printStackTrace();
        }
        if (exception instanceof StdoutException stdout && stdout.nobodyReads()) {
            return NOBODY_READS;
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
