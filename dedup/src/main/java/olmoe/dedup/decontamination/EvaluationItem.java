package olmoe.dedup.decontamination;

/// One question of an evaluation, with its right answer.
///
/// @param evaluation name of the file without its endings: `gsm8k_test`
/// @param line in that file, from 0, empty lines not counted
/// @param answer empty where the file holds none
public record EvaluationItem(String evaluation, int line, String question, String answer) {

    /// As it is looked for: the question, a line end, the answer.
    public String text() {
        return question + "\n" + answer;
    }

    /// `gsm8k_test#17`.
    public String name() {
        return evaluation + "#" + line;
    }
}
