package olmoe.filters.rule;

import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// A text of which parts are left out, from the front to the back. Nothing is copied before the first.
public final class Rewrite {
    private final TextView view;
    private final int[] text;
    private int[] out;
    private int length;
    private int copied; // the text up to here is in out, or left out

    public Rewrite(TextView view) {
        this.view = view;
        this.text = view.codePoints();
    }

    /// Leaves out `from..to` (exclusive), which begins at or after the end of the last one.
    public void omit(int from, int to) {
        if (to <= from) {
            return;
        }
        if (out == null) {
            out = new int[text.length];
        }
        copy(from);
        copied = to;
    }

    /// Leaves out `from..to` and puts one character in their place.
    public void replace(int from, int to, int replacement) {
        omit(from, to);
        out[length++] = replacement;
    }

    /// Takes the last character away.
    public void cut() {
        copy(text.length);
        length--;
    }

    public String text() {
        if (out == null) {
            return view.text();
        }
        copy(text.length);
        return new String(out, 0, length);
    }

    /// The text without the white space of `table` at both its ends, as Python's str.strip has it.
    public String stripped(CodePoints table) {
        if (out != null) {
            copy(text.length);
        }
        int[] all = out == null ? text : out;
        int start = 0;
        int end = out == null ? text.length : length;
        while (start < end && table.isSpace(all[start])) {
            start++;
        }
        while (start < end && table.isSpace(all[end - 1])) {
            end--;
        }
        return out == null && end - start == text.length ? view.text() : new String(all, start, end - start);
    }

    private void copy(int to) {
        System.arraycopy(text, copied, out, length, to - copied);
        length += to - copied;
        copied = to;
    }
}
