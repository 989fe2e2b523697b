"""The chain of the best parts of others: FastWARC and resiliparse's main content, fastText's lid.176 (the first label, English at 0.65
or more), datamap-rs with DCLM's list, duplodocus for exact and then near-duplicates (14 x 8, 5-grams of words), fastokens.

    python chain.py CRAWL WORK DATAMAP CONFIG DUPLODOCUS LID TOKENIZER

CRAWL holds *.warc.gz; WORK is an empty or absent folder; DATAMAP is datamap-rs (f771794) and CONFIG its
configs/dclm/dclm_config.yaml, of which the lists of URLs and the language are left out: 18 steps; DUPLODOCUS is
martin-cimmino/duplodocus (02cf2f7); both in the release profile. Python has fastwarc and resiliparse 2.0.1, fasttext-predict,
fastokens 0.3.5, orjson, numpy. Between the parts lie JSON lines, as the two Rust programs want them. One thread; prints a JSON
line for each part: CPU seconds with its start, documents that it leaves.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import time

FILES = "/*.jsonl*"


def extract(crawl, out, lid):
    import fasttext
    import orjson
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    model = fasttext.load_model(lid)
    read = english = 0
    for path in sorted(glob.glob(crawl + "/*.warc.gz")):
        with open(path, "rb") as file, open("%s/%s.jsonl" % (out, os.path.basename(path)[:-8]), "wb") as to:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
                body = record.reader.read()
                text = extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True)
                read += 1
                labels, scores = model.predict(text.replace("\n", " "), k=1) if text else ((), ())
                if labels and labels[0] == "__label__en" and scores[0] >= 0.65:
                    english += 1
                    to.write(orjson.dumps({"id": record.headers["WARC-Target-URI"], "text": text}) + b"\n")
    print(json.dumps({"read": read, "left": english}))


def tokenize(texts, out, tokenizer):
    import fastokens
    import numpy
    import orjson
    encoder = fastokens.Tokenizer.from_file(tokenizer)
    tokens = documents = 0
    for path in sorted(glob.glob(texts + FILES)):
        with open(path, "rb") as file, open("%s/%s.npy" % (out, os.path.basename(path)), "wb") as to:
            for line in file:
                ids = encoder.encode(orjson.loads(line)["text"], False)
                ids = numpy.asarray(getattr(ids, "ids", ids), dtype=numpy.uint16)
                to.write(ids.tobytes())
                tokens += len(ids)
                documents += 1
    print(json.dumps({"left": documents, "tokens": tokens}))


def steps(config, to):
    """The configuration without what needs URLs or fastText."""
    with open(config, encoding="utf-8") as file:
        head, *steps = re.split(r"(?m)^(?=  - name: )", file.read())
    out = ("url_substring_filter", "fasttext_annotator", "float_filter")
    steps = [step for step in steps if step.split()[2] not in out]
    assert len(steps) == 18, len(steps)
    with open(to, "w", encoding="utf-8") as file:
        file.write(head + "".join(steps) + "\n")


def documents(folder):
    count = 0
    for path in glob.glob(folder + "/**/*.jsonl*", recursive=True):
        with open(path, "rb") as file:
            count += sum(1 for _ in file)
    return count


def part(name, command, log, left=None):
    start = time.time()
    with open(log, "w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("failed: %s; see %s" % (" ".join(command)[:300], log))
    line = {"part": name, "CPU s": round(usage.ru_utime + usage.ru_stime, 2), "wall s": round(time.time() - start, 1)}
    if left:
        line["left"] = documents(left)
    else:
        with open(log) as file:
            line.update(json.loads(file.read().splitlines()[-1]))
    print(json.dumps(line), flush=True)
    return line["CPU s"]


def main(crawl, work, datamap, config, duplodocus, lid, tokenizer):
    shutil.rmtree(work, ignore_errors=True)
    for name in ("texts", "tokens"):
        os.makedirs("%s/%s" % (work, name))
    os.environ.update(RAYON_NUM_THREADS="1", OMP_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")
    steps(config, work + "/list.yaml")
    me = [sys.executable, os.path.abspath(__file__)]
    total = part("FastWARC, resiliparse, fastText", me + ["extract", crawl, work + "/texts", lid], work + "/texts.log")
    total += part("datamap-rs", [datamap, "--threads", "1", "map", "--input-dir", work + "/texts", "--output-dir", work + "/mapped",
                                 "--config", work + "/list.yaml"], work + "/mapped.log", work + "/mapped/step_final")
    total += part("duplodocus exact", [duplodocus, "--threads", "1", "exact-dedup-memory", "--input-dir", work + "/mapped/step_final",
                                       "--output-dir", work + "/exact"], work + "/exact.log", work + "/exact")
    total += part("duplodocus minhash", [duplodocus, "--threads", "1", "minhash-memory", "--input-dir", work + "/exact",
                                         "--storage-dir", work + "/storage", "--output-dir", work + "/near", "--tokenizer", "uniseg",
                                         "--num-buckets", "14", "--bucket-size", "8", "--ngram-size", "5", "--remove-duplicates", "true",
                                         "--cleanup-storage"], work + "/near.log", work + "/near")
    total += part("fastokens", me + ["tokenize", work + "/near", work + "/tokens", tokenizer], work + "/tokens.log")
    print(json.dumps({"part": "all", "CPU s": round(total, 2)}))


if __name__ == "__main__":
    {"extract": extract, "tokenize": tokenize}.get(sys.argv[1], lambda *a: main(sys.argv[1], *a))(*sys.argv[2:])
