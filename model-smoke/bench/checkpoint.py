"""Random weights of a configuration, in Hugging Face's layout: python3 checkpoint.py CONFIG.json DIR [BF16]

Speed does not depend on what they are, so matrices are parts of one pool. `olmoe model convert DIR -o GGUF --layout gguf --dtype F32` makes of them what llama.cpp opens.
BF16 comes in a file for each layer, as the released size does not fit a small machine's memory.
"""
import json
import os
import sys

import numpy

config = json.load(open(sys.argv[1]))
folder, brain = sys.argv[2], sys.argv[3:] == ["BF16"]
hidden, vocabulary, inner = config["hidden_size"], config["vocab_size"], config["intermediate_size"]
keys = hidden * config["num_key_value_heads"] // config["num_attention_heads"]
rng = numpy.random.default_rng(0)


def matrix(rows, columns):
    start = rng.integers(pool.size - rows * columns + 1)
    return pool[start:start + rows * columns].reshape(rows, columns)


def ones(n):
    return stored(numpy.ones(n, "f4"))


def stored(values):
    if not brain:
        return values
    bits = values.view("u4")
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype("u2")


pool = stored(rng.standard_normal(2 * vocabulary * hidden, "f4") * numpy.float32(0.02))


def layer(number):
    at = "model.layers.%d." % number
    tensors = {}
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
    return tensors


def save(name, tensors):
    header, end = {"__metadata__": {"format": "pt"}}, 0
    for key, values in tensors.items():
        header[key] = {"dtype": "BF16" if brain else "F32", "shape": values.shape, "data_offsets": [end, end + values.nbytes]}
        end += values.nbytes
    text = json.dumps(header).encode()
    with open(os.path.join(folder, name), "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for values in tensors.values():
            values.tofile(file)


os.makedirs(folder)
json.dump(config | {"torch_dtype": "bfloat16" if brain else "float32"}, open(os.path.join(folder, "config.json"), "w"))
layers = config["num_hidden_layers"]
rest = {"model.embed_tokens.weight": matrix(vocabulary, hidden), "lm_head.weight": matrix(vocabulary, hidden),
        "model.norm.weight": ones(hidden)}
if brain:
    places = {}
    for number in range(layers + 1):
        name = "model-%05d-of-%05d.safetensors" % (number + 1, layers + 1)
        tensors = layer(number) if number < layers else rest
        save(name, tensors)
        places |= {key: name for key in tensors}
    json.dump({"metadata": {}, "weight_map": places}, open(os.path.join(folder, "model.safetensors.index.json"), "w"))
else:
    for number in range(layers):
        rest |= layer(number)
    save("model.safetensors", rest)
