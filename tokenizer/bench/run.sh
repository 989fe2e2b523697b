#!/usr/bin/env bash
# Our encoder and its peers in one run, one core, CPU time. Prints a JSON line a measurement; see RESULTS.md.
#   bench/run.sh TOKENIZER.json PEERS_DIR PYTHON DOCUMENTS.jsonl CLASSPATH
# PEERS_DIR has tokenization.py; PYTHON has tokenizers, fastokens, gigatoken; DOCUMENTS.jsonl comes from texts.py.
set -eu
tokenizer=$1 peers=$2 python=$3 documents=$4 classes=$5
here=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export TOKENIZERS_PARALLELISM=false RAYON_NUM_THREADS=1
ours() { taskset -c "$1" "$java" -Xmx1g -XX:+UseSerialGC -XX:+UseTransparentHugePages -cp "$classes" "$here/Steady.java" "$tokenizer" "$documents" "$2" 7 $3; }
peer() { taskset -c 0 "$python" "$peers/tokenization.py" --tokenizer "$tokenizer" "$@" "$documents"; }
for round in 1 2; do
    ours 0 1 ''
    for tool in fastokens gigatoken; do peer --tool $tool --holdout 0.25 --repeats 3; done
done
ours 0 1 whole
peer --tool hf-batch-fast --holdout 0.25 --repeats 1
ours 0,1 2 ''
