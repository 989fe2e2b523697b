package olmoe.filters.rule.dclm;

import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.TextView;

/// Takes the phrase `items in cart` anywhere in short lines away, in any case, with one white space beside it.
/// Step 23 of DCLM-Baseline's list, mlfoundations/dclm at 361714b.
///
/// A line of the limit's words is short; a short one that is left blank goes, also without the phrase. The
/// text is stripped, and a document of which nothing is left is dropped.
public record DclmItemsInCart(int maxWordsOfLine) implements Edit {
    private static final LinePhrase PHRASE = new LinePhrase("items in cart", LinePhrase.Place.ANYWHERE);

    public DclmItemsInCart {
        Limits.atLeast("max-words-of-line", 0, maxWordsOfLine);
    }

    @Override
    public String name() {
        return "items-in-cart/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return PHRASE.remove(text, maxWordsOfLine);
    }
}
