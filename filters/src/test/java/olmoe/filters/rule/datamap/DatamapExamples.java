package olmoe.filters.rule.datamap;

import static olmoe.filters.rule.Examples.PROSE;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.rule.Examples;
import olmoe.filters.rule.Rules;

public final class DatamapExamples {
    private DatamapExamples() {}

    public static void add(Examples examples) {
        Document page = Rules.document("", "http://example.org/page");
        examples.judge("url-strict/datamap", Map.of(), page, Rules.document("", "http://a/2girls.1-cup"), "url-words");
        examples.judge("url-hard/datamap", Map.of(), page, Rules.document("", "http://a/Porn"), "url-words");
        examples.judge("url-soft/datamap", Map.of(), page, Rules.document("", "http://nude.org/nude"), "url-words");
        examples.edit("newline/datamap", "a\n\n\n\nb\n", "a\n\nb\n");
        examples.judge("page-len/datamap", PROSE, "too short", "too-few-words");
        examples.judge("word-len/datamap", PROSE, "ééééé ééééééééé", "long-words");
        examples.judge("symbol/datamap", PROSE, "#tag #and #more", "symbols");
        examples.judge("bullet/datamap", PROSE, "- one\n- two", "bullet-lines");
        examples.judge("ellipsis/datamap", PROSE, "and so on...\nmore…\r\n", "ellipsis-lines");
        examples.judge("alphabetic/datamap", PROSE, "word", "one-word");
        examples.judge("stop-word/datamap", PROSE, "Bonjour tout le monde", "stop-words");
        examples.judge("gopher-quality/datamap", PROSE, PROSE + "# ".repeat(20), "symbols");
        examples.judge("gopher-repetition/datamap", PROSE, "home\nabout\nhome\nabout", "line-count");
        examples.annotate("word-count/datamap", "two words (but not these)", "original-word-count", 5L);
        examples.edit("uppercase/datamap", "BUY NOW\nsome words\n", "some words\n");
        examples.edit("numeric/datamap", "2024\n²\n2 words", "²\n2 words");
        examples.edit("counter/datamap", "some words\n1,2K views!\n3 likes today", "some words\n3 likes today");
        examples.edit("line-len/datamap", "one\n- two.\ntwo words\n", "two words\n");
        examples.edit("items-in-cart/datamap", "3 items in cart now\nItems in cart\n", "3 now\nItems in cart");
        examples.edit("read-more/datamap", "some words Read more!?!\nread more...\n", "some words\nread more...");
        examples.edit("sign-in/datamap", "Sign-in to read\nSign-in\nno Sign-in\r\n", "to read\nno Sign-in");
        examples.judge(
                "removal-ratio/datamap",
                Map.of(),
                Rules.document(PROSE).with(Map.of("original-word-count", 65L)),
                Rules.document(PROSE).with(Map.of("original-word-count", 80L)),
                "removed-words");
        String copies = "abc".repeat(32);
        examples.judge("repetition-cl100k-32/datamap", copies.substring(1), "-" + copies, "repeated-tokens");
        examples.judge("repetition-cl100k-32-skip-offsets/datamap", "-" + copies + "-", copies, "repeated-tokens");
        examples.judge("dclm-sequence/datamap", PROSE, PROSE + "\n" + PROSE, "repetition:line-count");
    }
}
