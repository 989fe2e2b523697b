package olmoe.release.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;

/// Every file is listed in SHA256SUMS, every listed file is there with its digest, and all are plain
/// files.
final class SumsCheck implements Check {

    private record Hashed(String path, long size, String sha256) {}

    @Override
    public String name() {
        return "sums";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        SortedMap<String, String> sums;
        try {
            sums = Sums.read(release.resolve(Sums.NAME));
        } catch (IOException e) {
            findings.add(Sums.NAME, "cannot be read as a list of sums: " + e.getMessage());
            return "no list of sums";
        }
        List<String> plain = new ArrayList<>();
        for (String path : release.files()) {
            if (!Files.isRegularFile(release.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                findings.add(path, "is a link or device; a release holds plain files");
            } else if (!path.equals(Sums.NAME) && !sums.containsKey(path)) {
                findings.add(path, "is not listed in " + Sums.NAME);
            } else {
                plain.add(path);
            }
        }
        for (String path : sums.keySet()) {
            if (!release.files().contains(path)) {
                findings.add(path, "is listed in " + Sums.NAME + " but missing");
            }
        }
        plain.remove(Sums.NAME);
        long bytes = 0;
        for (Hashed file : hashes(release, plain)) {
            bytes += file.size();
            String stated = sums.get(file.path());
            if (!file.sha256().equals(stated)) {
                findings.add(file.path(), "has sha256 " + file.sha256() + " but " + Sums.NAME + " states " + stated);
            }
        }
        return String.format(Locale.ROOT, "%,d files, %,d bytes", plain.size() + 1, bytes);
    }

    private static List<Hashed> hashes(ReleaseFolder release, List<String> paths) {
        return paths.parallelStream()
                .map(path -> {
                    try {
                        return new Hashed(path, Files.size(release.resolve(path)), Sha256.of(release.resolve(path)));
                    } catch (IOException e) {
                        throw new UncheckedIOException(path + ": " + e.getMessage(), e);
                    }
                })
                .toList();
    }
}
