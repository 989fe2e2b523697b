package olmoe.filters.rule.code;

import java.util.List;
import java.util.Set;
import olmoe.filters.rule.code.PythonTokens.Token;
import olmoe.filters.rule.code.PythonTokens.Type;

/// The tokens of a source and a place among them, and the parameters of functions.
abstract class PythonParameters {

    /// What an expression can be besides a value.
    enum Kind {
        VALUE,
        /// Something that is named: a name, an attribute, an element.
        TARGET,
        /// Several targets, in brackets or not.
        TARGETS,
        /// The same with a star in it.
        STARRED_TARGETS,
        /// `*target`
        STAR,
        /// `*value`
        STARRED_VALUE,
        /// Literals of text.
        TEXT
    }

    final int[] source;
    private final List<Token> tokens;
    int at;

    PythonParameters(int[] source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    /// Any expression but one with `:=` at its top.
    abstract Kind expression() throws PythonSyntaxException;

    /// One of arithmetic or narrower operators only.
    abstract Kind bitwise() throws PythonSyntaxException;

    final List<Token> since(int first) {
        return tokens.subList(first, at);
    }

    final Token next() {
        return tokens.get(at);
    }

    final Token ahead(int count) {
        return tokens.get(Math.min(at + count, tokens.size() - 1));
    }

    final boolean is(String text) {
        return is(next(), text);
    }

    static boolean is(Token token, String text) {
        return text.equals(token.text()) && token.type() != Type.NAME;
    }

    final boolean isName(String name) {
        return next().type() == Type.NAME && next().text().equals(name);
    }

    final boolean accept(String text) {
        if (is(text)) {
            at++;
            return true;
        }
        return false;
    }

    final void expect(String text) throws PythonSyntaxException {
        if (!accept(text)) {
            throw failure(text);
        }
    }

    final void expect(Type type) throws PythonSyntaxException {
        if (next().type() != type) {
            throw failure(type.name());
        }
        at++;
    }

    final PythonSyntaxException failure(String expected) {
        return new PythonSyntaxException("expected " + expected + " at " + next());
    }

    final void nothingMore() throws PythonSyntaxException {
        expect(Type.NEWLINE);
        expect(Type.END);
    }

    static boolean isTarget(Kind kind) {
        return kind == Kind.TARGET || kind == Kind.TARGETS || kind == Kind.STARRED_TARGETS;
    }

    /// Parameters up to what ends them.
    final void parameters(String end, boolean annotated) throws PythonSyntaxException {
        boolean any = false;
        boolean star = false;
        boolean slash = false;
        boolean named = true; // whether a name has followed a star without one
        boolean defaults = false;
        while (!is(end)) {
            if (accept("/")) {
                if (!any || slash || star) {
                    throw failure("a parameter");
                }
                slash = true;
            } else if (accept("**")) {
                parameter(annotated, false);
                accept(",");
                break;
            } else if (accept("*")) {
                if (star) {
                    throw failure("one star");
                }
                star = true;
                if (is(",")) {
                    named = false;
                } else {
                    parameter(annotated, true);
                }
            } else {
                parameter(annotated, false);
                boolean hasDefault = accept("=");
                if (hasDefault) {
                    expression();
                } else if (defaults && !star) {
                    throw failure("a default");
                }
                defaults |= hasDefault;
                named = true;
            }
            any = true;
            if (!accept(",")) {
                break;
            }
        }
        if (!named || !is(end)) {
            throw failure(end);
        }
    }

    private void parameter(boolean annotated, boolean star) throws PythonSyntaxException {
        expect(Type.NAME);
        if (annotated && accept(":")) {
            if (!(star && accept("*"))) {
                expression();
            } else {
                bitwise();
            }
        }
    }

    final boolean isComprehension() {
        return is("for") || is("async") && is(ahead(1), "for");
    }

    /// Whether an expression can begin here, so that a comma before is not the last.
    final boolean beginsExpression() {
        Token token = next();
        return switch (token.type()) {
            case NAME, NUMBER, STRING -> true;
            case KEYWORD ->
                Set.of("None", "True", "False", "not", "lambda", "await").contains(token.text());
            case OPERATOR -> Set.of("(", "[", "{", "-", "+", "~", "...", "*").contains(token.text());
            default -> false;
        };
    }
}
