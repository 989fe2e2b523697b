"""rensa's estimate of similarity against the true one: estimator.py SHARED [LANES] [SEEDS], as EstimatorError does with ours."""
import gzip
import json
import math
import sys

from rensa import RMinHash

shared = sys.argv[1]
lanes = int(sys.argv[2]) if len(sys.argv) > 2 else 128
seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 40
files = {}
documents = []
for line in gzip.open(shared + "/golden/filters/sets.jsonl.gz", "rt", encoding="utf-8"):
    row = json.loads(line)
    if row["set"] == "revisions":
        if row["file"] not in files:
            with gzip.open("%s/data/%s" % (shared, row["file"]), "rt", encoding="utf-8", newline="\n") as file:
                files[row["file"]] = [json.loads(other) for other in file if other.strip()]
        words = files[row["file"]][row["index"]]["text"].split()
        documents.append({" ".join(words[i:i + 5]) for i in range(len(words) - 4)})
pairs = []
for a in range(len(documents)):
    for b in range(a + 1, len(documents)):
        both = len(documents[a] & documents[b])
        similarity = both / max(1, len(documents[a]) + len(documents[b]) - both)
        if 0.1 <= similarity < 1:
            pairs.append((a, b, similarity))
squares = standard = 0
for seed in range(seeds):
    signatures = []
    for document in documents:
        signature = RMinHash(num_perm=lanes, seed=seed)
        signature.update(list(document))
        signatures.append(signature)
    for a, b, similarity in pairs:
        error = signatures[a].jaccard(signatures[b]) - similarity
        squares += error * error
        standard += error * error / (similarity * (1 - similarity) / lanes)
count = len(pairs) * seeds
print(json.dumps({"tool": "rensa", "lanes": lanes, "pairs": len(pairs), "seeds": seeds,
                  "error": round(math.sqrt(squares / count), 5), "standard_errors": round(math.sqrt(standard / count), 4)}))
