"""Measures how well events that tell one happening are joined, on annotated pairs and on invented reports.

The pairs (``data/occurrence-pairs.jsonl``) point into the articles of ../shared/data/clusters and are skipped where
these are absent; the invented reports are in ``tests/data/occurrences``. Both are coded first, in about a minute.

    python benchmarks/occurrences.py [--show]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent / "measuring"))

from dragoman.occurrences.joining import occurrences
from dragoman.occurrences.told import Told, tell
from dragoman.pipeline import Coder
from dragoman.records import Published, Report
from joined_pairs import Judged, b_cubed, happening_of, table

HERE = Path(__file__).parent
PAIRS = HERE / "data" / "occurrence-pairs.jsonl"
ARTICLES = HERE.parents[1] / "shared" / "data" / "clusters" / "stories-dev.jsonl.gz"
INVENTED = HERE.parent / "tests" / "data" / "occurrences" / "reports.jsonl"


def main() -> int:
    """Print the tables; ``--show`` lists the pairs that are wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list the pairs that are wrong")
    show = parser.parse_args().show
    coder = Coder()
    rows = list(_invented(coder))
    if ARTICLES.exists():
        rows.extend(_annotated(coder))
    else:
        print(f"{ARTICLES} is not here; its pairs are not measured")
    print(table(rows))
    if show:
        for name, judged in rows:
            for pair in judged:
                if pair.same != pair.joined:
                    print(f"{name}: {'missed' if pair.same else 'wrong'} {pair.what}")
    return 0


def _coded(coder: Coder, entries: Iterable[Mapping[str, Any]]) -> dict[str, Report]:
    """The reports coded, by the id of their entry."""
    found = {}
    for entry in entries:
        day = entry["published"]
        found[entry["id"]] = coder.code(
            Report(
                report=f"r-{entry['id']}",
                id=entry["id"],
                title=entry.get("title"),
                publisher=entry.get("publisher"),
                published=Published(start=day, end=day, precision="day", basis="given", why=""),
                language="en",
                text=entry["text"],
            )
        )
    return found


def _invented(coder: Coder) -> Iterator[tuple[str, list[Judged]]]:
    """Every pair of coded events of different reports, for each part; B-cubed is printed beside."""
    entries = [json.loads(line) for line in INVENTED.read_text(encoding="utf8").splitlines()]
    coded = _coded(coder, entries)
    for part in ("develop", "check"):
        told = {
            event.event.event: (event, happening_of(event, entry["told"]))
            for entry in entries
            if entry["part"] == part
            for event in tell(coded[entry["id"]])
        }
        of = _occurrences([event for event, _ in told.values()])
        judged = [
            Judged(a.report, b.report, one == two, of[i] == of[j], f"{one} {two}")
            for (i, (a, one)), (j, (b, two)) in combinations(sorted(told.items()), 2)
            if a.report != b.report
        ]
        yield f"invented reports, {part}", judged
        precision, recall = b_cubed({i: happening for i, (_, happening) in told.items()}, of)
        print(f"invented reports, {part}: {len(told)} events, B-cubed {precision:.3f} / {recall:.3f}")


def _annotated(coder: Coder) -> Iterator[tuple[str, list[Judged]]]:
    """The annotated pairs of different articles, with their stories given and without."""
    with gzip.open(ARTICLES, "rt", encoding="utf8") as lines:
        entries = [json.loads(line) for line in lines]
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf8").splitlines()]
    used = {pair[side]["report"] for pair in pairs for side in ("a", "b")}
    coded = _coded(coder, (entry for entry in entries if entry["id"] in used))
    stories = {entry["id"]: entry["story"] for entry in entries}
    for name, given in (("with stories", True), ("without stories", False)):
        told = [e for i, report in coded.items() for e in tell(report, story=stories[i] if given else None)]
        judged = list(_judged(pairs, told))
        yield f"articles, {name}", judged
        yield f"articles, {name}, both coded right", [pair for pair in judged if "miscoded" not in pair.what]


def _judged(pairs: Iterable[Mapping[str, Any]], told: list[Told]) -> Iterator[Judged]:
    """The pairs but those of one article, which are never joined. One that is no longer coded is joined with none."""
    of = _occurrences(told)
    by_span = {(t.report, mention.span): t.event.event for t in told for mention in t.event.mentions}
    for pair in pairs:
        a, b = (by_span.get((f"r-{pair[side]['report']}", tuple(pair[side]["span"]))) for side in ("a", "b"))
        if pair["a"]["report"] == pair["b"]["report"]:
            continue
        what = f"{pair['a']} {pair['b']} {pair.get('note', '')}"
        joined = a is not None and b is not None and of[a] == of[b]
        yield Judged(pair["a"]["report"], pair["b"]["report"], pair["same"], joined, what)


def _occurrences(told: list[Told]) -> dict[str, str]:
    return {placement.event: placement.occurrence for placement in occurrences(told).placed}


if __name__ == "__main__":
    sys.exit(main())
