package olmoe.dedup.minhash;

/// Cuts a text into tokens and hashes every n of them in a row. Keeps buffers, so one for each thread.
interface Shingler {

    /// @param out cleared first
    void shingle(String text, Shingles out);
}
