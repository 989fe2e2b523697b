package olmoe.filters.rule.code;

import java.util.List;
import java.util.Set;
import olmoe.filters.rule.code.PythonTokens.Token;
import olmoe.filters.rule.code.PythonTokens.Type;

/// Statements that hold no others.
class PythonSimpleStatements extends PythonPatterns {
    private static final Set<String> AUGMENTED =
            Set.of("+=", "-=", "*=", "@=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "//=");

    PythonSimpleStatements(int[] source, List<Token> tokens) {
        super(source, tokens);
    }

    final void simpleStatements() throws PythonSyntaxException {
        do {
            simpleStatement();
        } while (accept(";") && next().type() != Type.NEWLINE);
        expect(Type.NEWLINE);
    }

    private void simpleStatement() throws PythonSyntaxException {
        Token token = next();
        switch (token.type() == Type.KEYWORD ? token.text() : "") {
            case "pass", "break", "continue" -> at++;
            case "return" -> {
                at++;
                if (next().type() != Type.NEWLINE && !is(";")) {
                    starExpressions();
                }
            }
            case "import" -> {
                at++;
                imports();
            }
            case "from" -> importFrom();
            case "raise" -> {
                at++;
                if (next().type() != Type.NEWLINE && !is(";")) {
                    expression();
                    if (accept("from")) {
                        expression();
                    }
                }
            }
            case "del" -> delete();
            case "assert" -> {
                at++;
                expression();
                if (accept(",")) {
                    expression();
                }
            }
            case "global", "nonlocal" -> {
                do {
                    at++;
                    expect(Type.NAME);
                } while (is(","));
            }
            case "yield" -> {
                yielded();
                if (is("=")) {
                    throw failure("no assignment");
                }
            }
            default -> assignment();
        }
    }

    private void imports() throws PythonSyntaxException {
        do {
            dotted();
            if (accept("as")) {
                expect(Type.NAME);
            }
        } while (accept(","));
    }

    private void dotted() throws PythonSyntaxException {
        do {
            expect(Type.NAME);
        } while (accept("."));
    }

    private void importFrom() throws PythonSyntaxException {
        expect("from");
        boolean dots = false;
        while (accept(".") || accept("...")) {
            dots = true;
        }
        if (!dots || !is("import")) {
            dotted();
        }
        expect("import");
        if (accept("*")) {
            return;
        }
        boolean brackets = accept("(");
        do {
            expect(Type.NAME);
            if (accept("as")) {
                expect(Type.NAME);
            }
        } while (accept(",") && !(brackets && is(")")));
        if (brackets) {
            expect(")");
        }
    }

    private void delete() throws PythonSyntaxException {
        expect("del");
        Kind kind = starExpressions();
        if (kind != Kind.TARGET && kind != Kind.TARGETS) {
            throw failure("targets");
        }
    }

    private void assignment() throws PythonSyntaxException {
        Kind kind = starExpressions();
        if (accept(":")) {
            if (kind != Kind.TARGET) {
                throw failure("a target");
            }
            expression();
            if (accept("=")) {
                value();
            }
        } else if (next().type() == Type.OPERATOR && AUGMENTED.contains(next().text())) {
            if (kind != Kind.TARGET) {
                throw failure("a target");
            }
            at++;
            value();
        } else {
            while (accept("=")) {
                if (!isTarget(kind) && kind != Kind.STAR) {
                    throw failure("a target");
                }
                kind = value();
            }
        }
    }

    private Kind value() throws PythonSyntaxException {
        if (is("yield")) {
            yielded();
            return Kind.VALUE;
        }
        return starExpressions();
    }
}
