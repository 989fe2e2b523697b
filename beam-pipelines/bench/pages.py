"""Makes a crawl of any size from real pages: python3 pages.py OUT COPIES FILE.warc.gz…

Each file is written COPIES times, its pages edited by a seed that page and copy give, so that a crawl of 8 copies begins with that of 1.
Of the pages of each copy but the first 15 in 100 are those of the first copy under another URL, and 15 in 100 have one
word in a hundred replaced; in all others it is one in seven, which leaves about a ninth of the five-word shingles of two copies
in common. A word is replaced by another of the same page. Markup, scripts and styles stay, in whatever encoding.
"""
import gzip
import os
import random
import re
import sys

MARKUP = re.compile(rb"(?is)(<script.*?</script>|<style.*?</style>|<!--.*?-->|<[^>]*>)")
WORD = re.compile(rb"[A-Za-z]{3,}")


def records(path):
    with gzip.open(path) as file:
        data = file.read()
    at = 0
    while at < len(data):
        end = data.index(b"\r\n\r\n", at)
        head = data[at:end]
        length = int(re.search(rb"(?i)\r\nContent-Length: *(\d+)", head).group(1))
        yield head, data[end + 4:end + 4 + length]
        at = end + 4 + length + 4


def edited(block, share, rng):
    head, _, body = block.partition(b"\r\n\r\n")
    pieces = MARKUP.split(body)
    words = [word for piece in pieces[::2] for word in WORD.findall(piece)]
    if not words:
        return block
    for i in range(0, len(pieces), 2):
        if pieces[i].strip():
            pieces[i] = WORD.sub(lambda m: rng.choice(words) if rng.random() < share else m.group(), pieces[i])
    body = b"".join(pieces)
    head = re.sub(rb"(?i)\r\nContent-Length:[^\r]*", b"\r\nContent-Length: %d" % len(body), head)
    return head + b"\r\n\r\n" + body


def main(out, copies, files):
    os.makedirs(out, exist_ok=True)
    pages = size = 0
    for file in files:
        base = list(records(file))
        for copy in range(copies):
            name = os.path.join(out, "%s-%03d.warc.gz" % (os.path.basename(file).split(".")[0], copy))
            with open(name, "wb") as to:
                for n, (head, block) in enumerate(base):
                    if b"WARC-Type: response" not in head:
                        continue
                    rng = random.Random("%s %d %d" % (os.path.basename(file), n, copy))
                    kind = rng.random()
                    if copy and kind >= 0.15:
                        block = edited(block, 0.01 if kind < 0.3 else 1 / 7, rng)
                    head = re.sub(rb"(?i)(\r\nWARC-Target-URI: [^\r]*)", rb"\1?copy=%d" % copy, head)
                    head = re.sub(rb"(?i)\r\nWARC-(Payload|Block)-Digest:[^\r]*", b"", head)
                    head = re.sub(rb"(?i)\r\nContent-Length:[^\r]*", b"\r\nContent-Length: %d" % len(block), head)
                    record = head + b"\r\n\r\n" + block + b"\r\n\r\n"
                    to.write(gzip.compress(record, 1, mtime=0))
                    pages += 1
                    size += len(record)
    print('{"pages":%d,"warc-bytes":%d,"files":%d}' % (pages, size, len(files) * copies))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
