package olmoe.dedup.bloom;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The modes once more, for ASCII texts, with sets of strings: readable, slow, and written from the
/// description of each program.
final class PlainBloom {
    private final int n;
    private final double threshold;
    private final int stride;
    private final List<Set<String>> known = List.of(new HashSet<>(), new HashSet<>(), new HashSet<>());

    PlainBloom(int n, double threshold, int stride) {
        this.n = n;
        this.threshold = threshold;
        this.stride = stride;
    }

    /// What is left of the text.
    String next(int mode, String text) {
        return switch (mode) {
            case 0 -> oldBoth(known.get(0), text);
            case 1 -> both(known.get(1), text);
            default -> dolma(known.get(2), text);
        };
    }

    private String oldBoth(Set<String> seen, String text) {
        StringBuilder left = new StringBuilder();
        int all = 0;
        int contained = 0;
        for (String paragraph : paragraphs(text)) {
            List<String> grams = grams(words(paragraph));
            int met = (int) grams.stream().filter(seen::contains).count();
            all += grams.size();
            contained += met;
            if (!grams.isEmpty() && met / (double) grams.size() > threshold) {
                continue;
            }
            left.append(paragraph);
            seen.addAll(grams);
        }
        return all > 0 && contained / (double) all > threshold ? "" : left.toString();
    }

    /// An n-gram over a border is remembered if every paragraph that it is judged with stays: those from
    /// the one after the last that was removed before it, up to the one that its last token stands in.
    private String both(Set<String> seen, String text) {
        List<String> paragraphs = paragraphs(text);
        List<String> tokens = new ArrayList<>();
        List<Integer> homes = new ArrayList<>();
        for (int p = 0; p < paragraphs.size(); p++) {
            for (String word : words(paragraphs.get(p))) {
                tokens.add(word);
                homes.add(p);
            }
        }
        List<String> grams = grams(tokens);
        if (grams.isEmpty()) {
            return text;
        }
        List<Boolean> met = grams.stream().map(seen::contains).toList();
        if (met.stream().filter(m -> m).count() / (double) grams.size() >= threshold) {
            return "";
        }
        StringBuilder left = new StringBuilder();
        List<Integer> over = new ArrayList<>();
        for (int g = 0; g < grams.size(); g++) {
            if (!homes.get(g).equals(homes.get(g + n - 1))) {
                over.add(g);
            }
        }
        for (int p = 0; p < paragraphs.size(); p++) {
            int all = 0;
            int contained = 0;
            List<String> own = new ArrayList<>();
            for (int g = 0; g < grams.size(); g++) {
                if (homes.get(g) == p && homes.get(g + n - 1) == p) {
                    all++;
                    contained += met.get(g) ? 1 : 0;
                    own.add(grams.get(g));
                }
            }
            boolean removed = all > 0 && contained / (double) all >= threshold;
            if (!removed) {
                left.append(paragraphs.get(p));
                seen.addAll(own);
            }
            while (!over.isEmpty()) {
                int g = over.get(0);
                if (homes.get(g + n - 1) < p) {
                    seen.add(grams.get(g));
                } else if (!removed) {
                    break;
                }
                over.remove(0);
            }
        }
        over.forEach(g -> seen.add(grams.get(g)));
        return left.toString().stripTrailing();
    }

    private String dolma(Set<String> seen, String text) {
        if (text.isEmpty()) {
            return "";
        }
        StringBuilder left = new StringBuilder();
        String[] paragraphs = text.split("\n", -1);
        int offset = 0;
        int copied = 0;
        for (String paragraph : paragraphs) {
            int start = offset;
            offset += paragraph.length();
            offset += offset < text.length() - 1 ? 1 : 0;
            List<String> words = words(paragraph);
            int last = 0;
            int all = 0;
            int met = 0;
            for (int i = 0; i + n <= words.size(); i++) {
                if (last == 0 || i - last >= stride) {
                    last = i;
                    all++;
                    met += seen.add("gram " + words.subList(i, i + n)) ? 0 : 1;
                }
            }
            float score = all >= 2 ? (float) met / all : seen.add("whole " + paragraph) ? 0 : 1;
            if (score >= (float) threshold) {
                left.append(text, copied, Math.max(copied, Math.min(start, text.length())));
                copied = Math.min(offset, text.length());
            }
        }
        return left.append(text.substring(copied)).toString();
    }

    private List<String> grams(List<String> words) {
        List<String> grams = new ArrayList<>();
        for (int i = 0; i + n <= words.size(); i++) {
            grams.add(String.join(" ", words.subList(i, i + n)));
        }
        return grams;
    }

    private static List<String> words(String paragraph) {
        return List.of(paragraph.trim().split("\\s+")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> paragraphs(String text) {
        List<String> paragraphs = new ArrayList<>();
        int start = 0;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            paragraphs.add(text.substring(start, i));
            start = i;
        }
        paragraphs.add(text.substring(start));
        return paragraphs;
    }
}
