package olmoe.release.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import olmoe.release.attestation.SigningKey;
import olmoe.release.build.MadeUpRun;
import olmoe.release.build.ReleaseSigner;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;

/// Releases as somebody makes them who means harm: a small sound one with a change that a seed chooses, most of them
/// with index and list of sums written anew so that the counting checks run over it too. Whatever it is, verification
/// must end with a verdict, soon and in bounded memory, and with the true key the verdict must not be "intact".
///
/// By hand: `java -Xmx256m … olmoe.release.verify.HostileReleases FIRST-SEED COUNT`.
final class HostileReleases implements AutoCloseable {
    private static final long MOST_SECONDS = 60;
    private static final long PROGRESS = 1000;
    private static final List<String> OWN = List.of(ReleaseIndex.NAME, ReleaseIndex.WITNESS_NAME, Sums.NAME);

    private final Path release;
    private final HostileChanges changes;
    private final Trust trust;
    private final SortedMap<String, byte[]> sound = new TreeMap<>();
    private final ReleaseIndex index;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "verification");
        daemon.setDaemon(true);
        return daemon;
    });

    HostileReleases(Path folder) throws IOException {
        release = MadeUpRun.in(folder.resolve("home")).release(folder.resolve("run"));
        changes = new HostileChanges(release, Files.writeString(folder.resolve("outside.txt"), "not of the release"));
        SigningKey key = SigningKey.generate(SigningKey.Kind.P256, null);
        ReleaseSigner.sign(release, key);
        trust = new Trust(key.verification(), null, LocalDate.of(2026, 1, 1));
        index = ReleaseIndex.read(release);
        for (String path : files()) {
            sound.put(path, Files.readAllBytes(release.resolve(path)));
        }
        if (!Verification.of(release, trust).holds()) {
            throw new IllegalStateException("the sound release does not hold");
        }
    }

    /// What became of one attack.
    ///
    /// @param wrong what must not be, or null
    record Result(String attack, boolean intactWithoutKey, String wrong) {}

    Result attack(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder attack = new StringBuilder();
        for (int left = 1 + random.nextInt(8) / 7; left > 0; left--) {
            attack.append(changes.one(files(), random)).append("; ");
        }
        if (random.nextInt(4) > 0) {
            attack.append(seal());
        }
        boolean changed = changed();
        Verdict without = verify(Trust.none(LocalDate.of(2026, 1, 1)));
        Verdict with = verify(trust);
        String wrong = without.wrong != null ? without.wrong : with.wrong;
        if (wrong == null && with.holds && changed) {
            wrong = "intact with the true key though a byte is another";
        }
        restore();
        return new Result(attack.toString(), without.holds && changed, wrong);
    }

    private record Verdict(boolean holds, String wrong) {}

    private Verdict verify(Trust by) {
        Future<Boolean> verdict =
                thread.submit(() -> Verification.of(release, by).holds());
        try {
            return new Verdict(verdict.get(MOST_SECONDS, TimeUnit.SECONDS), null);
        } catch (ExecutionException e) {
            StackTraceElement[] stack = e.getCause().getStackTrace();
            return new Verdict(
                    false,
                    "threw " + e.getCause() + " at " + Arrays.asList(stack).subList(0, Math.min(12, stack.length)));
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "no verdict after " + MOST_SECONDS + " s: "
                            + Thread.getAllStackTraces().values().stream()
                                    .map(Arrays::toString)
                                    .filter(stack -> stack.contains("olmoe.release"))
                                    .toList(),
                    e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(release)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> release.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private boolean changed() throws IOException {
        try (Stream<Path> all = Files.walk(release)) {
            if (all.anyMatch(Files::isSymbolicLink)) {
                return true;
            }
        }
        List<String> now = files();
        if (!now.equals(List.copyOf(sound.keySet()))) {
            return true;
        }
        for (String path : now) {
            if (!Arrays.equals(sound.get(path), Files.readAllBytes(release.resolve(path)))) {
                return true;
            }
        }
        return false;
    }

    private void restore() throws IOException {
        try (Stream<Path> all = Files.walk(release)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                byte[] right = sound.get(release.relativize(path).toString());
                if (folder && right != null && !Files.isSymbolicLink(path)) {
                    Files.delete(path); // a folder in the place of a file
                } else if (!folder && (right == null || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))) {
                    Files.delete(path);
                }
            }
        }
        for (Map.Entry<String, byte[]> file : sound.entrySet()) {
            Path path = release.resolve(file.getKey());
            if (!Files.exists(path) || !Arrays.equals(file.getValue(), Files.readAllBytes(path))) {
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
    }

    /// Index and sums of what lies there now.
    private String seal() {
        try {
            Map<String, ReleaseIndex.Listed> before = new TreeMap<>();
            index.files().forEach(file -> before.put(file.path(), file));
            List<ReleaseIndex.Listed> listed = new ArrayList<>();
            SortedMap<String, String> sums = new TreeMap<>();
            ObjectNode witnesses = CanonicalJson.object();
            witnesses.putArray("files");
            for (String path : files()) {
                if (OWN.contains(path) || path.startsWith(ReleaseIndex.ATTESTATIONS)) {
                    continue;
                }
                String sha256 = Sha256.of(release.resolve(path));
                long size = Files.size(release.resolve(path));
                sums.put(path, sha256);
                if (path.startsWith(ReleaseIndex.WITNESS_FOLDER)) {
                    witnesses
                            .withArray("files")
                            .addObject()
                            .put("path", path)
                            .put("size", size)
                            .put("sha256", sha256);
                } else {
                    ReleaseIndex.Listed old = before.getOrDefault(
                            path, new ReleaseIndex.Listed(path, 0, "", "data", "MIT", "application/octet-stream"));
                    listed.add(new ReleaseIndex.Listed(path, size, sha256, old.role(), old.license(), old.mediaType()));
                }
            }
            write(ReleaseIndex.WITNESS_NAME, CanonicalJson.bytes(witnesses));
            SortedMap<String, String> made = new TreeMap<>(index.madeFrom());
            Path recipe = release.resolve("reproduce/recipe.yaml");
            if (Files.isRegularFile(recipe)) {
                made.put("recipe", Sha256.of(recipe));
            }
            byte[] sealed = new ReleaseIndex(index.name(), index.version(), index.program(), made, listed).bytes();
            write(ReleaseIndex.NAME, sealed);
            sums.put(ReleaseIndex.NAME, Sha256.of(sealed));
            sums.put(ReleaseIndex.WITNESS_NAME, Sha256.of(release.resolve(ReleaseIndex.WITNESS_NAME)));
            write(Sums.NAME, Sums.render(sums).getBytes(StandardCharsets.UTF_8));
            return "sealed";
        } catch (IOException | RuntimeException e) {
            return "cannot be sealed";
        }
    }

    /// Who opens a pipe to write waits for one who reads.
    private void write(String path, byte[] bytes) throws IOException {
        Path file = release.resolve(path);
        if (Files.exists(file)
                && Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther()) {
            throw new IOException(path + ": a pipe");
        }
        Files.write(file, bytes);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    public static void main(String[] args) throws IOException {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        Path folder = Files.createTempDirectory("hostile");
        long wrong = 0;
        long intact = 0;
        double slowest = 0;
        String slow = "";
        try (HostileReleases releases = new HostileReleases(folder)) {
            for (long seed = first; seed < first + count; seed++) {
                long start = System.nanoTime();
                Result result = releases.attack(seed);
                double took = (System.nanoTime() - start) / 1e9;
                if (took > slowest) {
                    slowest = took;
                    slow = seed + " " + result.attack();
                }
                intact += result.intactWithoutKey() ? 1 : 0;
                if (result.wrong() != null) {
                    wrong++;
                    System.out.println(seed + ": " + result.attack() + ": " + result.wrong());
                }
                if ((seed - first + 1) % PROGRESS == 0) {
                    System.err.println("up to seed " + seed + ": " + wrong + " wrong");
                }
            }
        }
        System.out.println(count + " releases from seed " + first + ": " + wrong + " wrong, " + intact
                + " pass for intact without a key; the slowest " + slowest + " s: " + slow);
    }
}
