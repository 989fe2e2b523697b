"""Opens a release with the programs of others; one JSON line a format. See run."""

import csv
import glob
import gzip
import importlib.metadata
import json
import math
import os
import shutil
import struct
import subprocess
import sys
import tempfile

RELEASE, VENV = sys.argv[1], sys.argv[2]
OLMOE = os.environ["OLMOE"]
SCRATCH = tempfile.mkdtemp()


def version(package):
    return package + " " + importlib.metadata.version(package)


def stats():
    return json.load(open(RELEASE + "/stats/stats.json"))


def check(name, checker, fault=None):
    """Runs a check, and the same with a fault planted in a copy, which it must refuse."""

    def decorate(function):
        line = {"format": name, "checker": checker}
        try:
            line["checker"] = version(checker) if checker else "none"
            line["result"] = function(RELEASE)
        except Exception as e:  # one format that fails must not hide the others
            line["result"] = "failed: " + repr(e)[:300]
        if fault:
            copy = SCRATCH + "/copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(RELEASE, copy)
            line["fault"] = fault(copy)
            by = []
            if not line["result"].startswith("failed"):
                try:
                    function(copy)
                except AssertionError:
                    by.append("what it read, compared here")
                except Exception:
                    by.append(line["checker"])
            if ours_catches(copy):
                by.append("olmoe release verify")
            line["fault-caught-by"] = "; ".join(by) or "NOBODY"
        print(json.dumps(line), flush=True)
        return function

    return decorate


def ours_catches(copy):
    return subprocess.run([OLMOE, "release", "verify", copy], capture_output=True).returncode == 3


def edit(path, old, new):
    def plant(copy):
        text = open(copy + "/" + path).read()
        assert old in text, (path, old)
        open(copy + "/" + path, "w").write(text.replace(old, new, 1))
        return f"{path}: {old} -> {new}"

    return plant


def expect(what, expected, found):
    if expected != found:
        raise AssertionError(f"{what}: expected {expected}, found {found}")
    return f"{what}: {found}"


def documents(source, split):
    return stats()["sources"][source]["documents"][split]


def drop_shard(copy):
    path = sorted(glob.glob(copy + "/data/*/train/*.parquet"))[0]
    os.remove(path)
    return "a shard is missing"


@check("data (card and Parquet)", "datasets", drop_shard)
def _(root):
    import datasets

    loaded = datasets.load_dataset(root, "all", cache_dir=tempfile.mkdtemp(dir=SCRATCH))
    counts = {split: sum(documents(s, split) for s in stats()["sources"]) for split in ("train", "validation")}
    return expect("rows", counts, {split: loaded[split].num_rows for split in counts})


def broken_parquet(copy):
    path = sorted(glob.glob(copy + "/ledger/*/*.parquet"))[0]
    size = os.path.getsize(path)
    with open(path, "r+b") as f:
        f.truncate(size - 9)
    return "a ledger cut short"


@check("data and ledger (Parquet)", "duckdb", broken_parquet)
def _(root):
    import duckdb

    kept = duckdb.sql(f"SELECT count(*) FROM '{root}/data/*/*/*.parquet'").fetchall()[0][0]
    left = duckdb.sql(f"SELECT count(*) FROM '{root}/ledger/*/*.parquet' WHERE outcome IN ('dropped','rejected')").fetchall()[0][0]
    read = sum(s["read"] for s in stats()["sources"].values())
    return expect("rows of data and ledger", read, kept + left)


def swapped_tensor(copy):
    path = copy + "/model/model.safetensors"
    data = bytearray(open(path, "rb").read())
    data[-1000:-600] = b"\x7f" * 400
    open(path, "wb").write(data)
    return "a hundred weights overwritten"


