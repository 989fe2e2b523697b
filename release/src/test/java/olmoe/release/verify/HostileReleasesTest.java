package olmoe.release.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileReleasesTest {
    private static final int ATTACKS = 60;

    @TempDir
    Path folder;

    @Test
    void everyAttackEndsWithAVerdictAndNoneIsIntactWithTheTrueKey() throws IOException {
        List<String> wrong = new ArrayList<>();
        int sealed = 0;
        try (HostileReleases releases = new HostileReleases(folder)) {
            for (long seed = 1; seed <= ATTACKS; seed++) {
                HostileReleases.Result result = releases.attack(seed);
                sealed += result.attack().endsWith("; sealed") ? 1 : 0;
                if (result.wrong() != null) {
                    wrong.add(seed + ": " + result.attack() + ": " + result.wrong());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(sealed > ATTACKS / 2, "most attacks reach the checks that count");
    }
}
