"""Opening inputs: their first bytes for a look, ``.gz`` unpacked, never more read than the limits allow."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from dragoman.errors import InputError

from .inputs import STDIN, is_special
from .sniffing import SNIFFED, is_gzip

# What unpacking raises where a .gz file is cut off or damaged.
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already: gives these first, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(path: str) -> Iterator[tuple[bytes, BinaryIO]]:
    """Open an input: its first bytes, and the whole as a stream, both unpacked.

    Raises InputError for what cannot be opened or is damaged, also while the stream is being read.
    """
    with failing(), _raw(path) as raw:
        head, stream = _peek(raw)
        if is_gzip(head):
            head, stream = _peek(io.BufferedReader(gzip.GzipFile(fileobj=stream)))
        yield head, stream


@contextmanager
def failing() -> Iterator[None]:
    """Turn what opening and reading a file raises into an InputError that says what to do."""
    try:
        yield
    except _DAMAGED as error:
        raise InputError(f"a damaged .gz file ({error}); copy or download it again") from None
    except PermissionError:
        raise InputError("may not be read; change its permissions (chmod +r)") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})") from None


def read_all(stream: BinaryIO, limit: int) -> bytes:
    """Read a stream to its end. Raises InputError where it is longer than ``limit`` bytes or empty."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {limit:,} bytes; no report is: split it, or give many reports as JSONL")
    if not data.strip():
        raise InputError("empty; give a page, a text, a feed or JSONL")
    return data


@contextmanager
def _raw(path: str) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer
        return
    if os.path.exists(path) and is_special(path):
        raise InputError("neither a file nor a folder; give a file")
    with open(path, "rb") as file:
        yield file


def _peek(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Read the first bytes of a stream and give them together with the whole stream."""
    head = b""
    while len(head) < SNIFFED and (piece := stream.read(SNIFFED - len(head))):
        head += piece
    return head, io.BufferedReader(_Rejoined(head, stream))
