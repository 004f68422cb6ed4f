"""Packs the pages of tests/data/html as a crawler would have met them: python3 tests/oracles/warc.py

Writes tests/data/warc/pages.warc.gz with warcio 1.8 (pip install warcio), a gzip member a record, as servers send
pages: chunked, packed, with the character set in the HTTP head, in the page, or nowhere; among them what a crawl holds
besides: redirects, pictures, robots.txt, revisits. What is expected of it stands in tests/warc.rs.
"""

import gzip
import io
import pathlib
import zlib

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATA = pathlib.Path(__file__).parent.parent / "data"
DATE = "2026-03-08T02:15:00Z"


def chunked(body, size=1000):
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def deflated_raw(body):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


# How the nth page travels: fields of the HTTP head, and what is done to the body.
WAYS = [
    ({"Content-Type": "text/html; charset=UTF-8"}, lambda body: body),
    ({"Content-Type": "text/html", "Transfer-Encoding": "chunked"}, chunked),
    ({"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}, lambda body: gzip.compress(body, mtime=0)),
    ({"Content-Type": "text/html", "Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
     lambda body: chunked(gzip.compress(body, mtime=0))),
    ({"Content-Type": "text/html", "Content-Encoding": "deflate"}, zlib.compress),
    ({"Content-Type": "text/html", "Content-Encoding": "deflate"}, deflated_raw),
    # Unpacked by the crawler, which left the fields as they were.
    ({"Content-Type": "text/html", "Content-Encoding": "gzip"}, lambda body: body),
    ({"Content-Type": "text/html", "Transfer-Encoding": "chunked"}, lambda body: body),
    ({"Content-Type": "text/html", "Content-Encoding": "br"}, lambda body: body),
    # Of a server that knows nothing.
    ({"Content-Type": "text/html; charset=iso-8859-1"}, lambda body: body),
    ({}, lambda body: body),
]


def main():
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.0")
    number = 0

    def write(uri, kind, payload, http=None, **fields):
        nonlocal number
        number += 1
        headers = {
            "WARC-Date": DATE,
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
            **{name.replace("_", "-"): value for name, value in fields.items()},
        }
        record = writer.create_warc_record(
            uri, kind, payload=io.BytesIO(payload), http_headers=http, warc_headers_dict=headers
        )
        writer.write_record(record)

    def response(uri, status, fields, body):
        http = StatusAndHeaders(status, list(fields.items()), protocol="HTTP/1.1")
        write(uri, "response", body, http)

    info = {"WARC_Filename": "pages.warc.gz"}
    write(None, "warcinfo", b"software: tests/oracles/warc.py\r\n", Content_Type="application/warc-fields", **info)
    pages = sorted((DATA / "html").glob("*.html"))
    for page, path in enumerate(pages):
        uri = f"http://bao.example/{path.stem}.html"
        request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "bao.example")], is_http_request=True)
        write(uri, "request", b"", request)
        fields, travel = WAYS[page % len(WAYS)]
        response(uri, "200 OK", fields, travel(path.read_bytes()))
    response("http://bao.example/", "301 Moved", {"Location": "http://bao.example/d01.html"}, b"moved")
    response("http://bao.example/x.html", "404 Not Found", {"Content-Type": "text/html"}, b"<html>404")
    response("http://bao.example/robots.txt", "200 OK", {"Content-Type": "text/plain"}, b"User-agent: *\n")
    response("http://bao.example/a.jpg", "200 OK", {"Content-Type": "image/jpeg"}, b"\xff\xd8\xff\xe0")
    response("http://bao.example/b.jpg", "200 OK", {"Content-Type": "text/html"}, b"\xff\xd8\xff\xe0")
    response("http://bao.example/c.css", "200 OK", {"Content-Type": "text/css"}, b"p { margin: 0 }")
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    write("http://bao.example/d01.html", "revisit", b"", http, WARC_Profile="server-not-modified")
    text = "Xã Tả Phình xóa xong nhà tạm.\n".encode()
    response("http://bao.example/tin.txt", "200 OK", {"Content-Type": "text/plain; charset=utf-8"}, text)
    write("http://bao.example/wet", "conversion", text, Content_Type="text/plain")
    folder = DATA / "warc"
    folder.mkdir(exist_ok=True)
    (folder / "pages.warc.gz").write_bytes(out.getvalue())
    print(f"{number} records, {len(out.getvalue())} bytes")


if __name__ == "__main__":
    main()
