package olmoe.model.vector;

/// Memory that one worker uses within a task; it holds nothing from one task to the next.
final class Scratch {
    private static final int SLOTS = 4;
    private final float[][] floats = new float[SLOTS][0];
    private final Panels[] panels = new Panels[SLOTS];

    static Scratch[] of(Workers workers) {
        Scratch[] all = new Scratch[workers.threads()];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Scratch();
        }
        return all;
    }

    /// At least `length` floats of undefined content.
    float[] floats(int slot, int length) {
        if (floats[slot].length < length) {
            floats[slot] = new float[length];
        }
        return floats[slot];
    }

    Panels panels(int slot, int depth, int columns) {
        if (panels[slot] == null) {
            panels[slot] = new Panels(depth, columns);
        }
        return panels[slot].shape(depth, columns);
    }
}
