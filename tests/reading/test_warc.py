import gzip
import io
import sys
import time
import zlib

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter

from dragoman.reading import Failure, Limits, Passed, Raw, raw_items, read
from dragoman.records import Report

PROSE = "The president of Kenya met the foreign minister of Ghana in Nairobi on Tuesday and promised more aid."
PAGE = f"<html lang=en><head><title>Talks in Nairobi</title></head><body><article><h1>Talks in Nairobi</h1><p>{PROSE}</p><p>{PROSE}</p></article></body></html>"  # noqa: E501
HTML = PAGE.encode()


def response(body=HTML, *headers, status="200 OK", media="text/html; charset=utf-8"):
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(block=None, *, kind="response", url="http://www.courier.example/a", length=None, extra=""):
    block = response() if block is None else block
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T10:00:00Z\r\n{extra}"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def deflated(parts):
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join(map(packer.compress, parts)) + packer.flush()


def as_zstd(data, path):
    writer = ZstdWriter(str(path))
    writer.write(data)
    writer.close()
    return path.read_bytes()


def told(items):
    """What came of each record: the offset, and "page", "passed" or "failure"."""
    kinds = {Raw: "page", Passed: "passed", Failure: "failure"}
    return [(int(item.path.rpartition("#")[2]), kinds[type(item)]) for item in items]


@pytest.fixture
def items(tmp_path):
    def walk(data, name="crawl.warc.gz", **limits):
        path = tmp_path / name
        path.write_bytes(data)
        return list(raw_items([path], limits=Limits(**limits)))

    return walk


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl.warc.zst"])
def test_pages_of_every_packing_and_their_offsets(tmp_path, name):
    records = [record(url=f"http://www.courier.example/{number}") for number in range(3)]
    if name.endswith(".gz"):
        records = [gzip.compress(each, mtime=0) for each in records]
    elif name.endswith(".zst"):
        records = [as_zstd(each, tmp_path / "packed") for each in records]
    path = tmp_path / name
    path.write_bytes(b"".join(records))
    found = list(raw_items([path]))
    assert [raw.offset for raw in found] == [sum(map(len, records[:number])) for number in range(3)]
    assert [raw.url for raw in found] == [f"http://www.courier.example/{number}" for number in range(3)]
    assert {(raw.kind, raw.data, raw.media, raw.fetched) for raw in found} == {
        ("record", HTML, "text/html; charset=utf-8", "2024-05-06T10:00:00Z")
    }


def test_one_record_is_read_by_its_name(tmp_path):
    first = gzip.compress(record(), mtime=0)
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(first + gzip.compress(record(url="http://www.courier.example/b"), mtime=0))
    (report,) = read(f"{path}#{len(first)}")
    assert (report.url, report.path) == ("http://www.courier.example/b", f"{path}#{len(first)}")
    (failure,) = read(f"{path}#5")
    assert isinstance(failure, Failure)


def test_standard_input(monkeypatch):
    data = gzip.compress(record(), mtime=0) + gzip.compress(record(), mtime=0)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [report.title for report in read("-")] == ["Talks in Nairobi", "Talks in Nairobi"]


@pytest.mark.parametrize(
    ("block", "options", "why"),
    [
        (response(status="404 Not Found"), {}, "status: 404"),
        (response(b"\x89PNG", media="image/png"), {}, "media: image/png"),
        (response(b""), {}, "empty"),
        (response(b"plain words", media=None), {}, "media: not stated, no HTML"),
        (b"GET / HTTP/1.1\r\n\r\n", {"kind": "request"}, "record: request"),
        (response(), {"kind": "revisit"}, "record: revisit"),
    ],
)
def test_what_is_no_page_is_passed_over(items, block, options, why):
    (passed,) = items(gzip.compress(record(block, **options), mtime=0))
    assert passed.why == why


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (gzip.compress(HTML, mtime=0), "Content-Encoding: gzip"),
        (zlib.compress(HTML), "Content-Encoding: deflate"),
        (brotli.compress(HTML), "Content-Encoding: br"),
        (brotli.compress(gzip.compress(HTML, mtime=0)), "Content-Encoding: gzip, br"),
        (HTML, "Content-Encoding: gzip"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML), "Transfer-Encoding: chunked"),
        (HTML, "Transfer-Encoding: chunked"),
        (HTML, "X-Other: yes"),
    ],
)
def test_body_is_unpacked(items, body, header):
    (raw,) = items(gzip.compress(record(response(body, header)), mtime=0))
    assert raw.data == HTML


