package olmoe.release.verify;

import java.io.IOException;
import java.util.Locale;
import java.util.SortedMap;
import olmoe.release.format.Sums;

/// Every file is listed in SHA256SUMS, every listed file is there with its digest, and all are plain
/// files. Attestations are not listed: they sign the list.
final class SumsCheck implements Check {

    private static final String NOT_PLAIN = "is a link or device; a release holds plain files";

    @Override
    public String name() {
        return "sums";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        if (release.files().contains(Sums.NAME) && !release.digests().containsKey(Sums.NAME)) {
            findings.add(Sums.NAME, NOT_PLAIN);
            return "no list of sums";
        }
        SortedMap<String, String> sums;
        try {
            sums = Sums.read(release.resolve(Sums.NAME));
        } catch (IOException e) {
            findings.add(Sums.NAME, "cannot be read as a list of sums: " + e.getMessage());
            return "no list of sums";
        }
        for (String path : release.files()) {
            String found = release.digests().get(path);
            if (found == null) {
                findings.add(path, NOT_PLAIN);
            } else if (path.equals(Sums.NAME) || ReleaseFolder.isAttestation(path)) {
                continue;
            } else if (!sums.containsKey(path)) {
                findings.add(path, "is not listed in " + Sums.NAME);
            } else if (!found.equals(sums.get(path))) {
                findings.add(path, "has sha256 " + found + " but " + Sums.NAME + " states " + sums.get(path));
            }
        }
        for (String path : sums.keySet()) {
            if (!release.files().contains(path)) {
                findings.add(path, "is listed in " + Sums.NAME + " but missing");
            }
        }
        return String.format(
                Locale.ROOT, "%,d files, %,d bytes", release.files().size(), release.bytes());
    }
}
