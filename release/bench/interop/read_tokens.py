"""Reads a release's tokens with the trainer's own data sets or dolma's; prints one JSON document. See open_release.py.

    read_tokens.py olmo|olmo-core|dolma RELEASE WINDOWS
"""

import glob
import hashlib
import json
import sys
import tempfile

import numpy

by, root, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
order = json.load(open(root + "/tokens/order.json"))
dtype = numpy.uint32 if order.get("bytes-per-id") == 4 else numpy.uint16
paths = [root + "/" + file["path"] for file in order["files"] for _ in range(file["repeat"])]


def olmo():
    from olmo.data.iterable_dataset import IterableDataset
    from olmo.data.memmap_dataset import MemMapDataset

    windows = MemMapDataset(*paths, chunk_size=order["window"], memmap_dtype=dtype)
    work = tempfile.mkdtemp()
    trained = IterableDataset(
        windows, 1, seed=order["seed"], world_size=1, rank=0, fs_local_rank=0, work_dir=work, num_threads=0
    )
    first = []
    for item in trained:
        if len(first) == count:
            break
        first.append(item["input_ids"].tolist())
    indices = open(work + "/global_indices.npy", "rb").read()
    return {"windows": len(windows), "indices": hashlib.sha256(indices).hexdigest(), "first": first}


def olmo_core():
    from olmo_core.data import NumpyFSLDataset

    config = json.load(open(root + "/model/config.json"))
    windows = NumpyFSLDataset(
        *paths,
        sequence_length=order["window"],
        pad_token_id=config["eos_token_id"],
        eos_token_id=config["eos_token_id"],
        vocab_size=config["vocab_size"],
        dtype=dtype,
    )
    windows.work_dir = tempfile.mkdtemp()
    windows.prepare()
    indices = numpy.memmap(root + "/tokens/global_indices.npy", mode="r", dtype=numpy.uint32)
    first = [windows[int(i)]["input_ids"].tolist() for i in indices[:count]]
    return {"windows": len(windows), "first": first}


def dolma():
    import csv
    import gzip

    from dolma.tokenizer.reshard import TokensMetadataPaths, merge_group

    shards = [
        TokensMetadataPaths(npy_path=path, csv_path=path[: -len(".npy")] + ".csv.gz")
        for path in sorted(glob.glob(root + "/tokens/*/*/*.npy"))
        if numpy.fromfile(path, dtype=numpy.uint8, count=1).size
    ]
    merged = tempfile.mkdtemp() + "/merged.npy"
    merge_group(shards, merged, numpy.dtype(dtype))
    ids = numpy.memmap(merged, mode="r", dtype=dtype)
    spans = list(csv.reader(gzip.open(merged[: -len(".npy")] + ".csv.gz", "rt")))
    end = json.load(open(root + "/model/config.json"))["eos_token_id"]
    at = 0
    for start, stop, key, _source, _line in spans:
        if int(start) != at or ids[int(stop) - 1] != end:
            raise SystemExit(f"{key}: {start}..{stop} after {at}, ends with {ids[int(stop) - 1]}")
        at = int(stop)
    return {"tokens": len(ids), "documents": len(spans), "covered": at}


print(json.dumps({"olmo": olmo, "olmo-core": olmo_core, "dolma": dolma}[by]()))