@pytest.mark.parametrize(
    ("body", "header", "words"),
    [
        (gzip.compress(HTML, mtime=0)[:-20], "Content-Encoding: gzip", "cut off"),
        (brotli.compress(HTML)[:-4], "Content-Encoding: br", "cut off"),
        (b"\x1f\x8b\x08" + HTML, "Content-Encoding: gzip", "damaged"),
        (HTML, "Content-Encoding: lzma", "'lzma'"),
        (b"5\r\nhello\r\nzz\r\n", "Transfer-Encoding: chunked", "chunks"),
    ],
)
def test_bad_body_is_a_failure_and_the_next_is_read(items, body, header, words):
    failure, raw = items(gzip.compress(record(response(body, header)), mtime=0) + gzip.compress(record(), mtime=0))
    assert words in failure.message
    assert isinstance(raw, Raw)


def test_cut_off_body_of_a_record_that_says_so_is_read(items):
    extra = "WARC-Truncated: length\r\n"
    (raw,) = items(
        record(response(gzip.compress(HTML, mtime=0)[:-20], "Content-Encoding: gzip"), extra=extra), "crawl.warc"
    )
    assert HTML.startswith(raw.data)


GOOD = record()
PACKED = gzip.compress(GOOD, mtime=0)
BROKEN = PACKED[:60] + bytes(byte ^ 0x55 for byte in PACKED[60:70]) + PACKED[70:]
NEXT = len(PACKED)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (PACKED + BROKEN + PACKED, "x.warc.gz", [(0, "page"), (NEXT, "failure"), (2 * NEXT, "page")]),
        (BROKEN + PACKED, "x.warc.gz", [(0, "failure"), (NEXT, "page")]),
        (PACKED + b"garbage" + PACKED, "x.warc.gz", [(0, "page"), (NEXT, "failure"), (NEXT + 7, "page")]),
        (PACKED + PACKED[:-30], "x.warc.gz", [(0, "page"), (NEXT, "failure")]),
        (PACKED + bytes(9) + PACKED, "x.warc.gz", [(0, "page"), (NEXT + 9, "page")]),
        (GOOD + GOOD[:-30], "x.warc", [(0, "page"), (len(GOOD), "failure")]),
        (GOOD + GOOD[:50], "x.warc", [(0, "page"), (len(GOOD), "failure")]),
        (GOOD + b"lost\r\n" + GOOD, "x.warc", [(0, "page"), (len(GOOD), "failure"), (len(GOOD) + 6, "page")]),
        (record(length=10**12) + GOOD, "x.warc", [(0, "failure"), (len(record(length=10**12)), "page")]),
    ],
)
def test_damage_is_one_failure_and_the_others_go_on(items, data, name, expected):
    assert told(items(data, name)) == expected


def test_length_that_swallows_the_next_record_does_not(items):
    long = gzip.compress(record(length=len(response()) + 400), mtime=0)
    assert told(items(long + PACKED)) == [(0, "failure"), (len(long), "page")]


@pytest.mark.parametrize("size", ["-5", "x", "", "9" * 40])
def test_length_that_is_none(items, size):
    bad = gzip.compress(record(length=size), mtime=0)
    *failures, (last, kind) = told(items(bad + PACKED))
    assert {kind for _, kind in failures} == {"failure"}
    assert (last, kind) == (len(bad), "page")


def test_packed_as_one_stream(items):
    assert told(items(gzip.compress(GOOD + GOOD, mtime=0))) == [(0, "page"), (0, "page")]


LINES = b"\r\n" * (1 << 19)


