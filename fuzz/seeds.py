#!/usr/bin/env python3
"""Makes the first inputs of every fuzz target, in corpus/, from the cases of the tests and the demo corpus.

    python3 fuzz/seeds.py [MODEL...]

A MODEL is a segmentation model, best a small one (`chinhluan train` on a few sentences), for the target `model`.
"""

import gzip
import hashlib
import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests/data"
# Magic, version, length and checksum, which the target makes itself.
MODEL_HEADER = 28


def put(target, *inputs):
    folder = ROOT / "fuzz/corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for data in inputs:
        data = data.encode() if isinstance(data, str) else data
        (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def strings(value):
    """All strings in parsed TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def pieces(text, size=400):
    return (text[at : at + size] for at in range(0, len(text), size))


tomls = {path.stem: path.read_text() for path in DATA.glob("**/*.toml") if path.parent.name != "html"}
texts = [string for name in tomls for string in strings(tomllib.loads(tomls[name]))]
articles = [path.read_text() for path in sorted((ROOT / "corpora/demo").glob("*/*.txt"))]
vietnamese = (DATA / "encoding/vietnamese.txt").read_text()

put("clean", *texts)
put("tokens", *texts, *articles[:20])
put("structure", *(path.read_text() for path in (DATA / "structure").glob("*.page")), *articles)
put("html", *(path.read_bytes() for path in (DATA / "html").glob("*.html")))

for case in tomllib.loads((DATA / "encoding/cases.toml").read_text())["decode"]:
    put("encoding", "\0" + case["input"])
    if case.get("bytes"):
        put("encoding", b"\0" + case["input"].encode("latin-1"))
for piece in pieces(vietnamese):
    for encoding in ["utf-8", "utf-16-le", "cp1258"]:
        put("encoding", b"\0" + piece.encode(encoding, "ignore"))
    put("encoding", "\x0f" + piece.encode().decode("cp1252", "ignore"))

for name, text in tomls.items():
    if "[[family]]" in text:
        put("families", text)
put("families", *("[[family]]" + family for family in (ROOT / "models/families.toml").read_text().split("[[family]]")[1:]))

table = (ROOT / "corpora/demo/tap-chi-doi-song-co-so.csv").read_text().split("\n")
records = (ROOT / "corpora/demo/bao-phu-lam.jsonl").read_text().split("\n")
small = json.dumps({"id": 1, "text": "Xã đạt chuẩn.", "extra": [None, {}]}, ensure_ascii=False) + "\n"
for first, body in enumerate([articles[0], records[0] + "\n" + small, "\n".join(table[:3]), "id\ttext\n1\t\"Xã\"\n"]):
    put("read", bytes([first]) + body.encode(), bytes([first]) + gzip.compress(body.encode(), mtime=0))
put("read", bytes([7]) + articles[0].encode())

response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Xã đạt chuẩn nông thôn mới.</p>"
record = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://bao.example/\r\n"
record += f"Content-Type: application/http\r\nContent-Length: {len(response.encode())}\r\n\r\n{response}\r\n\r\n"
archives = [record * 2, record.replace("200 OK", "200 OK\r\nTransfer-Encoding: chunked")]
put("read", *(bytes([5]) + archive.encode() for archive in archives))
put("read", *(bytes([5]) + gzip.compress(archive.encode(), mtime=0) for archive in archives))
put("read", *(bytes([4]) + page for page in [response.encode(), "<h1>Xã</h1><p>Chiều 6/3, xã họp.</p>".encode()]))
put("read", *(bytes([6]) + path.read_bytes() for path in (DATA / "parquet").glob("*.parquet")))

put("model", *(Path(path).read_bytes()[MODEL_HEADER:] for path in sys.argv[1:]))
