package olmoe.pipelines.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/// Flink prints nothing that a program says on stderr: what failed must be thrown. `FlinkClusterTest` runs a whole
/// build.
class FlinkProgramTest {

    @Test
    void throwsWhatFailed() {
        String missing = "no/recipe.yaml: expected a recipe, found none that can be read";
        ConfigurationException thrown = assertThrows(
                ConfigurationException.class, () -> FlinkProgram.main(new String[] {"check", "no/recipe.yaml"}));
        assertEquals(missing, thrown.getMessage());
        assertThrows(ParameterException.class, () -> FlinkProgram.main(new String[] {"check"}));
    }
}
