package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.RuleSettings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.rule.cleaner.CleanerRules;
import olmoe.filters.rule.redpajama.RedpajamaRules;
import olmoe.tokenizer.text.TextView;

/// Runs the rules for code and markup on random pieces of both: `CodeFuzz SEED SECONDS`.
public final class CodeFuzz {
    static final List<String> ENDINGS = List.of("py", "java", "js", "html", "xml", "md", "sh", "txt");
    static final String[] PIECES = {
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "`",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\\",
        "\n",
        "\r\n",
        "\t",
        " ",
        "#",
        "//",
        "/*",
        "*/",
        "<!--",
        "-->",
        "<",
        ">",
        "</",
        "<script>",
        "<![CDATA[",
        "&#",
        "&",
        ";",
        "=",
        ":",
        ":=",
        "->",
        "**",
        "*",
        ",",
        ".",
        "...",
        "@",
        "def f(",
        "class ",
        "import ",
        "from ",
        "lambda ",
        "match ",
        "case ",
        "if ",
        "else:",
        "for ",
        " in ",
        "async ",
        "await ",
        "yield ",
        "f'{",
        "f'",
        "b'",
        "r'",
        "0x",
        "1_",
        "1e",
        "0",
        "var ",
        "record ",
        "return ",
        "${",
        "```",
        "```python\n",
        "password='",
        "://a:b1c2d3@",
        "-----BEGIN ",
        "AKIA",
        "eyJ",
        "SPDX-License-Identifier:",
        "copyright ",
        "\0",
        "\uD800",
        "\uDC00",
        "\uD83D\uDE00",
        "é",
        "\uFEFF",
        "\u2028",
        "\f",
        "x",
        "\\section{",
        "\\section[",
        "\\newcommand{\\a}{",
        "\\def\\b{",
        "\\a",
        "%",
        "\\bibliography{",
        "{{",
        "}}",
        "{|",
        "\n|}",
        "[[",
        "]]",
        "|",
        "''",
        "==",
        "<ref>",
        "<br/>",
        "__TOC__",
        "](",
        "**",
        "~~",
        "~~~",
        "---\n",
        "&amp;",
        "<http://a>",
        "![",
        "lorem ipsum",
        "三",
        "½",
        "javascript"
    };

    private static final List<Step> RULES = rules();

    private CodeFuzz() {}

    public static void main(String[] arguments) {
        Random random = new Random(Long.parseLong(arguments[0]));
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
        long texts = 0;
        for (; System.nanoTime() < end; texts++) {
            judge(ending(random), text(random));
        }
        System.out.println(
                RULES.size() + " rules on " + texts + " texts, " + RULES.size() * texts + " verdicts, none threw");
    }

    /// Of a name of a file.
    public static String ending(Random random) {
        return ENDINGS.get(random.nextInt(ENDINGS.size()));
    }

    /// Up to 15 pieces, or sometimes up to 199.
    public static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(random.nextInt(8) == 0 ? 200 : 16);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /// @throws AssertionError with the text where a rule throws
    static void judge(String ending, String text) {
        Document document = CodeExamples.file("{\"ext\":\"" + ending + "\"}", text);
        TextView view = TextView.of(text);
        for (Step rule : RULES) {
            try {
                Steps.apply(rule, document, view);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(rule.name() + " on " + ending + ": " + text, e);
            }
        }
    }

    private static List<Step> rules() {
        List<Step> rules = new ArrayList<>();
        for (List<Catalogue.Entry> entries :
                List.of(CodeRules.entries(), CleanerRules.entries(), RedpajamaRules.entries())) {
            entries.forEach(entry -> rules.add(entry.step(RuleSettings.of(entry))));
        }
        return rules;
    }
}
