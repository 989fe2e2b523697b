package olmoe.filters.rule.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.tokenizer.cli.ConfigurationException;

/// What a document's attributes must be like, such as `quality >= 0.5 and not (lang == 'de' or toxicity > 0.9)`.
///
/// `not` binds most, then `and`, then `or`. A comparison has the name on the left; letters, digits, `_`, `-`,
/// `.` and `/` make a name. Numbers know `<`, `<=`, `>`, `>=`, `==`, `!=`; words in quotes `==` and `!=`.
public sealed interface Expression {

    /// Names of the attributes that it asks for.
    SortedSet<String> names();

    /// Whether it holds, and the comparison that decides it.
    Decided of(Map<String, Object> attributes);

    /// @param value of the deciding comparison's attribute; of a word 1 where it is equal and 0 where not
    record Decided(boolean holds, Comparison by, double value) {}

    /// @throws ConfigurationException with the place in the text
    static Expression parse(String text) {
        return new Parser(text).parse();
    }

    /// @param number that the attribute is compared with, unless it is compared with a word
    /// @param word or null
    record Comparison(String name, String operator, double number, String word) implements Expression {
        @Override
        public SortedSet<String> names() {
            return new TreeSet<>(List.of(name));
        }

        @Override
        public Decided of(Map<String, Object> attributes) {
            Object value = attributes.get(name);
            if (value == null) {
                throw new IllegalStateException("no attribute " + name + " among " + attributes.keySet());
            }
            if (word != null) {
                boolean equal = value.equals(word);
                return new Decided(operator.equals("==") == equal, this, equal ? 1 : 0);
            }
            double found = value instanceof Number given ? given.doubleValue() : Double.NaN;
            return new Decided(holds(found), this, found);
        }

        private boolean holds(double found) {
            return switch (operator) {
                case "<" -> found < number;
                case "<=" -> found <= number;
                case ">" -> found > number;
                case ">=" -> found >= number;
                case "==" -> found == number;
                default -> found != number;
            };
        }

        /// What the attribute was measured against.
        double limit() {
            return word == null ? number : 1;
        }
    }

    /// @param all whether all must hold, or one
    record Several(boolean all, List<Expression> parts) implements Expression {
        @Override
        public SortedSet<String> names() {
            TreeSet<String> names = new TreeSet<>();
            parts.forEach(part -> names.addAll(part.names()));
            return names;
        }

        @Override
        public Decided of(Map<String, Object> attributes) {
            Decided first = null;
            for (Expression part : parts) {
                Decided decided = part.of(attributes);
                if (decided.holds() != all) {
                    return decided;
                }
                first = first == null ? decided : first;
            }
            return first;
        }
    }

    record Not(Expression part) implements Expression {
        @Override
        public SortedSet<String> names() {
            return part.names();
        }

        @Override
        public Decided of(Map<String, Object> attributes) {
            Decided decided = part.of(attributes);
            return new Decided(!decided.holds(), decided.by(), decided.value());
        }
    }

    /// By recursive descent, one method a level.
    final class Parser {
        private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");
        private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
        private static final Pattern OPERATOR = Pattern.compile("<=|>=|==|!=|<|>");
        private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
        private static final int DEEPEST = 100;

        private final String text;
        private int at;
        private int depth;

        private Parser(String text) {
            this.text = text;
        }

        private Expression parse() {
            Expression expression = any();
            if (at < text.length()) {
                throw expected("and, or, or the end");
            }
            return expression;
        }

        private Expression any() {
            List<Expression> parts = new ArrayList<>(List.of(every()));
            while (took("or")) {
                parts.add(every());
            }
            return parts.size() == 1 ? parts.get(0) : new Several(false, List.copyOf(parts));
        }

        private Expression every() {
            List<Expression> parts = new ArrayList<>(List.of(one()));
            while (took("and")) {
                parts.add(one());
            }
            return parts.size() == 1 ? parts.get(0) : new Several(true, List.copyOf(parts));
        }

        private Expression one() {
            if (++depth > DEEPEST) {
                throw expected("at most " + DEEPEST + " levels");
            }
            Expression expression;
            if (took("not")) {
                expression = new Not(one());
            } else if (took("(")) {
                expression = any();
                if (!took(")")) {
                    throw expected(")");
                }
            } else {
                expression = comparison();
            }
            depth--;
            return expression;
        }

        private Comparison comparison() {
            String name = next(WORD, "the name of an attribute");
            String operator = next(OPERATOR, "one of < <= > >= == !=");
            Matcher quoted = QUOTED.matcher(text).region(at, text.length());
            if (quoted.lookingAt()) {
                if (!operator.equals("==") && !operator.equals("!=")) {
                    throw expected("a number after " + operator);
                }
                skip(quoted.end());
                return new Comparison(name, operator, 0, quoted.group(1));
            }
            return new Comparison(name, operator, Double.parseDouble(next(NUMBER, "a number or a 'word'")), null);
        }

        private String next(Pattern pattern, String what) {
            skip(at);
            Matcher matcher = pattern.matcher(text).region(at, text.length());
            if (!matcher.lookingAt()) {
                throw expected(what);
            }
            skip(matcher.end());
            return matcher.group();
        }

        /// A word is taken whole, not as the beginning of a name.
        private boolean took(String token) {
            skip(at);
            if (!text.startsWith(token, at)) {
                return false;
            }
            Matcher word = WORD.matcher(text).region(at, text.length());
            if (word.lookingAt() && !word.group().equals(token)) {
                return false;
            }
            skip(at + token.length());
            return true;
        }

        private void skip(int from) {
            at = from;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private ConfigurationException expected(String what) {
            String rest = text.substring(at);
            return new ConfigurationException("expected " + what + " at character " + (at + 1) + ", found "
                    + (rest.isEmpty() ? "the end" : rest) + " in " + text);
        }
    }
}
