/// OLMoE in float32 on the Vector API: the kernels that training and inference share.
///
/// The same bytes come out on every machine. Each output of a matrix product accumulates over the
/// inner dimension ascending, with fused multiply-add, in blocks of [olmoe.model.vector.Gemm#BLOCK];
/// sums run over sixteen virtual lanes that end in one fixed tree; the exponential is our own. What
/// a thread takes is whole outputs, so neither the number of threads nor the width of the machine's
/// vectors is in the numbers.
package olmoe.model.vector;
