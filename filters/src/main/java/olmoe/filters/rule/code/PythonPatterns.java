package olmoe.filters.rule.code;

import java.util.List;
import olmoe.filters.rule.code.PythonTokens.Token;
import olmoe.filters.rule.code.PythonTokens.Type;

/// The patterns of `case`.
class PythonPatterns extends PythonExpressions {

    PythonPatterns(int[] source, List<Token> tokens) {
        super(source, tokens);
    }

    /// Patterns with commas between, or one.
    final void patterns() throws PythonSyntaxException {
        boolean star = starOrAs();
        boolean comma = false;
        while (accept(",")) {
            comma = true;
            if (is(":") || is("if")) {
                break;
            }
            starOrAs();
        }
        if (star && !comma) {
            throw failure(",");
        }
    }

    private boolean starOrAs() throws PythonSyntaxException {
        if (accept("*")) {
            expect(Type.NAME);
            return true;
        }
        asPattern();
        return false;
    }

    private void asPattern() throws PythonSyntaxException {
        do {
            closed();
        } while (accept("|"));
        if (accept("as")) {
            if (isName("_")) {
                throw failure("a name");
            }
            expect(Type.NAME);
        }
    }

    private void closed() throws PythonSyntaxException {
        if (accept("(")) {
            sequence(")");
        } else if (accept("[")) {
            sequence("]");
        } else if (accept("{")) {
            mapping();
        } else if (next().type() == Type.STRING) {
            texts();
        } else if (is("-") || next().type() == Type.NUMBER) {
            number();
        } else if (!accept("None") && !accept("True") && !accept("False")) {
            name();
            if (accept("(")) {
                classArguments();
            }
        }
    }

    private void texts() throws PythonSyntaxException {
        while (next().type() == Type.STRING) {
            at++;
        }
    }

    private void number() throws PythonSyntaxException {
        accept("-");
        expect(Type.NUMBER);
        if (accept("+") || accept("-")) {
            expect(Type.NUMBER);
        }
    }

    private void name() throws PythonSyntaxException {
        expect(Type.NAME);
        while (accept(".")) {
            expect(Type.NAME);
        }
    }

    private void sequence(String end) throws PythonSyntaxException {
        boolean comma = end.equals("]");
        boolean any = false;
        boolean star = false;
        while (!is(end)) {
            star |= starOrAs();
            any = true;
            if (!accept(",")) {
                break;
            }
            comma = true;
        }
        expect(end);
        if (any && star && !comma) {
            throw failure(",");
        }
    }

    private void mapping() throws PythonSyntaxException {
        while (!is("}")) {
            if (accept("**")) {
                expect(Type.NAME);
                accept(",");
                break;
            }
            if (next().type() == Type.STRING) {
                while (next().type() == Type.STRING) {
                    at++;
                }
            } else if (is("-") || next().type() == Type.NUMBER) {
                number();
            } else if (!accept("None") && !accept("True") && !accept("False")) {
                expect(Type.NAME);
                if (!is(".")) {
                    throw failure(".");
                }
                while (accept(".")) {
                    expect(Type.NAME);
                }
            }
            expect(":");
            asPattern();
            if (!accept(",")) {
                break;
            }
        }
        expect("}");
    }

    private void classArguments() throws PythonSyntaxException {
        boolean keywords = false;
        while (!accept(")")) {
            if (next().type() == Type.NAME && is(ahead(1), "=")) {
                at += 2;
                keywords = true;
            } else if (keywords) {
                throw failure("a keyword");
            }
            asPattern();
            if (!accept(",")) {
                expect(")");
                return;
            }
        }
    }
}
