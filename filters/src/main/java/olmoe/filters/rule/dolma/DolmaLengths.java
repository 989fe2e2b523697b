package olmoe.filters.rule.dolma;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import olmoe.filters.Attribute;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// dolma's taggers of lengths and of paragraphs without a letter (`taggers/length.py`, `taggers/punctuation.py` of
/// allenai/dolma at 669f534). Those of whole documents are one number; those of paragraphs are spans, and the
/// document's is their last. A paragraph ends with its newline; one of white space only is left out.
final class DolmaLengths {
    private static final String SOURCE = "allenai/dolma at 669f534, taggers/";
    private static final CodePoints PYTHON = CodePoints.unicode14();
    /// The `regex` module's, which knows later characters than Python.
    private static final CodePoints REGEX = CodePoints.unicode17();

    private DolmaLengths() {}

    static List<Entry> entries() {
        return List.of(
                number("bytes_length_v1", "bytes in UTF-8", DolmaLengths::bytes),
                number("char_length_v1", "code points", TextView::length),
                number(
                        "char_length_strip_ws_v1",
                        "code points without white space around them",
                        DolmaLengths::stripped),
                spans(
                        "char_length_with_paragraphs_v1",
                        "code points of paragraphs and document",
                        text -> paragraphs(text, (from, to) -> to - from, text.length())),
                number(
                        "whitespace_tokenizer_v1",
                        "one more than runs of word characters and of others",
                        text -> pieces(text.codePoints(), 0, text.length())),
                spans("whitespace_tokenizer_with_paragraphs_v1", "the same of paragraphs, and their sum", text -> {
                    Length pieces = (from, to) -> pieces(text.codePoints(), from, to);
                    return paragraphs(text, pieces, -1);
                }),
                number("uniseg_length_v1", "segments of UAX #29, spaces too", DolmaLengths::segments),
                spans(
                        "uniseg_length_paragraphs_with_doc_length_v1",
                        "segments of UAX #29 without spaces, of paragraphs and their sum, with their negatives",
                        DolmaLengths::segmentsOfParagraphs),
                number("olmo_pretokenizer_v1", "pieces before the merges of OLMo's tokenizer", OlmoPieces::count),
                spans(
                        "not_alphanum_paragraph_v1",
                        "paragraphs of punctuation, white space and pictographs only",
                        DolmaLengths::withoutLetters));
    }

    /// Of the code points `from..to` (exclusive).
    @FunctionalInterface
    private interface Length {
        long of(int from, int to);
    }

    private static Entry number(String tagger, String summary, ToLongFunction<TextView> tag) {
        return entry(tagger, summary, Attribute.Type.COUNT, tag::applyAsLong);
    }

    private static Entry spans(String tagger, String summary, Function<TextView, Object> tag) {
        return entry(tagger, summary + ", as spans", Attribute.Type.TEXT, tag);
    }

    private static Entry entry(String tagger, String summary, Attribute.Type type, Function<TextView, Object> tag) {
        DolmaTagger step = new DolmaTagger(tagger, type, tag);
        String file = tagger.startsWith("not_") ? "punctuation.py" : "length.py";
        return new Entry(step.name(), Kind.ANNOTATE, SOURCE + file, summary, Map.of(), settings -> step);
    }

    private static long bytes(TextView text) {
        return text.text().getBytes(StandardCharsets.UTF_8).length;
    }

    private static long stripped(TextView text) {
        String stripped = text.stripped();
        return stripped.codePointCount(0, stripped.length());
    }

    /// @param document the document's score, or -1 for the sum of its paragraphs'
    private static String paragraphs(TextView text, Length length, long document) {
        DolmaSpans spans = new DolmaSpans();
        Spans paragraphs = DolmaParagraphs.of(text.codePoints());
        long sum = 0;
        for (int i = 0; i < paragraphs.size(); i++) {
            long score = length.of(paragraphs.start(i), paragraphs.end(i));
            spans.add(paragraphs.start(i), paragraphs.end(i), "paragraph", score);
            sum += score;
        }
        spans.add(0, text.length(), "document", document < 0 ? sum : document);
        return spans.toString();
    }

    /// The pieces of `regex.split` at `\w+|[^\w\s]+`.
    private static long pieces(int[] text, int from, int to) {
        long pieces = 1;
        int before = 0;
        for (int at = from; at < to; at++) {
            int kind = REGEX.isWhiteSpace(text[at]) ? 0 : isWord(text[at]) ? 1 : 2;
            pieces += kind != 0 && kind != before ? 1 : 0;
            before = kind;
        }
        return pieces;
    }

    /// UTS #18: Alphabetic, M, Nd, Pc and Join_Control.
    private static boolean isWord(int c) {
        int category = REGEX.category(c);
        return REGEX.isAlphabetic(c)
                || REGEX.isMark(c)
                || category == Character.DECIMAL_DIGIT_NUMBER
                || category == Character.CONNECTOR_PUNCTUATION
                || c == 0x200C
                || c == 0x200D;
    }

    private static long segments(TextView text) {
        String stripped = text.stripped();
        return (stripped.equals(text.text()) ? text : TextView.of(stripped))
                .segments()
                .size();
    }

    private static String segmentsOfParagraphs(TextView text) {
        DolmaSpans spans = new DolmaSpans();
        Spans paragraphs = DolmaParagraphs.of(text.codePoints());
        long sum = 0;
        for (int i = 0; i < paragraphs.size(); i++) {
            Spans segments =
                    TextView.of(TextView.of(paragraphs.text(i)).stripped()).segments();
            long words = 0;
            for (int k = 0; k < segments.size(); k++) {
                words += isBlank(segments, k) ? 0 : 1;
            }
            spans.add(paragraphs.start(i), paragraphs.end(i), "paragraph", words);
            spans.add(paragraphs.start(i), paragraphs.end(i), "negative_paragraph", -words);
            sum += words;
        }
        spans.add(0, text.length(), "document", sum);
        spans.add(0, text.length(), "negative_document", -sum);
        return spans.toString();
    }

    private static boolean isBlank(Spans pieces, int i) {
        for (int k = 0; k < pieces.length(i); k++) {
            if (!PYTHON.isSpace(pieces.codePoint(i, k))) {
                return false;
            }
        }
        return true;
    }

    private static String withoutLetters(TextView text) {
        DolmaSpans spans = new DolmaSpans();
        Spans paragraphs = DolmaParagraphs.of(text.codePoints());
        boolean found = false;
        for (int i = 0; i < paragraphs.size(); i++) {
            boolean only = true;
            for (int k = 0; only && k < paragraphs.length(i); k++) {
                only = isMark(paragraphs.codePoint(i, k));
            }
            if (only) {
                spans.add(paragraphs.start(i), paragraphs.end(i), "all_punct", 1);
                found = true;
            }
        }
        if (!found) {
            spans.add(0, text.length(), "all_punct", 0);
        }
        return spans.toString();
    }

    /// `[[:punct:]]` of the `regex` module, white space, and four blocks of pictographs.
    private static boolean isMark(int c) {
        int category = REGEX.category(c);
        return OlmoPieces.isPunctuation(category)
                || OlmoPieces.isSymbol(category) && !REGEX.isAlphabetic(c)
                || REGEX.isWhiteSpace(c)
                || c >= 0x1F300 && c <= 0x1F64F
                || c >= 0x1F680 && c <= 0x1F6FF
                || c >= 0x2600 && c <= 0x27BF;
    }
}
