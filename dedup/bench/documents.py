#!/usr/bin/env python3
"""Writes the documents of the benchmark as lines {"id","text"}: real text of a folder such as
shared/data, cut to about 3,000 characters, exact repeats left out.

    bench/documents.py DATA [--copies N] > documents.jsonl

--copies N adds N - 1 more rounds of the same documents, each edited in one word of fifty (a hot
cluster around each document), for sizes beyond the text at hand.
"""
import argparse
import gzip
import io
import json
import random
import sys
import zipfile
from pathlib import Path

PLAIN = ("tokenizer-gold/c4_texts.txt.gz", "tokenizer-gold/arxiv_texts.txt.gz", "dedup/articles_1000.train.gz")


def cut(text, limit=3000):
    part, size = [], 0
    for line in text.split("\n"):
        part.append(line)
        size += len(line) + 1
        if size >= limit:
            yield "\n".join(part)
            part, size = [], 0
    if part:
        yield "\n".join(part)


def texts(data):
    for name in PLAIN:
        with gzip.open(data / name, "rt", encoding="utf-8", errors="replace") as f:
            yield from cut(f.read())
    for name in ("nltk_state_union.zip", "nltk_genesis.zip"):
        with zipfile.ZipFile(data / "corpora" / name) as z:
            for member in sorted(z.namelist()):
                if member.endswith(".txt"):
                    yield from cut(io.TextIOWrapper(z.open(member), "utf-8", errors="replace").read())
    for path in sorted(data.glob("corpora/*.json*.gz")) + sorted(data.glob("extraction/wcxb/*gold*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as f:
            for line in f:
                record = json.loads(line)
                text = record.get("text") or record.get("main_content") or ""
                yield from cut(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    arguments = parser.parse_args()
    seen, documents = set(), []
    for text in texts(arguments.data):
        if text.strip() and text not in seen:
            seen.add(text)
            documents.append(text)
    chance = random.Random(6198)
    number = 0
    for copy in range(arguments.copies):
        for text in documents:
            if copy:
                words = text.split(" ")
                for _ in range(max(1, len(words) // 50)):
                    words[chance.randrange(len(words))] = "really"
                text = " ".join(words)
            print(json.dumps({"id": f"d{number:09d}", "text": text}, ensure_ascii=False))
            number += 1


if __name__ == "__main__":
    main()
