package olmoe.release.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.attestation.ModelSignature;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;

/// All checks of a release, from its folder alone: first that its files are those that were packed,
/// then that what they state can be counted again in them. The second part is left out when the first
/// does not hold.
///
/// @param release the folder
/// @param signer fingerprint of the trusted key that signed, or `unverified`
/// @param results in the order in which the checks ran
public record Verification(Path release, String signer, List<Result> results) {

    /// The signer of a release when the reader named no key to trust.
    public static final String UNVERIFIED = "unverified";

    /// @param counted what was looked at
    public record Result(String check, String counted, List<Finding> findings) {

        public boolean holds() {
            return findings.isEmpty();
        }
    }

    /// Checks without asking whose release it is.
    public static Verification of(Path release) throws IOException {
        return of(release, Trust.none(LocalDate.now(ZoneOffset.UTC)));
    }

    /// @throws ConfigurationException when there is no such folder
    public static Verification of(Path release, Trust trust) throws IOException {
        return of(release, trust, null);
    }

    /// @param absent an address that must be nowhere in the release, or null
    public static Verification of(Path release, Trust trust, String absent) throws IOException {
        SignatureCheck signature = new SignatureCheck(trust);
        List<Result> results = results(folder(release), List.of(signature), absent);
        return new Verification(release, signature.signer(), results);
    }

    /// The same without its signatures, for who is about to sign.
    public static Verification ofUnsigned(Path release) throws IOException {
        return new Verification(release, UNVERIFIED, results(folder(release), List.of(), null));
    }

    /// What each step needs to be worth its work: nothing but plain files is opened, and only what is listed is
    /// counted.
    private static List<Result> results(ReleaseFolder folder, List<Check> signature, String absent) {
        List<Result> results = run(List.of(new SumsCheck()), folder);
        if (folder.isPlain()) {
            results.addAll(run(List.of(new IndexCheck()), folder));
            boolean listed = results.stream().allMatch(Result::holds);
            results.addAll(run(signature, folder));
            if (listed) {
                results.addAll(run(content(new ProvenanceCheck(), new TombstonesCheck(absent)), folder));
            }
        }
        return List.copyOf(results);
    }

    /// Holds a folder to a signature as OpenSSF model signing has it, whoever wrote it.
    ///
    /// @param signature a bundle; it may lie in the folder
    public static Verification ofModelSignature(Path root, Path signature, Trust trust) throws IOException {
        if (trust.key() == null) {
            throw new ConfigurationException("--signature: expected --key with it, found none");
        }
        Findings findings = new Findings();
        String name = signature.getFileName().toString();
        ModelSignature bundle = ModelSignature.read(Files.readAllBytes(signature), name);
        if (!bundle.isSignedBy(trust.key())) {
            findings.add(name, "is not signed by " + trust.key().fingerprint());
        }
        SortedMap<String, String> found = new TreeMap<>(folder(root).digests());
        if (signature.toAbsolutePath().startsWith(root.toAbsolutePath())) {
            found.remove(
                    root.toAbsolutePath().relativize(signature.toAbsolutePath()).toString());
        }
        SignatureCheck.compare(bundle, found, "", name, findings);
        Result result = new Result("signature", bundle.digests().size() + " signed files", findings.all());
        return new Verification(
                root, findings.all().isEmpty() ? trust.key().fingerprint() : UNVERIFIED, List.of(result));
    }

    private static ReleaseFolder folder(Path release) throws IOException {
        if (!Files.isDirectory(release)) {
            throw new ConfigurationException(release + ": expected the folder of a release, found none");
        }
        return ReleaseFolder.of(release);
    }

    private static List<Check> content(Check... further) {
        List<Check> checks = new ArrayList<>(List.of(
                new RecipeCheck(),
                new AccountingCheck(),
                new TokensCheck(),
                new MeasuresCheck(),
                new OrderCheck(),
                new WeightsCheck(),
                new TracesCheck(),
                new DocumentsCheck(),
                new FormatsCheck(),
                new ReferencesCheck(),
                new IndexedDocumentsCheck()));
        checks.addAll(List.of(further));
        return checks;
    }

    /// All at the same time; the results are in the order of the checks.
    private static List<Result> run(List<Check> checks, ReleaseFolder folder) {
        return new ArrayList<>(
                checks.parallelStream().map(check -> run(check, folder)).toList());
    }

    public boolean holds() {
        return results.stream().allMatch(Result::holds);
    }

    public List<Finding> findings() {
        return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    public ObjectNode json() {
        ObjectNode json = CanonicalJson.object();
        json.put("release", release.toString()).put("holds", holds()).put("signer", signer);
        for (Result result : results) {
            ObjectNode check = json.withArray("checks")
                    .addObject()
                    .put("name", result.check())
                    .put("holds", result.holds())
                    .put("counted", result.counted());
            check.putArray("findings");
            result.findings()
                    .forEach(finding -> check.withArray("findings")
                            .addObject()
                            .put("file", finding.file())
                            .put("message", finding.message()));
        }
        return json;
    }

    /// What a check cannot read does not hold.
    private static Result run(Check check, ReleaseFolder folder) {
        Findings findings = new Findings();
        String counted;
        try {
            counted = check.run(folder, findings);
        } catch (IOException | RuntimeException e) {
            counted = "ended early";
            findings.add(unreadable(check.name(), e, folder));
        } catch (OutOfMemoryError | StackOverflowError e) {
            // a release that was made to need more than there is does not hold either
            counted = "ended early";
            findings.add(check.name(), "needs more memory than there is: " + e);
        }
        return new Result(check.name(), counted, findings.all());
    }

    /// Messages begin with the file that they are about.
    private static Finding unreadable(String check, Exception e, ReleaseFolder folder) {
        String message = e instanceof NoSuchFileException
                ? e.getMessage() + ": is missing"
                : e.getMessage() == null ? e.toString() : e.getMessage();
        String relative = message.replace(folder.root() + "/", "");
        int colon = relative.indexOf(": ");
        String file = colon < 0 ? "" : relative.substring(0, colon);
        return folder.files().contains(file) || e instanceof NoSuchFileException
                ? new Finding(file, relative.substring(colon + 2))
                : new Finding(check, relative);
    }
}
