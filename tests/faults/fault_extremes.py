"""Reads inputs made to use up time or memory, or to reach beyond what they were given; small ones are coded too.

``python tests/faults/fault_extremes.py [--quick] [--only WORD] [--out FILE]``. Each is read in a forked process of its
own under watch. Bars: 10 seconds of processor time, 1 GB of memory, no network, no program started, no file changed
outside the folder that the case was given, and an end with a report or a failure that says why.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extremes import Make, all_of
from reading_checked import checked, load_libraries
from watched import limit_memory, watch

from dragoman import Coder
from dragoman.reading import read_path
from dragoman.records import Report

SECONDS, MEGABYTES = 10.0, 1_000.0
STOP = 900  # seconds by the clock, on a machine that may have other work, after which a case is stopped
CODED = 100_000  # characters of a report that is coded too
# The small and quick ones, a few of each kind; a word of their names.
_QUICK = (
    "200 kB of at", "200 kB of bi", "200 kB of NUL", "200 kB of nested t", "50 kB of br", "50 kB of bi", "from a",
    "lone surrogates", "names itself", "includes", "bomb in", "cut off", "half", "broken UTF", "1 million nested",
    "says it is longer",
)  # fmt: skip


class Cost(NamedTuple):
    """What a case took, what it gave, and what it did that it may not."""

    what: str
    seconds: float
    peak_mb: float
    reports: int
    failures: int
    wrong: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Run all cases; 0 where every bar holds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="small ones only")
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(argv)
    costs = list(costs_of(asked.only, quick=asked.quick))
    if asked.out:
        asked.out.write_text(json.dumps({"name": "extremes", "rows": rows(costs)}, ensure_ascii=False), encoding="utf8")
    return 1 if any(cost.wrong for cost in costs) else 0


def costs_of(only: str = "", *, quick: bool = False) -> Iterator[Cost]:
    """Run the cases whose name has a word, one after the other."""
    coder = Coder()
    with tempfile.TemporaryDirectory() as folder:
        load_libraries(Path(folder))
        coder.code(Report(report="r", text="Rangers fired on a convoy near Tessaban on Tuesday.", language="en"))
        for what, file, make in all_of():
            if only in what and (not quick or any(word in what for word in _QUICK)):
                with tempfile.TemporaryDirectory(dir=folder) as own:
                    cost = run(what, Path(own, file), make, coder)
                print(*cost[:-1], *cost.wrong, sep="\t", flush=True)
                yield cost


def rows(costs: Sequence[Cost]) -> list[dict[str, Any]]:
    """The costs by kind of input, the slowest and the largest of each named."""
    made = []
    for kind in dict.fromkeys(_kind(cost.what) for cost in costs):
        those = [cost for cost in costs if _kind(cost.what) == kind]
        slowest = max(those, key=lambda cost: cost.seconds)
        wrong = "; ".join(f"{cost.what}: {', '.join(cost.wrong)}" for cost in those if cost.wrong)
        made.append(
            {
                "what": kind,
                "cases": len(those),
                "seconds": sum(cost.seconds for cost in those),
                "peak_mb": max(cost.peak_mb for cost in those),
                "ok": not wrong,
                "note": wrong or f"slowest {slowest.seconds:.1f} s, {slowest.what}",
            }
        )
    return made


def _kind(what: str) -> str:
    file = next(file for name, file, _ in all_of() if name == what)
    return (
        "extreme "
        + {"page": "pages", "feed": "feeds", "text": "texts", "lines": "lines", "crawl": "records"}[file.split(".")[0]]
        + (", packed" if file.endswith(".gz") else "")
    )


def run(what: str, path: Path, make: Make, coder: Coder) -> Cost:
    """Read one case in a forked process."""
    out, back = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        status = 1
        try:
            told = _read(path, make, coder if "coded" in what else None)
            os.write(back, json.dumps(told).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(back)
    with os.fdopen(out, "rb") as stream:
        told = stream.read()
    _, status, used = os.wait4(child, 0)
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    if not told:
        return Cost(what, 0.0, peak, 0, 0, (f"ended with {status}",))
    seconds, reports, failures, wrong = json.loads(told)
    over = [f"took {seconds:.1f} s"] * (seconds > SECONDS) + [f"took {peak:,.0f} MB"] * (peak > MEGABYTES)
    return Cost(what, seconds, peak, reports, failures, (*over, *wrong))


def _read(path: Path, make: Make, coder: Coder | None) -> tuple[float, int, int, list[str]]:
    """In the child: make the input, watch, read, check; what it took and what was wrong."""
    path.write_bytes(make())
    limit_memory()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + SECONDS * 4),) * 2)
    wrong: list[str] = []
    watch(path.parent, wrong.append, code_from=(path.parent,))
    faulthandler.dump_traceback_later(STOP, exit=True)
    began, reports, failures = time.process_time(), 0, 0
    for item in read_path(path):
        if isinstance(item, Report):
            reports += 1
            checked(coder.code(item) if coder and len(item.text) < CODED else item)
        else:
            failures += 1
            checked(item)
    return time.process_time() - began, reports, failures, wrong + ([] if reports or failures else ["gave nothing"])


if __name__ == "__main__":
    sys.exit(main())
