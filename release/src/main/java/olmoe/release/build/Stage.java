package olmoe.release.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import olmoe.release.format.Manifest;

/// One stage of a run: a command that leaves a folder with a manifest, or nothing.
///
/// @param name of the stage and its folder
/// @param arguments of the `olmoe` script
/// @param needs what it must have been made from, beside all that its manifest names
record Stage(String name, Path folder, List<String> arguments, Set<String> needs) {

    /// Its manifest if it still holds: all that it was made from is as it was, its files are there.
    /// Else null.
    ///
    /// @param current digests as they are now, by the names that manifests use
    Manifest complete(Map<String, String> current) throws IOException {
        if (!Files.isRegularFile(folder.resolve(Manifest.NAME))) {
            return null;
        }
        Manifest manifest = Manifest.read(folder);
        boolean same = manifest.version().equals(Manifest.PROGRAM_VERSION)
                && manifest.inputs().keySet().containsAll(needs)
                && manifest.inputs().entrySet().stream()
                        .allMatch(input -> input.getValue().equals(current.get(input.getKey())));
        return same && manifest.filesArePresent(folder) ? manifest : null;
    }
}
