"""Runs every script ``fault_*.py`` of this folder, prints one table of what they found, and writes it as JSON.

``python tests/faults/run.py [--quick] [--only WORD] [--out FILE]``. A script takes ``--out FILE`` (and ``--quick`` for
a small run) and writes ``{"name", "rows": [{"what", "cases", "seconds", "peak_mb", "ok", "note"}]}`` there; of a row
only ``what`` and ``ok`` must be given. Seconds are processor time unless ``what`` says otherwise. A script that ends
without such a file, or with another status than 0, has failed. The exit status is 1 where anything failed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_WIDTHS = (58, 9, 9, 9)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the scripts one after the other; 0 where all that they look for holds."""
    parser = argparse.ArgumentParser(description="Run the fault scripts and print one table.")
    parser.add_argument("--quick", action="store_true", help="a small run of each")
    parser.add_argument("--only", default="", metavar="WORD", help="scripts whose name has this word")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table as JSON")
    asked = parser.parse_args(argv)
    found: dict[str, list[dict[str, Any]]] = {}
    print(_line("what", "cases", "seconds", "peak MB", ""))
    for script in sorted(HERE.glob("fault_*.py")):
        if asked.only in script.stem:
            found[script.stem] = _run(script, quick=asked.quick)
            for row in found[script.stem]:
                print(_shown(row), flush=True)
    if asked.out:
        asked.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    return 0 if found and all(row["ok"] for rows in found.values() for row in rows) else 1


def _run(script: Path, *, quick: bool) -> list[dict[str, Any]]:
    """The rows of one script; one row that tells its failure where it gave none."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "rows.json")
        call = [sys.executable, str(script), "--out", str(out), *(["--quick"] if quick else [])]
        path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
        done = subprocess.run(
            call, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL, check=False
        )
        rows: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf8"))["rows"] if out.exists() else []
    if not rows or (done.returncode and all(row["ok"] for row in rows)):
        rows.append({"what": script.stem, "ok": False, "note": f"ended with status {done.returncode}"})
    return rows


def _shown(row: dict[str, Any]) -> str:
    cases, seconds, peak = (row.get(key) for key in ("cases", "seconds", "peak_mb"))
    return _line(
        row["what"],
        "" if cases is None else f"{cases:,}",
        "" if seconds is None else f"{seconds:,.1f}",
        "" if peak is None else f"{peak:,.0f}",
        ("ok" if row["ok"] else "FAILED") + (f": {row['note']}" if row.get("note") else ""),
    )


def _line(what: str, cases: str, seconds: str, peak: str, end: str) -> str:
    first, *rest = _WIDTHS
    return " ".join(
        [what.ljust(first), *(cell.rjust(n) for cell, n in zip((cases, seconds, peak), rest, strict=True)), end]
    )


if __name__ == "__main__":
    sys.exit(main())
