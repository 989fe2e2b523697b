#!/usr/bin/env bash
# minhash.sh DOCUMENTS PEERS PYTHON [MORE]   from the repository's root, after a build
#
# Compares signatures and whole deduplication with rensa and datasketch on the same documents, one
# process after the other on one core, and prints JSON lines. DOCUMENTS comes from documents.py; PEERS is
# the folder with the peers' script minhash.py; PYTHON has rensa and datasketch; MORE is a
# larger file for the whole program, in which its start weighs less. CPU seconds are those of the whole
# process, launcher and JVM's start included; rounds after the first show the warm rate. With DUPLODOCUS, the path of
# that program, it runs too.
set -eu
documents=$1 peers=$2 python=$3
classes=${OLMOE_CLASSES:-dedup/target/test-classes:dedup/target/classes:$(cat dedup/target/classpath.txt)}
one="taskset -c ${OLMOE_CORE:-0}"
java="$one ${JAVA_HOME:-/usr}/bin/java -XX:+UseSerialGC -Xmx2g -cp $classes"
export OLMOE_JVM=-Xmx2g PYTHONPATH=$peers OMP_NUM_THREADS=1 RAYON_NUM_THREADS=1

timed() { # NAME CMD…: CPU seconds of a process, and of how many bytes
    name=$1; shift
    /usr/bin/env python3 - "$name" "$documents" "$@" <<'P'
import json, resource, subprocess, sys
name, documents, command = sys.argv[1], sys.argv[2], sys.argv[3:]
size = sum(len(json.loads(l)["text"].encode()) for l in open(documents, encoding="utf-8"))
with open(documents, "rb") as stdin:
    out = subprocess.run(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime
print(json.dumps({"tool": name, "bytes": size, "lines": out.count(b"\n"), "cpu_s": round(cpu, 2),
                  "mb_per_s": round(size / 1e6 / cpu, 1), "max_rss_mb": used.ru_maxrss // 1024}))
P
}

$java olmoe.dedup.minhash.SketchSpeed "$documents" olmoe 16 8 | sed -n '1p;$p'
for file in "$documents" ${4:-}; do
    documents=$file timed "olmoe dedup pairs" $one ./olmoe dedup pairs --threshold 0.8
    [ -z "${DUPLODOCUS:-}" ] || (
        folder=$(mktemp -d)
        trap 'rm -rf "$folder"' EXIT
        mkdir "$folder/in" && cp "$file" "$folder/in/documents.jsonl"
        documents=$file timed duplodocus $one "$DUPLODOCUS" --threads 1 minhash-memory --tokenizer uniseg \
            --num-buckets 16 --bucket-size 8 --input-dir "$folder/in" --storage-dir "$folder/s" --output-dir "$folder/out"
    )
done
for tool in rensa-r datasketch; do
    $one "$python" "$peers/minhash.py" --tool $tool --part all --perms 128 "$documents"
    $one "$python" "$peers/minhash.py" --tool $tool --part dedup --perms 128 "$documents"
done
$java olmoe.dedup.minhash.EstimatorError 128
"$python" dedup/bench/estimator.py "${OLMOE_SHARED:-../shared}" 128
