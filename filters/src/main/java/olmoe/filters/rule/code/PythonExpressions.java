package olmoe.filters.rule.code;

import java.util.List;
import java.util.Set;
import olmoe.filters.rule.code.PythonTokens.Token;
import olmoe.filters.rule.code.PythonTokens.Type;

/// The expressions of CPython 3.11's grammar, as far as what they accept.
class PythonExpressions extends PythonParameters {

    private static final Set<String> ARITHMETIC = Set.of("|", "^", "&", "<<", ">>", "+", "-", "*", "/", "//", "%", "@");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private static final int MOST_LAMBDAS = 200;

    private int lambdas; // within each other, here
    String text; // of the last literals

    PythonExpressions(int[] source, List<Token> tokens) {
        super(source, tokens);
    }

    /// `a, *b`, also one without a comma.
    final Kind starExpressions() throws PythonSyntaxException {
        return list(false);
    }

    /// The same where `:=` may stand.
    final Kind starNamedExpressions() throws PythonSyntaxException {
        return list(true);
    }

    private Kind list(boolean named) throws PythonSyntaxException {
        Kind first = starred(named);
        if (!is(",")) {
            return first;
        }
        Kind all = element(Kind.TARGETS, first);
        while (accept(",")) {
            if (!beginsExpression()) {
                break;
            }
            all = element(all, starred(named));
        }
        return all;
    }

    private static Kind element(Kind all, Kind element) {
        return switch (element) {
            case TARGET, TARGETS -> all;
            case STAR, STARRED_TARGETS -> all == Kind.VALUE ? all : Kind.STARRED_TARGETS;
            default -> Kind.VALUE;
        };
    }

    private Kind starred(boolean named) throws PythonSyntaxException {
        if (accept("*")) {
            return isTarget(bitwise()) ? Kind.STAR : Kind.STARRED_VALUE;
        }
        return named ? namedExpression() : expression();
    }

    /// Targets of `for`, up to the `in`.
    final void targets() throws PythonSyntaxException {
        do {
            boolean star = accept("*");
            Kind kind = bitwise();
            if (!isTarget(kind)) {
                throw failure(star ? "a target after *" : "a target");
            }
        } while (accept(",") && !is("in") && !is("="));
    }

    final Kind namedExpression() throws PythonSyntaxException {
        if (next().type() == Type.NAME && is(ahead(1), ":=")) {
            at += 2;
            expression();
            return Kind.VALUE;
        }
        Kind kind = expression();
        if (is(":=")) {
            throw failure("no :=");
        }
        return kind;
    }

    @Override
    final Kind expression() throws PythonSyntaxException {
        Kind kind = null;
        while (true) {
            if (is("lambda")) {
                lambda();
                return Kind.VALUE;
            }
            Kind condition = disjunction();
            kind = kind == null ? condition : Kind.VALUE;
            if (!accept("if")) {
                return kind;
            }
            disjunction();
            expect("else");
            kind = Kind.VALUE;
        }
    }

    private void lambda() throws PythonSyntaxException {
        if (++lambdas > MOST_LAMBDAS) {
            throw failure("fewer functions within each other"); // CPython's parser has a limit too
        }
        do {
            expect("lambda");
            parameters(":", false);
            expect(":");
        } while (is("lambda"));
        expression();
        lambdas--;
    }

    final Kind disjunction() throws PythonSyntaxException {
        Kind kind = comparison();
        while (accept("or") || accept("and")) {
            comparison();
            kind = Kind.VALUE;
        }
        return kind;
    }

    private Kind comparison() throws PythonSyntaxException {
        boolean not = false;
        while (accept("not")) {
            not = true;
        }
        Kind kind = bitwise();
        while (comparisonOperator()) {
            bitwise();
            kind = Kind.VALUE;
        }
        return not ? Kind.VALUE : kind;
    }

    private boolean comparisonOperator() {
        Token token = next();
        if (token.type() == Type.OPERATOR && COMPARISONS.contains(token.text()) || is("in")) {
            at++;
            return true;
        }
        if (is("not") && is(ahead(1), "in")) {
            at += 2;
            return true;
        }
        if (accept("is")) {
            accept("not");
            return true;
        }
        return false;
    }

    @Override
    final Kind bitwise() throws PythonSyntaxException {
        Kind kind = factor();
        while (next().type() == Type.OPERATOR && ARITHMETIC.contains(next().text())) {
            at++;
            factor();
            kind = Kind.VALUE;
        }
        return kind;
    }

    private Kind factor() throws PythonSyntaxException {
        Kind kind = null;
        do {
            boolean sign = false;
            while (is("+") || is("-") || is("~")) {
                at++;
                sign = true;
            }
            boolean await = accept("await");
            Kind primary = primary();
            kind = sign || await || kind != null ? Kind.VALUE : primary;
        } while (accept("**"));
        return kind;
    }

    private Kind primary() throws PythonSyntaxException {
        Kind kind = atom();
        while (true) {
            if (accept(".")) {
                expect(Type.NAME);
                kind = Kind.TARGET;
            } else if (accept("(")) {
                arguments(true);
                kind = Kind.VALUE;
            } else if (accept("[")) {
                slices();
                expect("]");
                kind = Kind.TARGET;
            } else {
                return kind;
            }
        }
    }

