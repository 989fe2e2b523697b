package olmoe.filters.rule.cleaner;

import static olmoe.filters.rule.Rules.edited;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import olmoe.filters.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected texts are those of RedPajama's clean_tex_files.
class RedpajamaLatexTest {
    private static final Step CLEAN = rule("clean-latex/redpajama");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\section{A}",
                "\\part*{A}",
                "\\chapter[b]{A}",
                "\\subsubsection*[b]]{A",
                "\\section{no end here but there}",
                "\\paragraph{a}\\subparagraph{b}"
            })
    void beginsWithTheFirstSection(String section) {
        assertEquals(section + " }", edited(CLEAN, "\\title{T} " + section + " }"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text", "\\sectional{A}", "\\section {A}", "\\section[a]", "\\section{A", "\\paragraph{A}"})
    void aFileWithoutASectionIsDropped(String text) {
        assertEquals("no-section", reason(CLEAN, text));
    }

    @ParameterizedTest
    @CsvSource({
        "'a%b\nc', '\nc'",
        "'a %b\nc', 'a\nc'",
        "'50\\% b', '50\\% b'",
        "'a%\nc', 'a%\nc'",
        "'% b\nc', 'c'",
        "'\\\\%b', '\\\\%b'",
        "'a\\bibliography{x} b', 'a'",
        "'a\\bibliography{x', 'a\\bibliography{x'",
        "'a\\begin{references}b\\appendix', 'a'"
    })
    void commentsAndTheBibliographyGo(String body, String expected) {
        assertEquals(
                "\\section{A}\n" + expected.replace("\\n", "\n"),
                edited(CLEAN, "\\section{A}\n" + body.replace("\\n", "\n")));
    }

    @Test
    void macrosWithoutArgumentsAreExpandedInTheirOrder() {
        String macros =
                "\\newcommand{\\be}{\\begin}\n\\def \\x{\\be y}\n\\newcommand*{\\z}{\\x}\n\\newcommand{\\no}{a} %\n";
        assertEquals(
                "\\section{S} \\begin{e} \\be y\\x \\be y \\bee \\no \\x",
                edited(CLEAN, macros + "\\section{S} \\be{e} \\x\\x \\z \\bee \\no \\x"));
        assertEquals("macro-characters", reason(CLEAN, "\\def\\a{é}\n\\section{S}"));
        assertEquals("\\section{S} {é} ", edited(CLEAN, "\\def\\a{b} é\n\\section{S} {é} "));
    }

    @Test
    void macrosThatGrowWithoutEndDropTheFile() {
        StringBuilder macros = new StringBuilder();
        for (char c = 'a'; c < 'z'; c++) {
            macros.append("\\newcommand{\\")
                    .append(c)
                    .append("}{")
                    .append(("\\" + (char) (c + 1) + " ").repeat(9))
                    .append("}\n");
        }
        assertEquals("macro-expansion", reason(CLEAN, macros + "\\section{S} \\a "));
    }
}
