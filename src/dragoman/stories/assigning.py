"""Stories: which reports tell the same news, decided as they arrive."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dragoman.errors import UsageError
from dragoman.records import Record

from .background import load_background
from .fingerprints import Fingerprint
from .linking import components, linked, summed
from .settings import SHOWN, SIMILARITY
from .similarity import Likeness


class Placed(Record, frozen=True, kw_only=True):
    """A report that has a story already."""

    story: str
    fingerprint: Fingerprint


class Placement(Record, frozen=True, kw_only=True):
    """The story of a new report, and why.

    ``similarity`` is the average similarity to the other reports of the story, None where the report is alone in it.
    ``nearest`` is the most similar report of the story, where the report is alone that of all reports, None where there
    is none; ``nearest_similarity`` says how similar, ``terms`` and ``events`` what the two share.
    """

    report: str
    story: str
    similarity: float | None
    nearest: str | None
    nearest_similarity: float
    terms: tuple[str, ...]
    events: tuple[str, ...]


class Merge(Record, frozen=True, kw_only=True):
    """Two stories that new reports show to be one: the reports of ``gone`` are of ``kept`` from now on.

    ``kept`` is the story with the earlier first report. ``similarity`` is the average at which the two were joined.
    """

    kept: str
    gone: str
    similarity: float


class Placements(Record, frozen=True, kw_only=True):
    """What ``assign`` decided: a placement for each new report, in their order, and the stories that became one."""

    placements: tuple[Placement, ...]
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A story that is there, or a new report alone (``story`` None); ``members`` are numbers of reports."""

    story: str | None
    members: list[int]


@dataclass(slots=True)
class _State:
    """The clusters by the number of the one that they were joined into, and the stories that are gone."""

    into: dict[int, list[int]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)


def assign(new: Sequence[Fingerprint], placed: Sequence[Placed] = (), *, least: float = SIMILARITY) -> Placements:
    """Give each new report a story, among those of the placed reports or a new one.

    ``placed`` are the reports near in time (``settings.WINDOW`` days). Clusters are joined from the most similar pair
    down while the average similarity over all pairs of their reports is ``least`` or more. That is done twice: the
    stories that the first pass finds have one voice each in the weights of the second. The result does not depend on
    the order of ``new`` or of ``placed``. A new story is named after its earliest report.

    Raises UsageError where a report is given twice.
    """
    assigner = _Assigner(new, placed)
    provisional = assigner.assigned(new, least)
    assigner.count_voices(provisional)
    return assigner.assigned(new, least)


def story_id(report: str) -> str:
    """The id of the story that began with a report."""
    return f"s-{hashlib.sha256(report.encode('utf8', 'surrogatepass')).hexdigest()[:16]}"


