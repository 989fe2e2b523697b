package olmoe.model.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void runsEveryTaskOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            AtomicIntegerArray ran = new AtomicIntegerArray(1000);
            workers.run(1000, (task, worker) -> ran.incrementAndGet(task));
            int[] counts = new int[1000];
            Arrays.setAll(counts, ran::get);
            int[] once = new int[1000];
            Arrays.fill(once, 1);
            assertArrayEquals(once, counts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aFailingTaskFailsTheStage(int threads) {
        try (Workers workers = new Workers(threads)) {
            RuntimeException e = assertThrows(
                    RuntimeException.class,
                    () -> workers.run(100, (task, worker) -> {
                        if (task == 42) {
                            throw new IllegalArgumentException("task 42");
                        }
                    }));
            assertEquals(
                    "task 42",
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        }
    }
}
