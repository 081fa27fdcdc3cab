"""Measures the gate before extraction: the pages with events that it lets through, what it keeps out, its time.

    python benchmarks/gate.py [SHARED] [--json FILE]

SHARED is the folder with ``data/pages`` and ``data/clusters`` (default: ``shared`` beside the project). Where it is
absent nothing is measured and the exit status is 0. The pages are the real ones of both page sets, and the articles of
the clusters laid out as pages of a news site (``measuring/made_pages.py``). What a page tells is what the coder finds
in it when there is no gate, its mistakes included. Intervals are Wilson's at 95 %, seconds the processor's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "measuring"))

import msgspec
from scipy.stats import binomtest

import made_pages
from dragoman.pipeline import Coder
from dragoman.reading import Raw, gate, reports_of
from dragoman.records import Report

BESIDE = Path(__file__).resolve().parents[2] / "shared"
REAL, MADE = "real pages", "news articles laid out as pages"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page, what the coder finds in it (its language is None where it holds no article), and the gate's reason."""

    kind: str
    language: str | None
    events: int
    passed: str | None
    seconds: float


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: how many of how many, and of shares the interval."""

    what: str
    count: int
    of: int

    @property
    def text(self) -> str:
        """The row of the table."""
        share = ""
        if self.of:
            low, high = binomtest(self.count, self.of).proportion_ci(method="wilson")
            share = f"{self.count / self.of:.3f} ({low:.3f} to {high:.3f})"
        return f"| {self.what} | {self.count:,} of {self.of:,} | {share} |"


def main() -> int:
    """Print the table, or say that the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=BESIDE, help="the folder with the data")
    parser.add_argument("--json", type=Path, help="write the figures into this file too")
    options = parser.parse_args()
    if not (options.shared / "data" / "pages").is_dir():
        print(f"skipped: no data/pages in {options.shared}")
        return 0
    found = list(_judged(options.shared / "data", Coder()))
    lines = _lines(found)
    print("| measured on | pages or events | share |", "|---|---|---|", *(line.text for line in lines), sep="\n")
    print(f"\n{1000 * sum(page.seconds for page in found) / len(found):.1f} ms a page")
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(lines), indent=1) + b"\n")
    return 0


def _lines(pages: Sequence[Page]) -> list[Line]:
    """The figures: all pages, those of each kind, and what is kept out."""
    lines = []
    for kind in (None, REAL, MADE):
        some = [page for page in pages if kind in (None, page.kind)]
        telling = [page for page in some if page.events]
        through = [page for page in telling if page.passed is None]
        name = kind or "all"
        lines += [
            Line(what=f"{name}: pages with events that are let through", count=len(through), of=len(telling)),
            Line(what=f"{name}: events on them", count=_events(through), of=_events(telling)),
        ]
    real = [page for page in pages if page.kind == REAL]
    foreign = [page for page in real if page.language not in ("en", None)]
    idle = [page for page in real if page.language == "en" and not page.events]
    return [
        *lines,
        _kept_out(f"{REAL} in other languages that are kept out", foreign),
        _kept_out(f"{REAL} in English without events that are kept out", idle),
        Line(what=f"{REAL} that are let through", count=sum(page.passed is None for page in real), of=len(real)),
    ]


def _kept_out(what: str, pages: list[Page]) -> Line:
    return Line(what=what, count=sum(page.passed is not None for page in pages), of=len(pages))


def _events(pages: Iterable[Page]) -> int:
    return sum(page.events for page in pages)


def _judged(data: Path, coder: Coder) -> Iterator[Page]:
    """Every page as the coder and the gate see it."""
    for kind, raw in _raws(data):
        read = [item for item in reports_of(raw, gate=False) if isinstance(item, Report)]
        coded = list(coder.code_many(read))
        text = raw.data.decode("utf8", errors="replace")
        begun = time.process_time()
        passed = gate.why_passed(text)
        yield Page(
            kind=kind, language=coded[0].language if coded else None,
            events=sum(len(report.events) for report in coded), passed=passed, seconds=time.process_time() - begun,
        )  # fmt: skip


def _raws(data: Path) -> Iterator[tuple[str, Raw]]:
    for path in sorted((data / "pages").glob("*/*.html.gz")):
        yield REAL, Raw(path=path.name, kind="page", data=gzip.decompress(path.read_bytes()))
    with gzip.open(next((data / "clusters").glob("*.jsonl.gz")), "rt", encoding="utf8") as lines:
        for n, line in enumerate(lines):
            given = json.loads(line)
            text = f"{given['title']}\n\n{given['text']}"
            report = Report(report=f"r-{n}", title=given["title"], language="en", text=text)
            yield MADE, Raw(path=f"{n}", kind="page", data=made_pages.page(report, n))


if __name__ == "__main__":
    sys.exit(main())
