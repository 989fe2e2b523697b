package olmoe.filters.fasttext;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import olmoe.filters.Settings;
import olmoe.tokenizer.cli.ConfigurationException;

/// A supervised fastText model: it gives a text probabilities of labels. Immutable, shared by threads.
public final class FastTextModel {
    /// What a setting that must name a model says of itself in lists of rules.
    public static final String SETTING = "a fastText model";

    final ModelSettings settings;
    final Dictionary dictionary;
    final Buckets buckets;
    final Rows input;
    final Rows output;
    /// For hierarchical softmax, else null.
    final LabelTree tree;

    private final List<String> labels;
    private final Queue<Scorer> idle = new ConcurrentLinkedQueue<>();

    FastTextModel(ModelSettings settings, Dictionary dictionary, Buckets buckets, Rows input, Rows output) {
        this.settings = settings;
        this.dictionary = dictionary;
        this.buckets = buckets;
        this.input = input;
        this.output = output;
        this.labels = List.copyOf(dictionary.labels());
        this.tree = settings.loss() == ModelSettings.Loss.HIERARCHICAL_SOFTMAX
                ? new LabelTree(dictionary.labelCounts())
                : null;
    }

    /// @param in `.bin` or `.ftz`, version 12
    /// @throws IOException when it is no such model, with the byte and what was expected there
    public static FastTextModel read(InputStream in) throws IOException {
        return ModelReader.read(in);
    }

    /// The file that a rule's setting `model` names.
    ///
    /// @throws ConfigurationException where there is none, or one that is no such model
    public static FastTextModel of(Settings settings) {
        return settings.resource("model")
                .orElseThrow(() -> settings.refused("model: expected " + SETTING + ", found none"))
                .shared(FastTextModel.class, FastTextModel::read);
    }

    /// Without `__label__`, in the model's order.
    public List<String> labels() {
        return labels;
    }

    /// Scores a text and asks about it; no scorer may be kept.
    ///
    /// @param utf8 the text; a newline is a space like others
    public <T> T ask(byte[] utf8, Function<Scorer, T> question) {
        Scorer taken = idle.poll();
        Scorer scorer = taken == null ? new Scorer(this) : taken;
        scorer.read(utf8);
        T answer = question.apply(scorer);
        idle.add(scorer);
        return answer;
    }
}
