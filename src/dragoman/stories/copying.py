"""Near-duplicates: wire copies, cut or with an agency's header, lightly edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from dragoman.records import Record

from .fingerprints import Fingerprint
from .settings import CONTAINMENT, SHARED
from .sketching import Hashes, limit, unpacked

Numbers = npt.NDArray[np.int64]


class Copy(Record, frozen=True, kw_only=True):
    """Two reports with the same text, or one of which has most of the other's.

    ``of`` is the one that came first: the placed one, or of two new ones that with the earlier day, then the lesser id.
    ``containment`` is the share of the shorter one's five-word shingles that the longer one has, ``jaccard`` the share
    of the shingles of either that both have, ``shared`` how many sampled shingles say so.
    """

    report: str
    of: str
    containment: float
    jaccard: float
    shared: int


def copies(new: Sequence[Fingerprint], old: Sequence[Fingerprint] = ()) -> list[Copy]:
    """The near-duplicates of new reports, among themselves and with old ones, sorted by ids.

    Containment and Jaccard are estimated from the sketches, and exact where both texts have ``SKETCH``
    shingles at most.
    """
    first = sorted(new, key=_age)
    every = [*old, *first]
    sketches = [unpacked(each.sketch) for each in every]
    found = _index(sketches)
    pairs = []
    for at in range(len(old), len(every)):
        others, shared = found.sharing(sketches[at], before=at)
        for other, number in zip(others.tolist(), shared.tolist(), strict=True):
            level = max(every[at].level, every[other].level)
            copy = _copy(every[at].report, every[other].report, sketches[at], sketches[other], number, level)
            if copy.containment >= CONTAINMENT and copy.report != copy.of:
                pairs.append(copy)
    return sorted(pairs, key=lambda pair: (pair.report, pair.of))


def _age(each: Fingerprint) -> tuple[str, str]:
    return each.first or "9999", each.report


class _Index:
    """Which sketches have a hash."""

    def __init__(self, hashes: Hashes, owners: Numbers) -> None:
        self._hashes, self._owners = hashes, owners

    def sharing(self, sketch: Hashes, *, before: int) -> tuple[Numbers, Numbers]:
        """The numbers of the sketches before one that share ``SHARED`` hashes with it, and how many they share."""
        starts = np.searchsorted(self._hashes, sketch, side="left")
        ends = np.searchsorted(self._hashes, sketch, side="right")
        owners = np.concatenate([np.empty(0, np.int64), *self._runs(starts, ends)])
        others, shared = np.unique(owners[owners < before], return_counts=True)
        return others[shared >= SHARED], shared[shared >= SHARED]

    def _runs(self, starts: Numbers, ends: Numbers) -> Iterator[Numbers]:
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if end - start > 1:  # one is the sketch's own
                yield self._owners[start:end]


def _index(sketches: Sequence[Hashes]) -> _Index:
    hashes = np.concatenate([np.empty(0, np.uint32), *sketches])
    owners = np.repeat(np.arange(len(sketches)), [len(sketch) for sketch in sketches])
    order = np.argsort(hashes, kind="stable")
    return _Index(hashes[order], owners[order])


def _copy(report: str, of: str, one: Hashes, other: Hashes, shared: int, level: int) -> Copy:
    a, b = (int(np.searchsorted(sketch, limit(level))) for sketch in (one, other))
    return Copy(
        report=report,
        of=of,
        containment=round(shared / min(a, b), 4),
        jaccard=round(shared / (a + b - shared), 4),
        shared=shared,
    )
