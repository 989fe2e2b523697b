/// Text from a model: prompts, sampling, many sequences at once.
package olmoe.model.generation;
