package olmoe.release.verify;

import java.io.IOException;

/// One question to a release, answered from its files alone.
interface Check {

    String name();

    /// Adds what does not hold to the findings.
    ///
    /// @return what was looked at, counted, for a person
    /// @throws IOException, RuntimeException when a file cannot be read as what it is; that counts as a
    ///     finding
    String run(ReleaseFolder release, Findings findings) throws IOException;
}
