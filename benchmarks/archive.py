"""Measures what an archive costs: seconds and peak memory of adding, asking, grouping, comparing, exporting and upkeep.

    python benchmarks/archive.py [--events N] [--json FILE] [--keep FOLDER] [--only STAGE...]

An archive of 1,000,000 events is made (``measuring/synthetic.py``: about eight events and 450 words a report, the same
ones at every call) and gone through in stages (``measuring/archive_stages.py``), each in a process of its own. Seconds
are those of the clock, without what it takes to make the reports. Peak memory is that of the whole process: with
Python, the tables of the world and the made reports in hand.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "measuring"))

import msgspec

import archive_stages as stages
from archive_stages import Bench, Took
from dragoman.records import Event
from memory import peak
from synthetic import EVENTS, Maker, coded_examples

CODED = "coded.json"  # the coded examples, so that no stage loads the language model
STAGES: dict[str, Callable[[Bench], Iterator[Took]]] = {
    "add": stages.add, "add-no-texts": stages.add_without_texts, "place": stages.place_known,
    "queries": stages.queries, "small": stages.small_batch, "group": stages.group, "group-few": stages.group_few,
    "recode": stages.recode, "diff": stages.small_diff, "diff-whole": stages.whole_diff,
    **{f"export-{name}": partial(stages.export, name=name) for name in stages.FORMATS},
    "verify": stages.verify, "compact": stages.compact, "vacuum": stages.vacuum,
}  # fmt: skip


class Line(msgspec.Struct, frozen=True):
    """A line of the table: what took how long, and the peak memory and processor seconds of its whole process.

    Memory is in 10^6 bytes. Where processor seconds are far below those of the clock, the machine was busy.
    """

    name: str
    seconds: float
    count: int
    what: str
    remark: str
    peak_mb: float
    processor_s: float


def main() -> int:
    """Measure every stage in a child, print, write."""
    options = _options()
    if options.stage:
        print(msgspec.json.encode(stage(options.stage, options.keep, options.events)).decode())
        return 0
    lines: list[Line] = []
    with _folder(options.keep) as folder:
        if not (folder / CODED).exists():
            _child(folder, "coded", options.events)
        for name in options.only or STAGES:
            lines += _child(folder, name, options.events)
            print(f"{name}: done", file=sys.stderr, flush=True)
    print(table(lines))
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(lines), indent=1) + b"\n")
    return 0


def stage(name: str, folder: Path, events: int) -> list[Line]:
    """Do one stage in this process."""
    coded = folder / CODED
    if name == "coded":
        coded.write_bytes(msgspec.json.encode(coded_examples()))
        return []
    reports = events // EVENTS
    maker = Maker(msgspec.json.decode(coded.read_bytes(), type=list[Event]), reports)
    took = list(STAGES[name](Bench(folder / "archive", maker, reports)))
    return [Line(*each, peak_mb=peak(), processor_s=time.process_time()) for each in took]


def table(lines: Sequence[Line]) -> str:
    """The figures as a Markdown table."""
    rows = [
        f"| {line.name} | {line.seconds:,.{1 if line.seconds >= 10 else 3}f} | {line.processor_s:,.1f} | "
        f"{line.peak_mb:,.0f} | {line.count:,} {line.what} | {line.remark} |"
        for line in lines
    ]
    head = "| stage | seconds | process, processor s | peak MB | of | |\n|---|---|---|---|---|---|"
    return "\n".join((f"{os.cpu_count()} cores", "", head, *rows))


def _child(folder: Path, name: str, events: int) -> list[Line]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, str(Path(__file__)), "--stage", name, "--keep", str(folder), "--events", str(events)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.returncode)
    return msgspec.json.decode(done.stdout, type=list[Line])


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="of the archive; 1,000,000 if not given")
    parser.add_argument("--json", type=Path, help="write the figures into this file too")
    parser.add_argument("--keep", type=Path, help="a folder for the archive, which is left there")
    parser.add_argument("--only", nargs="*", choices=STAGES, help="these stages of an archive that was kept")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