@pytest.mark.parametrize(
    ("bomb", "kinds"),
    [
        (deflated([GOOD, *[LINES] * 400]), ["page", "failure", "page"]),
        (deflated([record(response(b""), length=400 << 20)[:-4], *[LINES] * 400]), ["failure", "page"]),
        (
            deflated([record(response(b"", media="video/mp4"), length=400 << 20)[:-4], *[LINES] * 400]),
            ["passed", "page"],
        ),
        (
            gzip.compress(record(response(deflated([LINES] * 400), "Content-Encoding: gzip")), mtime=0),
            ["failure", "page"],
        ),
        (
            gzip.compress(record(response(brotli.compress(LINES * 60), "Content-Encoding: br")), mtime=0),
            ["failure", "page"],
        ),
        (deflated([b"WARC/1.1\r\n", *[b"X: y\r\n" * (1 << 17)] * 200]), ["failure", "page"]),
    ],
    ids=["lines", "record", "video", "gzip", "br", "headers"],
)
def test_bomb_is_cut_off(items, bomb, kinds):
    began = time.process_time()
    assert [kind for _, kind in told(items(bomb + PACKED))] == kinds
    assert time.process_time() - began < 10


def test_many_false_beginnings_take_no_time(items):
    began = time.process_time()
    items(PACKED + b"\x1f\x8b\x08\x00" * 500_000)
    assert time.process_time() - began < 10


def test_limit_of_a_record(items):
    (failure,) = items(PACKED, document=50)
    assert "larger than 50 bytes" in failure.message


def test_charset_of_the_header_is_asked_last(tmp_path):
    latin = PAGE.replace("Ghana", "Côte d’Ivoire").replace("promised", "café promised").replace("’", "'")
    path = tmp_path / "crawl.warc"
    path.write_bytes(record(response(latin.encode("cp1252"), media="text/html; charset=windows-1252")))
    (report,) = read(path)
    assert "Côte d'Ivoire" in report.text


def page_dated(day):
    return PAGE.replace("<head>", f'<head><meta property="article:published_time" content="{day}">').encode()


@pytest.mark.parametrize(
    ("day", "url", "expected"),
    [
        ("2024-05-05", "http://www.courier.example/a", "2024-05-05"),
        ("2024-05-07", "http://www.courier.example/a", "2024-05-07"),  # it is the 7th already, far in the east
        ("2024-05-09", "http://www.courier.example/a", None),
        ("2024-05-09", "http://www.courier.example/2024/05/04/a", "2024-05-04"),
    ],
)
def test_nothing_is_dated_after_it_was_fetched(tmp_path, day, url, expected):
    path = tmp_path / "crawl.warc"
    block = response(page_dated(day).replace(b" on Tuesday", b""))
    path.write_bytes(record(block, url=url).replace(b"T10:00:00Z", b"T20:00:00Z"))
    (report,) = read(path)
    assert (report.published.start if report.published else None) == expected
    assert report.fetched == "2024-05-06T20:00:00Z"


def test_page_may_not_pass_for_one_of_another_site(tmp_path):
    def url_of(canonical):
        path = tmp_path / "crawl.warc"
        page = PAGE.replace("<head>", f'<head><link rel="canonical" href="{canonical}">')
        path.write_bytes(record(response(page.encode())))
        (report,) = read(path)
        return report.url

    assert url_of("http://courier.example/own") == "http://courier.example/own"
    assert url_of("http://gazette.example/a") == "http://www.courier.example/a"


GERMAN = "Der Präsident von Kenia traf am Dienstag die Ministerin, und sie sprachen über die Hilfe für das Land und die Lage an der Grenze."  # noqa: E501


def test_gate_leaves_out_and_says_so(tmp_path):
    path = tmp_path / "crawl.warc"
    words = f"<h1>Treffen in Nairobi</h1><p>{GERMAN}</p><p>{GERMAN}</p>"
    german = f"<html lang=de><body><article>{words}</article></body></html>"
    path.write_bytes(
        record() + record(response(german.encode())) + record(response(b"<html><body><p>Home</p></body></html>"))
    )
    report, other, front = read(path)
    assert isinstance(report, Report)
    assert [other.why, front.why] == ["language: de", "no article"]
    assert [type(item).__name__ for item in read(path, gate=False)] == ["Report", "Report", "Passed"]
    (named,) = read(other.path)
    assert named.language == "de"
