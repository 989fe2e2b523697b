package olmoe.model.validation;

import java.util.List;
import olmoe.model.Shape;
import olmoe.model.vector.Network;

/// Loss and expert load of the inference path on windows of equal length.
///
/// @param tokens of all windows
/// @param predictedTokens all but the first of each window
/// @param loss mean negative log-likelihood of the predicted tokens, in nats
record Evaluation(long windows, long tokens, long predictedTokens, double loss, ExpertLoad load) {
    private static final int BATCH_TOKENS = 2048;

    static Evaluation of(Network network, Shape shape, List<int[]> windows) {
        int length = windows.get(0).length;
        int batch = Math.max(1, BATCH_TOKENS / length);
        ExpertLoad load = new ExpertLoad(shape);
        double sum = 0;
        Network.Run run = null;
        int runWindows = 0;
        for (int from = 0; from < windows.size(); from += batch) {
            int count = Math.min(batch, windows.size() - from);
            if (count != runWindows) {
                run = network.run(count, length);
                runWindows = count;
            }
            int[] ids = new int[count * length];
            for (int w = 0; w < count; w++) {
                System.arraycopy(windows.get(from + w), 0, ids, w * length, length);
            }
            run.forward(ids);
            for (double loss : run.tokenLosses()) {
                sum += loss;
            }
            for (int l = 0; l < shape.layers(); l++) {
                for (int e = 0; e < shape.experts(); e++) {
                    load.add(l, e, run.routing(l).count(e));
                }
                for (int row = 0; row < ids.length; row++) {
                    load.together(l, run.routing(l).experts(row));
                }
            }
        }
        long predicted = windows.size() * (length - 1L);
        return new Evaluation(windows.size(), (long) windows.size() * length, predicted, sum / predicted, load);
    }
}
