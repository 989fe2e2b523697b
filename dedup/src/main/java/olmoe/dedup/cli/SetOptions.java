package olmoe.dedup.cli;

import olmoe.dedup.minhash.ParameterSet;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;
import picocli.CommandLine.Option;

/// Which parameter set a command uses, and what it changes of it.
final class SetOptions {
    @Option(names = "--threshold", paramLabel = "J", description = "least Jaccard similarity, instead of the set's")
    private Double threshold;

    @Option(names = "--set", paramLabel = "NAME", description = "parameter set (default: ${DEFAULT-VALUE})")
    private String set = "olmoe";

    @Option(names = "--bands", paramLabel = "N", description = "instead of the set's")
    private Integer bands;

    @Option(names = "--rows", paramLabel = "N", description = "in a band, instead of the set's")
    private Integer rows;

    @Option(names = "--ngram", paramLabel = "N", description = "tokens in a shingle, instead of the set's")
    private Integer ngram;

    /// Sets one option.
    ///
    /// @return false where it is none of these
    /// @throws NumberFormatException for what is no number
    boolean take(String name, String value) {
        switch (name) {
            case "--set" -> set = value;
            case "--threshold" -> threshold = Double.valueOf(value);
            case "--bands" -> bands = Integer.valueOf(value);
            case "--rows" -> rows = Integer.valueOf(value);
            case "--ngram" -> ngram = Integer.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    ParameterSet parameters() {
        ParameterSet named = ParameterSet.named().get(set);
        if (named == null) {
            throw new ConfigurationException(
                    "--set: no parameter set is named " + set + Suggestion.of(set, ParameterSet.names()));
        }
        try {
            return named.with(bands, rows, ngram, threshold);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
    }
}
