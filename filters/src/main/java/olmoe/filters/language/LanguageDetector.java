package olmoe.filters.language;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/// Tells languages by the model of Apache OpenNLP (opennlp-models-langdetect): 103 languages, maximum
/// entropy over the set of a text's character n-grams of 1 to 3. The weights are the model's; they are
/// summed here, several times faster than through its own classes, with the same best language.
///
/// The model's own confidence is no probability: it gives plain English 0.11. Here the sums are
/// multiplied by one constant before they become probabilities, so that these fit how often the answer is
/// right on labelled sentences (`LanguageScores` prints the fit). Loaded once a JVM, shared by its threads.
final class LanguageDetector {

    /// What is looked at of a text, after other characters than letters are out.
    static final int MOST_CHARACTERS = 1000;

    private static final String MODEL = "/langdetect-183.bin";

    private static final double SHARPNESS = 16;

    /// ISO 639-3 to ISO 639-1; what is missing has no code of two letters.
    private static final String CODES = """
            afr af ara ar aze az bak ba bel be ben bn bos bs bre br bul bg cat ca ces cs che ce cmn zh cym cy dan da
            deu de ekk et ell el eng en epo eo est et eus eu fao fo fas fa fin fi fra fr fry fy gle ga glg gl guj gu
            heb he hin hi hrv hr hun hu hye hy ind id isl is ita it jav jv jpn ja kan kn kat ka kaz kk kir ky kor ko
            lat la lav lv lim li lit lt ltz lb lvs lv mal ml mar mr mkd mk mlt mt mon mn mri mi msa ms nep ne nld nl
            nno nn nob nb oci oc pan pa pes fa plt mg pol pl por pt pus ps ron ro rus ru san sa sin si slk sk slv sl
            som so spa es sqi sq srp sr sun su swa sw swe sv tam ta tat tt tel te tgk tg tgl tl tha th tur tr ukr uk
            urd ur uzb uz vie vi vol vo zul zu""";

    private final String[] languages;
    /// From an n-gram to the place in `starts` of its weights; -1 where the model does not know it.
    private final Long2IntOpenHashMap grams = new Long2IntOpenHashMap();

    private final int[] starts;
    private final int[] outcomes;
    private final double[] weights;

    private LanguageDetector() {
        Object[] parts = load();
        @SuppressWarnings("unchecked")
        Map<String, Context> contexts = (Map<String, Context>) parts[1];
        languages = codes((String[]) parts[2]);
        grams.defaultReturnValue(-1);
        IntArrayList allStarts = new IntArrayList();
        IntArrayList allOutcomes = new IntArrayList();
        DoubleArrayList allWeights = new DoubleArrayList();
        contexts.forEach((gram, context) -> {
            if (gram.isEmpty() || gram.length() > 3) {
                throw new IllegalStateException(MODEL + ": expected n-grams of 1 to 3 characters, found " + gram);
            }
            long key = 0;
            for (int i = 0; i < gram.length(); i++) {
                key = key << 16 | gram.charAt(i);
            }
            grams.put(key, allStarts.size());
            allStarts.add(allOutcomes.size());
            for (int i = 0; i < context.getOutcomes().length; i++) {
                allOutcomes.add(context.getOutcomes()[i]);
                allWeights.add(context.getParameters()[i]);
            }
        });
        allStarts.add(allOutcomes.size());
        starts = allStarts.toIntArray();
        outcomes = allOutcomes.toIntArray();
        weights = allWeights.toDoubleArray();
    }

    static LanguageDetector builtin() {
        return Holder.BUILTIN;
    }

    /// @param language ISO 639-1, or 639-3 where that has no code, or `und` for a text without letters
    /// @param probability in 0..1, to six decimals
    record Answer(String language, double probability) {}

    Answer detect(CharSequence text) {
        String letters = letters(text);
        if (letters.isEmpty()) {
            return new Answer("und", 0);
        }
        int[] known = new int[3 * letters.length()];
        int n = 0;
        for (int i = 0; i < letters.length(); i++) {
            long key = 0;
            for (int j = i; j < Math.min(i + 3, letters.length()); j++) {
                key = key << 16 | letters.charAt(j);
                int gram = grams.get(key);
                if (gram >= 0) {
                    known[n++] = gram;
                }
            }
        }
        if (n == 0) {
            return new Answer("und", 0);
        }
        // each n-gram counts once, however often it occurs
        Arrays.sort(known, 0, n);
        double[] sums = new double[languages.length];
        for (int i = 0; i < n; i++) {
            if (i == 0 || known[i] != known[i - 1]) {
                for (int k = starts[known[i]]; k < starts[known[i] + 1]; k++) {
                    sums[outcomes[k]] += weights[k];
                }
            }
        }
        return answer(sums);
    }

    private Answer answer(double[] sums) {
        int best = 0;
        for (int i = 1; i < sums.length; i++) {
            best = sums[i] > sums[best] ? i : best;
        }
        double all = 0;
        for (double sum : sums) {
            all += StrictMath.exp((sum - sums[best]) * SHARPNESS);
        }
        return new Answer(languages[best], Math.rint(1e6 / all) / 1e6);
    }

    /// The start of the text in small letters, with every run of other characters one space.
    private static String letters(CharSequence text) {
        StringBuilder letters = new StringBuilder(MOST_CHARACTERS);
        for (int i = 0; i < text.length() && letters.length() < MOST_CHARACTERS; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '\'' || c >= '\u00c0') {
                letters.append(Character.toLowerCase(c));
            } else if (letters.length() > 0 && letters.charAt(letters.length() - 1) != ' ') {
                letters.append(' ');
            }
        }
        int length = letters.length();
        if (length > 0 && letters.charAt(length - 1) == ' ') {
            letters.setLength(length - 1);
        }
        return letters.toString();
    }

    private static Object[] load() {
        try (InputStream in = LanguageDetectorModel.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException(MODEL + " of opennlp-models-langdetect is not on the class path");
            }
            AbstractModel model = (AbstractModel) new LanguageDetectorModel(in).getMaxentModel();
            return model.getDataStructures();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] codes(String[] names) {
        Map<String, String> codes = new HashMap<>();
        String[] pairs = CODES.split("\\s+");
        for (int i = 0; i < pairs.length; i += 2) {
            codes.put(pairs[i], pairs[i + 1]);
        }
        String[] languages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            languages[i] = codes.getOrDefault(names[i], names[i]);
        }
        return languages;
    }

    private static final class Holder {
        static final LanguageDetector BUILTIN = new LanguageDetector();
    }
}
