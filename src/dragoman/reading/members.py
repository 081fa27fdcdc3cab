"""The bytes of a WARC file, unpacked as a stream that knows in which member of the file each of them lies.

A WARC file is packed record by record: each is a gzip member or a zstd frame of its own, and the byte at which that
begins is what names the record. fastwarc unpacks too, but it neither tells a file that was cut off nor stops at a
member that grows to a gigabyte; so it is given this stream, which stops at the end of each member and counts.
"""

from __future__ import annotations

import os
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

if TYPE_CHECKING:
    from fastwarc.stream_io import ZstdReader

Packing = Literal["plain", "gzip", "zstd"]

PIECE = 65_536  # bytes read and unpacked at once; fastwarc asks for as many
ZSTD = b"\x28\xb5\x2f\xfd"
ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"  # the skippable frame that holds the dictionary of a .warc.zst file
_GZIP = b"\x1f\x8b\x08"
_RECORD = b"WARC/"
_SCANNED = 1 << 20  # bytes looked through at once for the next record
_TRIED = 4_096  # bytes of a member that is looked into
_TRIALS = 10_000  # members looked into, at most, in a search for the next record


class Damage(OSError):
    """What is packed here cannot be unpacked, or is larger than anything that is read."""


class Piece(NamedTuple):
    """Unpacked bytes (perhaps none) and the byte of the file at which their member, or the plain bytes, begin."""

    offset: int
    data: bytes


class Unpacked:
    """A stream for fastwarc over the members of a file; see the module.

    More than ``most`` unpacked bytes between two calls of ``renew`` raise Damage; so do damaged members.
    """

    def __init__(self, pieces: Iterator[Piece], *, plain: bool, most: int | None) -> None:
        self._pieces, self._plain, self._most = pieces, plain, most
        self._given = self._spent = 0
        self._starts: list[tuple[int, int]] = []  # (unpacked position, offset in the file) of the last members
        self._rest = b""

    def read(self, size: int = PIECE) -> bytes:
        """Give at most ``size`` bytes of one member; none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            if not self._starts or (not self._plain and self._starts[-1][1] != piece.offset):
                self._starts.append((self._given, piece.offset))
            self._rest = piece.data
        data, self._rest = self._rest[:size], self._rest[size:]
        self._given += len(data)
        self._spent += len(data)
        if self._most is not None and self._spent > self._most:
            raise Damage(f"it unpacks to more than {self._most:,} bytes")
        return data

    def renew(self) -> None:
        """Begin to count again, for a new record; the members before the last two are forgotten."""
        self._spent = 0
        del self._starts[:-2]

    def offset_of(self, position: int) -> int:
        """Give the offset in the file of the record that begins at an unpacked position."""
        found = bisect_right(self._starts, (position, 1 << 62)) - 1
        start, offset = self._starts[max(found, 0)]
        return offset + position - start if self._plain else offset

    @property
    def member(self) -> int:
        """The offset of the member that was read last; -1 before the first."""
        return self._starts[-1][1] if self._starts else -1

    def tell(self) -> int:
        """Give the unpacked position."""
        return self._given

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refuse: what is unpacked is read once. fastwarc asks for the method but does not call it."""
        raise OSError("this stream is read once")

    def close(self) -> None:
        """Do nothing; the file belongs to the caller."""


def packing_of(head: bytes) -> Packing:
    """Tell by its first bytes how a WARC file is packed."""
    if head.startswith(_GZIP[:2]):
        return "gzip"
    return "zstd" if head.startswith((ZSTD, ZSTD_DICTIONARY)) else "plain"


def unpacked(file: BinaryIO, packing: Packing, start: int, *, most: int, dictionary: bytes | None) -> Unpacked:
    """Open the members of a file from the byte ``start``; a plain file takes no more room unpacked, so has no limit."""
    if packing == "plain":
        return Unpacked(_plain(file, start), plain=True, most=None)
    pieces = _gzip(file, start) if packing == "gzip" else _zstd(file, start, dictionary)
    return Unpacked(pieces, plain=False, most=most)


def streamed(stream: BinaryIO) -> Unpacked:
    """Open a stream that cannot be searched (a pipe), unpacked already."""
    return Unpacked(_pieces(stream, 0), plain=True, most=None)


def next_record(file: BinaryIO, packing: Packing, after: int, dictionary: bytes | None) -> int | None:
    """Find the first member behind the byte ``after`` that begins with a record; None where there is none."""
    mark = {"plain": b"\n" + _RECORD, "gzip": _GZIP, "zstd": ZSTD}[packing]
    for place in islice(_places(file, mark, after if packing == "plain" else after + 1), _TRIALS):
        offset = place + (packing == "plain")
        file.seek(offset)
        if begins(file, dictionary):
            return offset
    return None


def runs_over(file: BinaryIO, packing: Packing, start: int, reached: int, dictionary: bytes | None) -> bool:
    """Tell whether a record that begins at ``start`` and was read to the member ``reached`` swallowed another one."""
    if packing == "plain" or reached == start:
        return False
    position = file.tell()
    following = next_record(file, packing, start, dictionary)
    file.seek(position)
    return following is not None and following <= reached


def begins(file: BinaryIO, dictionary: bytes | None) -> bool:
    """Tell whether a record begins where the file stands."""
    data = file.read(_TRIED)
    packing = packing_of(data)
    if packing == "gzip":
        data = _inflated(data)
    elif packing == "zstd":
        data = _unzstd(data, dictionary)
    return data.startswith(_RECORD)


