package olmoe.filters.rule.code;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.rule.WhiteSpace;

/// StarCoder's table of limits by language and ending (preprocessing/visual_inspection.csv of
/// bigcode-project/bigcode-dataset at bebec92): CSV with a header that names `language`, `extension`, `Include`,
/// `Long_line_threshold`, `Alphanum_threshold` and `Alpha filter`.
record ExtensionLimits(Map<String, Row> rows) {
    private static final List<String> COLUMNS =
            List.of("language", "extension", "Include", "Long_line_threshold", "Alphanum_threshold", "Alpha filter");

    /// NaN where there is no limit: a cell that holds no number, as in the reference.
    record Row(boolean included, double maxLineLength, double minAlphanumeric, double minAlphabetic) {}

    ExtensionLimits {
        rows = Map.copyOf(rows);
    }

    /// @return null for a file that the table does not know
    Row of(String language, String extension) {
        return rows.get(language + '\n' + extension);
    }

    static ExtensionLimits read(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        List<String> header = record(reader);
        List<Integer> places = COLUMNS.stream().map(header::indexOf).toList();
        if (places.contains(-1)) {
            throw new IOException("line 1: expected the columns " + COLUMNS + ", found " + header);
        }
        Map<String, Row> rows = new HashMap<>();
        int line = 1;
        for (List<String> cells = record(reader); !cells.isEmpty(); cells = record(reader)) {
            line++;
            if (cells.size() != header.size()) {
                throw new IOException("row " + line + ": expected " + header.size() + " cells, found " + cells.size());
            }
            rows.put(
                    cells.get(places.get(0)) + '\n' + cells.get(places.get(1)),
                    new Row(
                            cells.get(places.get(2)).equals("1"),
                            whole(cells.get(places.get(3))),
                            number(cells.get(places.get(4))),
                            number(cells.get(places.get(5)))));
        }
        if (rows.isEmpty()) {
            throw new IOException("expected rows, found none");
        }
        return new ExtensionLimits(rows);
    }

    private static double whole(String cell) {
        try {
            return Integer.parseInt(WhiteSpace.strip(cell));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(WhiteSpace.strip(cell));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /// The cells of the next row, none at the end. A cell in quotes may hold commas, line ends and doubled quotes.
    private static List<String> record(BufferedReader reader) throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        String line = reader.readLine();
        while (line != null) {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(c);
                }
            }
            if (!quoted) {
                cells.add(cell.toString());
                return cells;
            }
            cell.append('\n');
            line = reader.readLine();
        }
        if (quoted) {
            throw new IOException("expected the end of a cell in quotes, found the end of the file");
        }
        return cells;
    }
}
