"""One happening as each of its reports tells it, field by field, with the words and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import msgspec

from dragoman.archive.digest import written
from dragoman.archive.placing_events import told_of
from dragoman.occurrences import Occurrence, Placed, Told, summary
from dragoman.occurrences.disagreements import number_words
from dragoman.occurrences.told import told_on
from dragoman.records import Count, Event, Interval, Party

from .headings import beginning
from .rows import rows_of

MOST = 60  # tellings side by side
FIELDS = ("type", "actors", "recipients", "date", "place", "numbers", "status", "sources")

_WHY = 'select event, "by", agreed from occurrences where event in {events}'
# A number is found sooner among all events than an id.
_ACTS = """
select event, report, quad, review, confidence from digest.acts
where unit in (select unit from digest.units where occurrence = ?)
"""
_REPORTS = """
select report, title, url, publisher, text from raw_reports
where commit in (select commit from live) and report in {reports}
"""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An event of one report, in words.

    ``voice`` is the number of the group of reports that count once, ``copies`` how many reports of the happening are
    copies of one text with this one. ``differs`` are the fields that contradict what most reports say. ``sentence`` is
    None in an archive without texts; ``trigger`` is where the trigger stands in it.
    """

    event: str
    report: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    voice: int
    copy_group: str | None
    copies: int
    type: str
    mode: str | None
    about: str | None
    quad: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    date: str | None
    place: str | None
    numbers: tuple[str, ...]
    status: str
    sources: tuple[str, ...]
    differs: tuple[str, ...]
    sentence: str | None
    trigger: tuple[int, int]
    by: str | None
    agreed: tuple[str, ...]
    review: str | None
    confidence: float


