package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// dolma's taggers of code with their names and scores (allenai/dolma at 669f534, taggers/code/code_taggers.py): a
/// column for each type of span, which all span the document. Metadata are those of [CodeFile].
public enum DolmaCodeTaggers {
    /// RedPajama's lines and characters. A token is a run of word characters or of what is neither that nor white
    /// space, by the module regex; one more than there are.
    REDPAJAMA("code_redpajama_taggers_v1/dolma") {
        @Override
        Map<String, Object> measure(Document document, TextView text) {
            LineMeasures lines = LineMeasures.of(text);
            Map<String, Object> scores = new LinkedHashMap<>();
            scores.put("max_line_length_doc", (double) lines.longest());
            scores.put("avg_line_length_doc", lines.mean());
            scores.put("alnum_prop_doc", lines.alphanumeric());
            scores.put("alpha_token_prop_doc", (double) lines.alphabetic() / (1 + tokens(text.codePoints())));
            return scores;
        }
    },

    /// StarCoder's comments, pages, stars and XML. Comments and pages of a language that is not known, and of an empty
    /// text, are -1; see [Comments] for those that are.
    STARCODER("code_starcoder_taggers_v1/dolma") {
        @Override
        Map<String, Object> measure(Document document, TextView text) {
            String language = CodeFile.of(document).languageOfExtension();
            double comments = Comments.share(text.codePoints(), language);
            double visible = comments < 0 ? -1 : visible(text, language);
            return starcoder(document, text, "nl_ratio_doc", visible < 0 ? -1 : comments, visible);
        }
    },

    /// The same, but comments of all but Python, Java and JavaScript are 0.5.
    STARCODER_2("code_starcoder_taggers_v2/dolma") {
        @Override
        Map<String, Object> measure(Document document, TextView text) {
            String language = CodeFile.of(document).languageOfExtension();
            boolean known = List.of("python", "java", "javascript").contains(language);
            double comments = known ? Comments.share(text.codePoints(), language) : 0.5;
            return starcoder(document, text, "code_to_comment_ratio_doc", comments, visible(text, language));
        }
    },

    /// RedPajama's copyright notices: the share that [CopyrightBlock] takes of the text and one character more, the
    /// line ends of a block only where its lines are empty; -1 for an empty text.
    COPYRIGHT("code_copyright_comments_v1/dolma") {
        @Override
        Map<String, Object> measure(Document document, TextView text) {
            int[] points = text.codePoints();
            CopyrightBlock block = CopyrightBlock.of(points);
            long end = block.to();
            if (block.kind().equals("comment_block")) {
                end = 0;
                for (int[] line : CopyrightBlock.lines(points, block.to())) {
                    end += Math.max(1, line[1] - line[0]);
                }
            }
            double share = points.length == 0 ? -1 : (end - block.from() + 1.0) / points.length;
            Map<String, Object> scores = new LinkedHashMap<>();
            scores.put("copyright_kind", block.kind());
            scores.put("copyright_start", (long) block.from());
            scores.put("copyright_end", end);
            scores.put("copyright_doc", block.equals(CopyrightBlock.NONE) ? 0.0 : share);
            return scores;
        }
    };

    private static final CodePoints TABLE = CodePoints.unicode17();

    private final String name;
    private final Annotate step;

    DolmaCodeTaggers(String name) {
        this.name = name;
        this.step = new Tagger(this);
    }

    public Annotate step() {
        return step;
    }

    abstract Map<String, Object> measure(Document document, TextView text);

    private record Tagger(DolmaCodeTaggers tagger) implements Annotate {
        @Override
        public String name() {
            return tagger.name;
        }

        @Override
        public List<Attribute> provides() {
            List<Attribute> columns = new ArrayList<>();
            columns()
                    .forEach((column, value) -> columns.add(new Attribute(
                            column,
                            value instanceof String
                                    ? Attribute.Type.TEXT
                                    : value instanceof Long ? Attribute.Type.COUNT : Attribute.Type.NUMBER)));
            return columns;
        }

        private Map<String, Object> columns() {
            return tagger.measure(new Document(null, "", null, "", null, "", Map.of(), "{}"), TextView.of(""));
        }

        @Override
        public Map<String, Object> annotate(Document document, TextView text) {
            return tagger.measure(document, text);
        }
    }

    private static double visible(TextView text, String language) {
        if (!language.equals("html")) {
            return 1;
        }
        long visible = text.length() == 0 ? -1 : HtmlText.length(text.codePoints());
        return visible < 0 ? -1 : visible > 100 ? (double) visible / text.length() : 0;
    }

    private static Map<String, Object> starcoder(
            Document document, TextView text, String commentsName, double comments, double visible) {
        Map<String, Object> scores = new LinkedHashMap<>();
        scores.put("has_xml_template_doc", StarcoderXml.isXml(text) ? 1.0 : 0.0);
        scores.put("num_github_stars_doc", CodeFile.of(document).stars());
        scores.put(commentsName, comments);
        scores.put("code_to_text_ratio_html_doc", visible);
        return scores;
    }

    private static long tokens(int[] text) {
        long tokens = 0;
        int before = 0;
        for (int c : text) {
            int kind = isWord(c) ? 1 : TABLE.isWhiteSpace(c) ? 0 : 2;
            tokens += kind != 0 && kind != before ? 1 : 0;
            before = kind;
        }
        return tokens;
    }

    /// Of the module regex: alphabetic, a mark, a decimal digit, a connector or a joiner.
    private static boolean isWord(int c) {
        int category = TABLE.category(c);
        return TABLE.isAlphabetic(c)
                || TABLE.isMark(c)
                || category == Character.DECIMAL_DIGIT_NUMBER
                || category == Character.CONNECTOR_PUNCTUATION
                || c == 0x200C
                || c == 0x200D;
    }
}
