"""What the archive's benchmark measures, stage by stage: each gives the seconds of its parts and how much they did."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from dragoman.archive import Archive, check
from dragoman.export import write
from dragoman.records import MadeBy, Report
from placed_as_made import place
from synthetic import NEW, OLD, Maker

BATCH = 64  # reports of a small batch
NEWEST = 500  # reports that are left without a story
FEW = 16  # reports that are grouped by themselves
RECODED = 256  # reports of the batch that is coded again
CHANGED = 20  # of so many of these one comes out otherwise
ROUNDS = 3  # of a query
FORMATS = ("csv", "parquet", "gdelt", "jsonl")

QUERIES: dict[str, Callable[[Archive], int]] = {
    "query: count": lambda archive: len(archive.sql("select count(*) from events")),
    "query: month by quad": lambda archive: len(
        archive.sql("select date_trunc('month', first_day) as m, quad, count(*) from events group by all")
    ),
    "query: dyad RUS-UKR": lambda archive: len(archive.events(dyad="RUS-UKR")),
    "query: actor and since": lambda archive: len(archive.events(actor="FRA", since="2023-01-01")),
    "query: newest 50": lambda archive: len(archive.events(newest=50)),
    "query: text": lambda archive: len(archive.events(text="ransom", newest=50)),
    "query: one event": lambda archive: len(archive.sql("select * from events where event = ?", [_event(archive)])),
    "query: events of a report": lambda archive: len(
        archive.sql("select * from events where report = ? order by n", [_report(archive)])
    ),
    "query: related reports": lambda archive: len(archive.related(_report(archive))),
}


class Took(NamedTuple):
    """A thing that was measured: seconds, how many of what it handled, and a remark."""

    name: str
    seconds: float
    count: int
    what: str
    remark: str = ""


class Bench(NamedTuple):
    """Where a stage works: the archive's folder, and what makes its reports, so many in all."""

    folder: Path
    maker: Maker
    reports: int

    @property
    def first(self) -> int:
        """How many reports are added at first."""
        return self.reports - BATCH - FEW


def add(bench: Bench) -> Iterator[Took]:
    """Add all reports but the few of later stages; those that are coded again later as another version coded them."""
    first = min(RECODED, bench.first)
    yield added(bench.folder, [(bench.maker, 0, first, OLD), (bench.maker, first, bench.first, NEW)])