def read_dictionary(file: BinaryIO) -> bytes | None:
    """Read the dictionary that a .warc.zst file may begin with (IIPC, "Zstandard for WARC", 2020); None without one."""
    file.seek(0)
    head = file.read(8)
    if not head.startswith(ZSTD_DICTIONARY) or len(head) < 8:
        return None
    data = file.read(min(int.from_bytes(head[4:8], "little"), 1 << 24))
    return _unzstd(data, None, 1 << 24) if data.startswith(ZSTD) else data


def _places(file: BinaryIO, mark: bytes, start: int) -> Iterator[int]:
    """Walk the places of ``mark`` in a file; the caller may move in the file meanwhile."""
    base, kept = start, b""
    while True:
        file.seek(base + len(kept))
        data = kept + file.read(_SCANNED)
        if len(data) < len(mark) or len(data) == len(kept):
            return
        place = data.find(mark)
        while place >= 0:
            yield base + place
            place = data.find(mark, place + 1)
        kept = data[-len(mark) + 1 :]
        base += len(data) - len(kept)


def _plain(file: BinaryIO, start: int) -> Iterator[Piece]:
    file.seek(start)
    return _pieces(file, start)


def _pieces(file: BinaryIO, start: int) -> Iterator[Piece]:
    while data := file.read(PIECE):
        yield Piece(start, data)
        start += len(data)


def _gzip(file: BinaryIO, start: int) -> Iterator[Piece]:
    """Unpack gzip members (RFC 1952); zeros between them are padding, as gzip itself has it."""
    file.seek(start)
    packed = file.read(PIECE)
    while packed:
        inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        position = file.tell() - len(packed)
        yield Piece(position, b"")  # so that damage is told of this member, not of the one before
        while not inflater.eof:
            if not packed and not (packed := file.read(PIECE)):
                raise Damage("it is cut off: the file ends within it")
            try:
                data = inflater.decompress(packed, PIECE)
            except zlib.error as error:
                raise Damage(f"its gzip data are damaged ({error})") from None
            packed = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            yield Piece(position, data)
        packed = _without_padding(file, packed)


def _without_padding(file: BinaryIO, packed: bytes) -> bytes:
    packed = packed.lstrip(b"\x00")
    while not packed and (more := file.read(PIECE)):
        packed = more.lstrip(b"\x00")
    return packed


def _zstd(file: BinaryIO, start: int, dictionary: bytes | None) -> Iterator[Piece]:
    from fastwarc.stream_io import ZstdReader

    while True:
        file.seek(start)
        head = file.read(4)
        if not head:
            return
        yield Piece(start, b"")
        end = _skipped(file, head) or _frame_end(file, head)
        if end is None:
            raise Damage("its zstd data are damaged, or it is cut off")
        if head == ZSTD:
            reader = ZstdReader(_Window(file, start, end), dictionary=dictionary)
            while data := _checked(reader):
                yield Piece(start, data)
        start = end


def _checked(reader: ZstdReader) -> bytes:
    try:
        return reader.read(PIECE)
    except (OSError, ValueError) as error:
        raise Damage(f"its zstd data are damaged ({error})") from None


class _Window:
    """A part of a file as a stream."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._start, self._at, self._end = file, start, start, end

    def read(self, size: int = -1) -> bytes:
        left = self._end - self._at
        self._file.seek(self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: self._start, os.SEEK_CUR: self._at, os.SEEK_END: self._end}[whence]
        self._at = base + offset
        return self._at - self._start

    def tell(self) -> int:
        return self._at - self._start

    def close(self) -> None:
        """Do nothing; the file belongs to the caller."""


def _skipped(file: BinaryIO, head: bytes) -> int | None:
    """Give the end of a skippable frame (RFC 8878, 3.1.2), whose head was read; None for any other."""
    if not (0x50 <= head[0] <= 0x5F and head[1:] == ZSTD_DICTIONARY[1:]):
        return None
    return file.tell() + 4 + int.from_bytes(file.read(4), "little")


def _frame_end(file: BinaryIO, head: bytes) -> int | None:
    """Give the end of a zstd frame by the sizes of its blocks (RFC 8878, 3.1.1); None where it is none or cut off."""
    descriptor = file.read(1)
    if head != ZSTD or not descriptor:
        return None
    flags = descriptor[0]
    single, content = bool(flags & 0x20), flags >> 6
    sizes = (0 if single else 1) + (0, 1, 2, 4)[flags & 3] + ((1 if single else 0), 2, 4, 8)[content]
    file.seek(sizes, os.SEEK_CUR)
    last = False
    while not last:
        block = file.read(3)
        if len(block) < 3:
            return None
        value = int.from_bytes(block, "little")
        last, kind, size = bool(value & 1), value >> 1 & 3, value >> 3
        if kind == 3:
            return None
        file.seek(1 if kind == 1 else size, os.SEEK_CUR)  # a run of one byte is written once
    end = file.tell() + (4 if flags & 4 else 0)
    return end if end <= _size(file) else None


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, len(_RECORD))
    except zlib.error:
        return b""


def _unzstd(data: bytes, dictionary: bytes | None, size: int = len(_RECORD)) -> bytes:
    from fastwarc.stream_io import ZstdReader

    try:
        return ZstdReader(BytesIO(data), dictionary=dictionary).read(size)
    except (OSError, ValueError):
        return b""
