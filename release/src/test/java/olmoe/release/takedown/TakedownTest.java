package olmoe.release.takedown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import olmoe.release.build.MadeUpRun;
import olmoe.release.build.ReleaseListing;
import olmoe.release.compare.ReleaseDiff;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.release.verify.Finding;
import olmoe.release.verify.Trust;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakedownTest {

    @TempDir
    static Path folder;

    /// 31 parts of each source and split, with one document in each that another part has not.
    private static Path release;

    @BeforeAll
    static void makeARelease() throws IOException {
        release = MadeUpRun.in(folder.resolve("made"), 16).release(folder.resolve("run"));
    }

    private static Path takedown(Request request, Path from) throws IOException {
        Path to = Files.createTempDirectory(folder, "new").resolve("release");
        new Takedown(from, to, request, MadeUpRun::index).run();
        return to;
    }

    private static Request ids(String... ids) {
        return new Request(Set.of(), Set.of(), Set.of(ids), Set.of(), "personal-data", "2026-05-04");
    }

    @Test
    void oneDocumentChangesOneShardOfSixtyFourAndTheNewVersionHolds() throws IOException {
        String id = "pages-train-p3-5";
        Path after = takedown(ids(id), release);
        assertEquals(List.<Finding>of(), Verification.of(after).findings());
        List<String> shards = ReleaseListing.pathsIn(release, "data/", ".parquet");
        assertEquals(64, shards.size());
        int changed = 0;
        for (String path : shards) {
            changed += Sha256.of(release.resolve(path)).equals(Sha256.of(after.resolve(path))) ? 0 : 1;
        }
        assertEquals(1, changed);
        JsonNode diff = ReleaseDiff.of(release, after);
        assertEquals(1, diff.at("/documents/removed").asInt());
        assertEquals(0, diff.at("/documents/changed").asInt());
        assertEquals(0, diff.at("/weights/changed").size());
        assertEquals(
                "2.0.0",
                CanonicalJson.read(after.resolve("RELEASE.json"))
                        .path("version")
                        .asText());
        assertTrue(Files.exists(after.resolve("history/1.0.0/order.json")));
        String card = Files.readString(after.resolve("model/README.md"), StandardCharsets.UTF_8);
        assertTrue(card.contains("which these weights have seen: 1."), card);
    }

    @Test
    void aPassageAndADomainFindTheirDocuments() throws IOException {
        Request text = new Request(
                Set.of(), Set.of(), Set.of(), Set.of("Text of talks-train-p0-2["), "copyright", "2026-05-04");
        Path after = takedown(text, release);
        assertEquals(1, ReleaseDiff.of(release, after).at("/documents/removed").asInt());
        Request sample = new Request(
                Set.of("https://pages.example/#top"), Set.of(), Set.of(), Set.of(), "copyright", "2026-05-04");
        Path without = takedown(sample, release);
        assertEquals(List.of("https://copies.example/"), samples(without));
        assertEquals(List.<Finding>of(), Verification.of(without).findings());
    }

    @Test
    void theSampleOfADuplicateLeavesWithTheDocumentThatItIsLike() throws IOException {
        assertEquals(List.of("https://copies.example/", "https://pages.example/"), samples(release));
        Path after = takedown(ids("pages-train-p0-1"), release);
        assertEquals(List.of("https://pages.example/"), samples(after));
        assertEquals(List.<Finding>of(), Verification.of(after).findings());
        assertEquals(2, samples(takedown(ids("pages-train-p0-2"), release)).size());
    }

    private static List<String> samples(Path release) throws IOException {
        return CanonicalJson.read(release.resolve("stats/stats.json")).findValuesAsText("url");
    }

    @Test
    void twoTakedownsFollowEachOther() throws IOException {
        Path second = takedown(ids("talks-train-p1-1"), takedown(ids("pages-train-p0-1"), release));
        assertEquals(List.<Finding>of(), Verification.of(second).findings());
        assertEquals(
                "3.0.0",
                CanonicalJson.read(second.resolve("RELEASE.json"))
                        .path("version")
                        .asText());
        assertEquals(4, Files.readAllLines(second.resolve(Tombstones.PATH)).size());
    }

    @Test
    void aDocumentThatIsOnTheListAndInTheReleaseIsFound() throws IOException {
        Path after = takedown(ids("pages-train-p0-1"), release);
        Files.copy(after.resolve(Tombstones.PATH), release.resolve(Tombstones.PATH));
        try {
            Tombstones list = Tombstones.read(release);
            assertTrue(list.holds(null, "pages-train-p0-1", null));
            assertTrue(!list.holds(null, "pages-train-p0-2", null));
        } finally {
            Files.delete(release.resolve(Tombstones.PATH));
        }
    }

    @Test
    void anIndexIsMadeAgainOfWhatIsLeft() throws IOException {
        Path indexed = MadeUpRun.withIndex(folder.resolve("indexed")).release(folder.resolve("run-indexed"));
        Path after = takedown(ids("pages-train-1"), indexed);
        assertEquals(List.<Finding>of(), Verification.of(after).findings());
        assertEquals(List.<Finding>of(), Verification.of(indexed).findings(), "the old release is as it was");
        JsonNode before = CanonicalJson.read(indexed.resolve("index/index.json"));
        JsonNode left = CanonicalJson.read(after.resolve("index/index.json"));
        assertEquals(before.get("documents").asInt() - 1, left.get("documents").asInt());
        assertEquals(
                List.of("witness/index/_0.cfs"), ReleaseListing.pathsIn(after, "witness/index/", ""), "of one writing");
        String report = Files.readString(after.resolve("governance/takedown-2.0.0.json"), StandardCharsets.UTF_8);
        assertTrue(report.contains("index/index.json"), report);
        String rows = "index/match-0/pages/input_a.jsonl.rows";
        assertEquals(Files.size(indexed.resolve(rows)) - 24, Files.size(after.resolve(rows)), "less one document");
        assertTrue(report.contains(rows), report);
        assertTrue(!report.contains("index/match-0/talks"), "a part that loses nothing is the same file");
    }

    @Test
    void absenceIsShownAndPresenceIsNamed() throws IOException {
        Trust trust = Trust.none(LocalDate.of(2026, 5, 5));
        String id = "pages-train-p0-1";
        assertEquals(
                "data/pages/train/input_p0.jsonl.parquet",
                Verification.of(release, trust, id).findings().get(0).file());
        assertEquals(
                List.<Finding>of(),
                Verification.of(takedown(ids(id), release), trust, id).findings());
    }

    @Test
    void whatFitsNothingMakesNoVersion() {
        var e = assertThrows(CheckException.class, () -> takedown(ids("nobody"), release));
        assertTrue(e.getMessage().endsWith("no document, ledger row or sample fits the request"), e.getMessage());
    }
}
