#!/usr/bin/env bash
# rules.sh DOCUMENTS PEERS PYTHON [RULE…]   from the repository's root, after a build, with JAVA_HOME a JDK 25
#
# Runs rules and datatrove's filters on the same documents, one process after the other on one core, and prints JSON
# lines: documents and megabytes per second of CPU, and the ratio to the peer. DOCUMENTS are JSON lines with "text" and
# "url"; PEERS is the folder with the peers' datatrove_filters.py; PYTHON has datatrove 0.10.1 and spaCy 3.8.18. Rules
# named after that are timed without a peer, "a+b" as a list, "rule,key=value" with settings. With DOLMA_PYTHON (dolma
# 1.2.1), DOLMA_WORDS (its list of words) and DOLMA_TOKENIZER (a tokenizer.json) in the environment dolma's taggers are
# timed too, by the peers' dolma_taggers.py, and with LANGUAGE_MODEL (lid.176.ftz) datatrove's language filter.
#
# With REFERENCES in the environment, a file, only what it names is timed, by `unseen time`: a line each of system, rule, Python,
# the rule with its settings here (`-` where it is the same) and what `unseen time` takes after the documents:
#   nemo gopher-quality/nemo venv/bin/python - Curator
#
# Documents are shuffled (seed 1) and halved: ours gets warm on one half and is timed once on the other. The peer is
# timed on that half too, in its second pass over it, which is to its advantage.
set -eu
documents=$1 peers=$2 python=$3
shift 3
classes=${OLMOE_CLASSES:-filters/target/test-classes:filters/target/classes:$(cat filters/target/classpath.txt)}
here=$(cd "$(dirname "$0")" && pwd)
one="taskset -c ${OLMOE_CORE:-0}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 - "$documents" "$work" <<'P2'
import random, sys
lines = open(sys.argv[1], encoding="utf-8").readlines()
random.Random(1).shuffle(lines)
half = len(lines) // 2
open(sys.argv[2] + "/warm.jsonl", "w", encoding="utf-8").writelines(lines[:half])
open(sys.argv[2] + "/timed.jsonl", "w", encoding="utf-8").writelines(lines[half:])
P2
ours="$one ${JAVA_HOME:-/usr}/bin/java -XX:+UseSerialGC -Xmx2g -Xmn64m -cp $classes olmoe.filters.rule.RuleSpeed $work/warm.jsonl $work/timed.jsonl"
pair() { # TOOL RULE [OPTION OF THE PEER]…
    tool=$1 rule=$2
    shift 2
    against "$rule" "$python" datatrove_filters.py --tool "$tool" "$@" --repeats 1 --warmup 1 "$work/timed.jsonl"
}
dolma() { # TAGGER [SETTING OF OURS]
    against "$1/dolma${2:-}" "$DOLMA_PYTHON" dolma_taggers.py --tool "$1" --tokenizer "$DOLMA_TOKENIZER" \
        --repeats 1 --warmup 1 "$work/timed.jsonl"
}
against() { # RULE PYTHON PROGRAM ARGUMENT…
    rule=$1
    shift
    $ours "$rule" > "$work/ours"
    (cd "$peers" && $one "$@") > "$work/peer" 2>"$work/log" \
        || { tail -n 1 "$work/log" >&2; exit 1; }
    cat "$work/ours" "$work/peer"
    python3 - "$rule" "$work" <<'P2'
import json, sys
ours, peer = (json.load(open(sys.argv[2] + "/" + name)) for name in ("ours", "peer"))
row = {"rule": sys.argv[1].split(",")[0], "peer": peer["tool"], "ratio": round(peer["seconds_cpu"] / ours["seconds_cpu"], 1)}
if "kept" in peer:
    row["kept_alike"] = ours["kept"] == peer["kept"]
print(json.dumps(row))
P2
}
if [ -n "${REFERENCES:-}" ]; then
    while read -r system rule interpreter same arguments; do
        # shellcheck disable=SC2086 # none or several arguments
        against "${same/#-/$rule}" "$interpreter" "$here/unseen" time "$system" "$rule" "$work/timed.jsonl" $arguments < /dev/null
    done < "$REFERENCES"
elif [ $# -eq 0 ]; then
    pair gopher-quality gopher-quality/datatrove
    pair gopher-repetition gopher-repetition/datatrove
    pair c4 c4-quality/datatrove
    pair fineweb fineweb-quality/datatrove
    pair all gopher-repetition/datatrove+gopher-quality/datatrove+c4-quality/datatrove+fineweb-quality/datatrove
    if [ -n "${LANGUAGE_MODEL:-}" ]; then
        pair language "language/datatrove,model=$LANGUAGE_MODEL" --model "$LANGUAGE_MODEL"
    fi
    if [ -n "${DOLMA_PYTHON:-}" ]; then
        dolma gopher_v1
        dolma gopher_v2
        dolma c4_v1 ",words=$DOLMA_WORDS"
        dolma c4_v2 ",words=$DOLMA_WORDS"
        dolma pii_regex_with_counts_fast_v2
        dolma tokenizer_repetitions_v2r2 ",tokenizer=$DOLMA_TOKENIZER"
    fi
else
    $ours "$@"
fi
