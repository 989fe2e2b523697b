package olmoe.release.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerifyCommandTest {

    @Test
    void noPageIsNotShownToBeAbsent() {
        VerifyCommand command = CommandLine.populateCommand(new VerifyCommand(), "--absent=", "release");
        ConfigurationException refused = assertThrows(ConfigurationException.class, command::call);
        assertEquals("--absent: expected a URL, found none", refused.getMessage());
    }
}
