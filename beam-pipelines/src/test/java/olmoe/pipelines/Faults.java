package olmoe.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import olmoe.pipelines.io.KillPoint;

/// Kills builds of a made-up corpus the hard way, at kill points and after times that come from a seed, and lets each
/// corpus be finished by one more run; it must have the bytes, the accounting and the files of one that nobody
/// disturbed. By hand: `main FOLDER KILLS SEED`.
final class Faults {
    /// A killed run makes some parts, and the next one the rest: more kills than this hit an empty rest.
    private static final int KILLS_A_CORPUS = 5;

    private final Path folder;
    private final Random random;
    private final Map<String, Integer> killed = new TreeMap<>();
    private int corpora;
    private int finishedBefore; // runs that were through before their kill

    private Faults(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long seed = Long.parseLong(arguments[2]);
        Faults faults = new Faults(Path.of(arguments[0]), seed);
        faults.run(Integer.parseInt(arguments[1]));
        System.out.println("{\"seed\":" + seed + ",\"kills\":" + faults.kills() + ",\"corpora\":" + faults.corpora
                + ",\"different\":0,\"through-before-the-kill\":" + faults.finishedBefore + ",\"by-point\":\""
                + faults.killed + "\"}");
    }

    private int kills() {
        return killed.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void run(int kills) throws IOException, InterruptedException {
        Map<String, String> undisturbed = null;
        while (kills() < kills) {
            Path recipe = MadeUp.write(folder.resolve("corpus-" + corpora), random.nextInt());
            Files.writeString(
                    recipe,
                    Files.readString(recipe)
                            .replace("- dedup: exact", "- dedup: exact\n  - dedup: {use: minhash, threshold: 0.5}"));
            Path corpus = recipe.resolveSibling("made");
            if (undisturbed != null) {
                for (int i = 0; i < KILLS_A_CORPUS && kills() < kills; i++) {
                    kill(recipe, corpus);
                }
            }
            if (start(recipe, corpus, "").waitFor() != 0) {
                throw new AssertionError("the last run of " + corpus + " failed; " + recipe.resolveSibling("log"));
            }
            Map<String, String> digests = MadeUp.digests(corpus);
            if (undisturbed == null) {
                undisturbed = digests;
            } else if (!undisturbed.equals(digests)) {
                throw new AssertionError(corpus + " differs: " + difference(undisturbed, digests));
            }
            corpora++;
            System.err.println(kills() + " kills, " + corpora + " corpora, equal");
        }
    }

    private void kill(Path recipe, Path corpus) throws IOException, InterruptedException {
        int kind = random.nextInt(KillPoint.values().length + 1);
        if (kind == KillPoint.values().length) {
            Process process = start(recipe, corpus, "");
            if (process.waitFor(1000 + random.nextInt(12_000), TimeUnit.MILLISECONDS)) {
                finishedBefore++;
            } else {
                process.destroyForcibly().waitFor();
                killed.merge("kill -9", 1, Integer::sum);
            }
            return;
        }
        KillPoint point = KillPoint.values()[kind];
        int passes = point == KillPoint.BEFORE_MANIFEST ? 0 : random.nextInt(12);
        String name = point.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (start(recipe, corpus, name + ":" + passes).waitFor() != 137) {
            finishedBefore++;
        } else if (!Files.readString(recipe.resolveSibling("log")).contains("killed at " + name)) {
            throw new AssertionError("killed elsewhere than at " + name + "; " + recipe.resolveSibling("log"));
        } else {
            killed.merge(name, 1, Integer::sum);
        }
    }

    private static Process start(Path recipe, Path corpus, String point) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1", // most of such a short run is start-up
                "-cp",
                System.getProperty("java.class.path"),
                "olmoe.pipelines.cli.CorpusCommand",
                "build",
                recipe.toString(),
                "-o",
                corpus.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        if (!point.isEmpty()) {
            builder.environment().put("OLMOE_KILL_POINT", point);
        }
        return builder.redirectErrorStream(true)
                .redirectOutput(recipe.resolveSibling("log").toFile())
                .start();
    }

    private static String difference(Map<String, String> expected, Map<String, String> found) {
        TreeMap<String, String> names = new TreeMap<>(expected);
        names.putAll(found);
        names.keySet()
                .removeIf(name -> found.containsKey(name) && found.get(name).equals(expected.get(name)));
        return names.keySet().toString();
    }
}
