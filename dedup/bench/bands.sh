#!/usr/bin/env bash
# dedup/bench/bands.sh documents.jsonl FOLDER COUNT: brings COUNT x 14 band keys through the embedded Flink with the
# launcher's own memory; prints what GNU-like tools know of the process, the most that lay in its temporary folder,
# and how the match ended. OLMOE names another launcher than the repository's.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
olmoe=${OLMOE:-$here/../../olmoe}
folder=$2
python3 "$here/bands.py" "$1" "$folder" "$3"
mkdir -p "$folder/tmp"
OLMOE_JVM="${OLMOE_JVM:-} -Djava.io.tmpdir=$folder/tmp" "$olmoe" corpus build "$folder/recipe.yaml" -o "$folder/corpus" \
    2>"$folder/log" &
pid=$!
most=0
while [ -r "/proc/$pid/status" ] && grep -q VmHWM "/proc/$pid/status"; do
    spilled=$(du -sm "$folder/tmp" 2>/dev/null | cut -f1)
    [ "${spilled:-0}" -le "$most" ] || most=$spilled
    sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" >"$folder/rss" 2>/dev/null || true
    cut -d' ' -f14,15 "/proc/$pid/stat" >"$folder/cpu" 2>/dev/null || true
    sleep 2
done
status=0
wait $pid || status=$?
read -r user system <"$folder/cpu"
echo "{\"status\":$status,\"documents\":$3,\"band_keys\":$(($3 * 14)),\"cpu_s\":$(((user + system) / 100))," \
    "\"max_rss_mb\":$(($(cat "$folder/rss") / 1024)),\"max_temporary_mb\":$most," \
    "\"work_mb\":$(du -sm "$folder/corpus/work" | cut -f1)}"
tail -n 3 "$folder/log"
exit $status
