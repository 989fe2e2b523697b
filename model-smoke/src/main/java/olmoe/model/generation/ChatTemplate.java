package olmoe.model.generation;

import java.util.List;

/// The prompt of OLMoE-Instruct: markers are plain text, `<|endoftext|>` begins the whole and ends what
/// the assistant said (allenai/open-instruct at 14c94c3, the template of Tulu 2 with a beginning).
public final class ChatTemplate {
    private static final String END = "<|endoftext|>";

    private ChatTemplate() {}

    /// @param role `system`, `user` or `assistant`
    public record Turn(String role, String content) {
        public Turn {
            if (!List.of("system", "user", "assistant").contains(role)) {
                throw new IllegalArgumentException("role must be system, user or assistant but was " + role);
            }
        }
    }

    /// The turns, and the beginning of the assistant's next one.
    public static String prompt(List<Turn> turns) {
        StringBuilder prompt = new StringBuilder(END);
        for (Turn turn : turns) {
            prompt.append("<|").append(turn.role()).append("|>\n").append(turn.content());
            prompt.append(turn.role().equals("assistant") ? END + "\n" : "\n");
        }
        return prompt.append("<|assistant|>\n").toString();
    }
}