class Usual(msgspec.Struct, frozen=True, kw_only=True):
    """What most reports say, in the words that a telling has."""

    type: str
    mode: str | None
    about: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    place: str | None
    numbers: tuple[str, ...]
    status: str


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An occurrence: what most say, the tellings in groups that count once, and the fields in which they disagree.

    ``members`` are the ids of all its events; ``tellings`` are a page of them where they are very many, and
    ``following`` is the last of that page where more follow.
    """

    occurrence: str
    placed: bool
    usual: Usual
    first_published: str | None
    last_published: str | None
    n_reports: int
    n_independent: int
    disagreements: dict[str, dict[str, tuple[str, ...]]]
    members: tuple[str, ...]
    tellings: tuple[Telling, ...]
    following: str | None


class _Why(msgspec.Struct, frozen=True):
    event: str
    by: str
    agreed: tuple[str, ...]


class _Act(msgspec.Struct, frozen=True):
    event: str
    report: str
    quad: int
    review: str | None
    confidence: float


class _Report(msgspec.Struct, frozen=True):
    report: str
    title: str | None
    url: str | None
    publisher: str | None
    text: str | None


def happening_of(con: duckdb.DuckDBPyConnection, occurrence: str, after: str | None = None) -> Happening | None:
    """An occurrence by its id, with the tellings after an event of it; None where nothing is in it.

    An event that is in no occurrence yet is one of its own.
    """
    acts = {each.event: each for each in rows_of(con, _ACTS, [occurrence], _Act)}
    told = told_of(con, acts, {each.report for each in acts.values()})
    if not told:
        return None
    whole = summary([Placed(each, occurrence) for each in told.values()])
    voices = {report: n for n, reports in enumerate(_ordered(whole, told), 1) for report in reports}
    ordered = sorted(told.values(), key=lambda each: (voices[each.report], told_on(each), each.event.event))
    begin = next((n for n, each in enumerate(ordered, 1) if each.event.event == after), 0)
    shown = ordered[begin : begin + MOST]
    return Happening(
        occurrence=occurrence, placed=occurrence not in told, usual=_usual(whole),
        first_published=whole.first_published, last_published=whole.last_published, n_reports=whole.n_reports,
        n_independent=whole.n_independent,
        disagreements={each.field: {v.value: v.reports for v in each.versions} for each in whole.disagreements},
        members=tuple(sorted(told)), tellings=tuple(_tellings(con, whole, shown, voices, acts)),
        following=shown[-1].event.event if len(ordered) > begin + MOST else None,
    )  # fmt: skip


def _ordered(whole: Occurrence, told: Mapping[str, Told]) -> list[tuple[str, ...]]:
    """The groups of reports that count once, that which told it first coming first."""
    first: dict[str, tuple[str, str]] = {}
    for each in sorted(told.values(), key=told_on):
        first.setdefault(each.report, told_on(each))
    return sorted(whole.independent, key=lambda reports: min(first[report] for report in reports))


def _tellings(
    con: duckdb.DuckDBPyConnection,
    whole: Occurrence,
    shown: Sequence[Told],
    voices: Mapping[str, int],
    acts: Mapping[str, _Act],
) -> list[Telling]:
    events = written(told.event.event for told in shown)
    why = {each.event: each for each in rows_of(con, _WHY.format(events=events), (), _Why)}
    asked = written({told.report for told in shown})
    reports = {each.report: each for each in rows_of(con, _REPORTS.format(reports=asked), (), _Report)}
    groups = [told.copy_group for told in shown]
    return [
        _telling(told, reports[told.report], why.get(told.event.event), acts[told.event.event], _differs(whole, told),
                 voice=voices[told.report], copies=groups.count(told.copy_group) if told.copy_group else 1)
        for told in shown
    ]  # fmt: skip


def _telling(
    told: Told, report: _Report, why: _Why | None, act: _Act, differs: tuple[str, ...], *, voice: int, copies: int
) -> Telling:
    event = told.event
    sentence, trigger = _words(event, report.text)
    return Telling(
        event=event.event, report=told.report, title=report.title or beginning(report.text or ""),
        publisher=report.publisher,
        published=told.published.start if told.published else None, url=report.url, voice=voice,
        copy_group=told.copy_group, copies=copies, type=event.type, mode=event.mode, about=_about(event), quad=act.quad,
        actors=_names(event.actors), recipients=_names(event.recipients), reciprocal=event.reciprocal,
        date=_date(event.date), place=_place(event), numbers=_numbers(event), status=event.status,
        sources=tuple(f"{each.name} ({each.cue})" if each.cue else each.name for each in event.sources),
        differs=differs, sentence=sentence, trigger=trigger, by=why.by if why else None,
        agreed=why.agreed if why else (), review=act.review, confidence=act.confidence,
    )  # fmt: skip


def _differs(whole: Occurrence, told: Told) -> tuple[str, ...]:
    """The fields in which a telling is not of those that give the first version, and its type where that is another."""
    found = {"type"} if told.event.type != whole.type else set()
    for each in whole.disagreements:
        usual, *others = each.versions
        if told.report not in usual.reports and any(told.report in other.reports for other in others):
            found.add({"mode": "type"}.get(each.field, "numbers" if each.field.startswith("size.") else each.field))
    return tuple(field for field in FIELDS if field in found)


def _usual(whole: Occurrence) -> Usual:
    about = f"{whole.about.type}/{whole.about.mode}" if whole.about and whole.about.mode else None
    return Usual(
        type=whole.type, mode=whole.mode, about=about or (whole.about.type if whole.about else None),
        actors=_names(whole.actors), recipients=_names(whole.recipients), date=_date(whole.date),
        place=_with_country(whole.place.name, whole.place.country) if whole.place else None,
        numbers=tuple(_number(tally.kind, tally.usual) + _bounds(tally.least, tally.most, tally.usual)
                      for tally in whole.size),
        status=whole.status,
    )  # fmt: skip


def _bounds(least: int | None, most: int | None, usual: Count) -> str:
    """What the reports range between, where the usual number is not all that they give."""
    if least is None or most is None or least == most or (least, most) == (usual.low, usual.high):
        return ""
    return f" ({least:,} to {most:,} across the reports)"


def _words(event: Event, text: str | None) -> tuple[str | None, tuple[int, int]]:
    """The first sentence that tells an event, and where its trigger stands in it."""
    if text is None or not event.mentions:
        return None, (0, 0)
    (begin, end), (first, last) = event.mentions[0].sentence, event.mentions[0].span
    return text[begin:end], (max(first - begin, 0), max(last - begin, 0))


def _about(event: Event) -> str | None:
    return None if event.about is None else "/".join(filter(None, (event.about.type, event.about.mode)))


def _names(side: Sequence[Party]) -> tuple[str, ...]:
    return tuple(party.name for party in side)


def _date(date: Interval | None) -> str | None:
    """A date as it is resolved; as its words where nothing settles it."""
    if date is None:
        return None
    if date.start == date.end:
        return date.start or date.text or None
    return f"{date.start or '…'} to {date.end or '…'}"


def _place(event: Event) -> str | None:
    return _with_country(event.place.name, event.place.country) if event.place else None


def _with_country(name: str, country: str | None) -> str:
    return f"{name} ({country})" if country else name


def _numbers(event: Event) -> tuple[str, ...]:
    return tuple(_number(kind, counts[0]) for kind, counts in sorted(event.size.items()) if counts)


def _number(kind: str, count: Count) -> str:
    return f"{number_words(count)} {kind}"
