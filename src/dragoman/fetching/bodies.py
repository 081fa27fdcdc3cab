"""The body of an answer, read and unpacked in pieces, so that no answer can fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from dragoman.errors import FetchError

PIECE = 65_536  # bytes that are read, and at most unpacked, at once
_EITHER = 32 + zlib.MAX_WBITS  # gzip or zlib, told by the first bytes
_UNPACKED = {"gzip", "x-gzip", "deflate"}


def read_body(pieces: Iterable[bytes], encoding: str, *, size: int) -> bytes:
    """Read a body of at most ``size`` bytes, as sent and as unpacked.

    ``encoding`` is the answer's Content-Encoding. Raises FetchError where the body is larger, damaged, cut off or
    packed in another way than was asked for.
    """
    body = bytearray()
    for piece in unpacked(_counted(pieces, size), encoding):
        body += piece
        if len(body) > size:
            raise too_large(size, "unpacked ")
    return bytes(body)


def read_start(pieces: Iterable[bytes], encoding: str, *, size: int) -> bytes:
    """Read the first ``size`` bytes of a body and leave the rest, as RFC 9309 wants it of a long robots.txt."""
    body = bytearray()
    for piece in unpacked(pieces, encoding):
        body += piece
        if len(body) >= size:
            break
    return bytes(body[:size])


def too_large(size: int, what: str = "") -> FetchError:
    """Make the error of an answer that is larger than it may be."""
    return FetchError(
        f"the answer is {what}larger than {size:,} bytes; --max-size sets how large it may be", reason="size"
    )


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Unpack a body in pieces of at most ``PIECE`` bytes. Raises FetchError as ``read_body`` does."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from pieces
    elif name in _UNPACKED:
        try:
            yield from _inflated(pieces)
        except zlib.error as error:
            raise FetchError(
                f"the answer's {name} data are damaged ({error}); try again later", reason="encoding"
            ) from None
    else:
        raise FetchError(
            f"the answer is packed as {name[:40]!r}, which was not asked for; the server must send gzip or plain data",
            reason="encoding",
        )


def _counted(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    sent = 0
    for piece in pieces:
        sent += len(piece)
        if sent > size:
            raise too_large(size)
        yield piece


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Inflate a stream of gzip members, or one of zlib; what follows a whole member and is none is left out."""
    inflater = zlib.decompressobj(_EITHER)
    whole, empty = False, True
    for piece in pieces:
        rest, empty = piece, False
        while rest:
            if inflater.eof:
                whole, inflater = True, zlib.decompressobj(_EITHER)
            try:
                yield inflater.decompress(rest, PIECE)
            except zlib.error:
                if whole:
                    return
                raise
            rest = inflater.unconsumed_tail or inflater.unused_data
    yield inflater.flush()  # a few hundred bytes at most: nothing that was sent is left
    if not (inflater.eof or whole or empty):
        raise FetchError("the answer's compressed data are cut off; try again later", reason="encoding")
