/// The second engine: jlama-core's loading, products, norms and output matrix, with OLMoE's attention and
/// experts written again for it. It shares no kernel with `olmoe.model.vector` and no line with
/// `olmoe.model.ScalarModel`, so what both say of a checkpoint was computed twice.
package olmoe.model.jlama;
