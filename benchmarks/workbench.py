"""What the views of the workbench cost over an archive: time to the first byte, processor time, bytes.

    python benchmarks/workbench.py [--archive DIR | --reports N] [--rounds N] [--decide] [--json FILE] [--docs FILE]

Without an archive one is made of N reports of about eight events each (``measuring/synthetic.py``), 2,000 of them.
The application is asked in this process, without a network, after the warm-up of `dragoman serve`. What the workbench
has remembered since is forgotten before every request, so that a figure is that of the first who asks. A view of one
report, event, occurrence or story is asked about another one each time. Each address is asked once before it is
measured; the median of the rounds counts. Processor seconds are those of all threads: DuckDB works on every core, and
on a machine with other work they say more than the clock.

``--decide`` also measures a decision: in a copy of the archive made of hard links, which changes nothing in the first.
``--docs docs/workbench.md`` puts the table there, with what it says in words and how busy the machine was.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

sys.path.append(str(Path(__file__).parent / "measuring"))

from starlette.types import ASGIApp, Message

from dragoman.archive import Archive
from dragoman.workbench import Settings, create_app
from dragoman.workbench.pages import warm
from dragoman.workbench.shelf import Memory, Shelf
from in_docs import put

# What stands in braces is an id, another one in each round.
VIEWS = (
    "/", "/events", "/events?order=oldest", "/events?quad=1", "/events?type=ASSAULT", "/events?actor=RUS",
    "/events?dyad=RUS-UKR", "/events?place=UKR", "/events?confidence=0.5-1", "/events?text=attack",
    "/events?text=zebra", "/events/facets", "/events/facets?quad=1", "/events/facets?type=ASSAULT",
    "/events/facets?actor=RUS", "/events/facets?text=attack",
    "/event/{event}", "/report/{report}", "/report/{report}/related", "/report/{report}/claims",
    "/stories", "/stories?actor=RUS", "/story/{story}", "/occurrence/{occurrence}",
    "/dyad", "/dyad/RUS/UKR", "/dyad/RUS/UKR?by=day", "/dyad/RUS/UKR?unit=events",
    "/network", "/network.json", "/network?quad=4", "/network?level=sector", "/network?level=entity",
    "/network?show=actors", "/network?show=balance", "/network?show=exposure&exposed_to=RUS",
    "/network?show=change&since=2023-01-01&until=2023-06-30&compare_since=2022-01-01&compare_until=2022-06-30",
    "/network?edges=ties", "/map", "/map.json", "/map?quad=3",
    "/review", "/review?by=random&seed=5", "/review?by=newest", "/review/sample?by=random&seed=5",
    "/review/agreement", "/review/gold", "/review/report/{report}", "/decisions", "/paste",
    "/codebook", "/codebook/ASSAULT", "/about",
)  # fmt: skip
# Some ids of each kind, spread over the archive by a number drawn from the id itself.
IDS = {
    "event": "select event from digest.acts order by hash(event) limit 16",
    "report": "select report from (select distinct report from digest.acts) order by hash(report) limit 16",
    "occurrence": "select occurrence from digest.units order by n_reports = 1, hash(occurrence) limit 16",
    "story": "select story from stories group by story order by count(*) = 1, hash(story) limit 16",
}
HOST = "127.0.0.1:8000"
AIM, AIM_AFTER = 0.3, 0.5  # seconds to the first byte of a view, and of the page after a decision
AFTER = "the page after it"
HEAD = ("| view | first byte, s | processor, s | bytes |", "|---|---|---|---|")


class Cost(NamedTuple):
    """What an answer cost: seconds to its first byte, processor seconds, its bytes, its status."""

    first_byte: float
    processor: float
    size: int
    status: int


class Bench:
    """A workbench over the archive at a path, warmed up, to be asked."""

    def __init__(self, path: str) -> None:
        settings = Settings(archive=path)
        self._shelf = Shelf(settings)
        self._app: ASGIApp = create_app(settings, self._shelf)
        self._thread = ThreadPoolExecutor(1)  # who measures may have an event loop at work in its own
        with self._shelf.reading() as reading:
            warm(reading)
            self.ids = {kind: [id_ for (id_,) in reading.con.execute(query).fetchall()] for kind, query in IDS.items()}
        self._warm = dict(self._shelf._memory._answers)

    def cost(self, address: str, rounds: int = 3) -> Cost:
        """The median cost of an address in some rounds after one that is not counted."""
        costs = [self._forgetful(self._named(address, n)) for n in range(rounds + 1)][1:]
        return Cost(
            median(cost.first_byte for cost in costs), median(cost.processor for cost in costs),
            max(cost.size for cost in costs), max(cost.status for cost in costs),
        )  # fmt: skip

    def decided(self, rounds: int) -> list[tuple[str, Cost]]:
        """What a decision costs, and the page after it: the archive is changed."""
        made, after = [], []
        for event in self.ids["event"][: rounds + 1]:
            made.append(self._decision(event))
            after.append(self._ask("/review"))
        return [("a decision is stored", _median(made[1:])), (AFTER, _median(after[1:]))]

    def _decision(self, event: str) -> Cost:
        begun, worked = time.perf_counter(), time.process_time()
        with self._shelf.changing() as archive:
            archive.decide("accept", event, who="benchmark")
        return Cost(time.perf_counter() - begun, time.process_time() - worked, 0, 200)

    def _named(self, address: str, n: int) -> str:
        return address.format(**{kind: ids[n % len(ids)] for kind, ids in self.ids.items() if ids})

    def _forgetful(self, address: str) -> Cost:
        memory = Memory()
        memory._answers = dict(self._warm)
        self._shelf._memory = memory
        return self._ask(address)

    def _ask(self, address: str) -> Cost:
        return self._thread.submit(asyncio.run, _asked(self._app, address)).result()


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(median(c.first_byte for c in costs), median(c.processor for c in costs), costs[0].size, costs[0].status)


async def _asked(app: ASGIApp, address: str) -> Cost:
    """Ask an application and measure its answer."""
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(b"host", HOST.encode())], "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1),
        "root_path": "",
    }  # fmt: skip
    begun, worked, first, size, status = time.perf_counter(), time.process_time(), 0.0, 0, 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal first, size, status
        if message["type"] == "http.response.start":
            first, status = time.perf_counter() - begun, message["status"]
        size += len(message.get("body", b""))

    await app(scope, receive, send)
    return Cost(first, time.process_time() - worked, size, status)


@contextmanager
def _archive(given: str | None, reports: int) -> Iterator[str]:
    """The path of the archive that is given, or of one that is made."""
    if given is not None:
        yield given
        return
    from synthetic import Maker, coded_examples

    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.create(Path(folder, "archive"))
        archive.add(Maker(coded_examples(), reports).reports(0, reports))
        archive.group()
        yield archive.path


@contextmanager
def _copied(path: str) -> Iterator[str]:
    """The path of a copy of an archive for the time of a ``with`` block: files of an archive are never written to."""
    with tempfile.TemporaryDirectory(dir=Path(path).resolve().parent) as folder:
        yield str(shutil.copytree(path, Path(folder, "archive"), copy_function=os.link))


def _measured(path: str, rounds: int, *, decide: bool) -> Iterator[tuple[str, Cost]]:
    """What each view of an archive costs, and with ``decide`` a decision."""
    bench = Bench(path)
    for address in VIEWS:
        yield address, bench.cost(address, rounds)
    if decide:
        with _copied(path) as copy:
            yield from Bench(copy).decided(rounds)


def _line(name: str, cost: Cost) -> str:
    return f"| {name if ' ' in name else f'`{name}`'} | {cost.first_byte:.3f} | {cost.processor:.3f} | {cost.size:,} |"


def _answered(cost: Cost) -> bool:
    return cost.status in (200, 303)  # an event leads to its report


def _said(path: str, costs: Mapping[str, Cost], rounds: int, load: Sequence[float]) -> str:
    """What the figures say, in words."""
    [counted] = Archive(path).sql("select count(*) as events from events").to_pylist()
    views = [name for name in costs if " " not in name]
    late = [name for name in views if costs[name].first_byte > AIM]
    quick = sum(costs[name].processor <= AIM for name in views)
    words = (
        f"An archive of {counted['events']:,} events, the median of {rounds} rounds. The load average of "
        f"{os.cpu_count()} cores was {load[0]:.1f} before the run and {load[1]:.1f} at its end. The aim is a first "
        f"byte within {AIM} seconds on an idle core, and within {AIM_AFTER} after a decision. "
        f"{len(views) - len(late)} of {len(views)} views were within it by the clock, {quick} by processor time."
    )
    return words + (f" Above it by the clock: {', '.join(f'`{name}`' for name in late)}." if late else "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a view does not answer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", metavar="DIR", help="measure this archive; nothing is changed in it")
    parser.add_argument("--reports", metavar="N", type=int, default=2000, help="reports of an archive that is made")
    parser.add_argument("--rounds", metavar="N", type=int, default=3, help="of which the median counts")
    parser.add_argument("--decide", action="store_true", help="also measure decisions, in a copy")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    parser.add_argument("--docs", metavar="FILE", help="put the table between the marks of this page")
    options = parser.parse_args(arguments)
    with _archive(options.archive, options.reports) as path:
        load = os.getloadavg()[0]
        print(*HEAD, sep="\n")
        costs: dict[str, Cost] = {}
        for name, cost in _measured(path, options.rounds, decide=options.decide):
            costs[name] = cost
            print(_line(name, cost), flush=True)
        if options.docs:
            said = _said(path, costs, options.rounds, (load, os.getloadavg()[0]))
            put(Path(options.docs), "workbench", [said, "", *HEAD, *(_line(*each) for each in costs.items())])
    if options.json:
        figures = [{"view": name, **cost._asdict()} for name, cost in costs.items()]
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf8")
    return int(not all(map(_answered, costs.values())))


if __name__ == "__main__":
    sys.exit(main())
