"""Bytes that no newspaper would publish, made from the project's own examples: what a page could do to its reader."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent.parent
KINDS = ("page", "feed", "text", "line", "record")
SUFFIX = {"page": ".html", "feed": ".xml", "text": ".txt", "line": ".jsonl", "record": ".warc"}
_GLOBS = {
    "page": ("examples/*.html", "tests/data/pages/*.html"),
    "feed": ("tests/data/pages/*.xml",),
    "text": ("examples/*.txt", "tests/data/pages/*.txt"),
    "line": ("examples/*.jsonl",),
}
# What markup, JSON, encodings and reading itself give a meaning to.
TOKENS = (
    b"<",
    b">",
    b"&",
    b'"',
    b"'",
    b"\x00",
    b"\x0b",
    b"\x1b",
    b"\r",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xed\xb0\x80",
    b"\xf4\x90\x80\x80",
    "\u202e\u2066".encode(),
    "\u200b\u200d\ufeff".encode(),
    "e\u0301\u0316".encode() * 8,
    "\U000e0041".encode(),
    "\ufffe".encode(),
    b"&#0;",
    b"&#xD800;",
    b"&#x110000;",
    b"&#147;",
    b"&amp;amp;",
    b"&nbsp",
    b"<!--",
    b"-->",
    b"--!>",
    b"<![CDATA[",
    b"]]>",
    b"<?php ",
    b"?>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"<script>",
    b"</script>",
    b"<style>",
    b"<template>",
    b"<svg><title>",
    b"<math><mtext>",
    b"<table><p>",
    b"<base href='javascript:1'>",
    b"<meta charset=utf-7>",
    b"<meta charset=hex>",
    b"<meta http-equiv=refresh content='0;url=/'>",
    b"<a href='http://[::1'>",
    b"<time datetime='99999-99-99T99'>",
    b"<p>" * 40,
    b"</div>" * 40,
    b"<b><i><p>" * 20,
    b"<entry>",
    b"</item>",
    b"<pubDate>Thu, 32 Foo 99999 99:99:99 +9999</pubDate>",
    b"<link/>",
    b'{"text":',
    b'"\\ud800"',
    b"\\u0000",
    b"1e999",
    b"[" * 60,
    b'{"a":' * 60,
    b"\n",
    b"\n\n",
    b"\xe2\x80\xa8",
    b"\t" * 50,
    b" " * 500,
    b"9" * 500,
    b"A" * 500,
    b"December 31, 99999",
    b"0000-00-00",
    b"WARC/1.0\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"Content-Length: -1\r\n",
    b"Content-Length: 99999999999\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"\r\n\r\n",
    b"FFFFFFFFFFFFFFFF\r\n",
)
_FLIPPED = 40  # bytes that one step changes at most
_LONGEST = 200_000  # bytes of a case: ten times a page of news, without its scripts
Step = Callable[[bytes], bytes]


def seeds(kind: str) -> list[bytes]:
    """The examples that cases of a kind are made from."""
    if kind == "record":
        return [warc([page]) for page in seeds("page")]
    return [path.read_bytes() for pattern in _GLOBS[kind] for path in sorted(ROOT.glob(pattern))]


def cases(kind: str) -> st.SearchStrategy[bytes]:
    """Examples of a kind with one to eight steps of damage; one in eight packed with gzip, some of these cut off."""
    made = st.tuples(st.sampled_from(seeds(kind)), st.lists(_steps(kind), min_size=1, max_size=8)).map(_damaged)
    packed = made.map(lambda data: gzip.compress(data, 1))
    cut = st.tuples(packed, st.floats(0, 1)).map(lambda pair: pair[0][: 4 + int(len(pair[0]) * pair[1])])
    return st.one_of([made] * 6 + [packed, cut])


def _damaged(made: tuple[bytes, list[Step]]) -> bytes:
    data, steps = made
    for step in steps:
        data = step(data)[:_LONGEST]
    return data


def _steps(kind: str) -> st.SearchStrategy[Step]:
    place = st.floats(0, 1)
    return st.one_of(
        st.builds(_inserted, place, st.sampled_from(TOKENS)),
        st.builds(_inserted, place, st.binary(min_size=1, max_size=30)),
        st.builds(_inserted, place, st.text(min_size=1, max_size=20).map(_as_bytes)),
        st.builds(_changed, place, st.binary(min_size=1, max_size=_FLIPPED)),
        st.builds(_removed, place, place),
        st.builds(_repeated, place, place, st.integers(2, 60)),
        st.builds(_spliced, place, place, st.sampled_from(seeds(kind))),
        st.sampled_from(
            [_as_utf16, _as_latin, bytes.upper, lambda data: data.replace(b">", b""), lambda data: data[::-1]]
        ),
    )


def _as_bytes(text: str) -> bytes:
    return text.encode("utf8", "surrogatepass")


def _inserted(place: float, what: bytes) -> Step:
    return lambda data: data[: _at(data, place)] + what + data[_at(data, place) :]


def _changed(place: float, what: bytes) -> Step:
    return lambda data: data[: _at(data, place)] + what + data[_at(data, place) + len(what) :]


def _removed(start: float, share: float) -> Step:
    return lambda data: data[: _at(data, start)] + data[_at(data, start) + int(len(data) * share**3) :]


def _repeated(start: float, share: float, times: int) -> Step:
    def step(data: bytes) -> bytes:
        begin = _at(data, start)
        end = begin + 1 + int(len(data) * share**3)
        return data[:end] + data[begin:end] * times + data[end:]

    return step


def _spliced(here: float, there: float, other: bytes) -> Step:
    return lambda data: data[: _at(data, here)] + other[_at(other, there) :]


def _at(data: bytes, place: float) -> int:
    return int(len(data) * place)


def _as_utf16(data: bytes) -> bytes:
    return data.decode("utf8", "replace").encode("utf-16")


def _as_latin(data: bytes) -> bytes:
    return data.decode("utf8", "replace").encode("cp1252", "replace")


def warc(pages: list[bytes], headers: bytes = b"Content-Type: text/html; charset=utf-8\r\n") -> bytes:
    """A WARC file of HTTP responses, written by hand after ISO 28500."""
    out = io.BytesIO()
    for number, page in enumerate(pages):
        http = b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n" + page
        out.write(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
            b"WARC-Target-URI: https://courier.example/%d\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
            % (number, number, len(http))
        )
        out.write(http + b"\r\n\r\n")
    return out.getvalue()
