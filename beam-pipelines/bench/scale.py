"""One crawl at several sizes by every way to build it: processor time, memory, and whether the corpora are equal.

    python3 scale.py FOLDER WCXB TOKENIZER JDK17 CLASSPATH [--sizes 1,8,64] [--peers PEERS PYTHON LID]
        [--chain PYTHON DATAMAP CONFIG DUPLODOCUS LID]

FOLDER is for crawls and corpora; WCXB holds the real pages as *.warc.gz; CLASSPATH is that of the module's tests; PEERS has
datatrove_pipeline.py, PYTHON what it needs, LID is lid.176.ftz. Prints a JSON line a run: CPU seconds of all its
processes, their start in it, wall seconds, the largest process' memory. datatrove runs at the first size alone. With --chain the
chain of chain.py, which says what its arguments are, runs at every size, and so does ours with the same list of rules and the
same language model.
"""
import argparse
import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DATAMAP = """newline page-len word-len symbol bullet ellipsis alphabetic stop-word gopher-repetition word-count uppercase numeric
    counter line-len items-in-cart read-more sign-in removal-ratio"""
RECIPE = """name: scale
version: 1.0.0
seed: 6198
window: 4096
sources:
  - {name: web, files: "*.warc.gz", license: {spdx: CC0-1.0, evidence: measured only}}
steps:
  - extract: main-text
  - language: {keep: [en], min-score: 0.65}
  - filter: gopher-repetition/datatrove
  - filter: gopher-quality/datatrove
  - filter: c4-quality/datatrove
  - filter: fineweb-quality/datatrove
  - dedup: exact
  - dedup: {use: minhash, bands: 14, rows: 8, ngram: 5, threshold: 0.8}
tokenizer: {file: "%s", sha256: %s}
"""


def measure(command, log):
    with open(log, "w") as out:
        start = time.time()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)  # its children's time with its own
        if status:
            sys.exit("failed: %s; see %s" % (" ".join(command)[:300], log))
        return {"CPU s": round(usage.ru_utime + usage.ru_stime, 1), "wall s": round(time.time() - start, 1),
                "MB of largest process": round(usage.ru_maxrss / 1024)}


def digest(corpus):
    """Of all files but the records of where and when."""
    sums = hashlib.sha256()
    for path in sorted(glob.glob(corpus + "/**", recursive=True)):
        if os.path.isfile(path) and not path.endswith((".commit.json", "run.json")):
            with open(path, "rb") as file:
                sums.update(os.path.relpath(path, corpus).encode() + hashlib.sha256(file.read()).digest())
    return sums.hexdigest()[:16]


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def of_chain(recipe, lid, folder):
    """With the chain's list of rules and its language model."""
    head, _, tail = recipe.partition("  - language:")
    tail = tail[tail.index("  - dedup: exact"):]
    language = "  - language: {keep: [en], min-score: 0.65, model: {path: \"%s\", sha256: %s}}\n"
    return head + language % (os.path.relpath(lid, folder), sha256(lid)) + "".join(
        "  - filter: %s/datamap\n" % rule for rule in DATAMAP.split()) + tail


def main():
    parser = argparse.ArgumentParser()
    for name in ("folder", "wcxb", "tokenizer", "jdk17", "classpath"):
        parser.add_argument(name)
    parser.add_argument("--sizes", default="1,8,64")
    parser.add_argument("--ways", default="oracle,embedded,embedded-2,cluster-2")
    parser.add_argument("--peers", nargs=3)
    parser.add_argument("--chain", nargs=5)
    a = parser.parse_args()
    jvm = [os.path.join(os.environ["JAVA_HOME"], "bin/java"), "-Xmx768m", "-XX:+UseParallelGC", "-XX:FreqInlineSize=60", "-cp",
           a.classpath]
    build = ["olmoe.pipelines.cli.CorpusCommand", "build"]
    files = sorted(glob.glob(a.wcxb + "/*.warc.gz"))
    for number, size in enumerate(int(n) for n in a.sizes.split(",")):
        folder = os.path.join(a.folder, "x%d" % size)
        if not os.path.exists(folder):
            subprocess.run([sys.executable, HERE + "/pages.py", folder + ".part", str(size)] + files, check=True)
            os.rename(folder + ".part", folder)
        recipe = os.path.join(folder, "recipe.yaml")
        text = RECIPE % (os.path.relpath(a.tokenizer, folder), sha256(a.tokenizer))
        with open(recipe, "w") as out:
            out.write(text)
        digests = set()
        for way in a.ways.split(","):
            corpus = os.path.join(folder, way)
            shutil.rmtree(corpus, ignore_errors=True)
            command = {"oracle": jvm + ["olmoe.pipelines.Oracle", recipe, corpus],
                       "embedded": jvm + build + [recipe, "-o", corpus, "--parallelism=1"],
                       "embedded-2": jvm + build + [recipe, "-o", corpus, "--parallelism=2"],
                       "cluster-2": jvm + ["olmoe.pipelines.Clustered", recipe, corpus, a.jdk17, "2"]}[way]
            line = {"size": size, "way": way, **measure(command, corpus + ".log")}
            with open(corpus + "/stats/stats.json") as stats:
                source = json.load(stats)["sources"]["web"]
            line.update({"read": source["read"], "kept": source["kept"], "corpus": digest(corpus)})
            digests.add(line["corpus"])
            print(json.dumps(line), flush=True)
        if len(digests) > 1:
            sys.exit("the corpora differ")
        if a.peers and number == 0:
            peers, python, lid = a.peers
            work = os.path.join(folder, "peer")
            shutil.rmtree(work, ignore_errors=True)
            command = [python, peers + "/datatrove_pipeline.py", "--model", lid, "--tokenizer", a.tokenizer, "--work", work,
                       "--timeout", "10"] + sorted(glob.glob(folder + "/*.warc.gz"))
            line = {"size": size, "way": "datatrove", **measure(command, work + ".log")}
            print(json.dumps(line), flush=True)
        if a.chain:
            python, datamap, config, duplodocus, lid = a.chain
            work = os.path.join(folder, "chain")
            command = [python, HERE + "/chain.py", folder, work, datamap, config, duplodocus, lid, a.tokenizer]
            print(json.dumps({"size": size, "way": "chain", **measure(command, work + ".log")}), flush=True)
            recipe = os.path.join(folder, "chain.yaml")
            with open(recipe, "w") as out:
                out.write(of_chain(text, lid, folder))
            corpus = os.path.join(folder, "of-chain")
            shutil.rmtree(corpus, ignore_errors=True)
            line = {"size": size, "way": "embedded, rules of the chain",
                    **measure(jvm + build + [recipe, "-o", corpus, "--parallelism=1"], corpus + ".log")}
            print(json.dumps(line), flush=True)


main()
