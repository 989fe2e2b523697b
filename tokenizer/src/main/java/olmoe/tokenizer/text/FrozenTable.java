package olmoe.tokenizer.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A table beside this class: a first line that names its source, and sections with an empty line between. Runs
/// are read as bytes, for every process reads them before its code is compiled.
final class FrozenTable {
    private final byte[] ascii;
    private int at;

    /// A run of code points with one number.
    interface Run {
        /// @param from the first code point
        /// @param number of all from there to the next run
        void begins(int from, int number);
    }

    FrozenTable(String name) {
        try (InputStream in = FrozenTable.class.getResourceAsStream(name)) {
            ascii = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (ascii[at++] != '\n') {}
    }

    /// The lines of the section that is next.
    String[] lines() {
        int from = at;
        while (at < ascii.length && !(ascii[at] == '\n' && (at + 1 == ascii.length || ascii[at + 1] == '\n'))) {
            at++;
        }
        int to = at;
        at = Math.min(ascii.length, at + 2);
        return new String(ascii, from, to - from, StandardCharsets.US_ASCII).split("\n", -1);
    }

    /// Reads the section that is next as runs `first code point in hex:number`, with a blank or a line end after each.
    void runs(Run run) {
        while (at < ascii.length && ascii[at] != '\n') {
            int from = 0;
            for (; ascii[at] != ':'; at++) {
                from = from << 4 | (ascii[at] <= '9' ? ascii[at] - '0' : ascii[at] - 'a' + 10);
            }
            int number = 0;
            for (at++; ascii[at] > ' '; at++) {
                number = 10 * number + ascii[at] - '0';
            }
            run.begins(from, number);
            at++;
        }
        at++;
    }
}
