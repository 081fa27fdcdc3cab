"""Whole reports: events found, with type, parties, date, status and source, and standing relations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .counts import NONE, Counts, Files, by_key, count_units
from .events import GOLD, PRED, CodedEvent, CodedReport, CodedTie, GoldEvent, GoldReport, GoldTie, Party, country_of
from .files import read_folder, read_lines
from .formulas import Formula, Scores, Share
from .matching import Likeness, Matching, match
from .measured import TYPE, Measured

EVENTS = ("found", "typed", "coded", "coded_with_sector")
SHARES = ("date_exact", "status", "source", "mode", "about", "place")
FIGURES: tuple[Formula, ...] = (*map(Scores, (*EVENTS, "ties")), *map(Share, SHARES))
SYMMETRIC = frozenset({"alliance", "partnership", "rivalry", "war", "border"})

TieKey = tuple[str | None, tuple[str, ...], bool]


def measure(gold: str, pred: str) -> Measured:
    """Count the events and ties of every report. Raises as ``evaluate`` does."""
    reports = by_key((place, str(report.id), report) for place, report in read_folder(gold, "events", GoldReport, GOLD))
    predictions = ((line.key, line) for _, line in read_lines(pred, CodedReport, PRED))
    return Measured("report", count_units(reports, predictions, _count, Files(gold, pred, PRED)), FIGURES)


def _count(gold: GoldReport, coded: CodedReport | None) -> Counts:
    counts = Counts()
    events = (coded and coded.events) or []
    matching = match(gold.events, events)
    _count_events(counts, gold.events, events, matching)
    for i, want in enumerate(gold.events):
        found = matching.taken.get(i)
        if found and found.like.type and found.like.countries and not want.optional:
            _count_fields(counts, want, events[found.coded], found.like)
    _count_ties(counts, gold.ties, (coded and coded.ties) or ())
    return counts


def _count_events(counts: Counts, gold: Sequence[GoldEvent], coded: Sequence[CodedEvent], matching: Matching) -> None:
    """Count required events found and coded right, over all and by type, and what was coded in their place."""
    for i, want in enumerate(gold):
        if want.optional:
            continue
        found = matching.taken.get(i)
        like = found.like if found else Likeness(type=False, countries=False, sectors=False, day=None)
        counts.add("found", gold=1, right=found is not None)
        counts.add("typed", gold=1, right=like.type)
        counts.add("coded", gold=1, right=like.type and like.countries)
        counts.add("coded_with_sector", gold=1, right=like.type and like.sectors)
        counts.add(TYPE, want.type, gold=1, right=like.type)
        counts.confuse(want.type, coded[found.coded].type if found else NONE)
    used = {found.coded for found in matching.taken.values()}
    for j, have in enumerate(coded):
        if j in matching.ignored:
            continue
        for name in EVENTS:
            counts.add(name, given=1)
        counts.add(TYPE, have.type, given=1)
        if j not in used:
            counts.confuse(NONE, have.type)


def _count_fields(counts: Counts, gold: GoldEvent, coded: CodedEvent, like: Likeness) -> None:
    """Count the fields of an event with the right type and countries, each where the gold has it."""
    if like.day is not None:
        counts.add("date_exact", gold=1, right=like.day)
    counts.add("status", gold=1, right=gold.status == coded.status)
    counts.add("source", gold=1, right=_same_sources(gold.sources or (), coded.sources or ()))
    if gold.mode:
        counts.add("mode", gold=1, right=gold.mode == coded.mode)
    if gold.about:
        counts.add("about", gold=1, right=coded.about is not None and gold.about == coded.about.type)
    if gold.place:
        counts.add("place", gold=1, right=coded.place is not None and gold.place == coded.place.country)


def _same_sources(gold: Iterable[str], coded: Iterable[Party]) -> bool:
    """Whether neither has a source, or one is of the same country, or sector where it has no country."""
    want = {code.split("/")[0] or code.split("/")[-1] for code in gold}
    have = {party.country or party.sector for party in coded}
    return bool(want & have) or (not want and not have)


def _count_ties(counts: Counts, gold: Iterable[GoldTie], coded: Iterable[CodedTie]) -> None:
    """Count the ties of a report. One that is coded as denied is not given: the gold holds only what is or was."""
    required = {_tie_key(tie) for tie in gold if not tie.optional}
    optional = {_tie_key(tie) for tie in gold if tie.optional} - required
    given = {_tie_key(tie) for tie in coded if not tie.negated} - optional
    counts.add("ties", gold=len(required), given=len(given), right=len(required & given))


def _tie_key(tie: GoldTie | CodedTie) -> TieKey:
    """What makes two ties the same; the sectors tell its ends apart where both are of one country."""
    full = [end if isinstance(end, str) else (end or Party()).full for end in (tie.a, tie.b)]
    countries = [country_of(code) for code in full]
    ends = countries if countries[0] != countries[1] else full
    return tie.relation, tuple(sorted(ends) if tie.relation in SYMMETRIC else ends), bool(tie.past)
