"""Events and ties of reference codings and of coded reports, as far as they are compared.

A reference coding names a party by a code ("CHN/GOV", "CHN", "/JRN"), a coded report by country and sector.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.records import Span

from .files import Line

GOLD = (
    'gold for reports is a folder with one .json file for each report: {"id", "events": [{"type", "mentions": '
    '[{"trigger", "start"}], "actors": [{"code"}], "recipients": [{"code"}]}], "ties": [{"a", "relation", "b"}]}'
)
PRED = 'reports are evaluated on the output of "dragoman code", one report a line with "id", "events" and "ties"'

Days = tuple[str | None, str | None]


class Party(msgspec.Struct):
    """An actor or recipient, by its code or by country and sector."""

    code: str | None = None
    country: str | None = None
    sector: str | None = None

    @property
    def full(self) -> str:
        """Country and sector, "CHN/GOV"; "" where it has neither."""
        code = self.code if self.code is not None else f"{self.country or ''}/{self.sector or ''}"
        return code.rstrip("/")


class GoldParty(Party):
    """An actor or recipient of the gold, as a rule by its code."""

    def __post_init__(self) -> None:
        if self.code is self.country is self.sector is None:
            raise ValueError("Object missing required field `code`")


class GoldMention(msgspec.Struct):
    """A trigger and where it starts."""

    trigger: str
    start: int


class GoldEvent(msgspec.Struct):
    """An event that a report has; ``optional`` where a careful coder could leave it out."""

    type: str
    mentions: list[GoldMention]
    actors: list[GoldParty]
    recipients: list[GoldParty]
    mode: str | None = None
    about: str | None = None
    status: str | None = None
    date: Days | None = None
    place: str | None = None
    sources: list[str] | None = None
    reciprocal: bool | None = None
    optional: bool | None = None


class GoldTie(msgspec.Struct):
    """A standing relation; ``a`` and ``b`` are codes."""

    a: str
    relation: str
    b: str
    past: bool | None = None
    optional: bool | None = None


class GoldReport(msgspec.Struct):
    """The reference coding of a report."""

    id: str | int
    events: list[GoldEvent]
    ties: list[GoldTie]


class _Mention(msgspec.Struct):
    span: Span | None = None


class _Interval(msgspec.Struct):
    start: str | None = None
    end: str | None = None


class _Place(msgspec.Struct):
    country: str | None = None


class _About(msgspec.Struct):
    type: str | None = None


class CodedEvent(msgspec.Struct):
    """An event of a coded report."""

    type: str
    mentions: list[_Mention] | None = None
    actors: list[Party] | None = None
    recipients: list[Party] | None = None
    mode: str | None = None
    about: _About | None = None
    status: str | None = None
    date: _Interval | None = None
    place: _Place | None = None
    sources: list[Party] | None = None


class CodedTie(msgspec.Struct):
    """A tie of a coded report; ``negated`` where the report denies it."""

    a: Party | str | None = None
    relation: str | None = None
    b: Party | str | None = None
    past: bool | None = None
    negated: bool | None = None


class CodedReport(Line, kw_only=True):
    """A coded report."""

    events: list[CodedEvent] | None
    ties: list[CodedTie] | None = None


def country_of(code: str) -> str:
    """The country of a code; of a party of no state the sector, "/UNK"."""
    return code.split("/", maxsplit=1)[0] or code


def codes(parties: Iterable[Party] | None, *, sectors: bool) -> frozenset[str]:
    """The codes of parties, with their sectors or only the countries."""
    full = {party.full for party in parties or ()}
    return frozenset(full if sectors else map(country_of, full))
