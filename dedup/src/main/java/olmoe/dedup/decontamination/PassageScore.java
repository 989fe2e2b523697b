package olmoe.dedup.decontamination;

/// How sure it is that a passage is an evaluation item, from how much of the question and of the answer
/// it holds; allenai/decon at e1bcb80, src/detect/scoring.rs, in single precision as there.
///
/// Short questions say little, so weight goes from them to the answer. Short items must be found whole:
/// up to `shortLength` tokens only a score of 1 counts, from `fullLength` on `limit` is enough.
record PassageScore(double limit, int shortLength, int fullLength) {
    private static final float QUESTION_WEIGHT = 0.75f;
    private static final float ANSWER_WEIGHT = 0.25f;
    private static final int INFORMATIVE_GRAMS = 20;
    /// What answer and passage can add to a question at most, there.
    private static final float MOST_BESIDES_QUESTION = 0.3f;
    private static final float LEAST_QUESTION_WEIGHT = 0.7f;

    /// The share of a question below which no answer can bring the item over the limit.
    float leastQuestion(int questionTokens) {
        float least = Math.max(0, ((float) limit - MOST_BESIDES_QUESTION) / LEAST_QUESTION_WEIGHT);
        return required(questionTokens, least);
    }

    /// @param question share of the question that was found, each n-gram weighed by its rarity
    /// @param questionGrams distinct n-grams of the question
    /// @param answer share of the answer, 0 where it was not found; NaN where the item has none
    /// @param tokens of question and answer
    float of(float question, int questionGrams, float answer, int tokens) {
        float score = question;
        if (!Float.isNaN(answer)) {
            float trust = Math.min(1, 0.5f + (float) questionGrams / INFORMATIVE_GRAMS * 0.5f);
            float questionWeight = QUESTION_WEIGHT * trust;
            score = question * questionWeight + answer * (ANSWER_WEIGHT + QUESTION_WEIGHT * (1 - trust));
        }
        score = Math.min(1, score);
        float required = required(tokens, (float) limit);
        return required > (float) limit && score < 1 ? score * ((float) limit / required) : score;
    }

    private float required(int tokens, float least) {
        if (tokens <= shortLength) {
            return 1;
        }
        if (tokens >= fullLength) {
            return least;
        }
        return 1 - (1 - least) * ((float) (tokens - shortLength) / (fullLength - shortLength));
    }
}
