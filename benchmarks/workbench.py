"""What the views of the workbench cost over an archive: time to the first byte, processor time, bytes.

    python benchmarks/workbench.py [--archive DIR | --reports N] [--rounds N]

Without an archive one is made of N reports of about eight events each (``measuring/synthetic.py``), 2,000 of them.
The application is asked in this process, without a network. Each address is asked once before it is measured; the best
of the rounds counts. What the workbench remembers of a version is forgotten before every request, so that a figure is
that of the first who asks. Processor seconds are those of all threads: DuckDB works on every core.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.append(str(Path(__file__).parent / "measuring"))

from starlette.types import ASGIApp, Message

from dragoman.archive import Archive
from dragoman.workbench import Settings, create_app
from dragoman.workbench.shelf import Memory, Shelf

VIEWS = (
    "/", "/events", "/events?order=oldest", "/events?quad=1", "/events?type=ASSAULT", "/events?actor=RUS",
    "/events?dyad=RUS-UKR", "/events?confidence=0.5-1", "/events?text=attack", "/events/facets",
    "/events/facets?quad=1", "/events/facets?type=ASSAULT", "/events/facets?actor=RUS", "/events/facets?text=attack",
    "/codebook", "/codebook/ASSAULT", "/about",
)  # fmt: skip
HOST = "127.0.0.1:8000"


class Cost(NamedTuple):
    """What an answer cost: seconds to its first byte, processor seconds, its bytes, its status."""

    first_byte: float
    processor: float
    size: int
    status: int


class Bench:
    """A workbench over the archive at a path, to be asked."""

    def __init__(self, path: str) -> None:
        settings = Settings(archive=path)
        self._shelf = Shelf(settings)
        self._app: ASGIApp = create_app(settings, self._shelf)
        self._thread = ThreadPoolExecutor(1)  # who measures may have an event loop at work in its own

    def cost(self, address: str, rounds: int = 3) -> Cost:
        """The least that an address costs in some rounds after one that is not counted."""
        costs = [self._forgetful(address) for _ in range(rounds + 1)][1:]
        return min(costs, key=lambda cost: cost.processor)

    def _forgetful(self, address: str) -> Cost:
        self._shelf._memory = Memory()
        return self._thread.submit(asyncio.run, _asked(self._app, address)).result()


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a view does not answer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", metavar="DIR", help="measure this archive; nothing is changed in it")
    parser.add_argument("--reports", metavar="N", type=int, default=2000, help="reports of an archive that is made")
    parser.add_argument("--rounds", metavar="N", type=int, default=3, help="of which the best counts")
    options = parser.parse_args(arguments)
    with _archive(options.archive, options.reports) as path:
        bench = Bench(path)
        print("| view | first byte, s | processor, s | bytes |", "|---|---|---|---|", sep="\n")
        failed = 0
        for address in VIEWS:
            cost = bench.cost(address, options.rounds)
            failed += cost.status != 200
            print(f"| `{address}` | {cost.first_byte:.3f} | {cost.processor:.3f} | {cost.size:,} |", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
