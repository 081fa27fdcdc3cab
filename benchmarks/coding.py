"""Measures what coding costs beside parsing, and what it gains to leave paragraphs out of the parse.

Seconds of each, reports a second, peak memory, the share of words that is not parsed, the dearest functions.

    python benchmarks/coding.py [--reports N] [--rounds N] [--input FILE.jsonl] [--json FILE] [--profile]

The reports are put together from the project's own texts (the pages of ``examples`` and the sentences of the codebook),
about 450 words each with a headline, in an order that never changes; ``--input`` takes others (``{"text", "title"?,
"published"?}`` a line). They are read in a process of its own with one thread on one core, a batch parsed and then
coded in turn: first with everything parsed, then without the paragraphs that can hold no event. Seconds are those of
the processor, so that what else the machine does counts less.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

sys.path.append(str(Path(__file__).parents[1] / "training"))


from dragoman.codebook import load_codebook, load_sentences
from dragoman.coding.skipping import Skipper
from dragoman.language import Doc, Skip, load, parse_many
from dragoman.pipeline import BATCH, Work, through
from dragoman.reading import read
from dragoman.reading.assembling import report_id
from dragoman.records import Report
from dragoman.world import load_world
from running import ONE_THREAD, machine

EXAMPLES = Path(__file__).parents[1] / "examples"
BAR = 1.25  # what coding may cost, as a multiple of the parse
SKIPPING_BAR = 1.0  # what it may cost where paragraphs are left out, as a multiple of parsing all of them
WORDS, PARAGRAPH = 450, 3  # words of a report, sentences of a paragraph
SEED = 20260101
DEAREST, PROFILED = 10, 40  # functions listed, reports that the profile is taken of


class Costs(NamedTuple):
    """Processor seconds of the best round for parsing and for coding all reports; how many there were; peak memory.

    ``skipping_parse_s`` and ``skipping_coding_s`` are the same where ``skipped`` of the words are left out of the
    parse; what it takes to find them is part of the parse.
    """

    reports: int
    words: int
    events: int
    parse_s: float
    coding_s: float
    skipped: int
    skipping_events: int
    skipping_parse_s: float
    skipping_coding_s: float
    peak_mb: float

    @property
    def ratio(self) -> float:
        """Coding as a multiple of the parse."""
        return self.coding_s / self.parse_s

    @property
    def skipping_ratio(self) -> float:
        """Coding as a multiple of the parse of everything, where paragraphs are left out."""
        return self.skipping_coding_s / self.parse_s

    @property
    def whole(self) -> float:
        """Parsing and coding without what is left out, as a multiple of the parse of everything."""
        return (self.skipping_parse_s + self.skipping_coding_s) / self.parse_s

    @property
    def reports_a_second(self) -> float:
        """Reports parsed and coded in a second of one core, paragraphs left out."""
        return self.reports / (self.skipping_parse_s + self.skipping_coding_s)

    @property
    def short(self) -> bool:
        """Whether one of the ratios is above its bar."""
        return self.ratio > BAR or self.skipping_ratio > SKIPPING_BAR


def main() -> int:
    """Measure in a child, print, write; 1 where coding costs more than a bar."""
    options = _options()
    if options.child:
        print(json.dumps(_measured(options)))
        return 0
    answer = _child(sys.argv[1:])
    costs = Costs(**answer["costs"])
    print(table(costs, answer["machine"]))
    if answer["dearest"]:
        print("\n" + "\n".join(answer["dearest"]))
    if options.json:
        names = ("ratio", "skipping_ratio", "whole", "reports_a_second")
        found = {**answer, **{name: getattr(costs, name) for name in names}}
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf8")
    return int(costs.short)


def table(costs: Costs, where: str) -> str:
    """The figures as a Markdown table."""
    rows = (
        ("reports", f"{costs.reports:,} of {costs.words / costs.reports:.0f} words, {costs.events:,} events"),
        ("parse", f"{costs.parse_s:.1f} s, {costs.words / costs.parse_s:,.0f} words a second"),
        ("coding", f"{costs.coding_s:.1f} s"),
        ("coding / parse", _judged(costs.ratio, BAR)),
        ("words not parsed", f"{costs.skipped / costs.words:.1%}, {costs.events - costs.skipping_events} events fewer"),
        ("parse of the others", f"{costs.skipping_parse_s:.1f} s"),
        ("coding then", f"{costs.skipping_coding_s:.1f} s"),
        ("coding then / parse of all", _judged(costs.skipping_ratio, SKIPPING_BAR)),
        ("all of it then / parse of all", f"{costs.whole:.2f}"),
        ("reports a second then", f"{costs.reports_a_second:.1f}"),
        ("peak memory", f"{costs.peak_mb:.0f} MB"),
    )
    return "\n".join((f"on {where}", "", "| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)))


def _judged(ratio: float, bar: float) -> str:
    return f"{ratio:.2f} (bar {bar}: {'ok' if ratio <= bar else 'short'})"


def own_reports(number: int, words: int = WORDS) -> Iterator[Report]:
    """Reports of some words made of the project's own sentences, the same ones at every call."""
    sentences = _sentences()
    for _ in range(number):
        title = next(sentences).rstrip(".")
        body = list(_until(sentences, words))
        paragraphs = [" ".join(body[at : at + PARAGRAPH]) for at in range(0, len(body), PARAGRAPH)]
        text = "\n\n".join((title, *paragraphs))
        yield Report(report=report_id(text, None, None, None, None), text=text, title=title, language="en")


