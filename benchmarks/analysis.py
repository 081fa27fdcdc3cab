"""Measures what analysis costs: series of a dyad and of an actor, and whole networks, out of 1,000,000 made events.

    python benchmarks/analysis.py [--events N] [--keep FOLDER] [--check]

The digest that they are counted out of is made first, in memory; then each question is asked five times in a process
that has asked it once. A network is asked up to its graph in networkx. Given are the median seconds of the clock and of
the processor (of all threads), and the peak memory of the process. Seconds differ between machines and with what else
they do, so ``--check`` compares processor seconds with those of plain counting: a count of the events of one actor by
month, in one statement. It fails where a question takes more than ``BARS`` times as long.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent / "measuring"))

import duckdb

from dragoman.analysis import series
from dragoman.analysis.graph import undirected
from dragoman.analysis.networks import NetworkQuestion, network_of
from dragoman.archive import filter_of
from dragoman.archive.digest import in_memory_digest
from made_events import made

TIMES = 5
PLAIN = """select date_trunc('month', first_day), count(*) from events where list_has_any(actor_keys, ['BLR']) or
list_has_any(recipient_keys, ['BLR']) group by all"""
REPORTED = filter_of(status="reported")
QUESTIONS: dict[str, Callable[[duckdb.DuckDBPyConnection], object]] = {
    "plain count": lambda con: con.execute(PLAIN).fetchall(),
    "dyad, occurrences": lambda con: series(con, "BLR", "CHN"),
    "dyad, events": lambda con: series(con, "BLR", "CHN", unit="events"),
    "dyad, undirected": lambda con: series(con, "BLR", "CHN", undirected=True),
    "one actor": lambda con: series(con, "BLR"),
    "network of a quarter": lambda con: _graph(con, asked=filter_of(since="2020-01-01", until="2020-03-31")),
    "network, quad 4": lambda con: _graph(con, asked=filter_of(status="reported", quad=4)),
    "whole network": lambda con: _graph(con, asked=REPORTED),
    "whole network, by sector": lambda con: _graph(con, asked=REPORTED, level="sector"),
    "whole network, with months": lambda con: _graph(con, asked=REPORTED, dated=True),
    "whole network, of events": lambda con: _graph(con, asked=REPORTED, unit="events"),
}
# Times the plain count; measured about a third of it, on two cores that did other things too.
BARS = {"dyad, occurrences": 3, "dyad, events": 3, "dyad, undirected": 3, "one actor": 4, "whole network": 16}


def main() -> int:
    """Measure every question, print, and check where that is asked for."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        con = made(options.keep or Path(folder), options.events)
        start = time.perf_counter()
        in_memory_digest(con)
        digest = time.perf_counter() - start
        taken = {name: _median(con, ask) for name, ask in QUESTIONS.items()}
    print(f"{options.events:,} events, digest made in {digest:.1f} s, peak memory {_peak():,.0f} MB\n")
    print("| question | seconds | processor seconds | times a plain count |\n|---|---|---|---|")
    plain = taken["plain count"][1]
    for name, (clock, processor) in taken.items():
        print(f"| {name} | {clock:.2f} | {processor:.2f} | {processor / plain:.1f} |")
    over = [name for name, bar in BARS.items() if taken[name][1] > bar * plain]
    if options.check and over:
        print(f"too slow: {', '.join(over)}", file=sys.stderr)
    return int(options.check and bool(over))


def _graph(con: duckdb.DuckDBPyConnection, **question: Any) -> object:
    """A network, and its graph in networkx with one signed edge for each pair."""
    network, _ = network_of(con, NetworkQuestion(**question))
    return undirected(network)


def _median(con: duckdb.DuckDBPyConnection, ask: Callable[[duckdb.DuckDBPyConnection], object]) -> tuple[float, float]:
    """The median seconds of the clock and of the processor."""
    ask(con)
    clocks, processors = [], []
    for _ in range(TIMES):
        clock, processor = time.perf_counter(), time.process_time()
        ask(con)
        clocks.append(time.perf_counter() - clock)
        processors.append(time.process_time() - processor)
    return statistics.median(clocks), statistics.median(processors)


def _peak() -> float:
    """The most memory that this process has had, in 10^6 bytes; what only Linux tells."""
    status = Path("/proc/self/status").read_text(encoding="utf8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="how many events; 1,000,000 if not given")
    parser.add_argument("--keep", type=Path, help="a folder for the made tables, which are left there")
    parser.add_argument("--check", action="store_true", help="fail where a question is too slow")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
