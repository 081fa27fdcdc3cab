"""Measures the reading of dates: finds and settles the expressions of a gold file and counts what is right.

Run as ``python benchmarks/times.py GOLD.jsonl[.gz] [--write PRED.jsonl] [--errors] [--no-model]``. GOLD has lines of
``{"id", "published", "text", "expressions"}``; without an argument it is the shared Wikinews and GUM file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import spacy

from dragoman.language import Doc, load, parse_many
from dragoman.records import Interval, Published
from dragoman.times import find_moments

SHARED = Path(__file__).parents[1] / ".." / "shared" / "data" / "times" / "wikinews-and-gum-dates.jsonl.gz"


def read(path: Path) -> list[dict[str, Any]]:
    """The reports of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def predict(
    reports: list[dict[str, Any]], *, model: bool = True
) -> Iterator[tuple[dict[str, Any], tuple[Interval, ...]]]:
    """Each report with the moments found in it."""
    texts = [report["text"] for report in reports]
    docs = parse_many(load(), texts) if model else map(Doc, map(spacy.blank("en"), texts))
    for report, doc in zip(reports, docs, strict=True):
        day = report.get("published")
        published = Published(start=day, end=day, precision="day", basis="given", why="given") if day else None
        yield report, find_moments(doc, published).moments


def main() -> None:
    """Predict, write the predictions, and show what was missed, wrongly found or wrongly settled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--write", type=Path, default=Path("times-predictions.jsonl"))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--no-model", action="store_true")
    options = parser.parse_args()
    begun = time.perf_counter()
    with options.write.open("w", encoding="utf-8") as out:
        for report, moments in predict(read(options.gold), model=not options.no_model):
            out.write(json.dumps({"id": report["id"], "moments": msgspec.to_builtins(moments)}) + "\n")
            if options.errors:
                show_errors(report, moments)
    print(f"{time.perf_counter() - begun:.1f} s; now: score.py times {options.gold} {options.write}")


def show_errors(report: dict[str, Any], moments: tuple[Interval, ...]) -> None:
    """Print each expression with its moment where they differ: missed (-), extra (+), other value (=)."""
    left = [moment for moment in moments if moment.span]
    for gold in report["expressions"]:
        span = (gold["start"], gold["end"])
        hit = next((m for m in left if m.span and m.span[0] < span[1] and span[0] < m.span[1]), None)
        value = {k: v for k, v in gold.items() if k not in ("text", "start", "end", "rend")}
        if hit is None:
            print("-", report["id"], _around(report["text"], span), value)
            continue
        left.remove(hit)
        if gold.get("when", "") != hit.start:
            print("=", report["id"], _around(report["text"], span), value, "|", hit.text, hit.start, hit.end)
    for moment in left:
        print("+", report["id"], _around(report["text"], moment.span or (0, 0)), moment.start, moment.end)


def _around(text: str, span: tuple[int, int]) -> str:
    """An expression in brackets with a few words around it."""
    before, after = text[max(0, span[0] - 30) : span[0]], text[span[1] : span[1] + 20]
    return repr(f"{before}[{text[span[0] : span[1]]}]{after}")


if __name__ == "__main__":
    main()
