"""How many of the reports that tell a happening are independent of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from .told import Told


def independent(members: Sequence[Told]) -> tuple[tuple[str, ...], ...]:
    """The reports in groups that count once, each sorted, the groups too.

    Reports count once together that are near duplicates, that have one publisher, or of which one rests on no source
    but those the other cites. A report that tells the happening on its own account (without a source) rests on itself.
    What is not known (no publisher, no group of copies) makes no reports dependent, so the number of groups is at most
    too high.
    """
    cited = _cited(members)
    marks: dict[str, set[str]] = defaultdict(set)
    for told in members:
        marks[told.report].update(_marks(told))
    for report, sources in cited.items():
        marks[report].update(f"rests on {other}" for other, others in cited.items() if sources <= others)
    for report in cited:
        marks[report].add(f"rests on {report}")
    return _groups(marks)


def _marks(told: Told) -> Iterable[str]:
    """What two reports must not share to be independent."""
    if told.copy_group is not None:
        yield f"copy {told.copy_group}"
    if told.publisher:
        yield f"publisher {told.publisher.strip().casefold()}"


def _cited(members: Sequence[Told]) -> dict[str, frozenset[str]]:
    """The sources of each report that tells nothing of the happening on its own account."""
    sources: dict[str, set[str]] = defaultdict(set)
    own = {told.report for told in members if not told.event.sources}
    for told in members:
        sources[told.report].update(source.entity for source in told.event.sources)
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
