"""Random weights of a configuration, in Hugging Face's layout: python3 checkpoint.py CONFIG.json DIR

Speed does not depend on what they are. `olmoe model convert DIR -o GGUF --layout gguf --dtype F32` makes of them what llama.cpp opens.
"""
import json
import os
import sys

import numpy
from safetensors.numpy import save_file

config = json.load(open(sys.argv[1]))
hidden, vocabulary, inner = config["hidden_size"], config["vocab_size"], config["intermediate_size"]
keys = hidden * config["num_key_value_heads"] // config["num_attention_heads"]
rng = numpy.random.default_rng(0)


def matrix(*shape):
    return (rng.standard_normal(shape) * 0.02).astype("f4")


def ones(n):
    return numpy.ones(n, "f4")


tensors = {"model.embed_tokens.weight": matrix(vocabulary, hidden), "lm_head.weight": matrix(vocabulary, hidden),
           "model.norm.weight": ones(hidden)}
for layer in range(config["num_hidden_layers"]):
    at = "model.layers.%d." % layer
    for name in ("input_layernorm", "post_attention_layernorm"):
        tensors[at + name + ".weight"] = ones(hidden)
    for name, rows in (("q", hidden), ("k", keys), ("v", keys), ("o", hidden)):
        tensors[at + "self_attn.%s_proj.weight" % name] = matrix(rows, hidden)
    tensors[at + "self_attn.q_norm.weight"] = ones(hidden)
    tensors[at + "self_attn.k_norm.weight"] = ones(keys)
    tensors[at + "mlp.gate.weight"] = matrix(config["num_experts"], hidden)
    for expert in range(config["num_experts"]):
        one = at + "mlp.experts.%d." % expert
        tensors[one + "gate_proj.weight"] = matrix(inner, hidden)
        tensors[one + "up_proj.weight"] = matrix(inner, hidden)
        tensors[one + "down_proj.weight"] = matrix(hidden, inner)
os.makedirs(sys.argv[2])
json.dump(config, open(os.path.join(sys.argv[2], "config.json"), "w"))
save_file(tensors, os.path.join(sys.argv[2], "model.safetensors"), {"format": "pt"})
