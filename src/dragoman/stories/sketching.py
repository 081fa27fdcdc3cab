"""Sketches: a sample of the hashes of a text's shingles, by which two texts are compared without being kept.

A shingle is five words in a row. Of the hashes, those under 2**32 / 2**level are kept, with the lowest level that
leaves ``SKETCH`` of them at most (adaptive sampling, Flajolet 1990; containment from such a sample, Broder 1997).
Two sketches are compared at the higher of their levels, where both are samples by the same rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from .settings import REMEMBERED, SHINGLE, SKETCH
from .terms import words

Hashes = npt.NDArray[np.uint32]
_LIMIT = 1 << 32
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F],
    dtype=np.uint64,
)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)


def shingles(text: str) -> Hashes:
    """The hashes of the shingles of a text, sorted, each once; none for a text of fewer words than a shingle has."""
    return shingles_of(words(text))


def shingles_of(found: Sequence[str]) -> Hashes:
    """The same of a text's words."""
    last = len(found) - SHINGLE + 1
    if last < 1:
        return np.empty(0, dtype=np.uint32)
    codes = np.fromiter(map(_code, found), dtype=np.uint64, count=len(found))
    sums = sum((codes[at : at + last] * factor for at, factor in enumerate(_FACTORS)), np.zeros(last, dtype=np.uint64))
    hashes = np.sort(_mixed(sums))
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))]


def sampled(hashes: Hashes) -> tuple[int, Hashes]:
    """The level and the hashes that are kept."""
    level = 0
    while np.searchsorted(hashes, limit(level)) > SKETCH:
        level += 1
    return level, hashes[: np.searchsorted(hashes, limit(level))]


def limit(level: int) -> int:
    """The hashes of a level are those under this number."""
    return _LIMIT >> level


def packed(hashes: Hashes) -> bytes:
    """Hashes as bytes, four each, little-endian."""
    return hashes.astype("<u4").tobytes()


def unpacked(sketch: bytes) -> Hashes:
    """The hashes of ``packed``."""
    return np.frombuffer(sketch, dtype="<u4").astype(np.uint32)


@lru_cache(maxsize=REMEMBERED)
def _code(word: str) -> int:
    return crc32(word.encode("utf8", "surrogatepass")) + 1


def _mixed(sums: npt.NDArray[np.uint64]) -> Hashes:
    """The upper half of sums whose bits are mixed as by the end of MurmurHash3 (Appleby 2011)."""
    mixed = (sums ^ (sums >> _HALF)) * _MIX
    mixed = (mixed ^ (mixed >> _HALF)) * _MIX
    return (mixed >> _HALF).astype(np.uint32)
