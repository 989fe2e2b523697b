package olmoe.release.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;

/// All checks of a release, from its folder alone: first that its files are those that were packed,
/// then that what they state can be counted again in them. The second part is left out when the first
/// does not hold.
///
/// @param release the folder
/// @param results in the order in which the checks ran
public record Verification(Path release, List<Result> results) {

    /// @param counted what was looked at
    public record Result(String check, String counted, List<Finding> findings) {

        public boolean holds() {
            return findings.isEmpty();
        }
    }

    /// @throws ConfigurationException when there is no such folder
    public static Verification of(Path release) throws IOException {
        if (!Files.isDirectory(release)) {
            throw new ConfigurationException(release + ": expected the folder of a release, found none");
        }
        ReleaseFolder folder = ReleaseFolder.of(release);
        List<Result> results = new ArrayList<>();
        for (Check check : List.of(new SumsCheck(), new IndexCheck())) {
            results.add(run(check, folder));
        }
        if (results.stream().allMatch(Result::holds)) {
            for (Check check : List.of(
                    new RecipeCheck(),
                    new AccountingCheck(),
                    new TokensCheck(),
                    new OrderCheck(),
                    new WeightsCheck(),
                    new DocumentsCheck())) {
                results.add(run(check, folder));
            }
        }
        return new Verification(release, List.copyOf(results));
    }

    public boolean holds() {
        return results.stream().allMatch(Result::holds);
    }

    public List<Finding> findings() {
        return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    public ObjectNode json() {
        ObjectNode json = CanonicalJson.object();
        json.put("release", release.toString()).put("holds", holds()).put("signer", "unverified");
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
            findings.add(check.name(), e.getMessage() == null ? e.toString() : e.getMessage());
        }
        return new Result(check.name(), counted, findings.all());
    }
}
