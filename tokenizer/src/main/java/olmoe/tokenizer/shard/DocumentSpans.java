package olmoe.tokenizer.shard;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads the rows of a `.csv.gz`, as Python's csv module writes them, one after the other.
public final class DocumentSpans implements Closeable {
    private static final int FIELDS = 5;

    /// An id may be an address; no row of ours comes near it, and gzip makes a row without end of a small file.
    private static final int MOST_ROW_CHARACTERS = 1 << 20;

    private final Path file;
    private final Reader reader;
    private long row;
    private int pushedBack = -1;
    private int rowCharacters;

    /// @param npy the token shard that the csv lies beside
    public DocumentSpans(Path npy) throws IOException {
        this.file = TokenShard.beside(npy, TokenShardWriter.DOCUMENTS);
        InputStream in = Files.newInputStream(file);
        try {
            this.reader = new BufferedReader(
                    new InputStreamReader(
                            new GZIPInputStream(in, 1 << 16),
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    1 << 16);
        } catch (EOFException | ZipException e) {
            in.close();
            throw new DamagedShardException(file + ": byte 0: not gzip: " + e.getMessage(), e);
        }
    }

    /// Number of the row that was read last, from 1.
    public long row() {
        return row;
    }

    /// The next document, or null after the last.
    ///
    /// @throws DamagedShardException for a row that is none, naming file and row
    public DocumentSpan next() throws IOException {
        List<String> fields;
        try {
            fields = fields();
        } catch (EOFException | ZipException | CharacterCodingException e) {
            throw new DamagedShardException(file + ": row " + (row + 1) + ": cannot be read: " + e.getMessage(), e);
        }
        if (fields == null) {
            return null;
        }
        row++;
        DamagedShardException.unless(
                fields.size() == FIELDS,
                file + ": row " + row + ": expected start,end,id,src,loc, found " + fields.size() + " fields");
        return new DocumentSpan(number(fields, 0), number(fields, 1), fields.get(2), fields.get(3), number(fields, 4));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private long number(List<String> fields, int index) {
        String field = fields.get(index);
        boolean digits = !field.isEmpty() && field.length() < 19;
        for (int i = 0; i < field.length(); i++) {
            digits &= field.charAt(i) >= '0' && field.charAt(i) <= '9';
        }
        DamagedShardException.unless(
                digits, file + ": row " + row + ": expected a number in field " + (index + 1) + ", found " + field);
        return Long.parseLong(field);
    }

    private List<String> fields() throws IOException {
        rowCharacters = 0;
        int c = read();
        if (c < 0) {
            return null;
        }
        List<String> fields = new ArrayList<>(FIELDS);
        StringBuilder field = new StringBuilder();
        while (true) {
            if (c == '"' && field.isEmpty()) {
                quoted(field);
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\n' || c == '\r' || c < 0) {
                if (c == '\r') {
                    int after = read();
                    pushedBack = after == '\n' ? -1 : after;
                }
                fields.add(field.toString());
                return fields;
            } else {
                field.append((char) c);
            }
            c = read();
        }
    }

    private void quoted(StringBuilder field) throws IOException {
        while (true) {
            int c = read();
            if (c < 0) {
                throw new EOFException("a quote is not closed");
            }
            if (c == '"') {
                int after = read();
                if (after != '"') {
                    pushedBack = after;
                    return;
                }
            }
            field.append((char) c);
        }
    }

    private int read() throws IOException {
        int c = pushedBack;
        pushedBack = -1;
        if (rowCharacters++ == MOST_ROW_CHARACTERS) {
            throw new DamagedShardException(
                    file + ": row " + (row + 1) + ": expected at most " + MOST_ROW_CHARACTERS + " characters");
        }
        return c >= 0 ? c : reader.read();
    }
}
