"""Runs the benchmarks whose figures stand in the docs, one after the other: ``make bench``.

    python benchmarks/run.py [--full] [--out FOLDER] [NAME...]

In the quick mode each takes so few reports or events that all end within some 15 minutes on a core that nobody else
uses; with ``--full`` they take as many as the docs tell of, which takes hours. Those that need data which is not there
are left out, and it is said. What can be written as JSON goes into the folder. The exit status is 1 where one fails or
finds a figure beyond its limit.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared" / "data"


class Benchmark(NamedTuple):
    """A script of this folder with its options: in the quick mode None where it is left out.

    ``json`` tells whether it writes JSON, ``data`` whether it needs the data beside the repository.
    """

    name: str
    quick: tuple[str, ...] | None
    full: tuple[str, ...] = ()
    json: bool = True
    data: bool = False


BENCHMARKS = (
    Benchmark("chain", ("--reports", "48", "--scaled", "32"), ("--large",)),
    Benchmark("coding", ("--reports", "48", "--rounds", "1")),
    Benchmark("archive", ("--events", "20000")),
    Benchmark("analysis", ("--events", "50000"), json=False),
    Benchmark("workbench", ("--reports", "300", "--rounds", "1"), ("--decide",)),
    Benchmark("reading", (), json=False, data=True),
    Benchmark("gate", None, data=True),
    Benchmark("language", None, data=True),
    Benchmark("accuracy", None, data=True),
    Benchmark("stories", None, json=False, data=True),
    Benchmark("occurrences", None, json=False, data=True),
)


def main() -> int:
    """Run what is asked for; 1 where one of them fails."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    failed = []
    for each in BENCHMARKS:
        if options.names and each.name not in options.names:
            continue
        if why := left_out(each, full=options.full, data=DATA.is_dir()):
            print(f"## {each.name}: left out, {why}\n", flush=True)
            continue
        print(f"## {each.name}\n", flush=True)
        begun = time.monotonic()
        if subprocess.run(command(each, full=options.full, out=options.out), check=False).returncode:
            failed.append(each.name)
        print(f"\n{each.name} took {time.monotonic() - begun:.0f} s\n", flush=True)
    if failed:
        print(f"failed, or beyond a limit: {', '.join(failed)}")
    return int(bool(failed))


def left_out(each: Benchmark, *, full: bool, data: bool) -> str | None:
    """Why a benchmark is not run; None where it is."""
    if each.data and not data:
        return "its data are not there"
    return "it is run with --full alone" if each.quick is None and not full else None


def command(each: Benchmark, *, full: bool, out: Path) -> list[str]:
    """The command line of a benchmark."""
    options = each.full if full else each.quick or ()
    written = ["--json", str(out / f"{each.name}.json")] if each.json else []
    return [sys.executable, str(HERE / f"{each.name}.py"), *options, *written]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="these alone; all if not given")
    parser.add_argument("--full", action="store_true", help="as many reports and events as the docs tell of")
    parser.add_argument("--out", type=Path, default=Path("dist/bench"), help="folder for the JSON; dist/bench")
    options = parser.parse_args()
    if unknown := set(options.names) - {each.name for each in BENCHMARKS}:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; known: {', '.join(e.name for e in BENCHMARKS)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
