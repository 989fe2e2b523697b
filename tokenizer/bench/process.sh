#!/usr/bin/env bash
# Whole processes on one core, start and reading of the tokenizer included: olmoe tokens encode, which also writes its
# ids, and peers from Python, which only count theirs. First on the first 2 MB, then on all; rounds in turn.
#   bench/process.sh TOKENIZER.json PYTHON DOCUMENTS.jsonl [ROUNDS]
# Prints what, tool, CPU seconds, wall seconds, peak memory in MB.
set -eu
tokenizer=$1 python=$2 documents=$3 rounds=${4:-3}
here=$(cd "$(dirname "$0")" && pwd)
export TOKENIZERS_PARALLELISM=false RAYON_NUM_THREADS=1
small=$(mktemp)
trap 'rm -f "$small"' EXIT
head -c 2000000 "$documents" | sed '$d' >"$small"
timed() {
    what=$1 tool=$2 file=$3
    shift 3
    taskset -c 1 /usr/bin/time -f "%U %S %e %M" "$@" <"$file" 2>&1 >/dev/null |
        awk -v what="$what" -v tool="$tool" 'END { printf "%s %s %.2f %.2f %d\n", what, tool, $1 + $2, $3, $4 / 1024 }'
}
measure() {
    timed "$1" olmoe "$2" "$here/../../olmoe" tokens encode --tokenizer "$tokenizer"
    for peer in fastokens gigatoken; do
        timed "$1" "$peer" "$2" "$python" "$here/process.py" "$peer" "$tokenizer"
    done
}
for round in $(seq "$rounds"); do
    measure 2MB "$small"
    measure all "$documents"
done
