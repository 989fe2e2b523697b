/// Trains an OLMoE on the token shards of a corpus: optimizer, schedule, loop, metrics, baselines.
///
/// A run of equal settings on equal tokens leaves equal bytes, whatever the number of threads and
/// however often it was stopped; only `performance.json` tells one run from another.
package olmoe.model.training;