def add_without_texts(bench: Bench) -> Iterator[Took]:
    """Add a tenth of the reports to an archive that keeps no texts."""
    took = added(bench.folder.with_name("no-texts"), [(bench.maker, 0, bench.first // 10, NEW)], texts=False)
    yield took._replace(name="add, no texts")


def added(folder: Path, parts: Iterable[tuple[Maker, int, int, MadeBy]], *, texts: bool = True) -> Took:
    """Add reports to an archive, made where it is not there; what it takes to make the reports is not counted."""
    archive, _ = Archive.open_or_create(folder, texts=texts)
    seconds = 0.0
    with archive.run("code") as run:
        for maker, start, end, made_by in parts:
            for report in maker.reports(start, end, made_by=made_by):
                begun = time.perf_counter()
                run.add(report)
                seconds += time.perf_counter() - begun
        begun = time.perf_counter()
    seconds += time.perf_counter() - begun
    rate = run.counts.events / seconds
    return Took("add", seconds, run.counts.events, "events", f"{1000 / rate:.2f} s per 1,000, {rate:,.0f} a second")


def place_known(bench: Bench) -> Iterator[Took]:
    """Give all but the newest reports the stories and occurrences that they were made with (``placed_as_made``)."""
    begun, end = time.perf_counter(), bench.first - NEWEST
    place(bench.folder, bench.maker, end)
    yield Took("(placed as made)", time.perf_counter() - begun, end, "reports", "rows written, nothing decided")


def queries(bench: Bench) -> Iterator[Took]:
    """Open the archive, and ask each query some times; the best of these counts."""
    begun = time.perf_counter()
    archive = Archive(bench.folder)
    archive.connection()
    yield Took("open", time.perf_counter() - begun, 1, "archive")
    for name, ask in QUERIES.items():
        seconds, rows = _best(lambda ask=ask: ask(archive))  # type: ignore[misc]
        yield Took(name, seconds[0], rows, "rows", f"first {seconds[1]:.3f} s")


def small_batch(bench: Bench) -> Iterator[Took]:
    """Ask for known reports which are new, and add a batch of new ones."""
    known = [_as_read(each) for each in bench.maker.reports(0, BATCH)]
    archive = Archive(bench.folder)
    begun = time.perf_counter()
    new = archive.unseen(known)
    yield Took("unseen", time.perf_counter() - begun, len(known), "reports", f"{len(new)} new")
    more = list(bench.maker.reports(bench.first, bench.first + BATCH))
    begun = time.perf_counter()
    with archive.run("code") as run:
        for report in more:
            run.add(report)
        run.flush()
        yield Took("add a batch", time.perf_counter() - begun, run.counts.added, "reports")


def group(bench: Bench) -> Iterator[Took]:
    """Give the newest reports their stories and occurrences."""
    begun = time.perf_counter()
    done = Archive(bench.folder).group()
    yield Took("group the newest", time.perf_counter() - begun, done.reports, "reports", f"{done.events:,} events")


def group_few(bench: Bench) -> Iterator[Took]:
    """Add very few reports, and give them their stories and occurrences."""
    archive = Archive(bench.folder)
    archive.add(bench.maker.reports(bench.first + BATCH, bench.reports))
    begun = time.perf_counter()
    done = archive.group()
    yield Took("group a few", time.perf_counter() - begun, done.reports, "reports", f"{done.events:,} events")


class Again:
    """A coder that gives of every ``CHANGED`` reports the first an event less and one changed, the others as they were.

    ``before`` are the reports that are coded again, as they were coded.
    """

    made_by = NEW

    def __init__(self, before: Mapping[str, Report]) -> None:
        self._before = before

    def code_many(self, reports: Iterable[Report], *, detail: bool = False) -> Iterator[Report]:
        """Code reports again."""
        for number, each in enumerate(reports):
            events = self._before[each.report].events
            if number % CHANGED == 0:
                events = (msgspec.structs.replace(events[0], confidence=0.01), *events[2:])
            yield msgspec.structs.replace(each, made_by=NEW, events=events)


def recode(bench: Bench) -> Iterator[Took]:
    """Code one batch of reports again, by a coder that costs nothing."""
    before = {each.report: each for each in bench.maker.reports(0, RECODED)}
    archive = Archive(bench.folder)
    begun = time.perf_counter()
    done = archive.recode(Again(before))
    yield Took("recode a batch", time.perf_counter() - begun, done.coded, "reports", f"{done.changed} changed")


def small_diff(bench: Bench) -> Iterator[Took]:
    """What changed with the last commits, those that coded again."""
    archive = Archive(bench.folder)
    begun = time.perf_counter()
    found = sum(1 for _ in archive.difference(_before_recode(archive)))
    yield Took("diff of the recode", time.perf_counter() - begun, found, "events")


def whole_diff(bench: Bench) -> Iterator[Took]:
    """What changed since the archive was empty."""
    archive = Archive(bench.folder)
    begun = time.perf_counter()
    found = sum(1 for _ in archive.difference(1))
    yield Took("diff from version 1", time.perf_counter() - begun, found, "events")


def export(bench: Bench, name: str) -> Iterator[Took]:
    """Write all events in a format."""
    target = bench.folder.with_name(f"out.{name}")
    begun = time.perf_counter()
    written = write(Archive(bench.folder), target, name)
    seconds, size = time.perf_counter() - begun, target.stat().st_size
    target.unlink()
    yield Took(f"export {name}", seconds, written.rows, "rows", f"{size / 1e6:,.0f} MB")


def verify(bench: Bench) -> Iterator[Took]:
    """Check every table, file and row."""
    begun = time.perf_counter()
    found = check(bench.folder)
    yield Took("verify", time.perf_counter() - begun, len(found.findings), "findings", "" if found.clean else "FAULTS")


def compact(bench: Bench) -> Iterator[Took]:
    """Put small files together."""
    begun = time.perf_counter()
    done = Archive(bench.folder).compact()
    remark = f"{sum(each.files_before for each in done):,} before"
    yield Took("compact", time.perf_counter() - begun, sum(each.files_after for each in done), "files", remark)


def vacuum(bench: Bench) -> Iterator[Took]:
    """Remove the files that are no longer used; tell what is left."""
    before = _size(bench.folder)
    begun = time.perf_counter()
    done = Archive(bench.folder).vacuum(hours=0)
    seconds, after = time.perf_counter() - begun, _size(bench.folder)
    remark = f"{before / 1e6:,.0f} MB before, {after / 1e6:,.0f} MB after"
    yield Took("vacuum", seconds, sum(each.files_removed for each in done), "files", remark)


def _best(ask: Callable[[], int]) -> tuple[tuple[float, float], int]:
    """The best and the first of some rounds of a query, and its rows."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        rows = ask()
        rounds.append(time.perf_counter() - begun)
    return (min(rounds), rounds[0]), rows


def _event(archive: Archive) -> str:
    """An event in the middle of the archive, by how events are named."""
    return f"e-{_middle(archive):016x}00"


def _report(archive: Archive) -> str:
    return f"r-{_middle(archive):016x}"


def _middle(archive: Archive) -> int:
    return sum(part.rows for commit in archive._log.live for part in commit.parts if part.table == "reports") // 2


def _as_read(report: Report) -> Report:
    return msgspec.structs.replace(report, made_by=None, events=())


def _before_recode(archive: Archive) -> int:
    return min(commit.version for commit in archive._log.live if commit.kind == "recode") - 1


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
