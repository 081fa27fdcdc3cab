"""Reads one extreme input in a process under watch, codes what is small enough, and prints what it cost as JSON.

``python extreme_child.py NAME FOLDER [coded]``; the parent is ``fault_extremes.py``. The limit on memory is set before the
input is made, the time is taken after.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import time
from pathlib import Path
from typing import Any

from extremes import all_of, page
from hostile_child import _checked
from watched import limit_memory, peak_mb, watch

from dragoman import Coder
from dragoman.reading import read_path
from dragoman.records import Report

HANG = 60  # seconds by the clock
CODED = 300_000  # characters of a report that is coded too; longer ones take as long as they are long


def main(name: str, folder: Path, *, coded: bool) -> dict[str, Any]:
    """Read the case called ``name``; what it cost."""
    file, make = next((file, make) for what, file, make in all_of() if what == name)
    coder = Coder() if coded else None
    warm = folder / "warm.html"
    warm.write_bytes(page())
    for report in read_path(warm):
        if coder and isinstance(report, Report):
            coder.code(report)
    path = folder / file
    path.write_bytes(make())
    told: list[str] = []
    counts = {"reports": 0, "failures": 0}
    limit_memory()
    before = peak_mb()
    watch(folder, told.append, code_from=(folder,))
    faulthandler.dump_traceback_later(HANG, exit=True)
    began = time.process_time()
    words = ""
    for item in read_path(path):
        is_report = isinstance(item, Report)
        counts["reports" if is_report else "failures"] += 1
        if not is_report:
            words = words or str(item)
        if coder and isinstance(item, Report) and len(item.text) < CODED:
            item = coder.code(item)
        _checked(item)
    seconds = time.process_time() - began
    faulthandler.cancel_dump_traceback_later()
    return {**counts, "seconds": seconds, "peak_mb": peak_mb(), "before_mb": before, "told": told, "words": words[:200]}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), coded="coded" in sys.argv[3:])))
