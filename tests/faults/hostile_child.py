"""Reads damaged inputs in a process under watch; the parent is ``fault_hostile.py``.

``python hostile_child.py KIND CASES SEED FOLDER [coded]``: makes the cases with hypothesis, reads each from a file in
FOLDER, and prints one JSON line. With ``coded`` every report that is read is coded and written as JSON too. A case that
takes longer than the limit ends the process with a stack on stderr.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir
from mutating import SUFFIX, cases
from reading_checked import checked, load_libraries
from watched import limit_memory, peak_mb, watch

from dragoman.reading import read_path
from dragoman.records import Report

LONGEST = 50_000  # characters of a report that is coded: coding takes up to 0.12 seconds for each thousand
HANG = 300  # seconds by the clock after which a case counts as hanging, on a machine that may have other work


def main(kind: str, count: int, number: int, folder: Path, *, coded: bool) -> dict[str, Any]:
    """Read ``count`` cases; what was counted."""
    set_hypothesis_home_dir(folder / "hypothesis")
    coder = _coder() if coded else None
    path = folder / f"case{SUFFIX[kind]}"
    found = {"cases": 0, "reports": 0, "failures": 0, "coded": 0, "slowest": 0.0}
    told: list[str] = []
    load_libraries(folder)
    if coder:
        coder.code(Report(report="r", text="Rangers fired on a convoy near Tessaban on Tuesday.", language="en"))

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(cases(kind))
    def reads(data: bytes) -> None:
        path.write_bytes(data)
        faulthandler.dump_traceback_later(HANG, exit=True)
        began = time.process_time()
        for item in read_path(path):
            checked(item)
            found["reports" if isinstance(item, Report) else "failures"] += 1
            if coder and isinstance(item, Report) and len(item.text) <= LONGEST:
                checked(coder.code(item))
                found["coded"] += 1
        found["slowest"] = max(found["slowest"], time.process_time() - began)
        faulthandler.cancel_dump_traceback_later()
        found["cases"] += 1

    limit_memory()
    watch(folder, told.append, code_from=(folder,))
    began = time.process_time()
    reads()
    return {**found, "seconds": time.process_time() - began, "peak_mb": peak_mb(), "told": sorted(set(told))}


def _coder() -> Any:
    from dragoman import Coder  # seconds to import, and a third of the memory

    return Coder()


if __name__ == "__main__":
    KIND, COUNT, SEED, FOLDER, *REST = sys.argv[1:]
    try:
        print(json.dumps(main(KIND, int(COUNT), int(SEED), Path(FOLDER), coded="coded" in REST)))
    finally:
        faulthandler.cancel_dump_traceback_later()