    private Kind atom() throws PythonSyntaxException {
        Token token = next();
        switch (token.type()) {
            case NAME -> {
                at++;
                return Kind.TARGET;
            }
            case NUMBER -> {
                at++;
                return Kind.VALUE;
            }
            case STRING -> {
                return strings();
            }
            case KEYWORD -> {
                if (accept("None") || accept("True") || accept("False")) {
                    return Kind.VALUE;
                }
            }
            case OPERATOR -> {
                if (accept("(")) {
                    return round();
                }
                if (accept("[")) {
                    return square();
                }
                if (accept("{")) {
                    curly();
                    return Kind.VALUE;
                }
                if (accept("...")) {
                    return Kind.VALUE;
                }
            }
            default -> {}
        }
        throw failure("an expression");
    }

    private Kind strings() throws PythonSyntaxException {
        int first = at;
        while (next().type() == Type.STRING) {
            at++;
        }
        text = PythonStrings.value(source, since(first), PythonExpressions::checkExpression);
        return text == null ? Kind.VALUE : Kind.TEXT;
    }

    private static void checkExpression(int[] expression) throws PythonSyntaxException {
        PythonExpressions inside = new PythonExpressions(expression, PythonTokens.of(expression));
        inside.starExpressions();
        inside.nothingMore();
    }

    private Kind round() throws PythonSyntaxException {
        if (accept(")")) {
            return Kind.TARGETS;
        }
        if (is("yield")) {
            yielded();
            expect(")");
            return Kind.VALUE;
        }
        boolean star = is("*");
        Kind first = starred(true);
        if (isComprehension() && !star) {
            comprehension();
            expect(")");
            return Kind.VALUE;
        }
        if (accept(")")) {
            if (star) {
                throw failure("no star alone in brackets");
            }
            return first;
        }
        Kind all = element(Kind.TARGETS, first);
        while (accept(",")) {
            if (is(")")) {
                break;
            }
            all = element(all, starred(true));
        }
        expect(")");
        return all;
    }

    private Kind square() throws PythonSyntaxException {
        if (accept("]")) {
            return Kind.TARGETS;
        }
        boolean star = is("*");
        Kind first = starred(true);
        if (isComprehension() && !star) {
            comprehension();
            expect("]");
            return Kind.VALUE;
        }
        Kind all = element(Kind.TARGETS, first);
        while (accept(",")) {
            if (is("]")) {
                break;
            }
            all = element(all, starred(true));
        }
        expect("]");
        return all;
    }

    private void curly() throws PythonSyntaxException {
        if (accept("}")) {
            return;
        }
        boolean first = true;
        boolean pairs = false;
        do {
            if (is("}") && !first) {
                break;
            }
            boolean unpacked = is("**") || is("*");
            boolean pair = pair(first, pairs);
            if (first && !unpacked && isComprehension()) {
                comprehension();
                break;
            }
            pairs = first ? pair : pairs;
            first = false;
        } while (accept(","));
        expect("}");
    }

    /// Whether it is an entry of a dictionary and not of a set.
    private boolean pair(boolean first, boolean pairs) throws PythonSyntaxException {
        if (first || pairs) {
            if (accept("**")) {
                bitwise();
                return true;
            }
            boolean star = is("*");
            if (pairs || !star && !(next().type() == Type.NAME && is(ahead(1), ":="))) {
                expression();
                if (accept(":")) {
                    expression();
                    return true;
                }
                if (pairs || is(":=")) {
                    throw failure(":");
                }
                return false;
            }
        }
        starred(true);
        return false;
    }

    private void comprehension() throws PythonSyntaxException {
        while (isComprehension()) {
            accept("async");
            expect("for");
            targets();
            expect("in");
            disjunction();
            while (accept("if")) {
                disjunction();
            }
        }
    }

    private void slices() throws PythonSyntaxException {
        do {
            if (accept("*")) {
                bitwise();
                continue;
            }
            if (is("]")) {
                throw failure("an index");
            }
            if (!is(":")) {
                namedExpression();
            }
            if (accept(":")) {
                if (!is(":") && !is(",") && !is("]")) {
                    expression();
                }
                if (accept(":") && !is(",") && !is("]")) {
                    expression();
                }
            }
        } while (accept(",") && !is("]"));
    }

    /// What stands in the brackets of a call, and the bracket that ends it.
    ///
    /// @param generator whether one generator may stand without brackets of its own
    final void arguments(boolean generator) throws PythonSyntaxException {
        boolean first = true;
        boolean keywords = false;
        boolean doubleStars = false;
        while (!accept(")")) {
            if (accept("**")) {
                expression();
                doubleStars = true;
            } else if (is("*")) {
                at++;
                expression();
                if (doubleStars) {
                    throw failure("no * after **");
                }
            } else if (next().type() == Type.NAME && is(ahead(1), "=")) {
                at += 2;
                expression();
                keywords = true;
            } else {
                namedExpression();
                if (generator && first && isComprehension()) {
                    comprehension();
                    expect(")");
                    return;
                }
                if (keywords || doubleStars || is("=")) {
                    throw failure("a keyword");
                }
            }
            first = false;
            if (!accept(",")) {
                expect(")");
                return;
            }
        }
    }

    final void yielded() throws PythonSyntaxException {
        expect("yield");
        if (accept("from")) {
            expression();
        } else if (beginsExpression()) {
            starExpressions();
        }
    }
}
