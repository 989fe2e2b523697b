package olmoe.dedup.bloom;

/// Remembers keys of 128 bits.
public interface Keys {

    boolean contains(long high, long low);

    /// Remembers a key.
    ///
    /// @throws olmoe.tokenizer.cli.CheckException where one more would break what the memory promises
    void add(long high, long low);

    /// Keys that were new when they were added.
    long size();
}
