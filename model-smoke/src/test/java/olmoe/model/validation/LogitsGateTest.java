package olmoe.model.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import olmoe.model.Engine;
import olmoe.model.Layout;
import olmoe.model.ScalarModel;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.vector.VectorEngine;
import olmoe.model.vector.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogitsGateTest {
    private static final int[] IDS = {3, 1, 4, 1, 5, 9, 2, 6, 5, 35, 8, 39};

    @TempDir
    Path run;

    private final Workers workers = new Workers(1);
    private TrainedModel trained;
    private Engine reference;

    @BeforeEach
    void makeTheReference() throws IOException {
        trained = new TrainedModel(run);
        reference = new ScalarModel(
                TrainedModel.LAYOUT, Checkpoint.open(trained.folder).doubles());
    }

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void holdsForTheFloatEngine() {
        LogitsGate gate = compare(engine());
        assertTrue(gate.holds(), gate.toString());
        assertEquals(IDS.length, gate.tokens());
        assertTrue(gate.maxDifference() > 0);
    }

    @Test
    void failsForEveryTensorThatAnEngineReadsWrong() {
        for (Layout.Tensor tensor : TrainedModel.LAYOUT.tensors()) {
            // an embedding row or expert that no id visits cannot show
            if (tensor.name().contains("embed") || tensor.name().contains("experts")) {
                continue;
            }
            int at = tensor.start() + (int) tensor.elements() / 2;
            float value = trained.parameters[at];
            trained.parameters[at] = value + 0.25f;
            LogitsGate gate = compare(engine());
            trained.parameters[at] = value;
            assertFalse(gate.holds(), tensor.name());
            assertNotNull(gate.place(), tensor.name());
        }
    }

    @Test
    void saysWhereExpertsDiffer() {
        Engine wrong = ids -> {
            Engine.Inference inference = reference.infer(ids);
            int[] chosen = inference.experts()[1][4];
            chosen[0] = (chosen[0] + 1) % 4 == chosen[1] ? (chosen[0] + 2) % 4 : (chosen[0] + 1) % 4;
            inference.logits()[6][7] += 2e-4;
            return inference;
        };
        LogitsGate gate = compare(wrong);
        assertFalse(gate.holds());
        assertTrue(gate.place().startsWith("window 0, position 6 (experts differ from layer 1, position 4 on"));
    }

    @Test
    void failsOnALogitThatIsNoNumber() {
        LogitsGate gate = compare(ids -> {
            Engine.Inference inference = reference.infer(ids);
            inference.logits()[2][1] = Double.NaN;
            return inference;
        });
        assertFalse(gate.holds());
        assertEquals("window 0, position 2 (experts equal)", gate.place());
    }

    private Engine engine() {
        return new VectorEngine(TrainedModel.LAYOUT, trained.parameters, workers);
    }

    private LogitsGate compare(Engine engine) {
        return LogitsGate.compare(reference, engine, List.of(IDS));
    }
}
