package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import olmoe.model.Layout;
import olmoe.model.Shape;
import org.junit.jupiter.api.Test;

class InitializationTest {
    private final Layout layout = new Layout(new Shape(499, 64, 2, 2, 1, 5, 2, 33, 16, 10_000, 1e-5, 0, false));

    @Test
    void matricesAreNormalCutAtThreeDeviationsAndNormsAreOne() {
        float[] parameters = Initialization.parameters(layout, 7);
        for (Layout.Tensor tensor : layout.tensors()) {
            double sum = 0;
            double squares = 0;
            for (int i = tensor.start(); i < tensor.start() + tensor.elements(); i++) {
                sum += parameters[i];
                squares += (double) parameters[i] * parameters[i];
                assertTrue(Math.abs(parameters[i]) <= (tensor.dims().size() == 1 ? 1 : 0.0600001), tensor.name());
            }
            long n = tensor.elements();
            if (tensor.dims().size() == 1) {
                assertEquals(n, squares, tensor.name());
            } else {
                // a normal cut at three deviations keeps 0.9866 of its deviation; five standard errors
                assertEquals(0, sum / n, 5 * 0.0198 / Math.sqrt(n), tensor.name());
                assertEquals(0.01973, Math.sqrt(squares / n), 5 * 0.0198 / Math.sqrt(2.0 * n), tensor.name());
            }
        }
    }

    @Test
    void theSeedDecides() {
        assertArrayEquals(Initialization.parameters(layout, 7), Initialization.parameters(layout, 7));
        assertTrue(Initialization.parameters(layout, 7)[0] != Initialization.parameters(layout, 8)[0]);
    }
}
