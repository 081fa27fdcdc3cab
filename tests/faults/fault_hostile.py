"""Reads thousands of damaged pages, feeds, texts, lines and records: no crash, no hang, no growth, no reach beyond.

``python tests/faults/fault_hostile.py [--quick] [--only KIND] [--cases N] [--out FILE]``. The cases are made from the
project's own examples by hypothesis and, where it is installed (extra ``faults``), by atheris; each batch is read in a
process of its own under watch (see ``watched``). Bars: 10 seconds of processor time for one input, 1 GB of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mutating import KINDS

HERE = Path(__file__).parent
SECONDS, MEGABYTES = 10.0, 1_000.0
CASES, QUICK = 2_500, 40  # of each kind, by each maker
CODED = 200  # of them are coded too, for each kind but feeds, whose entries are many
SEED = 8
_STOP = 3_000  # seconds by the clock for a batch


def main(argv: Sequence[str] | None = None) -> int:
    """Run all batches; 0 where every bar holds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} cases of each kind, none by atheris")
    parser.add_argument("--only", default="", metavar="KIND")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(argv)
    kinds = [kind for kind in KINDS if asked.only in kind]
    cases = QUICK if asked.quick else asked.cases
    rows = []
    for kind in kinds:
        rows.append(by_hypothesis(kind, cases))
        if not asked.quick:
            rows += [by_hypothesis(kind, min(CODED, cases), coded=True)] if kind != "feed" else []
            rows.append(by_atheris(kind, cases))
        print(*rows[-3:], sep="\n", flush=True)
    if asked.out:
        asked.out.write_text(json.dumps({"name": "hostile", "rows": rows}, ensure_ascii=False), encoding="utf8")
    return 0 if all(row["ok"] for row in rows) else 1


def by_hypothesis(kind: str, cases: int, *, coded: bool = False) -> dict[str, Any]:
    """A row of the table: what reading the cases of a kind took, and what was wrong."""
    what = f"damaged {kind}s, hypothesis" + (", coded" if coded else "")
    with tempfile.TemporaryDirectory() as folder:
        call = ("hostile_child.py", kind, str(cases), str(SEED), folder, *(["coded"] if coded else []))
        status, out, err, _ = _child(call)
    if status or not out.strip():
        return {"what": what, "cases": cases, "ok": False, "note": f"ended with {status}: {err[-1500:]}"}
    found = json.loads(out.splitlines()[-1])
    wrong = list(found["told"])
    wrong += [f"one took {found['slowest']:.1f} s"] * (found["slowest"] > SECONDS)
    wrong += [f"took {found['peak_mb']:,.0f} MB"] * (found["peak_mb"] > MEGABYTES)
    note = f"{found['reports']:,} reports, {found['failures']:,} failures, slowest {found['slowest']:.2f} s"
    return {
        "what": what,
        "cases": found["cases"],
        "seconds": found["seconds"],
        "peak_mb": found["peak_mb"],
        "ok": not wrong,
        "note": "; ".join(wrong) or note,
    }


def by_atheris(kind: str, runs: int) -> dict[str, Any]:
    """A row of the table: what the fuzzer did in so many runs."""
    what = f"damaged {kind}s, atheris"
    if find_spec("atheris") is None:
        return {"what": what, "ok": True, "note": "atheris is not installed (extra faults): left out"}
    with tempfile.TemporaryDirectory() as folder:
        status, _, err, seconds = _child(("hostile_atheris.py", kind, str(runs), str(SEED), folder))
        left = [path.read_bytes()[:300] for path in Path(folder).glob("*-*") if path.is_file()]
    peak = max(map(float, re.findall(r"peak_rss_mb: +(\d+)", err)), default=0.0)
    wrong = [f"ended with {status}: {err[-1500:]} {left}"] * bool(status)
    wrong += [f"took {peak:,.0f} MB"] * (peak > MEGABYTES)
    return {"what": what, "cases": runs, "seconds": seconds, "peak_mb": peak, "ok": not wrong, "note": "; ".join(wrong)}


def _child(call: Sequence[str]) -> tuple[int, str, str, float]:
    """Run a script of this folder: its status, what it printed, and its processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join([str(HERE.parent.parent / "src")]),
    }
    try:
        done = subprocess.run(
            [sys.executable, str(HERE / call[0]), *call[1:]],
            env=environment,
            capture_output=True,
            timeout=_STOP,
            check=False,
        )
        status, out, err = done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired as stopped:
        status, out, err = (
            -1,
            b"",
            (stopped.stderr or b"") + f" stopped after {time.monotonic() - began:.0f} s".encode(),
        )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return status, out.decode("utf8", "replace"), err.decode("utf8", "replace"), taken


if __name__ == "__main__":
    sys.exit(main())
