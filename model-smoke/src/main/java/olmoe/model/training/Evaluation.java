package olmoe.model.training;

import olmoe.model.vector.Network;

/// Token losses of a network over held-out windows.
final class Evaluation {
    private final Network.Run run;
    private final int windowsOfRun;

    /// @param run memory for `windowsOfRun` windows of the held-out length
    Evaluation(Network.Run run, int windowsOfRun) {
        this.run = run;
        this.windowsOfRun = windowsOfRun;
    }

    /// Sums over the predicted tokens of each window. A window's sum does not depend on what runs
    /// beside it.
    double[] losses(HeldOut heldOut) {
        int length = heldOut.length();
        double[] losses = new double[heldOut.windows()];
        int[] batch = new int[windowsOfRun * length];
        for (int window = 0; window < losses.length; window += windowsOfRun) {
            int count = Math.min(windowsOfRun, losses.length - window);
            System.arraycopy(heldOut.ids(), window * length, batch, 0, count * length);
            run.forward(batch);
            double[] tokens = run.tokenLosses();
            for (int i = 0; i < count * length; i++) {
                losses[window + i / length] += tokens[i];
            }
        }
        return losses;
    }
}
