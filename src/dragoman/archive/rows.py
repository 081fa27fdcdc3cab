"""Between a coded report and its rows in the tables of an archive."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urldefrag

import msgspec
from courlan import normalize_url

from dragoman.occurrences import words_of
from dragoman.records import Claim, Count, DetailedReport, Event, Interval, Party, Published, Report, Tie
from dragoman.stories import fingerprint, leading

from .arrow import whole
from .tables import (
    AttributionRow,
    ClaimRow,
    CodingRow,
    EventRow,
    FingerprintRow,
    Number,
    ReportRow,
    TieRow,
    WordingRow,
)

T = TypeVar("T", bound=msgspec.Struct)

LOOKED_UP = 32  # terms by which a report is looked up when another one may be of its story
_WORDS = ("report", "id", "path", "url", "title", "authors", "publisher", "language", "text", "notes")
_LARGEST = 2**63 - 1  # what a column of integers holds


@dataclass(slots=True)
class Coding:
    """The rows of the coding of some reports, by table."""

    codings: list[CodingRow] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)
    ties: list[TieRow] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    attributions: list[AttributionRow] = field(default_factory=list)
    wordings: list[WordingRow] = field(default_factory=list)

    def add(self, report: Report, commit: str, at: dt.datetime) -> None:
        """Add the rows of one coded report."""
        self.codings.append(coding_row(report, commit, at))
        self.events.extend(event_rows(report))
        self.ties.extend(tie_rows(report))
        self.claims.extend(claim_rows(report))
        self.attributions.extend(attribution_rows(report))
        self.wordings.extend(wording_rows(report))

    def tables(self) -> dict[str, Sequence[msgspec.Struct]]:
        """The rows by the name of their table."""
        names = ("codings", "events", "ties", "claims", "attributions", "wordings")
        return {name: getattr(self, name) for name in names}


def address(url: str | None) -> str | None:
    """What a web address comes down to: without scheme, fragment, tracking parameters and a closing slash.

    Two links to one page have the same. It is for comparing, not for fetching.
    """
    if not url:
        return None
    try:
        plain = normalize_url(urldefrag(url).url, strict=False)
    except ValueError:  # no address that anything could be fetched from
        return url
    return plain.partition("://")[2].rstrip("/") or None


def text_hash(text: str) -> str:
    """A hash of a report's words: runs of white space count as one space."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def storable(report: Report) -> Report:
    """The report with U+FFFD for each lone surrogate in what was read, so that it is the same when it is read back."""
    mended = {name: whole(value) for name in _WORDS if (value := getattr(report, name)) is not None}
    changed = {name: value for name, value in mended.items() if value != getattr(report, name)}
    return msgspec.structs.replace(report, **changed) if changed else report


def report_row(report: Report, *, texts: bool, version: int = 1, replaces: str | None = None) -> ReportRow:
    """The row of a report as it was read, before it was coded: what coding inferred is not in it."""
    published = report.published
    return ReportRow(
        report=report.report, address=address(report.url), text_hash=text_hash(report.text), version=version,
        replaces=replaces, id=report.id, path=report.path, url=report.url, title=report.title, authors=report.authors,
        publisher=report.publisher, language=report.language,
        published=None if published is None or published.basis == "inferred" else published,
        text=report.text if texts else None, length=len(report.text), read_notes=report.notes,
        fetched=report.fetched,
    )  # fmt: skip


def coding_row(report: Report, commit: str, at: dt.datetime) -> CodingRow:
    """The row of a report's coding, whose events are brought by this commit."""
    first, last = _days(report.published)
    return CodingRow(
        report=report.report, rows=commit, made_by=report.made_by, published=report.published, first_published=first,
        last_published=last, notes=report.notes, n_events=len(report.events),
        n_ties=len(report.ties), n_claims=len(report.claims), coded=at,
    )  # fmt: skip


def event_rows(report: Report) -> list[EventRow]:
    """The rows of a report's events."""
    return [event_row(event, report.report, n) for n, event in enumerate(report.events)]


def event_row(event: Event, report: str, n: int) -> EventRow:
    """The row of an event that is the ``n``-th of a report."""
    first, last = _days(event.date)
    numbers = tuple(_number(kind, count) for kind, counts in event.size.items() for count in counts)
    fields = _fields(event) | {"size": numbers}
    return EventRow(
        **fields, report=report, n=n, first_day=first, last_day=last, actor_keys=keys(event.actors),
        recipient_keys=keys(event.recipients),
    )  # fmt: skip


