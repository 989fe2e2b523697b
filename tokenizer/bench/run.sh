#!/usr/bin/env bash
# Our encoder and its peers in one run, one core, CPU time. Prints a JSON line a measurement; see RESULTS.md.
#   bench/run.sh TOKENIZER.json PEERS_DIR PYTHON DOCUMENTS.jsonl CLASSPATH
# PEERS_DIR has tokenization.py; PYTHON has tokenizers, fastokens, gigatoken; DOCUMENTS.jsonl comes from texts.py.
set -eu
tokenizer=$1 peers=$2 python=$3 documents=$4 classes=$5
here=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export TOKENIZERS_PARALLELISM=false RAYON_NUM_THREADS=1
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT
"$python" - "$documents" "$texts" <<'P'
import json, sys
lines = open(sys.argv[1]).readlines()
for n in range(4):
    with open(f"{sys.argv[2]}/{n}.txt", "w") as out:
        out.write("\n".join(json.loads(line)["text"] for line in lines[n::4]))
P
ours() { taskset -c "$1" "$java" -Xmx1g -XX:+UseSerialGC -XX:+UseTransparentHugePages $4 -cp "$classes" "$here/Steady.java" "$tokenizer" "$2" "$3" 7; }
vectors='--add-modules jdk.incubator.vector'
peer() { taskset -c 0 "$python" "$peers/tokenization.py" --tokenizer "$tokenizer" "$@"; }
for round in 1 2; do
    ours 0 "$documents" 1 "$vectors"
    ours 0 "$documents" 1 ''
    for tool in fastokens gigatoken; do peer --tool $tool --holdout 0.25 --repeats 3 "$documents"; done
    ours 0 "$texts" 1 "$vectors"
    for tool in fastokens gigatoken; do peer --tool $tool --whole --holdout 0.25 --repeats 3 "$texts"/?.txt; done
done
peer --tool hf-batch-fast --holdout 0.25 --repeats 1 "$documents"
ours 0,1 "$documents" 2 "$vectors"
