"""One peer's whole process: reads JSON lines on stdin, encodes their texts, prints how many ids.

python3 process.py fastokens|gigatoken|tokenizers TOKENIZER.json < DOCUMENTS.jsonl
"""
import json
import sys

tool, tokenizer = sys.argv[1:]
texts = [json.loads(line)["text"] for line in sys.stdin.buffer]
if tool == "fastokens":
    import fastokens

    ids = len(memoryview(fastokens.Tokenizer.from_file(tokenizer).encode_batch_flat(texts, False)[0]).cast("B")) // 4
elif tool == "gigatoken":
    import gigatoken

    ids = sum(len(found) for found in gigatoken.Tokenizer(tokenizer).encode_batch(texts))
else:
    from tokenizers import Tokenizer

    encoder = Tokenizer.from_file(tokenizer)
    ids = sum(len(found.ids) for found in encoder.encode_batch_fast(texts, add_special_tokens=False))
print(ids)
