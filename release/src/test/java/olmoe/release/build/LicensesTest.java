package olmoe.release.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicensesTest {
    private static final Path EXAMPLE = Path.of("examples/quickstart");

    @TempDir
    private Path release;

    @BeforeEach
    void aRecipe() throws IOException {
        Files.createDirectories(release.resolve("reproduce"));
        Files.copy(EXAMPLE.resolve("recipe.yaml"), release.resolve("reproduce/recipe.yaml"));
    }

    @Test
    void whatIsOfASourceHasItsLicenceAndTheRestTheOneOfTheWhole() throws IOException {
        String facts = Files.readString(EXAMPLE.resolve("facts.yaml"));
        Files.writeString(release.resolve("reproduce/facts.yaml"), facts.replace("Apache-2.0", "CC-BY-4.0"));
        Licenses licenses = Licenses.of(release);
        assertEquals("Apache-2.0", licenses.of("data/code/train/a.parquet"));
        assertEquals("Apache-2.0", licenses.of("tokens/speech/train/a.npy"));
        assertEquals("CC-BY-4.0", licenses.of("model/model.safetensors"));
        assertEquals("CC-BY-4.0", licenses.of("tokens/order.json"));
    }

    @Test
    void nothingIsClaimedOfTheWholeWhereNobodyStatesIt() {
        assertEquals("NOASSERTION", Licenses.of(release).of("model/model.safetensors"));
        assertEquals("Apache-2.0", Licenses.of(release).of("ledger/code/a.parquet"));
    }
}
