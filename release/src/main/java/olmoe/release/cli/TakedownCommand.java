package olmoe.release.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import olmoe.release.attestation.SigningKey;
import olmoe.release.build.OlmoeScript;
import olmoe.release.build.ReleaseSigner;
import olmoe.release.format.CanonicalJson;
import olmoe.release.takedown.Request;
import olmoe.release.takedown.Takedown;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe release takedown DIR -o NEW`.
@Command(
        name = "takedown",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a new major version of a release without the documents that are named, and signs it.",
            "Writes anew only what holds one; every other file is the same file. The weights stay and saw them.",
            "Prints what was removed and which files are new, as JSON."
        })
final class TakedownCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the release")
    private Path folder;

    @Option(names = "-o", required = true, paramLabel = "NEW", description = "folder of the new version")
    private Path target;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "private key, as release key makes it")
    private Path key;

    @Option(names = "--url", paramLabel = "URL", description = "a page")
    private Set<String> urls = Set.of();

    @Option(names = "--domain", paramLabel = "HOST", description = "every page of a host and of those below it")
    private Set<String> domains = Set.of();

    @Option(names = "--id", paramLabel = "ID", description = "an id that the input gave, or a document key")
    private Set<String> ids = Set.of();

    @Option(names = "--text", paramLabel = "PASSAGE", description = "every document that holds it")
    private Set<String> texts = Set.of();

    @Option(names = "--reason", paramLabel = "CODE", description = "stated in ledger and tombstones (default: request)")
    private String reason = "request";

    @Option(names = "--date", paramLabel = "DATE", description = "of the request (default: today)")
    private LocalDate date = LocalDate.now(ZoneOffset.UTC);

    @Override
    public Integer call() throws IOException {
        if (Files.exists(target)) {
            throw new ConfigurationException(target + ": expected no such folder yet, found one");
        }
        Request request;
        SigningKey signing;
        try {
            request = new Request(urls, domains, ids, texts, reason, date.toString());
            signing = SigningKey.read(key);
        } catch (IOException e) {
            throw new ConfigurationException("--key: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
        if (request.isEmpty()) {
            throw new ConfigurationException("expected at least one --url, --domain, --id or --text, found none");
        }
        sound(folder);
        Takedown.Outcome outcome = new Takedown(
                        folder,
                        target,
                        request,
                        (release, index, set) -> OlmoeScript.ofThisRun()
                                .run(List.of("corpus", "index", release.toString(), index.toString(), "--set", set)))
                .run();
        sound(target);
        ReleaseSigner.sign(target, signing);
        ObjectNode json = CanonicalJson.object();
        json.put("version", outcome.version()).put("documents", outcome.documents());
        json.put("shards-rewritten", outcome.shards()).put("shards", outcome.of());
        json.putArray("files");
        outcome.files().forEach(json.withArray("files")::add);
        System.out.print(CanonicalJson.string(json));
        return 0;
    }

    private static void sound(Path release) throws IOException {
        Verification verification = Verification.ofUnsigned(release);
        if (!verification.holds()) {
            throw new CheckException(release + ": does not hold: "
                    + verification.findings().get(0).file() + ": "
                    + verification.findings().get(0).message());
        }
    }
}
