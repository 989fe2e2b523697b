#!/usr/bin/env python3
"""Writes many short documents of real words into FOLDER, and a recipe beside them, to bring a number of
band keys through a match of `olmoe corpus build`.

    bench/bands.py documents.jsonl FOLDER COUNT [FILES]

Of ten documents one is of a hot cluster (one passage, another word at its end in each), two are a pair
that differs in one word, seven are strangers (every third word another one).
"""
import json
import random
import sys
from pathlib import Path

WORDS = 60
RECIPE = """name: bands
version: 1.0.0
seed: 1
sources:
  - {name: made, files: "*.jsonl", license: {spdx: other, evidence: per-document}}
steps:
  - dedup: {use: minhash, bands: 14, rows: 8, ngram: 5, threshold: 0.8, cap: 64}
split: {validation: 0.05}
tokenizer: {train: {vocabulary: 4096, sample: 4MB}}
"""


def document(words, i):
    kind = i % 10
    pick = random.Random(i)
    start = 0 if kind == 0 else (i - (kind == 2)) * 0x9E3779B1 % (len(words) - WORDS)
    passage = words[start:start + WORDS]
    if kind == 0:
        passage[-1] = f"edit{i}"
    elif kind == 1 or kind == 2:
        other = random.Random(i - kind)
        for w in range(0, WORDS, 3):
            passage[w] = other.choice(words)
        if kind == 2:
            passage[-1] = f"edit{i}"
    else:
        for w in range(pick.randrange(3), WORDS, 3):
            passage[w] = pick.choice(words)
    return " ".join(passage)


def main(documents, folder, count, files=24):
    words = []
    with open(documents, encoding="utf-8") as lines:
        for line in lines:
            words += json.loads(line)["text"].split()
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recipe.yaml").write_text(RECIPE, encoding="utf-8")
    for file in range(int(files)):
        with open(folder / f"{file:03d}.jsonl", "w", encoding="utf-8") as out:
            for i in range(file, int(count), int(files)):
                out.write(json.dumps({"id": i, "text": document(words, i)}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
