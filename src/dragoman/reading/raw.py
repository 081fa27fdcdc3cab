"""What lies in an input, one thing after another, before any costly work; and what is read from each of them.

The two halves meet in ``Raw``, which is small and can be sent to another process: ``raw_items`` walks the inputs and
only cuts them up, ``reports_of`` decodes, finds the article and dates it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from dragoman.errors import InputError
from dragoman.records import Published, Record, Report

from . import decoding, feeds, inputs, languages, lines, opening, pages, sniffing, texts, warc
from . import gate as gates
from .failures import Failure, Passed
from .limits import DEFAULT, Limits

RawKind = Literal["page", "feed", "text", "line", "record"]


class Raw(Record, frozen=True, kw_only=True):
    """One thing to read as it lies in an input.

    ``path`` is the input's path, ``data`` its bytes (unpacked). ``line`` is the number of a line of JSONL, from 1. Of a
    record of a WARC file, ``offset`` is the byte of the file at which it begins and ``path`` ends in ``#offset``;
    ``url`` is its WARC-Target-URI, ``media`` the Content-Type of the response, ``fetched`` its WARC-Date.
    """

    path: str
    kind: RawKind
    data: bytes
    line: int | None = None
    offset: int | None = None
    url: str | None = None
    media: str | None = None
    fetched: str | None = None


def raw_items(names: Iterable[str | Path], *, limits: Limits = DEFAULT) -> Iterator[Raw | Failure | Passed]:
    """Walk files, folders, globs and ``-`` in order and give what lies in them, never more than one thing at a time.

    A Failure is what cannot be read, a Passed what is no report by its kind (a picture in a WARC file).
    """
    for name in names:
        for found in inputs.expand(str(name)):
            if isinstance(found, Failure):
                yield found
            else:
                yield from raw_of(found, limits=limits)


def raw_of(path: str, *, limits: Limits = DEFAULT) -> Iterator[Raw | Failure | Passed]:
    """Give what lies in one file, in one record of a WARC file (``path#offset``), or in standard input for ``-``."""
    try:
        if named := warc.named_record(path):
            # Who names a record wants it read: it is a page like any other, and no gate looks at it.
            with opening.failing():
                yield _raw(warc.page_at(*named, limits=limits), named[0], "page")
            return
        if path != inputs.STDIN and os.path.isfile(path) and warc.is_warc(path):
            with opening.failing():
                yield from (_raw(item, path, "record") for item in warc.pages(path, limits=limits))
            return
        with opening.opened(path) as (head, stream):
            kind = sniffing.sniff(head, path)
            if kind == "warc":
                yield from (_raw(item, path, "record") for item in warc.streamed(stream, path, limits=limits))
                return
            if kind == "lines":
                yield from _lines(stream, path, limits)
                return
            data = opening.read_all(stream, limits.document)
        yield Raw(path=path, kind=kind, data=data)
    except InputError as error:
        yield Failure(path=path, message=str(error))


def _lines(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Raw | Failure]:
    for found in lines.split(stream, path, limits=limits):
        if isinstance(found, Failure):
            yield found
        else:
            yield Raw(path=path, kind="line", data=found.content, line=found.number)


def _raw(item: warc.Item, path: str, kind: RawKind) -> Raw | Failure | Passed:
    if not isinstance(item, warc.Page):
        return item
    return Raw(
        path=warc.place(path, item.offset), kind=kind, data=item.body, offset=item.offset, url=item.url,
        media=item.media, fetched=item.fetched,
    )  # fmt: skip


def reports_of(
    raw: Raw, *, published: Published | None = None, limits: Limits = DEFAULT, gate: bool = True
) -> list[Report | Failure | Passed]:
    """Read the reports of one thing: decode, let the gate look at it, find its article, date it. Never raises.

    ``published`` is the publication day to take; only a JSONL line's own goes before it. ``gate`` leaves out the pages
    of WARC files that cannot tell an event (a Passed each); what a caller names itself is always read.
    """
    try:
        return _READERS[raw.kind](raw, published, limits, gate)
    except InputError as error:
        return [Failure(path=raw.path, line=raw.line, message=str(error))]


def _page(raw: Raw, published: Published | None, limits: Limits, _gate: bool) -> list[Report | Failure | Passed]:
    return [_report(raw, decoding.decode(raw.data, raw.media), published, limits)]


def _report(raw: Raw, decoded: decoding.Decoded, published: Published | None, limits: Limits) -> Report:
    origin = pages.Origin(url=raw.url, fetched=raw.fetched)
    return pages.read_decoded(decoded, raw.path, published=published, limits=limits, origin=origin)


def _record(raw: Raw, published: Published | None, limits: Limits, gated: bool) -> list[Report | Failure | Passed]:
    """Read a page of a crawl. One that the crawler took for a page but that holds no article is nothing to repair."""
    decoded = decoding.decode(raw.data, raw.media)
    if gated and (why := gates.why_passed(decoded.text)):
        return [Passed(path=raw.path, why=why)]
    try:
        report = _report(raw, decoded, published, limits)
    except pages.NoArticle:
        return [Passed(path=raw.path, why="no article")]
    if gated and report.language != languages.CODED:
        return [Passed(path=raw.path, why=f"language: {report.language}")]
    return [report]


def _feed(raw: Raw, published: Published | None, _limits: Limits, _gate: bool) -> list[Report | Failure | Passed]:
    return list(feeds.read_feed(raw.data, raw.path, published=published))


def _text(raw: Raw, published: Published | None, _limits: Limits, _gate: bool) -> list[Report | Failure | Passed]:
    return [texts.read_text(raw.data, raw.path, published=published)]


def _line(raw: Raw, published: Published | None, _limits: Limits, _gate: bool) -> list[Report | Failure | Passed]:
    return [lines.read_line(raw.data, raw.path, published=published)]


_Reader = Callable[[Raw, Published | None, Limits, bool], list[Report | Failure | Passed]]
_READERS: dict[RawKind, _Reader] = {"page": _page, "feed": _feed, "text": _text, "line": _line, "record": _record}
