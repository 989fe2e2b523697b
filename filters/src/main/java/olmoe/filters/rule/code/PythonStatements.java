package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import olmoe.filters.rule.code.PythonTokens.Token;
import olmoe.filters.rule.code.PythonTokens.Type;

/// Reads Python as CPython 3.11's `ast.parse` does, for its documentation strings.
final class PythonStatements extends PythonSimpleStatements {
    /// @param order of the statement in the source
    private record Documentation(String type, String name, int level, int order, String text) {}

    private final List<Documentation> found = new ArrayList<>();
    private int level;

    private PythonStatements(int[] source, List<Token> tokens) {
        super(source, tokens);
    }

    /// The documentation strings of module, classes and functions, with their indentation taken off, ordered by
    /// `Class`, `Function/Method` and `Module`, then by name; empty ones left out.
    ///
    /// @throws PythonSyntaxException where `ast.parse` fails
    static List<String> docstrings(int[] text) throws PythonSyntaxException {
        int[] source = source(text);
        PythonStatements module = new PythonStatements(source, PythonTokens.of(source));
        module.module();
        return module.found.stream()
                .sorted(Comparator.comparing(Documentation::type)
                        .thenComparing(Documentation::name)
                        .thenComparing(Documentation::level)
                        .thenComparing(Documentation::order))
                .map(Documentation::text)
                .filter(docstring -> !docstring.isEmpty())
                .toList();
    }

    /// With line ends of U+000A only, as the compiler reads it.
    private static int[] source(int[] text) throws PythonSyntaxException {
        int[] source = new int[text.length + 1];
        int length = 0;
        for (int i = 0; i < text.length; i++) {
            int c = text[i];
            if (c == 0 || c >= 0xD800 && c <= 0xDFFF) {
                throw new PythonSyntaxException("character");
            }
            if (c == '\r') {
                i += i + 1 < text.length && text[i + 1] == '\n' ? 1 : 0;
                c = '\n';
            }
            source[length++] = c;
        }
        if (length > 0 && source[length - 1] != '\n') {
            source[length++] = '\n';
        }
        return Arrays.copyOf(source, length);
    }

    private void module() throws PythonSyntaxException {
        body("Module", "", () -> {
            while (next().type() != Type.END) {
                statement();
            }
        });
    }

    @FunctionalInterface
    private interface Body {
        void read() throws PythonSyntaxException;
    }

    /// A body of which the first statement may be documentation.
    private void body(String type, String name, Body body) throws PythonSyntaxException {
        int order = at;
        int start = at;
        if (next().type() == Type.NEWLINE && ahead(1).type() == Type.INDENT) {
            start += 2;
        }
        document(type, name, start, order);
        level++;
        body.read();
        level--;
    }

    private void document(String type, String name, int start, int order) {
        int back = at;
        at = start;
        if (next().type() == Type.STRING || is("(")) {
            try {
                Kind kind = starExpressions();
                if (kind == Kind.TEXT && (next().type() == Type.NEWLINE || is(";"))) {
                    found.add(new Documentation(type, name, level, order, PythonDocumentation.clean(text)));
                }
            } catch (PythonSyntaxException e) {
                // the statement itself will be refused
                at = start;
            }
        }
        at = back;
    }

    private void block() throws PythonSyntaxException {
        if (next().type() == Type.NEWLINE) {
            at++;
            expect(Type.INDENT);
            do {
                statement();
            } while (next().type() != Type.DEDENT);
            at++;
        } else {
            simpleStatements();
        }
    }

    private void colonBlock() throws PythonSyntaxException {
        expect(":");
        level++;
        block();
        level--;
    }

    private void statement() throws PythonSyntaxException {
        Token token = next();
        if (is("@")) {
            while (accept("@")) {
                namedExpression();
                expect(Type.NEWLINE);
            }
            if (!is("def") && !is("class") && !is("async") || is("async") && !is(ahead(1), "def")) {
                throw failure("def or class");
            }
            compound(next().text());
        } else if (token.type() == Type.KEYWORD && compound(token.text())) {
            return;
        } else if (!(isName("match") && match())) {
            simpleStatements();
        }
    }

    private boolean compound(String keyword) throws PythonSyntaxException {
        switch (keyword) {
            case "def" -> function(true);
            case "class" -> classDefinition();
            case "if" -> condition();
            case "while" -> {
                at++;
                namedExpression();
                colonBlock();
                otherwise();
            }
            case "for" -> loop();
            case "try" -> attempt();
            case "with" -> with();
            case "async" -> {
                at++;
                if (is("def")) {
                    function(false);
                } else if (is("for")) {
                    loop();
                } else {
                    with();
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /// @param documented coroutines are not
    private void function(boolean documented) throws PythonSyntaxException {
        expect("def");
        String name = next().text();
        expect(Type.NAME);
        expect("(");
        parameters(")", true);
        expect(")");
        if (accept("->")) {
            expression();
        }
        expect(":");
        if (documented) {
            body("Function/Method", name, this::block);
        } else {
            level++;
            block();
            level--;
        }
    }

    private void classDefinition() throws PythonSyntaxException {
        expect("class");
        String name = next().text();
        expect(Type.NAME);
        if (accept("(")) {
            arguments(false);
        }
        expect(":");
        body("Class", name, this::block);
    }

    private void condition() throws PythonSyntaxException {
        do {
            at++;
            namedExpression();
            colonBlock();
        } while (is("elif"));
        otherwise();
    }

    private void otherwise() throws PythonSyntaxException {
        if (accept("else")) {
            colonBlock();
        }
    }

    private void loop() throws PythonSyntaxException {
        expect("for");
        targets();
        expect("in");
        starExpressions();
        colonBlock();
        otherwise();
    }

    private void attempt() throws PythonSyntaxException {
        expect("try");
        colonBlock();
        boolean handled = false;
        boolean groups = false;
        boolean all = false;
        while (accept("except")) {
            if (all) {
                throw failure("no except after one for all");
            }
            boolean group = accept("*");
            if (handled && group != groups) {
                throw failure("except");
            }
            groups = group;
            handled = true;
            if (is(":") && !group) {
                all = true;
            } else {
                expression();
                if (accept("as")) {
                    expect(Type.NAME);
                }
            }
            colonBlock();
        }
        if (handled) {
            otherwise();
        }
        if (accept("finally")) {
            colonBlock();
        } else if (!handled) {
            throw failure("except or finally");
        }
    }

    private void with() throws PythonSyntaxException {
        expect("with");
        int back = at;
        if (!bracketedItems()) {
            at = back;
            do {
                item();
            } while (accept(","));
        }
        colonBlock();
    }

    private boolean bracketedItems() {
        try {
            expect("(");
            do {
                item();
            } while (accept(",") && !is(")"));
            expect(")");
            return is(":");
        } catch (PythonSyntaxException e) {
            return false;
        }
    }

    private void item() throws PythonSyntaxException {
        expression();
        if (accept("as")) {
            boolean star = accept("*");
            Kind kind = bitwise();
            if (!isTarget(kind) || star) {
                throw failure("a target");
            }
        }
    }

    private boolean match() throws PythonSyntaxException {
        int back = at;
        try {
            at++;
            starNamedExpressions();
            expect(":");
            expect(Type.NEWLINE);
            expect(Type.INDENT);
            if (!isName("case")) {
                throw failure("case");
            }
        } catch (PythonSyntaxException e) {
            at = back;
            return false;
        }
        do {
            at++;
            patterns();
            if (accept("if")) {
                namedExpression();
            }
            colonBlock();
        } while (isName("case"));
        expect(Type.DEDENT);
        return true;
    }
}
