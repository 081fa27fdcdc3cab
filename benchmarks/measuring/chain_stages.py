"""The chain taken stage by stage, and the same whole: pages of a WARC file to events in an archive, in one process.

A chunk of pages goes through the stages one after the other, then through the whole chain as ``dragoman code`` runs it,
then its text through the parse alone and its pages through trafilatura alone, before the next chunk is taken: so what
else the machine does falls on all alike. Seconds are the processor's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec
import trafilatura

from dragoman.archive import Archive, Run
from dragoman.codebook import Codebook, load_codebook
from dragoman.coding import Judges, load_scorer, load_weigher
from dragoman.coding.skipping import Skipper
from dragoman.language import Doc, Skip, load, parse_many
from dragoman.pipeline import BATCH, Coder, Work, through
from dragoman.reading import Raw, decoding, gate, raw_items, reports_of
from dragoman.records import Report
from dragoman.scale.records import Coded, Ended, Result
from dragoman.scale.running import Coding
from dragoman.scale.settings import CHUNK
from dragoman.scale.source import Walk
from dragoman.scale.working import ArchiveNames, Recipe, Working, as_read, report_of
from dragoman.world import World, load_world
from memory import peak

STAGES = ("read", "gate", "extract", "parse", "code", "write")
WHOLE, PARSE, PAGES = "whole chain", "parse alone", "trafilatura alone"
TEXT, SKIPPING = "text to events", "text to events, skipping"


class StageCosts(msgspec.Struct, frozen=True):
    """Processor seconds, and events found, by stage and by what stands beside, for so many reports of so many words.

    ``passed`` pages were left out by the gate or held no article. "text to events" parses everything, with "skipping"
    the paragraphs that can hold no event are left out.
    """

    reports: int
    words: int
    passed: int
    seconds: dict[str, float]
    events: dict[str, int]
    peak_mb: float

    @property
    def ratio(self) -> float:
        """The whole chain as a multiple of the parse of everything and trafilatura, each alone."""
        return self.seconds[WHOLE] / (self.seconds[PARSE] + self.seconds[PAGES])

    def rate(self, name: str, words: int) -> float:
        """Reports of so many words in a second of one core."""
        return self.words / words / self.seconds[name]


class Tools(NamedTuple):
    """What the stages work with, loaded once."""

    codebook: Codebook
    world: World
    judges: Judges
    skip: Skip


class Counts:
    """Adds up processor seconds and events by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.events: dict[str, int] = {}

    @contextmanager
    def clock(self, name: str) -> Iterator[None]:
        """Count what is done meanwhile under a name."""
        begun = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begun

    def found(self, name: str, events: int) -> None:
        """Count events under a name."""
        self.events[name] = self.events.get(name, 0) + events


def measure(crawl: Path, folder: Path, *, warming: Path) -> StageCosts:
    """The costs of the pages of a WARC file; those of ``warming`` are gone through before and not counted."""
    tools, coder = load_tools(), Coder()
    for name, path in (("warming", warming), ("counted", crawl)):
        (folder / name).mkdir()
        costs = _crawl_costs(path, folder / name, tools, coder)
    return costs


def measure_text(reports: Sequence[Report]) -> StageCosts:
    """The costs from text to events, for reports that come without a page; the first of them are coded before."""
    tools = load_tools()
    for some in (reports[:CHUNK], reports):
        counts = Counts()
        for at in range(0, len(some), CHUNK):
            _text_alone(some[at : at + CHUNK], tools, counts)
    return StageCosts(len(reports), _words(reports), 0, counts.seconds, counts.events, peak())


def load_tools() -> Tools:
    """Load what the stages work with."""
    codebook, world = load_codebook(), load_world()
    return Tools(codebook, world, Judges(load_weigher(), load_scorer), Skipper(codebook, world))


def code_parsed(reports: Sequence[Report], docs: Sequence[Doc], tools: Tools) -> list[Report]:
    """The reports as every step behind the parse codes them."""
    works = [Work(*each, tools.codebook, tools.world, tools.judges) for each in zip(reports, docs, strict=True)]
    return [_coded(work) for work in through(works)]


