package olmoe.dedup.minhash;

/// Cuts a text into tokens and hashes every n of them in a row. Keeps buffers, so one for each thread.
interface Shingler {

    /// @param utf8 the text, well-formed, from 0 on, and [Sketcher#SLACK] zeros behind
    /// @param out cleared first
    void shingle(byte[] utf8, int length, Shingles out);
}
