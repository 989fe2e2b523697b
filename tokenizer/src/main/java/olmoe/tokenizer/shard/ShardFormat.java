package olmoe.tokenizer.shard;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// The forms in which token shards are written.
public enum ShardFormat {
    /// dolma's and OLMo's: `.npy` and `.csv.gz`.
    DOLMA(TokenShardWriter.TOKENS, TokenShardWriter.DOCUMENTS),
    /// Megatron's: `.bin` and `.idx`.
    MEGATRON(MegatronShard.INDEX, MegatronShard.IDS),
    /// datatrove's: `.ds`, `.ds.index` and `.ds.metadata`.
    DATATROVE(
            DatatroveShard.IDS,
            DatatroveShard.IDS + DatatroveShard.INDEX,
            DatatroveShard.IDS + DatatroveShard.METADATA);

    private final List<String> suffixes;

    ShardFormat(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /// Ends of the names of a shard's files, after the name that they share.
    public List<String> suffixes() {
        return suffixes;
    }

    /// End of the name of the file by which a shard of this form is named to `olmoe tokens inspect`.
    public String suffix() {
        return suffixes.get(0);
    }

    /// Makes one file of a shard, by the end of its name.
    @FunctionalInterface
    public interface Files {
        OutputStream create(String suffix) throws IOException;
    }

    /// Begins a shard.
    ///
    /// @param vocabulary ids in it: decides how many bytes one takes
    /// @param tokenizer what metadata call it
    public DocumentSink begin(Files files, int vocabulary, String tokenizer) throws IOException {
        switch (this) {
            case MEGATRON:
                return new MegatronShard(files, vocabulary);
            case DATATROVE:
                return new DatatroveShard(files, vocabulary, tokenizer);
            default:
                return new DolmaShard(files, vocabulary);
        }
    }
}
