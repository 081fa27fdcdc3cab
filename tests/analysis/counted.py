"""Coded reports made by hand, and the views of an archive over them with the occurrences that a test names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from dragoman.archive.commits import with_commit
from dragoman.archive.tables import OccurrenceRow, StoryRow
from dragoman.archive.views import in_memory
from dragoman.records import Event, Interval, Mention, Party, Published, Report

QUAD = {"CONSULT": 1, "AID": 2, "ACCUSE": 3, "ASSAULT": 4}
SCORES = {"CONSULT": (1.0, 2.0), "AID": (7.0, 6.0), "ACCUSE": (-2.0, -2.5), "ASSAULT": (-10.0, -9.0)}


def party(code: str) -> Party:
    """A party by its entity: "BLR/GOV/jane-doe"; of no country "-/lake-guard"."""
    country, sector, *_ = [*code.split("/"), ""]
    return Party(
        name=code, text=code, span=(0, 1), kind="state", country=None if country == "-" else country,
        sector=sector if country != "-" and sector else None, role=None, entity=code,
    )  # fmt: skip


def event(name: str, what: str, sides: str, when: str | None, **more: Any) -> Event:
    """An event; ``what`` is TYPE or TYPE/mode, ``sides`` "A B > C", ``when`` a day, "day..day" or "day..day month"."""
    kind, _, mode = what.partition("/")
    actors, _, recipients = sides.partition(">")
    goldstein, intensity = SCORES[kind]
    fields: dict[str, Any] = {
        "event": name, "type": kind, "mode": mode or None, "about": None, "contexts": (), "cameo": "010",
        "quad": QUAD[kind], "goldstein": goldstein, "intensity": intensity, "status": "reported", "reciprocal": False,
        "actors": tuple(map(party, actors.split())), "recipients": tuple(map(party, recipients.split())),
        "date": interval(when), "place": None, "size": {}, "sources": (),
        "mentions": (Mention(trigger="did", span=(0, 3), sentence=(0, 3)),), "in_": "body", "confidence": 0.5,
        "why": "by-hand",
    }  # fmt: skip
    return Event(**fields | more)


def interval(when: str | None) -> Interval | None:
    """A day, "day..day", either of them empty, and after a space the precision."""
    if when is None:
        return None
    days, _, precision = when.partition(" ")
    start, dots, end = days.partition("..")
    return Interval(
        start=start or None, end=(end if dots else start) or None, precision=precision or "day", text="",  # type: ignore[arg-type]
        span=None, basis="published",
    )  # fmt: skip


def report(name: str, *events: Event, day: str = "2031-05-06", publisher: str | None = None) -> Report:
    """A report of a day with these events."""
    published = Published(start=day, end=day, precision="day", basis="given", why="by hand")
    return Report(report=name, text="did", language="en", published=published, publisher=publisher, events=events)


def viewed(
    *reports: Report, happenings: Mapping[str, str] | None = None, copies: Mapping[str, str] | None = None
) -> duckdb.DuckDBPyConnection:
    """The views over reports; ``happenings`` is occurrence -> events, ``copies`` copy group -> reports, in words."""
    con = in_memory(reports)
    home = {each.event: each_report.report for each_report in reports for each in each_report.events}
    placed = [
        OccurrenceRow(
            event=each, report=home[each], rows="c-0", occurrence=occurrence, by="fields", agreed=(), keys=(),
            moved=False,
        )
        for occurrence, events in (happenings or {}).items() for each in events.split()
    ]  # fmt: skip
    told = [
        StoryRow(
            report=each, story="s-1", copy_group=group, similarity=None, nearest=None, terms=(), events=(), moved=False
        )
        for group, alike in (copies or {}).items() for each in alike.split()
    ]  # fmt: skip
    con.register("raw_occurrences", with_commit("occurrences", placed, "c-0"))
    con.register("raw_stories", with_commit("stories", told, "c-0"))
    return con
