package olmoe.model.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.vector.Network;
import olmoe.model.vector.Workers;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;

/// Losses of a checkpoint on the held-out windows of a corpus.
public final class HeldOutReport {
    private static final int WINDOWS = 8;

    private HeldOutReport() {}

    /// `windows`, `tokens` and `loss`, and the same of the clean windows; a loss over none is null.
    public static ObjectNode of(Path checkpointFolder, Path corpusFolder, int threads) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(checkpointFolder);
        Shape shape = checkpoint.config().shape();
        try (TokenCorpus corpus = TokenCorpus.open(corpusFolder);
                Workers workers = new Workers(threads)) {
            int size = Vocabulary.read(corpusFolder.resolve("tokenizer")).size();
            if (corpus.window() > shape.context() || size > shape.vocabulary()) {
                throw new ConfigurationException(corpusFolder + ": expected windows of at most " + shape.context()
                        + " tokens and " + shape.vocabulary() + " ids as in " + checkpointFolder + ", found "
                        + corpus.window() + " and " + size);
            }
            HeldOut heldOut = HeldOut.read(corpus);
            Network network = new Network(checkpoint.layout(), checkpoint.floats(), workers);
            Evaluation evaluation = new Evaluation(network.run(WINDOWS, corpus.window()), WINDOWS);
            HeldOut.Loss loss = heldOut.mean(evaluation.losses(heldOut));
            ObjectNode json = CanonicalJson.object();
            json.put("windows", heldOut.windows()).put("tokens", (long) heldOut.windows() * heldOut.length());
            json.set("loss", TrainerState.number(loss.all()));
            ObjectNode clean = json.putObject("clean");
            clean.put("documents", heldOut.cleanDocuments())
                    .put("windows", heldOut.cleanWindows())
                    .put("tokens", (long) heldOut.cleanWindows() * heldOut.length());
            clean.set("loss", TrainerState.number(loss.clean()));
            return json;
        }
    }
}
