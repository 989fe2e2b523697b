"""llama.cpp on a GGUF file, as ModelBenchmark does it: python3 llama.py FILE.gguf THREADS

A prompt of 128 random tokens, then 40 tokens, each the likeliest; keys and values in F32; medians of five after two. Needs
llama-cpp-python, which PyPI has as source: pip builds it for the machine with its C++ compiler.
"""
import json
import random
import sys
import time

import llama_cpp as llama
import numpy

PROMPT, TOKENS, REPEATS, WARMUP = 128, 40, 5, 2
path, threads = sys.argv[1], int(sys.argv[2])
llama.llama_backend_init()
model = llama.llama_model_load_from_file(path.encode(), llama.llama_model_default_params())
settings = llama.llama_context_default_params()
settings.n_ctx = settings.n_batch = settings.n_ubatch = 512
settings.n_threads = settings.n_threads_batch = threads
settings.type_k = settings.type_v = 0  # F32
context = llama.llama_init_from_model(model, settings)
vocabulary = llama.llama_vocab_n_tokens(llama.llama_model_get_vocab(model))
random.seed(0)
prompt = [random.randrange(vocabulary) for _ in range(PROMPT)]


def likeliest(ids):
    tokens = (llama.llama_token * len(ids))(*ids)
    if llama.llama_decode(context, llama.llama_batch_get_one(tokens, len(ids))) != 0:
        sys.exit("llama_decode failed")
    return int(numpy.ctypeslib.as_array(llama.llama_get_logits_ith(context, -1), shape=(vocabulary,)).argmax())


def once():
    llama.llama_memory_clear(llama.llama_get_memory(context), True)
    start = time.perf_counter()
    token = likeliest(prompt)
    middle = time.perf_counter()
    for _ in range(TOKENS):
        token = likeliest([token])
    return middle - start, time.perf_counter() - middle


runs = [once() for _ in range(WARMUP + REPEATS)][WARMUP:]
first, then = (sorted(run[i] for run in runs)[REPEATS // 2] for i in (0, 1))
print(json.dumps({"engine": "llama.cpp", "package": "llama-cpp-python " + llama.__version__, "threads": threads,
                  "prefill_tokens_per_s": round(PROMPT / first, 1), "decode_tokens_per_s": round(TOKENS / then, 1)}))
