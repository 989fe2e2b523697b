package olmoe.filters.rule.datatrove;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Takes away lines of punctuation as datatrove's SymbolLinesFormatter does, version 0.10.1. Lines are those
/// of Python's splitlines, joined again by U+000A; one of spaces and other white space only stays.
///
/// @param newline whether a run of such lines leaves one more newline (replace_char="\n") or nothing
public record DatatroveSymbolLines(boolean newline) implements Edit {
    private static final CodePoints PYTHON = CodePoints.unicode14();

    @Override
    public String name() {
        return newline ? "symbol-lines-nl/datatrove" : "symbol-lines/datatrove";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        Spans lines = text.splitLines();
        StringBuilder out = new StringBuilder(text.text().length());
        boolean first = true;
        boolean inRun = false;
        long removed = 0;
        for (int i = 0; i < lines.size(); i++) {
            boolean symbols = isSymbols(lines, i);
            removed += symbols ? 1 : 0;
            if (!symbols || newline && !inRun) {
                out.append(first ? "" : "\n").append(symbols ? "\n" : lines.text(i));
                first = false;
            }
            inRun = symbols;
        }
        return Edited.kept(out.toString(), Map.of("removed-lines", removed));
    }

    private static boolean isSymbols(Spans lines, int i) {
        boolean blank = true;
        for (int k = 0; k < lines.length(i); k++) {
            int c = lines.codePoint(i, k);
            if (c != ' ' && !DatatroveCharacters.isSymbol(c)) {
                return false;
            }
            blank &= PYTHON.isSpace(c);
        }
        return !blank;
    }
}
