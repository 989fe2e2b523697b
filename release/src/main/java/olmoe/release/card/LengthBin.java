package olmoe.release.card;

import java.util.ArrayList;
import java.util.List;

/// Kept documents of `from` tokens or more and fewer than `to`; the last bin has no `to`, which is then -1.
public record LengthBin(long from, long to, long documents) {

    public static List<LengthBin> of(Measured measured) {
        Figures lengths = measured.statsFigures().at("tokens-per-document");
        List<Figures> bounds = lengths.at("bins").elements();
        List<Figures> counts = lengths.at("counts").elements();
        if (bounds.size() != counts.size()) {
            throw lengths.at("counts").expected("one count for each of " + bounds.size() + " bins");
        }
        List<LengthBin> bins = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            long to = i + 1 < bounds.size() ? bounds.get(i + 1).count() : -1;
            if (to >= 0 && to <= bounds.get(i).count()) {
                throw bounds.get(i + 1).expected("more than the bound before it");
            }
            bins.add(new LengthBin(bounds.get(i).count(), to, counts.get(i).count()));
        }
        return bins;
    }

    public String label() {
        return to < 0 ? Numbers.count(from) + " or more" : Numbers.count(from) + " to " + Numbers.count(to - 1);
    }
}
