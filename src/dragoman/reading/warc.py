"""WARC files: the pages of a crawl (ISO 28500), one HTML response after another, whatever lies between them.

Records are parsed by fastwarc. A record that is damaged, cut off or too large becomes a Failure, and reading goes on
with the next place of the file at which a record begins; a record that is no page becomes a Passed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias

from dragoman.errors import InputError

from . import members, sniffing
from .failures import Failure, Passed
from .identity import is_web_address
from .limits import Limits
from .members import Damage, Packing, Unpacked
from .unpacking import unpacked_body

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PLACE = re.compile(r"(?P<path>.+)#(?P<offset>\d{1,18})", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")
_LENGTH = re.compile(r"[0-9]{1,15}")
_HTML = ("text/html", "application/xhtml+xml")
_SHOWN = 60  # characters of a header's value that are told
_ROOM = 1 << 20  # bytes that the headers of a record, and what is read ahead, may take beside its body
_IN_A_ROW = 1_000  # damaged places in a row after which a file is given up
_ONE_STREAM = "what follows it is lost: the file is packed as one stream; unpack it and give the .warc file"


class Page(NamedTuple):
    """An HTML response: where its record begins, its body (unpacked), and what the record says of it."""

    offset: int
    body: bytes
    url: str | None
    media: str | None
    fetched: str | None


Item: TypeAlias = Page | Failure | Passed


class _Archive(NamedTuple):
    """A WARC file that is open; ``file`` is None where it is a pipe, which cannot be searched."""

    path: str
    file: BinaryIO | None
    packing: Packing
    dictionary: bytes | None
    limits: Limits


class _Broken(NamedTuple):
    """Where records could not be read on, and why (None where that was told); ``after`` is the record before it."""

    offset: int
    why: str | None
    after: int | None
    one_stream: bool


class _Large(Damage):
    """A record larger than anything that is read."""


def place(path: str, offset: int) -> str:
    """Name a record so that it can be found again: ``news.warc.gz#1234``."""
    return f"{path}#{offset}"


def named_record(name: str) -> tuple[str, int] | None:
    """Read the name of one record; None where it is none, or a file has that name itself."""
    found = _PLACE.fullmatch(name)
    if found is None or os.path.exists(name) or not os.path.isfile(found["path"]):
        return None
    return found["path"], int(found["offset"])


def is_warc(path: str) -> bool:
    """Tell a WARC file, also a packed one, by its first bytes; by its name where these are packed and damaged."""
    try:
        with open(path, "rb") as file:
            if members.begins(file, None):
                return True
            file.seek(0)
            packed = members.packing_of(file.read(4)) != "plain"
    except OSError:
        return False  # opening it again will tell what is wrong
    return packed and sniffing.named_suffix(path) == sniffing.WARC


def pages(path: str, *, limits: Limits) -> Iterator[Item]:
    """Walk the records of a file. Raises OSError where it cannot be opened or read."""
    with open(path, "rb") as file:
        archive = _opened(path, file, limits)
        start: int | None = 0
        damaged = 0
        while start is not None:
            broken = yield from _walk(archive, _stream(archive, file, start))
            if broken is None:
                return
            if broken.why:
                yield Failure(path=place(path, broken.offset), message=broken.why)
            damaged = damaged + 1 if broken.after is None else 1
            if damaged > _IN_A_ROW:
                yield Failure(path=path, message=f"{_IN_A_ROW:,} damaged records in a row; the rest is left")
                return
            start = members.next_record(file, archive.packing, broken.offset, archive.dictionary)
            if start is None and broken.one_stream:
                yield Failure(path=place(path, broken.offset), message=_ONE_STREAM)


def page_at(path: str, offset: int, *, limits: Limits) -> Item:
    """Read the one record that begins at a byte of a file. Raises OSError as ``pages`` does."""
    with open(path, "rb") as file:
        archive = _opened(path, file, limits)
        found = next(_walk(archive, _stream(archive, file, offset)), None)
    return found or Failure(path=place(path, offset), message="no record begins at this byte of the file")


def streamed(stream: BinaryIO, path: str, *, limits: Limits) -> Iterator[Item]:
    """Walk the records of a pipe, unpacked already; what follows a damaged one cannot be found there."""
    broken = yield from _walk(_Archive(path, None, "plain", None, limits), members.streamed(stream))
    if broken:
        why = broken.why or "this record is damaged"
        yield Failure(path=place(path, broken.offset), message=f"{why}; give the file itself to read what follows")


def _opened(path: str, file: BinaryIO, limits: Limits) -> _Archive:
    packing = members.packing_of(file.read(4))
    return _Archive(path, file, packing, members.read_dictionary(file) if packing == "zstd" else None, limits)


def _stream(archive: _Archive, file: BinaryIO, start: int) -> Unpacked:
    most = 2 * archive.limits.document + _ROOM
    return members.unpacked(file, archive.packing, start, most=most, dictionary=archive.dictionary)


