package olmoe.model.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import olmoe.model.Engine;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.jlama.JlamaEngine;
import olmoe.model.vector.Kernels;

/// The comparison with an engine that others wrote, as far as it can run the checkpoint.
///
/// What is recorded does not depend on the machine, as jlama's last bits do: that the logits are within
/// the tolerance, not by how much they differ. That is said in {@link #remark}.
///
/// @param check `second-engine`; holds, with the reason, where jlama cannot run the checkpoint
/// @param remark one line for people
record SecondEngine(Check check, String remark) {
    static final String NAME = "jlama-core 0.8.4";

    /// @param json filled in
    static SecondEngine compare(Checkpoint checkpoint, Engine engine, List<int[]> sequences, ObjectNode json)
            throws IOException {
        json.put("name", NAME);
        Optional<String> limit = Kernels.hasVectorModule()
                ? JlamaEngine.limit(checkpoint)
                : Optional.of("jlama needs the module jdk.incubator.vector");
        if (limit.isPresent()) {
            json.put("not-run", limit.get());
            String message = "not compared with " + NAME + ": " + limit.get();
            return new SecondEngine(new Check("second-engine", true, message), message);
        }
        LogitsGate gate;
        try (JlamaEngine jlama = new JlamaEngine(checkpoint)) {
            gate = LogitsGate.compare(jlama, engine, sequences);
        }
        json.put("tolerance", LogitsGate.TOLERANCE)
                .put("within", gate.maxDifference() < LogitsGate.TOLERANCE)
                .put("tokens", gate.tokens())
                .put("argmax-equal", gate.argmaxEqual());
        String found = String.format(Locale.ROOT, "largest difference %.2g", gate.maxDifference());
        String message = gate.holds()
                ? "logits within " + LogitsGate.TOLERANCE + " of " + NAME + " on " + gate.tokens() + " tokens"
                : "expected logits within " + LogitsGate.TOLERANCE + " of " + NAME
                        + " and the same leading tokens, found " + found
                        + (gate.place() == null ? "" : ", first at " + gate.place());
        return new SecondEngine(
                new Check("second-engine", gate.holds(), message),
                found + " to " + NAME + " (" + JlamaEngine.operations() + ") on " + gate.tokens() + " tokens");
    }
}
