"""Times every regular expression of Dragoman on strings made against it: time may grow with their length only.

``python tests/faults/fault_patterns.py [--quick] [--out FILE]``. A pattern passes where the whole of a long string is
searched within a few milliseconds; where it takes longer, four times the length may take little more than four times
the time. Processor time, the best of three.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from adversarial import strings
from patterns_used import ROOT, Used, used

SIZES = (32, 1_000, 8_000, 64_000)  # short ones first: an exponential pattern would never come back from a long one
QUICK = 0.04  # seconds; reading on from every character of the longest takes 0.15 and more, reading it once 0.02
RATIO = 8.0  # four times the length: a line takes 4 times as long, a square 16 times
STOP = 2.0  # seconds of one search


class Slow(NamedTuple):
    """A pattern that takes longer than it should, and the string that shows it."""

    used: Used
    seconds: float
    ratio: float
    string: str


class _TooLong(Exception):
    """A search was stopped."""


def main(argv: Sequence[str] | None = None) -> int:
    """Time them all; 0 where each is linear."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="shorter strings")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(argv)
    began = time.process_time()
    patterns = used(everything)
    sizes = SIZES[:-1] if asked.quick else SIZES
    slow = [found for each in patterns if (found := slowest(each, sizes))]
    for each in slow:
        print(f"{each.used.where}: {each.seconds:.3f} s, {each.ratio:.1f} times", each.used.pattern, repr(each.string))
    rooms = sorted({each.where.split("/")[0] for each in patterns})
    row = {
        "what": f"patterns of {len(rooms)} rooms, linear on {sizes[-1]:,} characters",
        "cases": len(patterns),
        "seconds": time.process_time() - began,
        "ok": not slow,
        "note": "; ".join(each.used.where for each in slow),
    }
    if asked.out:
        asked.out.write_text(json.dumps({"name": "patterns", "rows": [row]}), encoding="utf8")
    print(row)
    return 1 if slow else 0


def everything() -> None:
    """Load every room, and read, code and explain examples, so that patterns made from data are made too."""
    import pkgutil
    from importlib import import_module

    import dragoman

    for module in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    coder = dragoman.Coder()
    named = [str(ROOT / "examples"), str(ROOT / "tests" / "data" / "pages")]
    for report in dragoman.read(named):
        if isinstance(report, dragoman.Report):
            coder.code(report, detail=True)


def slowest(each: Used, sizes: Sequence[int] = SIZES) -> Slow | None:
    """The first string on which a pattern is not linear, or None."""
    asked = getattr(re.compile(each.pattern, each.flags), each.method)
    for same in zip(*(strings(each.pattern, each.flags, size) for size in sizes), strict=True):
        for string in same:
            text = string.encode("latin-1", "replace") if isinstance(each.pattern, bytes) else string
            taken = seconds(asked, text)
            if taken < QUICK:
                continue
            taken = min(taken, *(seconds(asked, text) for _ in range(2)))
            ratio = taken / seconds(asked, text[: len(text) // 4 - 2] + text[-2:], of=QUICK)
            if taken >= STOP or (taken >= QUICK and ratio > RATIO):
                return Slow(each, taken, ratio, string[:40])
    return None


def seconds(asked: Callable[[Any], Any], text: str | bytes, *, of: float = 0.0) -> float:
    """The processor time to find all that a pattern matches in a text, at most ``STOP``.

    It is done again until ``of`` seconds have gone by, for some systems count processor time in steps of milliseconds.
    """
    taken, times = 0.0, 0
    while not times or taken < of:
        taken += _timed(lambda: sum(1 for _ in asked(text) or ()) if asked.__name__ == "finditer" else asked(text))
        times += 1
    return taken / times


def _timed(work: Callable[[], object]) -> float:
    """Raises nothing: what is stopped counts as ``STOP``."""

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, STOP)
    try:
        work()
        return time.process_time() - began
    except _TooLong:
        return STOP
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


if __name__ == "__main__":
    sys.exit(main())
