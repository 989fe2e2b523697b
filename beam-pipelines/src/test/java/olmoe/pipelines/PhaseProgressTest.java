package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import olmoe.pipelines.io.Block;
import org.junit.jupiter.api.Test;

class PhaseProgressTest {
    private static final List<String> STEPS = List.of("extract/main-text", "dedup/exact");

    private final List<Block> blocks = List.of(
            new Block("web", "a.warc.gz", 0, 0, 1_000_000),
            new Block("web", "b.warc.gz", 0, 0, 2_000_000),
            new Block("web", "c.warc.gz", 0, 0, 1_000_000));
    private final Map<Block, PhaseProgress.Part> complete = new HashMap<>();
    private final PhaseProgress progress = new PhaseProgress(
            "refine 0",
            ordinal -> ordinal < 0 ? "read" : STEPS.get(ordinal),
            blocks,
            block -> Optional.ofNullable(complete.get(block)));

    @Test
    void tellsRatesWhatIsLeftAndWhichStepsTake() throws IOException {
        assertEquals("refine 0: 0 of 3 parts", progress.line(10));
        complete.put(blocks.get(0), part(8, 1, 1));
        progress.look();
        progress.look();
        assertEquals(
                "refine 0: 1 of 3 parts, 10 documents, 1 a second, 0.1 MB/s, about 30 s to go;"
                        + " left at read 10.0 %, extract/main-text 10.0 %",
                progress.line(10));
        complete.put(blocks.get(1), part(20, 10, 0));
        complete.put(blocks.get(2), part(0, 0, 0));
        progress.look();
        assertEquals(
                "refine 0: 3 parts in 8.0 s, 40 documents, 5 a second, 0.5 MB/s;"
                        + " left at extract/main-text 27.5 %, read 2.5 %",
                progress.line(8));
    }

    private static PhaseProgress.Part part(int kept, int dropped, int rejected) {
        Accounting accounting = new Accounting();
        for (int i = 0; i < kept + dropped; i++) {
            accounting.kept(Accounting.READING);
        }
        for (int i = 0; i < rejected; i++) {
            accounting.rejected(Accounting.READING, "truncated-warc");
        }
        for (int i = 0; i < kept; i++) {
            accounting.kept(0);
        }
        for (int i = 0; i < dropped; i++) {
            accounting.dropped(0, "no-text");
        }
        return new PhaseProgress.Part(true, accounting);
    }
}
