#!/usr/bin/env bash
# rules.sh DOCUMENTS PEERS PYTHON [RULE…]   from the repository's root, after a build, with JAVA_HOME a JDK 25
#
# Runs rules and datatrove's filters on the same documents, one process after the other on one core, and prints JSON
# lines: documents and megabytes per second of CPU, and the ratio to the peer. DOCUMENTS are JSON lines with "text" and
# "url"; PEERS is the folder with the peers' datatrove_filters.py; PYTHON has datatrove 0.10.1 and spaCy 3.8.18. Rules
# named after that are timed without a peer, "a+b" as a list, "rule,key=value" with settings.
#
# Documents are shuffled (seed 1) and halved: ours gets warm on one half and is timed once on the other. The peer is
# timed on that half too, in its second pass over it, which is to its advantage.
set -eu
documents=$1 peers=$2 python=$3
shift 3
classes=${OLMOE_CLASSES:-filters/target/test-classes:filters/target/classes:$(cat filters/target/classpath.txt)}
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
pair() { # TOOL RULE
    $ours "$2" > "$work/ours"
    (cd "$peers" && $one "$python" datatrove_filters.py --tool "$1" --repeats 1 --warmup 1 "$work/timed.jsonl") > "$work/peer" 2>"$work/log" \
        || { tail -n 1 "$work/log" >&2; exit 1; }
    cat "$work/ours" "$work/peer"
    python3 - "$2" "$work" <<'P2'
import json, sys
ours, peer = (json.load(open(sys.argv[2] + "/" + name)) for name in ("ours", "peer"))
print(json.dumps({"rule": sys.argv[1], "peer": peer["tool"], "ratio": round(peer["seconds_cpu"] / ours["seconds_cpu"], 1),
                  "kept_alike": ours["kept"] == peer["kept"]}))
P2
}
if [ $# -eq 0 ]; then
    pair gopher-quality gopher-quality/datatrove
    pair gopher-repetition gopher-repetition/datatrove
    pair c4 c4-quality/datatrove
    pair fineweb fineweb-quality/datatrove
    pair all gopher-repetition/datatrove+gopher-quality/datatrove+c4-quality/datatrove+fineweb-quality/datatrove
else
    $ours "$@"
fi
