"""The body of an HTTP response as it was stored: its chunks put together and its content coding undone, within limits.

Archives often keep the header of a coding that the crawler has undone already; so a body that is plainly not coded is
taken as it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from io import BytesIO

from dragoman.errors import InputError

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_ZSTD = b"\x28\xb5\x2f\xfd"
_STEP = 1 << 16


def unpacked_body(body: bytes, transfer: str, coding: str, *, limit: int, partial: bool = False) -> bytes:
    """Undo ``transfer`` (Transfer-Encoding) and ``coding`` (Content-Encoding), at most to ``limit`` bytes.

    With ``partial`` what was cut off gives what there is of it. Raises InputError for a body that is larger, damaged or
    coded in a way that is not known.
    """
    if "chunked" in transfer.lower():
        body = _joined(body, partial=partial)
    for name in reversed([part.strip().lower() for part in coding.split(",") if part.strip()]):
        if name in ("identity", "none", "utf-8"):  # the last is a slip of some servers
            continue
        decode = _DECODERS.get(name)
        if decode is None:
            raise InputError(f"its body is coded as {name[:40]!r}; known are gzip, deflate, br and zstd")
        body = decode(body, limit, partial)
        if len(body) > limit:
            raise InputError(f"its body is larger than {limit:,} bytes; no report is")
    return body


def _joined(body: bytes, *, partial: bool) -> bytes:
    """Put chunks together (RFC 9112, 7.1)."""
    parts: list[bytes] = []
    at = 0
    while head := _CHUNK.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        end = head.end() + size
        parts.append(body[head.end() : end])
        if end > len(body):
            break
        at = end + (2 if body[end : end + 2] == b"\r\n" else body[end : end + 1] == b"\n")
    if not parts:
        return body
    if partial:
        return b"".join(parts)
    raise InputError("the chunks of its body are damaged or cut off")


def _inflate(body: bytes, limit: int, partial: bool, bits: int) -> bytes:
    inflater = zlib.decompressobj(bits)
    try:
        data = inflater.decompress(body, limit + 1)
    except zlib.error as error:
        raise InputError(f"its compressed body is damaged ({error})") from None
    if not (inflater.eof or partial or len(data) > limit):
        raise InputError("its compressed body is cut off")
    return data


def _gzip(body: bytes, limit: int, partial: bool) -> bytes:
    return _inflate(body, limit, partial, 16 + zlib.MAX_WBITS) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes, limit: int, partial: bool) -> bytes:
    """Undo "deflate": zlib data by RFC 9110, bare deflate data as some servers send it."""
    if _is_markup(body):
        return body
    is_zlib = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflate(body, limit, partial, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _brotli(body: bytes, limit: int, partial: bool) -> bytes:
    import brotli  # comes with fastwarc; few pages need it

    if _is_markup(body):
        return body
    decoder = brotli.Decompressor()
    found = bytearray()
    try:
        data = decoder.process(body, output_buffer_limit=_STEP)
        while len(found) <= limit:
            found += data
            if decoder.is_finished() or (not data and decoder.can_accept_more_data()):
                break
            data = decoder.process(b"", output_buffer_limit=_STEP)
    except brotli.error as error:
        raise InputError(f"its compressed body is damaged ({error})") from None
    if not (decoder.is_finished() or partial or len(found) > limit):
        raise InputError("its compressed body is cut off")
    return bytes(found)


def _zstd(body: bytes, limit: int, partial: bool) -> bytes:
    from fastwarc.stream_io import ZstdReader

    if not body.startswith(_ZSTD):
        return body
    reader, found = ZstdReader(BytesIO(body)), bytearray()
    try:
        while len(found) <= limit and (data := reader.read(_STEP)):
            found += data
    except (OSError, ValueError) as error:
        if not partial:
            raise InputError(f"its compressed body is damaged or cut off ({error})") from None
    return bytes(found)


def _is_markup(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


_DECODERS: dict[str, Callable[[bytes, int, bool], bytes]] = {
    "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip
