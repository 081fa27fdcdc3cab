"""What grouping made of an archive, and reports that tell one happening or copy each other."""

from __future__ import annotations

from typing import Any

from archived import event, report

from dragoman.archive import Archive
from dragoman.records import Event, Place, Report

KORO = Place(name="Koro", country="MLI", lat=14.0, lon=-3.0, span=None)
ZINDER = Place(name="Zinder", country="NER", lat=13.8, lon=9.0, span=None)
ACTS: dict[str, dict[str, Any]] = {
    "a": {"what": "ASSAULT", "sides": "MLI/MIL > MLI/CVL", "place": KORO, "dead": 5},
    "b": {"what": "PROTEST", "sides": "NER/CVL > NER/GOV", "place": ZINDER, "dead": 9},
}


def stories(archive: Archive) -> dict[str, str]:
    """The story of each report."""
    return {row["report"]: row["story"] for row in archive.sql("select report, story from stories").to_pylist()}


def occurrences(archive: Archive) -> dict[str, str]:
    """The occurrence of each event."""
    rows = archive.sql("select event, occurrence from occurrences").to_pylist()
    assert len({row["event"] for row in rows}) == len(rows)
    return {row["event"]: row["occurrence"] for row in rows}


def parted(archive: Archive) -> set[frozenset[str]]:
    """The events of each occurrence, whatever its id."""
    sets: dict[str, set[str]] = {}
    for each, occurrence in occurrences(archive).items():
        sets.setdefault(occurrence, set()).add(each)
    return {frozenset(events) for events in sets.values()}


def telling(name: str, **more: Any) -> Event:
    """The event "e-NAME": those whose names begin with one letter tell one happening."""
    return event(f"e-{name}", **{"when": "2031-05-06", **ACTS[name[0]], **more})


def told(name: str, *, words: str | None = None, day: str = "2031-05-07", **more: Any) -> Report:
    """A report of one such event, at an address of its own."""
    words = words or f"{name} rangers fired on {name} convoys"
    return report(words, telling(name), url=f"https://{name}.example/news", day=day, **more)
