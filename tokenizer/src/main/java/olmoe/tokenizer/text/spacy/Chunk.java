package olmoe.tokenizer.text.spacy;

/// What stands between white space, with its tokens.
///
/// @param text the chunk itself
/// @param ends where its tokens end
/// @param marks the tokens' numbers as [SpecialPhrases#mark] gives them, or null where no token has one
record Chunk(int[] text, int[] ends, short[] marks) {}
