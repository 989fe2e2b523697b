#!/usr/bin/env bash
# datamap.sh DOCUMENTS PROGRAM CONFIG   from the repository's root, after a build, with JAVA_HOME a JDK 25
#
# Runs DCLM's list of datamap-rs and ours on the same documents, in turn on one core, and prints JSON lines: documents a
# second of CPU and the ratio. DOCUMENTS are JSON lines with "text"; PROGRAM is datamap-rs at f771794 in its release
# profile, CONFIG its configs/dclm/dclm_config.yaml, of which the lists of URLs and the language are left out: 18 steps.
#
# Documents are shuffled (seed 1) and halved: ours gets warm on one half and is timed once on the other, which is the
# peer's input. The peer reads and writes JSON: what it takes for that with its step for newlines alone is taken off.
set -eu
documents=$1 program=$2 config=$3
classes=${OLMOE_CLASSES:-filters/target/test-classes:filters/target/classes:$(cat filters/target/classpath.txt)}
one="taskset -c ${OLMOE_CORE:-0}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in"
python3 - "$documents" "$config" "$work" <<'P2'
import random, re, sys
lines = open(sys.argv[1], encoding="utf-8").readlines()
random.Random(1).shuffle(lines)
half = len(lines) // 2
open(sys.argv[3] + "/warm.jsonl", "w", encoding="utf-8").writelines(lines[:half])
open(sys.argv[3] + "/in/timed.jsonl", "w", encoding="utf-8").writelines(lines[half:])
head, *steps = re.split(r"(?m)^(?=  - name: )", open(sys.argv[2], encoding="utf-8").read())
out = ("url_substring_filter", "fasttext_annotator", "float_filter")
steps = [step for step in steps if step.split()[2] not in out]
assert len(steps) == 18, len(steps)
for name, chosen in (("list", steps), ("newline", steps[:1])):
    open(f"{sys.argv[3]}/{name}.yaml", "w", encoding="utf-8").write(head + "".join(chosen) + "\n")
P2
peer() { # NAME: seconds of CPU
    rm -rf "$work/out"
    $one bash -c 'TIMEFORMAT="%U %S"; time "$0" --threads 1 map --input-dir "$1/in" --output-dir "$1/out" --config "$1/$2.yaml" >/dev/null 2>&1' \
        "$program" "$work" "$1" 2>&1 | python3 -c 'print(sum(map(float, input().split())))'
}
join() { local IFS=+; echo "$*"; }
datamap=$(join {newline,page-len,word-len,symbol,bullet,ellipsis,alphabetic,stop-word,gopher-repetition,word-count,uppercase,numeric,counter,line-len,items-in-cart,read-more,sign-in,removal-ratio}/datamap)
dclm=$(join {url-removal,newline-removal,page-length,word-length,symbol-ratio,bullets,ellipsis,alphabetic,stop-words,gopher-repetition,word-counter,uppercase-lines,numeric-lines,counter-lines,line-length,items-in-cart,read-more,sign-in,removal-ratio}/dclm)
for rules in "$datamap" "$dclm"; do
    list=$(peer list)
    newline=$(peer newline)
    $one "${JAVA_HOME:-/usr}/bin/java" -XX:+UseSerialGC -Xmx2g -Xmn64m -cp "$classes" olmoe.filters.rule.RuleSpeed \
        "$work/warm.jsonl" "$work/in/timed.jsonl" "$rules" > "$work/ours"
    python3 - "$work/ours" "$list" "$newline" <<'P2'
import json, sys
ours = json.load(open(sys.argv[1]))
seconds = float(sys.argv[2]) - float(sys.argv[3])
print(json.dumps({"rules": ours["rule"].split("/")[-1], "docs_per_s": ours["docs_per_s"], "mb_per_s": ours["mb_per_s"],
                  "peer_docs_per_s": round(ours["docs"] / seconds, 1), "ratio": round(seconds / ours["seconds_cpu"], 2)}))
P2
done