def given_reports(path: Path) -> list[Report]:
    """The reports of a JSONL file that can be read."""
    return [found for found in read([str(path)]) if isinstance(found, Report)]


def _sentences() -> Iterator[str]:
    """Every sentence of the project's texts in a fixed random order, again and again."""
    found = (item for page in sorted(EXAMPLES.glob("*.html")) for item in read([str(page)]))
    texts = [report.text for report in found if isinstance(report, Report)]
    pages = [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+|\n+", text) if sentence]
    sentences = [*pages, *(sentence.text for sentence in load_sentences())]
    order = random.Random(SEED)
    while True:
        order.shuffle(sentences)
        yield from sentences


def _until(sentences: Iterator[str], words: int) -> Iterator[str]:
    while words > 0:
        sentence = next(sentences)
        words -= len(sentence.split())
        yield sentence


def _measured(options: argparse.Namespace) -> dict[str, object]:
    """What the child finds: the best round of each cost, and the profile where it is wished for."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    reports = given_reports(options.input) if options.input else list(own_reports(options.reports))
    _round(reports[:BATCH])  # tables are read and words are met before the clock starts
    rounds = [_round(reports) for _ in range(options.rounds)]
    seconds = [name for name in Costs._fields if name.endswith("_s")]
    best = rounds[0]._replace(**{name: min(getattr(r, name) for r in rounds) for name in seconds})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    dearest = _dearest(reports[:PROFILED]) if options.profile else []
    return {"costs": best._replace(peak_mb=peak)._asdict(), "machine": machine(), "dearest": dearest}


def _round(reports: Sequence[Report]) -> Costs:
    """Parse and code every report, batch after batch: once whole, once without what can hold no event."""
    skip = _skipper()
    batches = [reports[at : at + BATCH] for at in range(0, len(reports), BATCH)]
    passes = [(_pass(batch, None), _pass(batch, skip)) for batch in batches]
    whole, part = (_Pass(*map(sum, zip(*each, strict=True))) for each in zip(*passes, strict=True))
    return Costs(
        len(reports), whole.words, whole.events, whole.parse_s, whole.coding_s, part.skipped, part.events,
        part.parse_s, part.coding_s, 0.0,
    )  # fmt: skip


@cache
def _skipper() -> Skip:
    return Skipper(load_codebook(), load_world())


class _Pass(NamedTuple):
    """Counts and processor seconds of parsing and coding some reports."""

    words: int
    skipped: int
    events: int
    parse_s: float
    coding_s: float


def _pass(batch: Sequence[Report], skip: Skip | None) -> _Pass:
    start = time.process_time()
    docs = list(parse_many(load(), [report.text for report in batch], batch=BATCH, skip=skip))
    parsed = time.process_time()
    events = _events(batch, docs)
    coded = time.process_time()
    skipped = sum(end - start for doc in docs for start, end in doc.unparsed)
    return _Pass(sum(map(len, docs)), skipped, events, parsed - start, coded - parsed)


def _events(reports: Sequence[Report], docs: Sequence[Doc]) -> int:
    """Code parsed reports by the rules: every step behind the parse. How many events they have."""
    works = [Work(*each, load_codebook(), load_world()) for each in zip(reports, docs, strict=True)]
    return sum(len(work.made["coded"].events) for work in through(works))


def _dearest(reports: Sequence[Report]) -> list[str]:
    """The functions that coding spends most time in by themselves, the dearest first."""
    docs = list(parse_many(load(), [report.text for report in reports]))
    profile = cProfile.Profile()
    profile.runcall(lambda: _events(reports, docs))
    rows = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    ranked = sorted(rows, key=lambda row: row[1][2], reverse=True)[:DEAREST]
    return [_dear(*place, *figures) for place, figures in ranked]


def _dear(file: str, line: int, name: str, _: int, calls: int, own: float, whole: float, callers: object) -> str:
    return f"{own:6.2f} s by itself, {whole:6.2f} s in all, {calls:>9,} calls: {name} ({Path(file).name}:{line})"


def _child(arguments: Sequence[str]) -> dict[str, Any]:
    """What a process of its own with one thread finds."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, str(Path(__file__)), "--child", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.returncode)
    return dict(json.loads(done.stdout))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000, help="how many reports are made; 1,000 if not given")
    parser.add_argument("--rounds", type=int, default=3, help="of which the best counts; 3 if not given")
    parser.add_argument("--input", type=Path, help="reports to take in place of the made ones")
    parser.add_argument("--json", type=Path, help="write the figures into this file too")
    parser.add_argument("--profile", action="store_true", help="list the ten dearest functions of coding")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