def _walk(archive: _Archive, stream: Unpacked) -> Generator[Item, None, _Broken | None]:
    """Give what the records of a stream hold, to its end (then None) or to a place where it is broken."""
    from fastwarc.warc import ArchiveIterator  # only WARC files need it

    last: WarcRecord | None = None
    offset: int | None = None
    shared = False  # whether the last record lies in one member with the one before
    iterator = iter(ArchiveIterator(stream, stream_detect=False))
    while True:
        try:
            record = next(iterator, None)
        except (OSError, ValueError) as error:
            at = _broken_at(archive, stream, last, offset)
            return _Broken(at, f"a damaged record: {_lower(error)}", offset, shared or at == offset)
        if record is None:
            return None
        before, offset, last = offset, stream.offset_of(record.stream_pos), record
        shared = archive.packing != "plain" and before == offset
        stream.renew()
        claimed = record.content_length
        where = place(archive.path, offset)
        item, unread = _read(record, where, offset, archive.limits)
        if archive.file and members.runs_over(archive.file, archive.packing, offset, stream.member, archive.dictionary):
            yield Failure(path=where, message="its length is wrong: it runs into the next record")
            return _Broken(offset, None, offset, shared)
        yield item
        if unread and not _can_be_skipped(archive, offset, claimed):
            return _Broken(offset, None, offset, shared)


def _read(record: WarcRecord, where: str, offset: int, limits: Limits) -> tuple[Item, bool]:
    """Read a record; also tell whether much of it is left unread, or how long it is is in doubt."""
    try:
        return _item(record, where, offset, limits), record.content_length > limits.document
    except InputError as error:
        return Failure(path=where, message=str(error)), False
    except (OSError, ValueError) as error:
        return Failure(path=where, message=_lower(error)), True


def _lower(error: Exception) -> str:
    words = str(error).rstrip(".")
    return words[:1].lower() + words[1:]


def _can_be_skipped(archive: _Archive, offset: int, claimed: int) -> bool:
    """Tell whether what is left of a record can be read over at little cost, its length being what it says."""
    if archive.file is None:
        return True
    return archive.packing == "plain" and offset + claimed <= os.fstat(archive.file.fileno()).st_size


def _broken_at(archive: _Archive, stream: Unpacked, last: WarcRecord | None, offset: int | None) -> int:
    """Give the byte at which a damaged record begins."""
    if archive.packing != "plain" or archive.file is None or last is None or offset is None:
        return max(stream.member, 0) if archive.packing != "plain" or offset is None else offset
    archive.file.seek(offset)
    head = archive.file.read(_ROOM)
    length = _length(last) or 0
    end = offset + head.find(b"\r\n\r\n") + 4 + length
    archive.file.seek(end)
    space = archive.file.read(_SHOWN)
    return end + len(space) - len(space.lstrip(b"\r\n"))


def _item(record: WarcRecord, where: str, offset: int, limits: Limits) -> Page | Passed:
    """Read a record. Raises InputError where only its body is bad, Damage where what follows is in doubt."""
    if _length(record) is None:
        raise Damage("its header is damaged or cut off")
    kind = str(record.record_type)
    if kind != "response" or not record.is_http:
        return Passed(path=where, why=f"record: {kind}" if kind != "response" else "record: no HTTP")
    http = record.http_headers
    if http is None or http.status_code is None:
        raise InputError("holds no HTTP response that can be read")
    if http.status_code != 200:
        return Passed(path=where, why=f"status: {http.status_code}")
    media = (http.get("Content-Type") or "").strip()
    kind = media.partition(";")[0].strip().lower()
    if kind and kind not in _HTML:
        return Passed(path=where, why=f"media: {kind[:_SHOWN]}")
    stored = _stored(record, limits.document)
    body = unpacked_body(
        stored, http.get("Transfer-Encoding") or "", http.get("Content-Encoding") or "",
        limit=limits.document, partial=record.headers.get("WARC-Truncated") is not None,
    )  # fmt: skip
    if not body.strip():
        return Passed(path=where, why="empty")
    if not kind and not _is_page(body):
        return Passed(path=where, why="media: not stated, no HTML")
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    fetched = (record.headers.get("WARC-Date") or "").strip()
    return Page(
        offset, body, url if is_web_address(url) else None, media or None, fetched if _DATE.fullmatch(fetched) else None
    )


def _length(record: WarcRecord) -> int | None:
    stated = (record.headers.get("Content-Length") or "").strip()
    return int(stated) if _LENGTH.fullmatch(stated) else None


def _stored(record: WarcRecord, limit: int) -> bytes:
    claimed = record.content_length
    if claimed > limit:
        raise _Large(f"larger than {limit:,} bytes; no report is")
    parts: list[bytes] = []
    read = 0
    while read < claimed and (part := record.reader.read(claimed - read)):
        parts.append(part)
        read += len(part)
    if read < claimed:
        raise Damage(f"it is cut off: {read:,} of the {claimed:,} bytes of its body are there")
    return b"".join(parts)


def _is_page(body: bytes) -> bool:
    try:
        return sniffing.sniff(body[: sniffing.SNIFFED], "") == "page"
    except InputError:
        return False
