package olmoe.filters.rule.cleaner;

import olmoe.filters.rule.Examples;

public final class CleanerExamples {
    private CleanerExamples() {}

    public static void add(Examples examples) {
        examples.edit("clean-latex/redpajama", "\\title{T}\n\\section{S}\n% c\nx\\appendix y", "\\section{S}\nx");
        examples.edit("clean-stackexchange-html/redpajama", "<p>a <code>b</code></p>", "a b");
        examples.edit("clean-wikitext", "'''A''' is [[b|c]].{{cite}}", "A is c.");
        examples.edit("clean-markdown", "# A\n\n*b* [c](d)", "A\n\nb c");
    }
}
