package olmoe.model.training;

/// The learning rate by tokens seen: a line from a tenth of the peak to the peak, then a cosine down
/// to a tenth of the peak, which it keeps.
///
/// The count includes the batch that the rate is for, as in OLMo's trainer: the first step is
/// already a little above a tenth.
///
/// @param peak highest rate
/// @param warmupTokens where the peak is reached
/// Annealing, if there is any, follows on a line from a tenth of the peak to nothing.
///
/// @param tokens where the cosine ends
/// @param annealTokens how long the line is, 0 for none
public record Schedule(double peak, long warmupTokens, long tokens, long annealTokens) {
    private static final double FLOOR = 0.1;

    public double rate(long seen) {
        if (seen < warmupTokens) {
            return peak * (FLOOR + (1 - FLOOR) * seen / warmupTokens);
        }
        double low = peak * FLOOR;
        if (seen >= tokens) {
            long annealed = Math.min(annealTokens, seen - tokens);
            return annealTokens == 0 ? low : low * (annealTokens - annealed) / annealTokens;
        }
        double turn = StrictMath.PI * (seen - warmupTokens) / (tokens - warmupTokens);
        return low + (peak - low) * (1 + StrictMath.cos(turn)) / 2;
    }
}
