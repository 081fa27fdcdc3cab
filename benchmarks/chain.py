"""Measures the whole chain, from pages to events in an archive: stage by stage, by workers, and as input grows.

    python benchmarks/chain.py [--reports N] [--scaled N] [--growth N...] [--large]
                               [--input FILE.jsonl] [--only PART...] [--json FILE] [--profile]

The reports are those of ``coding.py``, each with names of its own, laid out as pages of a news site in a WARC file, as
HTML files and as JSONL (``measuring/made_pages.py``). The stages are measured in one process with one thread on one
core (``measuring/chain_stages.py``), runs with workers as ``dragoman code --workers --archive`` makes them
(``measuring/chain_runs.py``). Seconds are the processor's where nothing else is said. ``--large`` adds a growth of
100,000 reports, which takes about an hour. ``--input`` takes reports of your own from text to events in place of all
that. ``--profile`` lists the dearest functions of extraction, parse and coding instead. The exit status is 1 where
memory or time per report grows with the input.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

sys.path += [str(Path(__file__).parent / "measuring"), str(Path(__file__).parents[1] / "training")]

import msgspec

import chain_profile
import chain_runs
import chain_stages
import chain_tables
import made_pages
from chain_runs import Run
from chain_stages import StageCosts
from chain_tables import Chain
from coding import WORDS, given_reports, own_reports
from running import ONE_THREAD, machine

REPORTS, WARMING = 192, 32  # reports of the stages, and those that are gone through before they are measured
SCALED = 96  # reports for each worker
BRIEF = 15  # words of the body of a report of the growth: with the headline about 40
GROWTH, LARGE = (1_000, 10_000), 100_000
PARTS = ("stages", "runs", "growth")
RUNS = (
    ("HTML files", "pages", 1),
    ("JSONL", "reports.jsonl", 1),
    ("WARC", "crawl.warc.gz", 1),
    ("WARC", "crawl.warc.gz", 2),
)
T = TypeVar("T")


def main() -> int:
    """Measure, print, write; 1 where something grows that should not."""
    options = _options()
    if options.child:
        print(msgspec.json.encode(_CHILDREN[options.child](options)).decode())
        return 0
    if options.profile:
        print(_child("profile", str))
        return 0
    before = os.getloadavg()[0]
    chain = _measured(options)
    where = f"{machine()}; load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    print(chain_tables.text(chain, where))
    if options.json:
        found = {**msgspec.to_builtins(chain), "where": where}
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    return int(chain_tables.grows(chain.growth))


def _measured(options: argparse.Namespace) -> Chain:
    if options.input:
        return Chain(stages=_child("text", StageCosts))
    sizes = [*options.growth, *([LARGE] if options.large else [])]
    return Chain(
        stages=_child("stages", StageCosts) if "stages" in options.only else None,
        runs={f"{name}, {n} worker{'s' * (n > 1)}": _run(file, options.scaled * n, n, WORDS) for name, file, n in RUNS}
        if "runs" in options.only
        else {},
        growth=[_run("reports.jsonl", size, 1, BRIEF) for size in sizes] if "growth" in options.only else [],
    )


def _stages(options: argparse.Namespace) -> StageCosts:
    """The costs stage by stage, in this process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = made_pages.varied(own_reports(WARMING + options.reports))
        for file, number in (("warming", WARMING), ("crawl", options.reports)):
            made_pages.write_warc(folder / f"{file}.warc.gz", islice(made, number))
        return chain_stages.measure(folder / "crawl.warc.gz", folder, warming=folder / "warming.warc.gz")


def _text(options: argparse.Namespace) -> StageCosts:
    """The costs from text to events of reports that were given, in this process."""
    return chain_stages.measure_text(given_reports(options.input)[: options.reports])


def _profile(options: argparse.Namespace) -> str:
    return chain_profile.dearest(list(made_pages.varied(own_reports(WARMING + options.reports))), WARMING)


def _run(file: str, reports: int, workers: int, words: int) -> Run:
    """A run over made reports that lie in a file or folder of that kind; some more of them come first."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / file
        made = made_pages.varied(own_reports(reports + chain_runs.BEFORE * workers, words))
        made_pages.WRITERS[source.suffix](source, made)
        run = chain_runs.run(source, Path(name) / "archive", workers)
    print(f"{reports:,} of {file}, {workers} at work: done", file=sys.stderr, flush=True)
    return run


_CHILDREN: dict[str, Callable[[argparse.Namespace], object]] = {"stages": _stages, "text": _text, "profile": _profile}


def _child(name: str, kind: type[T]) -> T:
    """What a process of its own with one thread on one core finds."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, str(Path(__file__)), *sys.argv[1:], "--child", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.returncode)
    return msgspec.json.decode(done.stdout, type=kind)


def _options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=REPORTS, help=f"reports of the stages; {REPORTS} if not given")
    parser.add_argument("--scaled", type=int, default=SCALED, help=f"of a run, by worker; {SCALED} if not given")
    parser.add_argument("--growth", type=int, nargs="*", default=GROWTH, help="reports of each run of the growth")
    parser.add_argument("--large", action="store_true", help=f"a growth of {LARGE:,} reports too: about an hour")
    parser.add_argument("--input", type=Path, help="reports to code in place of the made ones: from text to events")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS, help="these parts")
    parser.add_argument("--json", type=Path, help="write the figures into this file too")
    parser.add_argument("--profile", action="store_true", help="list the dearest functions of each stage instead")
    parser.add_argument("--child", choices=_CHILDREN, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
