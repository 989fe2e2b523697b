package olmoe.filters.rule.dclm;

import static olmoe.filters.rule.Examples.PROSE;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.rule.Examples;
import olmoe.filters.rule.Rules;

public final class DclmExamples {
    private DclmExamples() {}

    public static void add(Examples examples) {
        examples.annotate("domain-key/dclm", "http://www.example.org:80/", "domain-key", ".example.org:80");
        examples.judge(
                "domain-ban/dclm",
                Map.of("domains", Rules.file("example.org\nexample.com\n")),
                Rules.document("", "http://example.net"),
                Rules.document("", "https://Example.com/a"),
                "banned-domain");
        Document page = Rules.document("", "http://example.org/page");
        examples.judge("url-strict/dclm", Map.of(), page, Rules.document("", "http://a/2girls.1-cup"), "url-words");
        examples.judge("url-hard/dclm", Map.of(), page, Rules.document("", "http://a/Porn"), "url-words");
        examples.judge("url-soft/dclm", Map.of(), page, Rules.document("", "http://nude.org/bullshit"), "url-words");
        examples.edit("url-removal/dclm", "This at https://example.org/a?b or 10.0.0.1:80/c.", "This at or");
        examples.edit("newline-removal/dclm", "a\n\n\n\nb\n", "a\n\nb\n");
        examples.judge("page-length/dclm", PROSE, "too short", "too-few-words");
        examples.judge("word-length/dclm", PROSE, "a b c", "short-words");
        examples.judge("symbol-ratio/dclm", PROSE, "#tag #and #more", "symbols");
        examples.judge("bullets/dclm", PROSE, "- one\n- two", "bullet-lines");
        examples.judge("ellipsis/dclm", PROSE, "and so on...\nmore…", "ellipsis-lines");
        examples.judge("alphabetic/dclm", PROSE, "1 + 1 = 2", "non-alphabetic-words");
        examples.judge("stop-words/dclm", PROSE, "Bonjour tout le monde", "stop-words");
        examples.judge("gopher-quality/dclm", PROSE, PROSE + "# ".repeat(20), "symbols");
        examples.judge("gopher-repetition/dclm", PROSE, "home\nabout\nhome\nabout", "line-count");
        examples.annotate("word-counter/dclm", "two words (but not these)", "previous-word-count", 4L);
        examples.edit("uppercase-lines/dclm", "BUY NOW\nsome words", "some words");
        examples.edit("numeric-lines/dclm", "2024\n2 words", "2 words");
        examples.edit("counter-lines/dclm", "some words\n1,2K views!\n3 likes today", "some words\n3 likes today");
        examples.edit("line-length/dclm", "one\ntwo words\n \n", "two words\n");
        examples.edit("items-in-cart/dclm", "3 Items in Cart now\nitems in cart\nwords", "3 now\nwords");
        examples.edit("read-more/dclm", "some words Read more...\nread more!!!\nwords", "some words\nwords");
        examples.edit("sign-in/dclm", "Sign-in to read\nSign-in\nno sign-in", "to read\nno sign-in");
        examples.edit("c4-lines/dclm", "Words of a line [1] stay.\nOthers go", "Words of a line  stay.");
        examples.judge(
                "removal-ratio/dclm",
                Map.of(),
                Rules.document(PROSE).with(Map.of("previous-word-count", 64L)),
                Rules.document(PROSE).with(Map.of("previous-word-count", 80L)),
                "removed-words");
        examples.annotate(
                "normalize-url/dclm", "https://www.example.org/a/?utm_x=1", "normalized-url", "example.org/a");
        examples.judge("refinedweb-sequence/dclm", PROSE, PROSE + "# ".repeat(20), "symbol-ratio:symbols");
    }
}
