package olmoe.model.validation;

/// One thing that was checked, with its answer.
///
/// @param name stable, for reports: `tensors`, `logits`, …
/// @param message one sentence: what was found, or where it breaks, expected and found
record Check(String name, boolean holds, String message) {}
