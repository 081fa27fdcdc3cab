"""What many reports say of a standing relation: one dated history for each pair and relation.

A report tells a tie as holding, as past, or denies it. Told in that order of days these agree: denied before it is
first told as holding ("not yet a member"), past after it was last told so ("a former ally"). What stands in any other
order, or in a report without a day, disputes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.errors import UsageError
from dragoman.occurrences.independence import Voice, independent_voices
from dragoman.records import Party, Relation, Report, Tie

from .find import SYMMETRIC

How = Literal["holds", "past", "denied"]
State = Literal["holds", "past", "denied", "disputed"]
Key = tuple[str, str, str]
_EARLIEST, _LATEST = "0000", "9999"


@dataclass(frozen=True, slots=True)
class ToldTie:
    """A tie as one report tells it; ``day`` is the last day on which the report can have been published."""

    tie: Tie
    report: str
    day: str | None
    publisher: str | None = None
    copy_group: str | None = None

    @property
    def how(self) -> How:
        """Whether the report tells it as holding, as past, or denies it."""
        return "denied" if self.tie.negated else "past" if self.tie.past else "holds"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that reports give for the beginning or the end of a tie, with the reports that give it."""

    value: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A report that tells a tie otherwise than the others: how, when, and who it cites (nobody: its own words)."""

    report: str
    how: How
    day: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieHistory:
    """What reports say of one relation between two parties.

    ``a`` and ``b`` are a government ("TUR/GOV") or an entity ("IGO/nato"), of a symmetric relation in the order of the
    alphabet. ``state`` is how it stands after the last report; ``since`` and ``until`` the dates that most reports
    give, all that are given in ``since_told`` and ``until_told``. ``first_told`` and ``last_told`` are the days of the
    first and the last report that tells it as holding. ``n_reports`` counts the reports that tell it as holding or
    past, ``n_independent`` those
    of them that do not rest on each other. ``why`` says in words what the state rests on.
    """

    a: str
    b: str
    relation: Relation
    kinds: tuple[str, ...]
    state: State
    since: str | None
    until: str | None
    first_told: str | None
    last_told: str | None
    n_reports: int
    n_independent: int
    since_told: tuple[Dated, ...]
    until_told: tuple[Dated, ...]
    disputes: tuple[Dispute, ...]
    reports: tuple[str, ...]
    why: tuple[str, ...]


def tell_ties(report: Report, *, copy_group: str | None = None) -> tuple[ToldTie, ...]:
    """Every tie of a coded report, ready for ``histories``."""
    day = report.published.end if report.published else None
    return tuple(ToldTie(tie, report.report, day, report.publisher, copy_group) for tie in report.ties)


def histories(told: Iterable[ToldTie]) -> tuple[TieHistory, ...]:
    """One history for each pair and relation, the one that most reports tell first, whatever the order."""
    groups: dict[Key, list[ToldTie]] = defaultdict(list)
    for each in told:
        groups[pair_of(each.tie)].append(each)
    made = [_history(key, sorted(group, key=_order)) for key, group in groups.items()]
    return tuple(sorted(made, key=lambda history: (-history.n_reports, history.relation, history.a, history.b)))


def history_between(told: Iterable[ToldTie], a: str, b: str, relation: Relation) -> TieHistory:
    """The history of one pair, given as codes ("TUR/GOV"). Raises UsageError where no report tells such a tie."""
    ends = _sides(relation, a, b)
    found = histories(told)
    for history in found:
        if (history.relation, history.a, history.b) == (relation, *ends):
            return history
    known = ", ".join(f"{h.a} {h.relation} {h.b}" for h in found[:5]) or "none"
    raise UsageError(f"no report tells {a} {relation} {b}; told are {known}; name both sides by their codes")


def pair_of(tie: Tie) -> Key:
    """The pair and relation whose history a tie belongs to: ``a``, ``b`` and ``relation`` of its ``TieHistory``."""
    return (*_sides(tie.relation, _code(tie.a), _code(tie.b)), tie.relation)


def _code(party: Party) -> str:
    """Who a side is in all reports: of whoever is of a government that government, of all others the entity."""
    return f"{party.country}/GOV" if party.country and party.sector == "GOV" else party.entity


def _sides(relation: str, a: str, b: str) -> tuple[str, str]:
    return (min(a, b), max(a, b)) if relation in SYMMETRIC else (a, b)


def _order(told: ToldTie) -> tuple[str, str, str]:
    return told.day or _LATEST, told.report, told.tie.tie


def _history(key: Key, told: Sequence[ToldTie]) -> TieHistory:
    a, b, _ = key
    holding = [each for each in told if each.how == "holds"]
    saying = [each for each in told if each.how != "denied"]
    disputing = [each for each in told if _disputes(each, holding)]
    state = _state(told, holding, disputing)
    since_told, until_told = _dated(saying, "since"), _dated(saying, "until")
    days = [each.day for each in holding if each.day]
    return TieHistory(
        a=a,
        b=b,
        relation=told[0].tie.relation,
        kinds=tuple(sorted({each.tie.kind for each in told if each.tie.kind})),
        state=state,
        since=since_told[0].value if since_told else None,
        until=until_told[0].value if until_told else None,
        first_told=min(days, default=None),
        last_told=max(days, default=None),
        n_reports=len({each.report for each in saying}),
        n_independent=len(independent_voices(map(_voice, saying))),
        since_told=since_told,
        until_told=until_told,
        disputes=tuple(_dispute(each) for each in disputing),
        reports=tuple(dict.fromkeys(each.report for each in told)),
        why=tuple(_why(told, holding, disputing, since_told, until_told)),
    )


def _disputes(each: ToldTie, holding: Sequence[ToldTie]) -> bool:
    """Whether one telling cannot stand beside those that tell the tie as holding."""
    if each.how == "holds" or not holding:
        return False
    if each.day is None or any(other.day is None for other in holding):
        return True
    days = [other.day for other in holding if other.day]
    if each.how == "denied":
        return each.day >= min(days)
    ended = each.tie.until or each.day
    return max(days)[: len(ended)] > ended or (each.tie.until is None and each.day <= max(days))


def _state(told: Sequence[ToldTie], holding: Sequence[ToldTie], disputing: Sequence[ToldTie]) -> State:
    if disputing:
        return "disputed"
    if any(each.how == "past" for each in told):
        return "past"
    return "holds" if holding else "denied"


def _dated(told: Sequence[ToldTie], end: Literal["since", "until"]) -> tuple[Dated, ...]:
    """The dates given, the one of most reports first, of these the most precise, of these the earliest."""
    given: dict[str, dict[str, None]] = defaultdict(dict)
    for each in told:
        value = each.tie.since if end == "since" else each.tie.until
        if value:
            given[value][each.report] = None
    found = [Dated(value, tuple(reports)) for value, reports in given.items()]
    return tuple(sorted(found, key=lambda dated: (-len(dated.reports), -len(dated.value), dated.value)))


def _voice(told: ToldTie) -> Voice:
    sources = frozenset(source.entity for source in told.tie.sources)
    return Voice(told.report, told.publisher, told.copy_group, sources)


def _dispute(told: ToldTie) -> Dispute:
    return Dispute(told.report, told.how, told.day, tuple(source.name for source in told.tie.sources))


def _why(
    told: Sequence[ToldTie],
    holding: Sequence[ToldTie],
    disputing: Sequence[ToldTie],
    since: Sequence[Dated],
    until: Sequence[Dated],
) -> Iterable[str]:
    if holding:
        yield f"told as holding by {_reports(holding)}"
    for how, words in (("past", "told as past by"), ("denied", "denied by")):
        some = [each for each in told if each.how == how and each not in disputing]
        if some:
            yield f"{words} {_reports(some)}, which agrees with the days of the others"
    for each in disputing:
        cited = f", citing {', '.join(s.name for s in each.tie.sources)}" if each.tie.sources else ""
        yield f"disputed by {each.report} ({each.how} on {each.day or 'a day unknown'}{cited})"
    for name, dates in (("since", since), ("until", until)):
        if len(dates) > 1:
            yield f"{name}: reports give " + ", ".join(f"{d.value} ({len(d.reports)})" for d in dates)


def _reports(told: Sequence[ToldTie]) -> str:
    count = len({each.report for each in told})
    days = sorted(each.day for each in told if each.day)
    span = f", {days[0]} to {days[-1]}" if days and days[0] != days[-1] else f", {days[0]}" if days else ""
    return f"{count} report{'s' * (count != 1)}{span}"