@check("model (safetensors)", "transformers", swapped_tensor)
def _(root):
    import numpy
    import torch
    import transformers

    model = transformers.AutoModelForCausalLM.from_pretrained(root + "/model", dtype=torch.float32)
    shard = sorted(glob.glob(root + "/tokens/*/validation/*.npy"), key=os.path.getsize)[-1]
    ids = numpy.fromfile(shard, dtype="<u2")[:64].astype(int).tolist()
    with torch.no_grad():
        theirs = model(torch.tensor([ids])).logits[0].numpy()
    out = subprocess.run(
        [OLMOE, "model", "logits", root + "/model"], input=json.dumps({"ids": ids}) + "\n", capture_output=True, text=True
    )
    ours = numpy.array(json.loads(out.stdout.splitlines()[0])["logits"], dtype=numpy.float32)
    difference = float(numpy.abs(ours - theirs).max())
    if not difference < 1e-4:
        raise AssertionError(f"logits differ by {difference}")
    if not math.isfinite(float(theirs.max())) or float(numpy.abs(theirs).max()) > 1e4:
        raise AssertionError("logits are no logits")
    return f"64 tokens, logits differ by at most {difference:.2e}"


@check("tokenizer", "tokenizers", edit("tokenizer/tokenizer.json", '"merges"', '"murges"'))
def _(root):
    import duckdb
    import numpy
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(root + "/tokenizer/tokenizer.json")
    equal = 0
    for data in sorted(glob.glob(root + "/data/*/validation/*.parquet"))[:8]:
        part = data.replace("/data/", "/tokens/", 1)[: -len(".parquet")]
        ids = numpy.fromfile(part + ".npy", dtype="<u2")
        rows = dict(duckdb.sql(f"SELECT id, text FROM '{data}'").fetchall())
        for start, end, key, _source, _line in csv.reader(gzip.open(part + ".csv.gz", "rt")):
            found = ids[int(start) : int(end)].tolist()
            # as dolma does, the corpus encodes a text without the white space around it
            wanted = tokenizer.encode(rows[key].strip(), add_special_tokens=False).ids
            if found[: len(wanted)] != wanted or len(found) > len(wanted) + 1:
                raise AssertionError(f"{data} {key}")
            equal += 1
    return f"{equal} documents have equal ids"


@check("tokens (OLMo's and dolma's memmap layout)", "numpy")
def _(root):
    import numpy

    total = 0
    for path in glob.glob(root + "/tokens/*/*/*.npy"):
        total += len(numpy.memmap(path, mode="r", dtype=numpy.uint16)) if os.path.getsize(path) else 0
    stated = sum(sum(s["tokens"].values()) for s in stats()["sources"].values())
    order = json.load(open(root + "/tokens/order.json"))
    indices = numpy.memmap(root + "/tokens/global_indices.npy", mode="r", dtype=numpy.uint32)
    expect("windows of the order", sorted(range(order["windows"])), sorted(indices.tolist()))
    return expect("tokens", stated, total)


@check("croissant.json", "mlcroissant", edit("croissant.json", '"column": "text"', '"column": "texts"'))
def _(root):
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=root + "/croissant.json")
    issues = dataset.metadata.issues
    if issues.errors or issues.warnings:
        raise ValueError(issues.report())
    source = sorted(stats()["sources"])[-1]
    count = sum(1 for _ in dataset.records(source))
    return expect("no issue; records of " + source, sum(stats()["sources"][source]["documents"].values()), count)


def changed_byte(copy):
    path = copy + "/model/config.json"
    data = open(path).read()
    open(path, "w").write(data.replace("10000", "20000"))
    return "rope_theta in config.json is another"


@check("release.sig, model.sig, data.sig", "model-signing", changed_byte)
def _(root):
    tool = VENV + "/bin/model_signing"
    key = ["--public_key", root + "/attestations/key.pub"]
    calls = [
        [root, "--signature", root + "/attestations/release.sig", "--ignore-paths", root + "/attestations"],
        [root + "/model", "--signature", root + "/attestations/model.sig"],
        [root + "/data", "--signature", root + "/attestations/data.sig"],
    ]
    for call in calls:
        done = subprocess.run([tool, "verify", "key", *call, *key], capture_output=True, text=True, cwd=root)
        if done.returncode:
            raise ValueError(done.stderr[-300:])
    return "3 of our signatures verified"