def tie_rows(report: Report) -> list[TieRow]:
    """The rows of a report's ties."""
    return [
        TieRow(**_fields(tie), report=report.report, n=n, a_keys=keys([tie.a]), b_keys=keys([tie.b]))
        for n, tie in enumerate(report.ties)
    ]


def claim_rows(report: Report) -> list[ClaimRow]:
    """The rows of the claims of a report's headline."""
    return [ClaimRow(**_fields(claim), report=report.report, n=n) for n, claim in enumerate(report.claims)]


def attribution_rows(report: Report) -> list[AttributionRow]:
    """The rows of a report's attributions, which are there where it was coded with every detail."""
    told = report.attributions if isinstance(report, DetailedReport) else ()
    return [AttributionRow(**_fields(each), report=report.report, n=n) for n, each in enumerate(told)]


def wording_rows(report: Report) -> list[WordingRow]:
    """What is kept of the sentences that tell a report's events, to find these events in other reports."""
    return [_wording(event, report) for event in report.events]


def fingerprint_row(report: Report) -> FingerprintRow:
    """What is kept of a report to find its copies and its story."""
    first, last = _days(report.published)
    made = fingerprint(report)
    return FingerprintRow(
        report=report.report, first_day=first, last_day=last, terms=leading(made, LOOKED_UP),
        fingerprint=msgspec.json.encode(made).decode(),
    )  # fmt: skip


def keys(parties: Iterable[Party]) -> tuple[str, ...]:
    """What parties can be asked for by: country, sector, country/sector, entity, and the last part of the entity.

    That is "BLR", "GOV", "BLR/GOV", "BLR/GOV/aleksandr-lukashenko" and "aleksandr-lukashenko"; every key once.
    """
    found: dict[str, None] = {}
    for party in parties:
        codes = [code for code in (party.country, party.sector) if code]
        found.update(dict.fromkeys((*codes, "/".join(codes), party.entity)) if codes else {party.entity: None})
        name = party.entity.rpartition("/")[2]
        if name not in codes:
            found[name] = None
    return tuple(found)


def report_of(
    row: ReportRow,
    coding: CodingRow | None = None,
    events: Sequence[EventRow] = (),
    ties: Sequence[TieRow] = (),
    claims: Sequence[ClaimRow] = (),
) -> Report:
    """The report that rows came from: coded where its coding is given, else as it was read.

    The text of a report in an archive without texts is empty.
    """
    common: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("report", "id", "path", "url", "title", "authors", "publisher", "language", "fetched")
    }
    if coding is None:
        return Report(**common, text=row.text or "", published=row.published, notes=row.read_notes)
    return Report(
        **common,
        text=row.text or "",
        made_by=coding.made_by,
        published=coding.published,
        notes=coding.notes,
        events=tuple(event_of(event) for event in sorted(events, key=lambda each: each.n)),
        ties=tuple(_like(Tie, tie) for tie in sorted(ties, key=lambda each: each.n)),
        claims=tuple(_like(Claim, claim) for claim in sorted(claims, key=lambda each: each.n)),
    )


def event_of(row: EventRow) -> Event:
    """The event of a row."""
    size: dict[str, list[Count]] = {}
    for number in row.size:
        size.setdefault(number.counted, []).append(_like(Count, number))
    fields = {name: getattr(row, name) for name in Event.__struct_fields__ if name != "size"}
    return Event(**fields, size={kind: tuple(counts) for kind, counts in size.items()})


def _wording(event: Event, report: Report) -> WordingRow:
    words = words_of(event, report.text)
    return WordingRow(
        event=event.event, report=report.report, names=tuple(sorted(words.names)), content=tuple(sorted(words.content))
    )


def _number(kind: str, count: Count) -> Number:
    """A number as a column can hold it: one beyond 64 bits keeps its words and loses its value."""
    fields = _fields(count)
    for bound in ("low", "high"):
        if fields[bound] is not None and abs(fields[bound]) > _LARGEST:
            fields[bound] = None
    return Number(**fields, counted=kind)


def _days(interval: Interval | Published | None) -> tuple[dt.date | None, dt.date | None]:
    """The two ends of an interval; a day that no calendar has is unknown."""
    if interval is None:
        return None, None
    return _day(interval.start), _day(interval.end)


def _day(iso: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _fields(record: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def _like(kind: type[T], row: msgspec.Struct) -> T:
    return kind(**{name: getattr(row, name) for name in kind.__struct_fields__})
