"""How many of the reports that tell one thing, a happening or a standing relation, are independent of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .told import Told


@dataclass(frozen=True, slots=True)
class Voice:
    """A report that tells something once, and the entities that it cites for it: none where it tells it itself."""

    report: str
    publisher: str | None
    copy_group: str | None
    sources: frozenset[str]


def independent(members: Sequence[Told]) -> tuple[tuple[str, ...], ...]:
    """The reports of a happening in groups that count once (see ``independent_voices``)."""
    return independent_voices(
        Voice(told.report, told.publisher, told.copy_group, frozenset(s.entity for s in told.event.sources))
        for told in members
    )


def independent_voices(voices: Iterable[Voice]) -> tuple[tuple[str, ...], ...]:
    """The reports in groups that count once, each sorted, the groups too.

    Reports count once together that are near duplicates, that have one publisher, or of which one rests on no source
    but those the other cites. A report that tells it on its own account (without a source) rests on itself. What is
    not known (no publisher, no group of copies) makes no reports dependent, so the number of groups is at most too
    high.
    """
    voices = tuple(voices)
    cited = _cited(voices)
    marks: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        marks[voice.report].update(_marks(voice))
    for report, sources in cited.items():
        marks[report].update(f"rests on {other}" for other, others in cited.items() if sources <= others)
    for report in cited:
        marks[report].add(f"rests on {report}")
    return _groups(marks)


def _marks(voice: Voice) -> Iterable[str]:
    """What two reports must not share to be independent."""
    if voice.copy_group is not None:
        yield f"copy {voice.copy_group}"
    if voice.publisher:
        yield f"publisher {voice.publisher.strip().casefold()}"


def _cited(voices: Sequence[Voice]) -> dict[str, frozenset[str]]:
    """The sources of each report that tells nothing of it on its own account."""
    sources: dict[str, set[str]] = defaultdict(set)
    own = {voice.report for voice in voices if not voice.sources}
    for voice in voices:
        sources[voice.report].update(voice.sources)
    return {report: frozenset(found) for report, found in sources.items() if report not in own}


def _groups(marks: dict[str, set[str]]) -> tuple[tuple[str, ...], ...]:
    """Reports in groups that a chain of shared marks holds together."""
    groups: list[tuple[set[str], set[str]]] = []
    for report, own in sorted(marks.items()):
        near = [group for group in groups if group[1] & own]
        groups = [group for group in groups if not group[1] & own]
        reports, shared = {report}, set(own)
        groups.append((reports.union(*(group[0] for group in near)), shared.union(*(group[1] for group in near))))
    return tuple(sorted(tuple(sorted(reports)) for reports, _ in groups))