def _coded(work: Work) -> Report:
    coded: Coded = work.made["coded"]
    return msgspec.structs.replace(
        work.report, published=work.made["timeline"].published, events=coded.events, ties=work.made["ties"],
        claims=coded.claims,
    )  # fmt: skip


def _crawl_costs(crawl: Path, folder: Path, tools: Tools, coder: Coder) -> StageCosts:
    counts, seen = Counts(), 0
    reports: list[Report] = []
    staged, whole = (Archive.create(folder / name) for name in ("staged", "whole"))
    results = _whole_chain(crawl, whole, folder / "names", coder)
    raws = raw_items([crawl])
    with staged.run("stages") as run, whole.run("whole") as whole_run:
        while True:
            with counts.clock("read"):
                chunk = [raw for raw in islice(raws, CHUNK) if isinstance(raw, Raw)]
            if not chunk:
                break
            read = _staged(chunk, tools, counts, run)
            with counts.clock(WHOLE):
                counts.found(WHOLE, _added(islice(results, len(chunk)), whole_run))
            _pages_alone(chunk, counts)
            _text_alone(read, tools, counts)
            seen, reports = seen + len(chunk), [*reports, *read]
        for name, each in (("write", run), (WHOLE, whole_run)):
            with counts.clock(name):
                each.flush()
    return StageCosts(len(reports), _words(reports), seen - len(reports), counts.seconds, counts.events, peak())


def _staged(chunk: Sequence[Raw], tools: Tools, counts: Counts, run: Run) -> list[Report]:
    """Take pages through the stages; the reports that were read of them."""
    with counts.clock("read"):
        texts = [decoding.decode(raw.data, raw.media).text for raw in chunk]
    with counts.clock("gate"):
        let_through = [raw for raw, text in zip(chunk, texts, strict=True) if gate.why_passed(text) is None]
    with counts.clock("extract"):
        found = [item for raw in let_through for item in reports_of(raw, gate=False)]
    reports = [item for item in found if isinstance(item, Report)]
    with counts.clock("parse"):
        docs = _parsed(reports, tools.skip)
    with counts.clock("code"):
        coded = code_parsed(reports, docs, tools)
    with counts.clock("write"):
        for before, after in zip(reports, coded, strict=True):
            msgspec.json.encode(after)
            run.add(after, as_read=before)
    counts.found("code", sum(len(report.events) for report in coded))
    return reports


def _whole_chain(crawl: Path, archive: Archive, names: Path, coder: Coder) -> Iterator[Result]:
    """What comes of the pages of a file, one after the other, as ``dragoman code --archive`` gets it."""
    archive.write_names(names)
    recipe = Recipe(names=ArchiveNames(file=names, archive=archive.path, storage=archive.storage_options))
    coding = Coding([Walk([str(crawl)])], recipe, make=partial(Working, coder=coder))
    return (result for result in coding if not isinstance(result, Ended))


def _added(results: Iterator[Result], run: Run) -> int:
    """Put results into an archive; the events that they brought."""
    events = 0
    for result in results:
        if isinstance(result, Coded):
            report = report_of(result, detail=False)
            events += len(report.events)
            run.add(report, as_read=as_read(result))
    return events


def _pages_alone(chunk: Sequence[Raw], counts: Counts) -> None:
    """The text of the articles as trafilatura gives it to anybody who wants no more than that, as precisely."""
    with counts.clock(PAGES):
        for raw in chunk:
            trafilatura.extract(raw.data, include_comments=False, favor_precision=True)


def _text_alone(reports: Sequence[Report], tools: Tools, counts: Counts) -> None:
    """Parse reports alone; then code them from what was parsed, whole and without what can hold no event."""
    for name, skip in ((TEXT, None), (SKIPPING, tools.skip)):
        with counts.clock(name):
            with counts.clock(PARSE if skip is None else f"{PARSE}, skipping"):
                docs = _parsed(reports, skip)
            coded = code_parsed(reports, docs, tools)
        counts.found(name, sum(len(report.events) for report in coded))


def _parsed(reports: Sequence[Report], skip: Skip | None) -> list[Doc]:
    return list(parse_many(load(), [report.text for report in reports], batch=BATCH, skip=skip))


def _words(reports: Sequence[Report]) -> int:
    return sum(len(report.text.split()) for report in reports)
