"""Measures how well the parties of events are resolved, on the annotated reports in ../shared/data/reports.

For every actor and recipient of the reference coding, the mention that covers its words nearest to the event's trigger
must have the right country, and the right country and sector. Each wording of a report counts once.

    python benchmarks/actors.py [--show]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.actors import Parties, find_parties
from dragoman.language import load, parse
from dragoman.records import Party, Published
from dragoman.world import load_world

REPORTS = Path(__file__).parents[2] / "shared" / "data" / "reports"


class Wanted(NamedTuple):
    """A party of the reference coding: its words, their place, its code."""

    text: str
    span: tuple[int, int] | None
    code: str


def main() -> int:
    """Print the shares; ``--show`` lists what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list the parties that are wrong")
    show = parser.parse_args().show
    if not REPORTS.exists():
        print(f"{REPORTS} is not here; nothing measured")
        return 0
    nlp, world = load(), load_world()
    total = country = full = tokens = 0
    seconds = 0.0
    for line in (REPORTS / "docs.jsonl").read_text(encoding="utf8").splitlines():
        entry = json.loads(line)
        doc = parse(nlp, entry["text"])
        find_parties(doc, world=world)
        started = time.perf_counter()
        parties = find_parties(doc, _published(entry.get("published")), world=world)
        seconds += time.perf_counter() - started
        tokens += len(doc)
        for wanted in _wanted(entry["id"], entry["text"]):
            found = _found(wanted, parties)
            right_country, right = _judge(wanted.code, found)
            total, country, full = total + 1, country + right_country, full + right
            if show and not right:
                listed = [(party.text, party.country, party.sector) for party in found]
                print(f"{entry['id']}: {wanted.text!r} wanted {wanted.code}, found {listed}")
    print(f"parties {total}, country right {country / total:.3f}, country and sector right {full / total:.3f}")
    print(f"{1000 * seconds / tokens * 500:.1f} ms per 500 tokens")
    return 0


def _published(day: str | None) -> Published | None:
    return Published(start=day, end=day, precision="day", basis="given", why="") if day else None


def _wanted(report: str, text: str) -> Iterator[Wanted]:
    reference = json.loads((REPORTS / f"{report}.json").read_text(encoding="utf8"))
    seen = set()
    for event in reference["events"]:
        trigger = event["mentions"][0]["start"]
        for party in (*event["actors"], *event["recipients"]):
            key = (party["text"], party["code"])
            if key not in seen:
                seen.add(key)
                yield Wanted(party["text"], _nearest(party["text"], text, trigger), party["code"])


def _nearest(words: str, text: str, trigger: int) -> tuple[int, int] | None:
    places = [match.span() for match in re.finditer(re.escape(words), text)]
    return min(places, key=lambda span: abs(span[0] - trigger), default=None)


def _found(wanted: Wanted, parties: Parties) -> list[Party]:
    """The parties of the mention that covers most of the words; the longer mention of two that cover as much."""
    if wanted.span is None:
        return []
    start, end = wanted.span
    overlaps = [(min(end, m.party.span[1]) - max(start, m.party.span[0]), m) for m in parties.mentions]
    most = max((size for size, _ in overlaps), default=0)
    return [m.party for size, m in overlaps if size == most and size > 0]


def _judge(code: str, found: list[Party]) -> tuple[bool, bool]:
    country, _, sector = code.partition("/")
    same = [party for party in found if (party.country or "") == country]
    return bool(same), any(not sector or party.sector == sector for party in same)


if __name__ == "__main__":
    sys.exit(main())
