package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.release.recipe.Recipe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Storage that is full, or that cannot be read in the middle of a file.
class StorageFaultsTest {
    @TempDir
    private static Path temporary;

    private static Path recipe;
    private static Path crawl;
    private static Map<String, String> digests;

    @BeforeAll
    static void buildUndisturbed() throws IOException {
        recipe = MadeUp.write(temporary.resolve("made"), 1);
        crawl = Files.createDirectories(temporary.resolve("crawl"));
        try (Stream<Path> inputs = Files.list(temporary.resolve("made/input"))) {
            for (Path input : inputs.toList()) {
                Files.copy(input, crawl.resolve("input+" + input.getFileName()));
            }
        }
        digests = build("undisturbed");
    }

    @Test
    void aFullDiskEndsTheRunAndTheSameCommandGoesOn() throws IOException {
        Path stored = temporary.resolve("full");
        Shelves.limit(stored, 40_000);
        String full =
                assertThrows(IllegalStateException.class, () -> build("full")).getMessage();
        assertTrue(full.matches("job [a-z0-9-]+: .*, part .*: No space left on device"), full);
        assertFalse(Files.exists(stored.resolve("manifest.json")), "nothing is said to be done");
        Shelves.unlimit(stored);
        assertEquals(digests, build("full"));
    }

    @Test
    void aReadThatFailsOnceIsDoneAgainAndCountsNothingTwice() throws IOException {
        Shelves.failReads(crawl.resolve("input+a.warc.gz"), 1);
        Shelves.failReads(crawl.resolve("input+c.jsonl"), 1);
        assertEquals(digests, build("once"));
    }

    @Test
    void aReadThatFailsForGoodEndsTheRunAndIsNoReject() throws IOException {
        for (String name : List.of("a.warc.gz", "c.jsonl")) {
            Path file = crawl.resolve("input+" + name);
            Shelves.failReads(file, Integer.MAX_VALUE);
            String failed = assertThrows(IllegalStateException.class, () -> build("unreadable-" + name), name)
                    .getMessage();
            Shelves.failReads(file, 0);
            assertTrue(failed.startsWith("job refine-0: refine 0, part "), failed);
            assertTrue(failed.contains("input~1" + name), failed);
            assertTrue(failed.endsWith(": Input/output error"), failed);
        }
        assertEquals(digests, build("unreadable-c.jsonl"));
    }

    private static Map<String, String> build(String name) throws IOException {
        Path stored = temporary.resolve(name);
        Jobs jobs = Jobs.of(List.of("--parallelism=2")); // knows the file systems
        Inputs inputs = Inputs.of(Shelves.of(crawl));
        CorpusPlan plan = CorpusPlan.of(Recipe.read(recipe));
        plan.checkInputs(inputs::files);
        new CorpusBuild(plan, inputs, Places.of(Shelves.of(stored)), jobs).run();
        Map<String, String> made = MadeUp.digests(stored);
        made.keySet().removeIf(file -> file.endsWith("run.json"));
        return made;
    }
}
