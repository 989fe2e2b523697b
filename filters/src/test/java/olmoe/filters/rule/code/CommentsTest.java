package olmoe.filters.rule.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected lengths are those that Pygments 2.21 and Beautiful Soup 4.15 give.
class CommentsTest {

    @ParameterizedTest
    @CsvSource({
        "java, 'int x; // ab', 5",
        "java, '/* a */ String s = \"// no\"; // b', 11",
        "java, 'class /* no */ A {} // c', 4",
        "java, 'import /* no\n// d', 4",
        "java, 'char c = ''\"''; // e', 4",
        "java, '\"\"\"\n // no \"\"\" // f', 4",
        "java, '/* not closed', 0",
        "javascript, 'var a = /\\/\\/ no/; // a', 4",
        "javascript, 'a / b // c', 4",
        "javascript, '`// no ${ b /* c */ } // no`', 7",
        "javascript, '(/bad // no\n// d', 4",
        "javascript, '\"// no\" // e', 4",
        "javascript, '#!/bin/node // no\n// f', 4",
        "html, '<p title=\"<!-- no -->\"><!-- a -->', 10",
        "html, '<script>a // b</script><style>/* no */</style>', 4",
        "xml, '<a><![CDATA[<!-- no -->]]><!-- b --></a>', 10",
        "markdown, '```python\nx # a\n```\n```\n# no\n```\n', 3",
        "markdown, '```bash\n# ab\necho \"# no\" c#no $# # d\n```\n', 9",
        "markdown, '```python\nx # not closed', 0"
    })
    void countsWhatTheLexerCallsAComment(String language, String text, int expected) {
        String source = text.replace("\\n", "\n");
        assertEquals((double) expected / source.length(), Comments.share(points(source), language), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "'<p>a</p>  \n <p>b</p>', 3",
        "'<pre>  </pre>', 2",
        "'<script>no</script><style>no</style><!-- no --><template>no</template>a', 1",
        "'a &lt; &foo; &#65; &#0;&amp', 16",
        "'a < b </p> </ > <', 9",
        "'<![CDATA[ab]]><!doctype no><?no>', 2",
        "'<![other[', -1",
        "'<p class=\"no', 12",
        "'<br><br/></br>a</p>', 1",
        "'<script>lost', 0"
    })
    void seesTheTextOfAPage(String page, int expected) {
        assertEquals(expected, HtmlText.length(points(page)));
    }

    @Test
    void languagesWithoutKnownCommentsHaveNoShare() {
        assertEquals(-1, Comments.share(points("-- a"), "lua"));
        assertEquals(-1, Comments.share(points(""), "python"));
        assertEquals(0, Comments.share(points("# a"), "text"));
    }

    private static int[] points(String text) {
        return TextView.of(text).codePoints();
    }
}
