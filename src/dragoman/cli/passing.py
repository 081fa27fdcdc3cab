"""What was passed over without being read: counted by reason, and told on standard error at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.reading import Failure, Passed
from dragoman.records import Report

from .notes import note

_SHOWN = 8  # reasons that are told one by one, the most frequent first


def gated(no_gate: bool, codebook: Path | None, actors: Sequence[Path] | None) -> bool:
    """Whether the gate looks at pages of WARC files. Its words are those of the shipped codebook and actors alone."""
    return not (no_gate or codebook or actors)


class PassedOver:
    """Counts what is passed over, by reason."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def left(self, found: Iterable[Report | Failure | Passed]) -> Iterator[Report | Failure]:
        """The rest: what is passed over is counted and not given."""
        for item in found:
            if isinstance(item, Passed):
                self.counts[item.why] += 1
            else:
                yield item

    def tell(self) -> None:
        """Say how much was passed over and why; nothing where nothing was."""
        if not self.counts:
            return
        shown = [f"{count:,} {why}" for why, count in self.counts.most_common(_SHOWN)]
        rest = self.counts.total() - sum(count for _, count in self.counts.most_common(_SHOWN))
        others = [f"{rest:,} for other reasons"] if rest else []
        note(f"{self.counts.total():,} records passed over: {', '.join([*shown, *others])}")
