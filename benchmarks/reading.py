"""Measure reading on real pages: the article's text, the day of publication, and the time a page takes.

    python benchmarks/reading.py [SHARED]

SHARED is the folder with ``data/pages`` and ``score/score.py`` (default: ``shared`` beside the project). Where it is
absent nothing is measured and the exit status is 0. The figures are those of ``score.py pages`` and ``score.py dates``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from dragoman.reading import Failure, read

BESIDE = Path(__file__).resolve().parents[2] / "shared"
TASKS = (("pages", "articles", "ground-truth.json"), ("dates", "dated", "dates.json"))


def measure(shared: Path, task: str, folder: str, gold: str, scratch: Path) -> str:
    """Read a folder of pages, write what was read, and give the scorer's figures with the speed."""
    pages = shared / "data" / "pages" / folder
    began = time.perf_counter()
    found = list(read([pages / "*.html.gz"]))
    seconds = time.perf_counter() - began
    reports = [item for item in found if not isinstance(item, Failure)]
    output = scratch / f"{task}.jsonl"
    output.write_bytes(b"\n".join(msgspec.json.encode(report) for report in reports))
    command = [sys.executable, str(shared / "score" / "score.py"), task, str(pages / gold), str(output)]
    scored = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = scored.stdout.strip().splitlines()[-1]
    failed = len(found) - len(reports)
    return f"{task}: {figures}; {failed} pages without an article; {len(found) / seconds:.0f} pages/s"


def main() -> int:
    """Print one line for each task, or say that the data are absent."""
    parser = argparse.ArgumentParser(description="Measure reading on real pages.")
    parser.add_argument(
        "shared", nargs="?", type=Path, default=BESIDE, help="folder with data/pages and score/score.py"
    )
    shared = parser.parse_args().shared
    if not (shared / "data" / "pages").is_dir():
        print(f"skipped: no data/pages in {shared}")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        for task, folder, gold in TASKS:
            print(measure(shared, task, folder, gold, Path(scratch)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
