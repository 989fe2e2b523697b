package olmoe.filters.rule.dclm;

import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.TextView;

/// Takes the phrase `read more...` at the end of short lines away, in any case, with one white space beside it.
/// Step 24 of DCLM-Baseline's list, mlfoundations/dclm at 361714b.
///
/// The reference leaves the dots of its pattern unescaped, so they are any three characters.
/// A line of the limit's words is short; a short one that is left blank goes, also without the phrase. The
/// text is stripped, and a document of which nothing is left is dropped.
public record DclmReadMore(int maxWordsOfLine) implements Edit {
    private static final LinePhrase PHRASE = new LinePhrase("read more...", LinePhrase.Place.AT_THE_END);

    public DclmReadMore {
        Limits.atLeast("max-words-of-line", 0, maxWordsOfLine);
    }

    @Override
    public String name() {
        return "read-more/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return PHRASE.remove(text, maxWordsOfLine);
    }
}
