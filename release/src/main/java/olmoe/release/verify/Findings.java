package olmoe.release.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a check found wrong, each with the file it is about.
final class Findings {

    private final List<Finding> found = new ArrayList<>();

    void add(Finding finding) {
        found.add(finding);
    }

    void add(String file, String message) {
        found.add(new Finding(file, message));
    }

    /// Adds a finding unless the two are equal.
    void expect(String file, String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            add(file, what + ": expected " + expected + ", found " + actual);
        }
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
