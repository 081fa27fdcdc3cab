"""The question of a series: which actors, which way, by which period, of which units."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import duckdb
import msgspec

from dragoman.archive import Filter
from dragoman.errors import AnalysisError

from .naming import Asked, asked_actor
from .periods import PRECISIONS, By, period_of
from .units import Unit, Units, units

FACTS = ("reported",)  # what is counted where no status is asked for: plans, fears and denials are no facts


@dataclass(frozen=True, slots=True)
class SeriesQuestion:
    """Which series is asked for; made by ``question_of``. ``asked`` is the filter without the actors."""

    actor: Asked
    recipient: Asked
    by: By
    unit: Unit
    undirected: bool
    asked: Filter

    @property
    def who(self) -> str:
        """The dyad in words: "Belarus (BLR) towards China (CHN)"."""
        return f"{self.actor.name} {'and' if self.undirected else 'towards'} {self.recipient.name}"

    @property
    def words(self) -> str:
        """What is asked for, in English."""
        return f"{self.unit} of {self.who}" + self.asked.sentence().removeprefix("events")

    @property
    def title(self) -> str:
        """What is counted: "Belarus (BLR) towards China (CHN): occurrences by month"."""
        return f"{self.who}: {self.unit} by {self.by}"

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that are counted."""
        return self.asked.status or FACTS

    def units(self, con: duckdb.DuckDBPyConnection) -> AbstractContextManager[Units]:
        """The units in which the one acts on the other, or with ``undirected`` either of them; for a ``with`` block."""
        codes = [each.code for each in (self.actor, self.recipient) if each.code]
        given = tuple(each.given for each in (self.actor, self.recipient) if each.code)
        # Either way round: in a reciprocal event it means nothing which side stands first.
        sides = ("dyad",) if len(given) == 2 else ("actor", "recipient")
        wanted = tuple(msgspec.structs.replace(self.asked, **{side: given}) for side in sides)
        return units(con, wanted, self.unit, named=codes)

    def values(self) -> dict[str, Any]:
        """The values of ``series_queries``."""
        return {
            "actor": self.actor.code, "recipient": self.recipient.code, "undirected": self.undirected,
            "by": self.by, "precisions": list(PRECISIONS[self.by]), "statuses": list(self.statuses),
        }  # fmt: skip


def question_of(
    actor: str | None, recipient: str | None, *, by: By, unit: Unit, undirected: bool, asked: Filter
) -> SeriesQuestion:
    """A question of two actors, or of one and anybody, checked.

    Raises AnalysisError for an actor nobody knows and for none at all, UsageError for a wrong period.
    """
    one, two = asked_actor(actor), asked_actor(recipient)
    period_of(dt.date.min, by)
    if one.code is None and two.code is None:
        raise AnalysisError('a series is of one actor at least: give a code or a name, such as "BLR"')
    if undirected and (one.code is None or two.code is None):
        raise AnalysisError("an undirected series is of two actors: give the second, or leave out `undirected`")
    return SeriesQuestion(one, two, by, unit, undirected, asked)
