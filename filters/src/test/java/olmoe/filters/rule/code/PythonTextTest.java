package olmoe.filters.rule.code;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x = y = (yield)",
                "a, *b = [*c, d]",
                "(x): int = 1",
                "f(*a, b, **c, d=1)",
                "f(x for x in y)",
                "f(a := 1, *b)",
                "{**a, 'b': c}",
                "{x: y for x, y in z if x if y}",
                "lambda a, /, b=1, *, c, **d: a",
                "x[1:2, ::3, *y, ...]",
                "with (a as b, c as d,): pass",
                "with (a, b) as c: pass",
                "async def f():\n    async with a: await b\n    return [x async for x in y]",
                "try: pass\nexcept* E as e: pass",
                "match x:\n  case [1, *_, {'a': b, **c}] | P(y=-1+2j) if b: pass\n",
                "match = 1; case = match[0]",
                "print(f'{a!r:>{b}} {{}} {c = }')",
                "@a.b\nclass C(D, metaclass=M): x: int; y = 0x_1f, 1_0.5e-3j",
                "from ...a import (b as c, d,)",
                "del (a, [b.c, d[0]])",
                "if a:\n\tb\n\n# c\nelif d: e\nelse:\n\tf",
                "not not a if b else lambda: c",
                "x = 1if y else 2",
                "a = 'b' \\\n 'c'"
            })
    void readsWhatIsPython(String source) {
        assertDoesNotThrow(() -> PythonStatements.docstrings(points(source)), source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print 'x'",
                "x = 0777",
                "f() = 1",
                "a + 1 += 2",
                "(a, b): int",
                "f(a=1, b)",
                "f(**a, *b)",
                "f(x for x in y, 1)",
                "[*x for x in y]",
                "(*x)",
                "{1: 2, 3}",
                "def f(a=1, b): pass",
                "def f(*): pass",
                "def f(/, a): pass",
                "class C(x for x in y): pass",
                "if a:\nb",
                "if a:\n    b\n  c",
                "x = (1, 2",
                "x = 'a",
                "b'é'",
                "'a' b'c'",
                "'\\x1'",
                "f'{}'",
                "f'{a b}'",
                "f'}'",
                "from a import b,",
                "import a.b as c.d",
                "try: pass",
                "except: pass",
                "del *a",
                "for f() in y: pass",
                "None = 1",
                "x = yield = 1",
                "a <> b",
                "a ? b",
                "1__0",
                "x\u00A0= 1",
                "\0"
            })
    void refusesWhatIsNone(String source) {
        assertThrows(PythonSyntaxException.class, () -> PythonStatements.docstrings(points(source)), source);
    }

    @Test
    void documentationIsTakenWithoutItsIndentation() throws PythonSyntaxException {
        String source =
                "'''Of the module.'''\nclass A:\n    \"\"\"Of A.\n\n        More.\n    Less.\n    \"\"\"\n    def f(self):\n"
                        + "        ('of ' 'f')\n    async def g(self): 'not of g'\ndef b(): f'not of b'\nclass c: b'not of c'\n"
                        + "def d(): u'\\u0041\\N{DIGIT ONE}'; pass\n";
        assertEquals(
                List.of("Of A.\n\n    More.\nLess.", "A?", "of f", "Of the module."),
                PythonStatements.docstrings(points(source)));
    }

    @Test
    void commentsAreFoundInWhatIsNoPython() throws PythonSyntaxException {
        assertEquals(" one two", PythonComments.of(points("print 'x' # one\n?? '#' # two\n")));
        assertEquals(" c", PythonComments.of(points("x = '''\n# no\n''' ## c\n")));
        assertEquals("b", PythonComments.of(points("'a # no\\\n # no' #b")));
        assertThrows(PythonSyntaxException.class, () -> PythonComments.of(points("(\n# open\n")));
        assertThrows(PythonSyntaxException.class, () -> PythonComments.of(points("  a\n b # indentation\n")));
    }

    @Test
    void functionsWithinEachOtherWithoutEndAreNoPython() {
        String nested = "lambda x=".repeat(100_000);
        assertThrows(PythonSyntaxException.class, () -> PythonStatements.docstrings(points(nested)));
        String chained = "lambda: a if b else ".repeat(100_000) + "c";
        assertThrows(PythonSyntaxException.class, () -> PythonStatements.docstrings(points(chained)));
        assertDoesNotThrow(() -> PythonStatements.docstrings(points("lambda x: ".repeat(50) + "x")));
    }

    @Test
    void bothTogetherAreStripped() {
        assertEquals("doc\n c".length(), PythonText.length(points("'doc'\nx = 1 # c  \n")));
        assertEquals("c".length(), PythonText.length(points("'doc'\nprint x # c\n")));
        assertEquals("doc".length(), PythonText.length(points("'doc'\n")));
        assertEquals(0, PythonText.length(points("x = 1\n")));
    }

    private static int[] points(String text) {
        return TextView.of(text).codePoints();
    }
}
