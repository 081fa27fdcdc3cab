"""Bodies in pieces: what is packed, too large, cut off or damaged."""

import gzip
import zlib
from functools import partial

import pytest

from dragoman.errors import FetchError
from dragoman.fetching.bodies import PIECE, read_body, read_start, unpacked

packed = partial(gzip.compress, mtime=0)  # the same bytes in every process that collects these tests

WORDS = b"The ministers met in the harbour town. " * 400


def cut(data, length=7):
    return [data[at : at + length] for at in range(0, len(data), length)]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS, ""),
        (WORDS, "identity"),
        (packed(WORDS), "gzip"),
        (packed(WORDS), " X-GZIP "),
        (packed(WORDS[:100]) + packed(WORDS[100:]), "gzip"),
        (packed(WORDS) + b"\0\0\0\0", "gzip"),
        (zlib.compress(WORDS), "deflate"),
    ],
)
def test_body_is_unpacked(data, encoding):
    for length in (1, 7, len(data)):
        assert read_body(cut(data, length), encoding, size=len(WORDS)) == WORDS


def test_empty_body():
    assert read_body([], "gzip", size=10) == b""


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        (b"x" * 1_001, "", "size"),
        (packed(b"x" * 1_001), "gzip", "size"),
        (zlib.compress(b"x" * 1_001), "deflate", "size"),
        (packed(b"") * 60, "gzip", "size"),  # 1,200 bytes that unpack to none
        (packed(WORDS[:500])[:-9], "gzip", "encoding"),
        (b"no gzip at all", "gzip", "encoding"),
        (WORDS[:500], "br", "encoding"),
        (WORDS[:500], "zstd", "encoding"),
        (packed(packed(WORDS)), "gzip, gzip", "encoding"),
    ],
)
def test_body_that_is_not_taken(data, encoding, reason):
    with pytest.raises(FetchError) as caught:
        read_body(cut(data), encoding, size=1_000)
    assert caught.value.reason == reason


def test_a_bomb_is_never_unpacked_further_than_one_piece():
    bomb = packed(b"\0" * 30_000_000)
    assert len(bomb) < 40_000
    assert max(map(len, unpacked([bomb], "gzip"))) <= PIECE
    taken = []

    def pieces():
        for piece in cut(bomb, 1_000):
            taken.append(piece)
            yield piece

    with pytest.raises(FetchError, match="unpacked larger"):
        read_body(pieces(), "gzip", size=500_000)
    assert len(taken) < 3


def test_start_of_a_long_body():
    assert read_start(cut(WORDS), "", size=50) == WORDS[:50]
    assert read_start(cut(packed(WORDS)), "gzip", size=50) == WORDS[:50]
