package olmoe.filters.extract;

import java.util.List;

/// Tables and code stand or fall with the prose beside them: their own words look like those of a price list or a menu.
final class Inserts {

    private Inserts() {}

    /// @return the probabilities; for a row or code at least the mean of the nearest prose before and after its table
    /// that
    ///     lies in the same element as the table
    static double[] lifted(List<Block> blocks, double[] probabilities) {
        double[] lifted = probabilities.clone();
        int[] before = new int[lifted.length];
        for (int i = 0, prose = -1; i < lifted.length; i++) {
            before[i] = prose;
            prose = isBeside(blocks.get(i)) ? i : prose;
        }
        for (int i = lifted.length - 1, prose = -1; i >= 0; i--) {
            Block block = blocks.get(i);
            if (isInsert(block)) {
                Region around = around(block.region);
                double sum = 0;
                int n = 0;
                for (int beside : new int[] {before[i], prose}) {
                    if (beside >= 0 && around.holds(blocks.get(beside).region)) {
                        sum += probabilities[beside];
                        n++;
                    }
                }
                lifted[i] = n == 0 ? lifted[i] : Math.max(lifted[i], sum / n);
            }
            prose = isBeside(block) ? i : prose;
        }
        return lifted;
    }

    private static boolean isInsert(Block block) {
        return block.tag.equals("tr") || block.tag.equals("pre");
    }

    private static boolean isBeside(Block block) {
        return Counts.isProse(block) && !isInsert(block);
    }

    /// What holds the code or the innermost table.
    private static Region around(Region region) {
        Region r = region;
        while (r.parent != null && !r.tag.equals("table") && !r.tag.equals("pre")) {
            r = r.parent;
        }
        return r.parent == null ? r : r.parent;
    }
}
