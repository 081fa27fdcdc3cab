"""Coded reports made by hand, a coder that gives what it is told to, and archives to put them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dragoman.archive import Archive, check
from dragoman.reading.assembling import report_id
from dragoman.records import (
    Attribution,
    Count,
    DetailedReport,
    Event,
    Interval,
    MadeBy,
    Mention,
    Party,
    Place,
    Published,
    Report,
)

ONE = MadeBy(dragoman="0.1", model="m", codebook="one")
TWO = MadeBy(dragoman="0.2", model="m", codebook="two")
WORDS = "Rangers from Koro fired on a convoy near Tessaban. The convoy had left at dawn."


def party(code: str, name: str | None = None) -> Party:
    """A party of "MLI/MIL" or "MLI/GOV/jane-doe"."""
    country, sector, person = [*code.split("/"), "", ""][:3]
    return Party(
        name=name or person.replace("-", " ").title() or country, text=name or code, span=(0, 1), kind="state",
        country=country or None, sector=sector or None, role=None, entity=code,
    )  # fmt: skip


def interval(days: str | None) -> Interval | None:
    """A day "2031-05-06", days "2031-05-06..2031-05-08", or open ones "2031-05-06.." and "..2031-05-08"."""
    if days is None:
        return None
    start, dots, end = days.partition("..")
    end = end if dots else start
    return Interval(start=start or None, end=end or None, precision="day", text="", span=None, basis="text")


def event(
    name: str,
    what: str = "ASSAULT",
    sides: str = "MLI/MIL > NER/CVL",
    when: str | None = "2031-05-06",
    *,
    trigger: str = "fired",
    at: int = 18,
    place: Place | None = None,
    dead: int | None = None,
    **more: Any,
) -> Event:
    """An event; ``what`` is a type or TYPE/mode, ``sides`` actors > recipients, ``at`` where its trigger stands."""
    type_, _, mode = what.partition("/")
    actors, _, recipients = sides.partition(">")
    number = Count(low=dead, high=dead, exact=True, unit=None, text="", span=(0, 1), sources=())
    fields: dict[str, Any] = {
        "event": name, "type": type_, "mode": mode or None, "about": None, "contexts": (), "cameo": "190", "quad": 4,
        "goldstein": -10.0, "intensity": -9.0, "status": "reported", "reciprocal": False,
        "actors": tuple(party(code) for code in actors.split()),
        "recipients": tuple(party(code) for code in recipients.split()), "date": interval(when), "place": place,
        "size": {} if dead is None else {"dead": (number,)}, "sources": (),
        "mentions": (Mention(trigger=trigger, span=(at, at + len(trigger)), sentence=(0, 1)),), "in_": "body",
        "confidence": 0.5, "why": "by-hand",
    }  # fmt: skip
    return Event(**fields | more)


def report(
    text: str = WORDS,
    *events: Event,
    url: str | None = None,
    id: str | None = None,
    day: str | None = None,
    made_by: MadeBy | None = ONE,
    **more: Any,
) -> Report:
    """A report as the coder gives it; without events it has one, whose id comes from the report's."""
    publisher = more.get("publisher")
    published = day and Published(start=day, end=day, precision="day", basis="given", why="by hand")
    made = Report(
        report=report_id(text, id, url, published or None, publisher), id=id, url=url, text=text, language="en",
        published=published or None, made_by=made_by, **more,
    )  # fmt: skip
    return msgspec.structs.replace(made, events=events or (event(f"e-{made.report}"),))


def silent(text: str, **more: Any) -> Report:
    """A report without events."""
    return msgspec.structs.replace(report(text, **more), events=())


def many(count: int, start: int = 0) -> list[Report]:
    """Reports that have nothing in common, each at an address of its own."""
    return [report(f"{n} {WORDS}", url=f"https://paper.example/{n}") for n in range(start, start + count)]


class FakeCoder:
    """A coder that gives every report what a function makes of it; it counts the reports it was asked about."""

    def __init__(self, made_by: MadeBy, code: Callable[[Report], Iterable[Event]]) -> None:
        self.made_by, self._code, self.asked = made_by, code, 0

    def code_many(self, reports: Iterable[Report], *, detail: bool = False) -> Iterator[Report]:
        for each in reports:
            self.asked += 1
            coded = msgspec.structs.replace(each, made_by=self.made_by, events=tuple(self._code(each)))
            if detail:
                fields = {name: getattr(coded, name) for name in Report.__struct_fields__}
                said = Attribution(source=((0, 3),), cue=(), content=((4, 9),))
                coded = DetailedReport(**fields, attributions=(said,))
            yield coded


def ids(archive: Archive) -> list[str]:
    """The ids of the reports that hold, sorted."""
    return [row["report"] for row in archive.sql("select report from reports order by report").to_pylist()]


def event_ids(archive: Archive) -> list[str]:
    """The ids of the events that hold, sorted."""
    return [row["event"] for row in archive.sql("select event from events order by event").to_pylist()]


def one(archive: Archive, query: str, *values: Any) -> Any:
    """The first value of the first row of an answer."""
    [row, *_] = archive.sql(query, list(values)).to_pylist()
    return next(iter(row.values()))


def codes_of(path: Path | str) -> list[str]:
    """The codes of what a check finds, without what is harmless."""
    return [finding.code for finding in check(path).findings if not finding.harmless]


def parquet_files(path: Path, table: str) -> list[Path]:
    """The data files of a table, oldest first."""
    return sorted((path / table).glob("*.parquet"), key=lambda file: file.stat().st_mtime_ns)
