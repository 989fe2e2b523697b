package olmoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private final Shape released = new Shape(50304, 2048, 16, 16, 16, 64, 8, 1024, 4096, 10_000, 1e-5, 0, false);

    @Test
    void countsTheParametersOfTheReleasedModel() {
        Layout layout = new Layout(released);
        assertEquals(6_919_161_856L, layout.parameters());
        assertEquals(1_282_017_280L, layout.activeParameters());
        assertEquals(3_219, layout.tensors().size());
    }

    @Test
    void laysTensorsEndToEnd() {
        Layout layout = new Layout(new Shape(307, 40, 2, 4, 2, 5, 3, 10, 128, 10_000, 1e-6, 0, false));
        long end = 0;
        for (Layout.Tensor tensor : layout.tensors()) {
            assertEquals(end, tensor.offset(), tensor.name());
            assertEquals(tensor, layout.tensor(tensor.name()));
            end += tensor.elements();
        }
        assertEquals(layout.parameters(), end);
        assertEquals(List.of(20, 40), layout.layer(1).key().dims());
        assertEquals(List.of(20), layout.layer(1).keyNorm().dims());
        assertEquals(
                "model.layers.1.mlp.experts.4.down_proj.weight",
                layout.layer(1).experts().get(4).down().name());
        assertEquals(List.of(40, 10), layout.layer(1).experts().get(4).down().dims());
    }
}