@check("a signature of theirs, verified by ours", "model-signing")
def _(root):
    key = SCRATCH + "/their.key"
    subprocess.run([OLMOE, "release", "key", key], check=True, capture_output=True)
    folder = SCRATCH + "/theirs"
    shutil.copytree(root + "/model", folder)
    signature = SCRATCH + "/their.sig"
    tool = VENV + "/bin/model_signing"
    subprocess.run([tool, "sign", "key", folder, "--private_key", key, "--signature", signature], check=True, capture_output=True)
    verify = [OLMOE, "release", "verify", folder, "--signature", signature, "--key", key + ".pub"]
    sound = subprocess.run(verify, capture_output=True).returncode
    open(folder + "/config.json", "a").write(" ")
    changed = subprocess.run(verify, capture_output=True).returncode
    return expect("exit status sound, changed", (0, 3), (sound, changed))


@check("sbom/ml-bom.cdx.json", "cyclonedx-python-lib", edit("sbom/ml-bom.cdx.json", "machine-learning-model", "machine-learning"))
def _(root):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(root + "/sbom/ml-bom.cdx.json").read())
    if error:
        raise ValueError(str(error)[:300])
    return "valid against 1.6"


@check("sbom/release.spdx.json", "spdx3-validate", edit("sbom/release.spdx.json", '"software_packageVersion"', '"comment"'))
def _(root):
    done = subprocess.run(
        [VENV + "/bin/spdx3-validate", "--json", root + "/sbom/release.spdx.json"], capture_output=True, text=True
    )
    if done.returncode:
        raise ValueError((done.stdout + done.stderr)[-300:])
    return "valid"


@check("README.md, model/README.md (cards)", "huggingface_hub", edit("README.md", 'num_examples: ', "num_examples: 1"))
def _(root):
    from huggingface_hub import DatasetCard, ModelCard

    data = DatasetCard.load(root + "/README.md").data.to_dict()
    model = ModelCard.load(root + "/model/README.md").data.to_dict()
    rows = sum(s["num_examples"] for s in data["dataset_info"][0]["splits"])
    kept = sum(s["kept"] for s in stats()["sources"].values())
    expect("library", "transformers", model["library_name"])
    return expect("num_examples", kept, rows)


@check("model/.eval_results", "huggingface_hub", edit("model/.eval_results/held-out.yaml", "task_id", "task"))
def _(root):
    import yaml
    from huggingface_hub import parse_eval_result_entries

    entries = parse_eval_result_entries(yaml.safe_load(open(root + "/model/.eval_results/held-out.yaml")))
    measured = json.load(open(root + "/eval/validation.json"))["evaluation"]["loss"]
    return expect("held-out loss", measured, next(e.value for e in entries if e.task_id == "held-out-loss"))


def broken_event(copy):
    path = glob.glob(copy + "/logs/*tfevents*")[0]
    data = bytearray(open(path, "rb").read())
    data[200] ^= 1
    open(path, "wb").write(data)
    return "one byte of the events"


@check("logs (TensorBoard events)", "tensorboard", broken_event)
def _(root):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(root + "/logs", size_guidance={"scalars": 0})
    events.Reload()
    found = [(e.step, e.value) for e in events.Scalars("train/CrossEntropyLoss")]
    lines = [json.loads(line) for line in open(root + "/logs/metrics.jsonl")]
    wanted = [(l["step"], struct.unpack("f", struct.pack("f", l["train/CrossEntropyLoss"]))[0]) for l in lines if "train/CrossEntropyLoss" in l]
    if found != wanted:
        raise AssertionError(f"{len(found)} of {len(wanted)} events")
    return f"{len(found)} losses equal to the log"


shutil.rmtree(SCRATCH)