class _Assigner:
    """The reports in the order of their age, their clusters, and their similarities."""

    def __init__(self, new: Sequence[Fingerprint], placed: Sequence[Placed]) -> None:
        stories = {each.fingerprint.report: each.story for each in placed}
        self._reports = sorted([*(each.fingerprint for each in placed), *new], key=_age)
        _check_once(self._reports)
        self._clusters = _clusters(self._reports, stories)
        self._cluster_of = np.empty(len(self._reports), dtype=np.int64)
        for number, cluster in enumerate(self._clusters):
            self._cluster_of[cluster.members] = number
        self._likeness = Likeness(self._reports)
        self._likeness.weigh(load_background(), self._cluster_of)

    def count_voices(self, found: Placements) -> None:
        """Weigh terms anew: each story that was found has one voice, the reports placed in it have none beside it."""
        kept = {merge.gone: merge.kept for merge in found.merges}
        placed = {each.report: each.story for each in found.placements}
        numbers: dict[str, int] = {}
        voices = np.empty(len(self._clusters), dtype=np.int64)
        for at, cluster in enumerate(self._clusters):
            story = cluster.story or placed[self._reports[cluster.members[0]].report]
            voices[at] = numbers.setdefault(_followed(story, kept), len(numbers))
        self._likeness.weigh(load_background(), voices[self._cluster_of])

    def assigned(self, new: Sequence[Fingerprint], least: float) -> Placements:
        nearest, edges = self._looked_up(least)
        state = _State()
        for part in components(len(self._clusters), edges):
            self._join(part, least, state)
        found = {
            placement.report: placement for part in state.into.values() for placement in self._placements(part, nearest)
        }
        merges = sorted(state.merges, key=lambda merge: (merge.kept, merge.gone))
        return Placements(placements=tuple(found[each.report] for each in new), merges=tuple(merges))

    def _looked_up(self, least: float) -> tuple[dict[int, int], list[tuple[int, int]]]:
        """For each new report the nearest of all, and the clusters that are as similar as one story is.

        A join of clusters that were there needs a new report in one that is so similar to the other: averages of
        averages below the threshold stay below it.
        """
        sizes = np.bincount(self._cluster_of, minlength=len(self._clusters))
        nearest, edges = {}, []
        for number, cluster in enumerate(self._clusters):
            if cluster.story is None:
                at = cluster.members[0]
                similarities = self._likeness.of(at)
                similarities[at] = 0
                averages = np.bincount(self._cluster_of, weights=similarities, minlength=len(sizes)) / sizes
                edges += [(number, int(other)) for other in np.flatnonzero(averages >= least - 1e-6)]
                nearest[at] = int(similarities.argmax()) if similarities.any() else at
        return nearest, edges

    def _join(self, part: list[int], least: float, state: _State) -> None:
        """Cluster a part of the graph of clusters; those that no new report touches stay as they are."""
        groups = {number: [number] for number in part}
        if len(part) > 1:
            members = np.array([at for number in part for at in self._clusters[number].members])
            owners = np.repeat(np.arange(len(part)), [len(self._clusters[number].members) for number in part])
            sums = summed(self._likeness.among(members), owners)
            for kept, gone, average in linked(sums, np.bincount(owners).astype(np.float64), least):
                self._note_merge(groups, part[kept], part[gone], average, state)
                groups[part[kept]] += groups.pop(part[gone])
        state.into.update(groups)

    def _note_merge(self, groups: dict[int, list[int]], kept: int, gone: int, average: float, state: _State) -> None:
        found = [self._named(groups[number]) for number in (kept, gone)]
        stories = [self._clusters[number].story for number in sorted(number for number in found if number is not None)]
        if len(stories) == 2 and stories[0] and stories[1]:
            state.merges.append(Merge(kept=stories[0], gone=stories[1], similarity=round(average, 4)))

    def _named(self, group: list[int]) -> int | None:
        """The cluster whose story a group of clusters keeps: the earliest that has one."""
        return next((number for number in sorted(group) if self._clusters[number].story), None)

    def _placements(self, group: list[int], nearest: dict[int, int]) -> list[Placement]:
        members = sorted(at for number in group for at in self._clusters[number].members)
        named = self._named(group)
        story = (named is not None and self._clusters[named].story) or story_id(self._reports[members[0]].report)
        return [self._placement(at, story, members, nearest[at]) for at in members if at in nearest]

    def _placement(self, at: int, story: str, members: list[int], nearest: int) -> Placement:
        others = np.array([other for other in members if other != at], dtype=np.int64)
        to_others = self._likeness.to(at, others)
        if len(others):
            nearest = int(others[np.round(to_others, 9).argmax()])
        terms, events = self._likeness.shared(at, nearest, SHOWN) if nearest != at else ((), ())
        return Placement(
            report=self._reports[at].report,
            story=story,
            similarity=round(float(to_others.mean()), 4) if len(others) else None,
            nearest=self._reports[nearest].report if nearest != at else None,
            nearest_similarity=round(float(self._likeness.to(at, np.array([nearest]))[0]), 4) if nearest != at else 0.0,
            terms=terms,
            events=events,
        )


def _followed(story: str, kept: Mapping[str, str]) -> str:
    while story in kept:
        story = kept[story]
    return story


def _age(report: Fingerprint) -> tuple[str, str]:
    """Earlier days first, undated reports last."""
    return report.first or "9999", report.report


def _check_once(reports: Sequence[Fingerprint]) -> None:
    ids = [report.report for report in reports]
    if len(set(ids)) < len(ids):
        twice = next(id_ for id_ in ids if ids.count(id_) > 1)
        raise UsageError(f"report {twice} is given twice, as new or as placed; give each report once")


def _clusters(reports: Sequence[Fingerprint], stories: dict[str, str]) -> list[_Cluster]:
    """The clusters at the start, in the order of their earliest reports."""
    found: dict[str, _Cluster] = {}
    for at, report in enumerate(reports):
        story = stories.get(report.report)
        key = f"story {story}" if story else f"report {report.report}"
        found.setdefault(key, _Cluster(story, [])).members.append(at)
    return list(found.values())
