"""Processes that add to an archive are killed at random moments, four add at once, disks are full, clocks go back.

``python tests/faults/fault_adding.py [--quick] [--out FILE]``. After each harm the archive must be clean by ``dragoman
archive verify``, and every report that was said to be stored must be there once. ``--quick`` kills 3 times, not 50.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from adder import made

from dragoman.archive import Archive, check, mend
from dragoman.errors import ArchiveError

ADDER = Path(__file__).with_name("adder.py")
KILLS, QUICK_KILLS = 50, 3
SEED = 20261126
NOBODY = 65534  # the user who owns nothing


def main(argv: Sequence[str] | None = None) -> int:
    """Do every harm; 0 where nothing was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="kill 3 times, not 50")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(argv)
    kills = QUICK_KILLS if asked.quick else KILLS
    found = [
        _row(f"killed at random moments while adding, {kills} times", kills, lambda at: killed(at, kills)),
        _row("four processes adding to one archive at once", 4, four_at_once),
        _row("a full disk", 1, full_disk),
        _row("a folder that may only be read", 1, read_only),
        _row("a file of a table cut short, mended and added again", 1, cut_short),
        _row("a clock set back a day between commits", 1, clock_back),
    ]
    for row in found:
        print(row)
    if asked.out:
        asked.out.write_text(json.dumps({"name": "adding", "rows": found}), encoding="utf8")
    return 0 if all(row["ok"] for row in found) else 1


def killed(folder: Path, kills: int) -> str:
    """Kill an adding process again and again; what is wrong, empty for nothing."""
    path, acknowledged, chance = folder / "archive", 0, random.Random(SEED)
    Archive.create(path)
    for kill in range(kills):
        process = _adder(path, acknowledged, 100_000, 2)
        assert process.stdout is not None
        told = [process.stdout.readline()]
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        told += process.stdout.read().split("\n")[:-1]  # the last line may have been cut off
        process.wait()
        acknowledged = max([acknowledged, *(int(line) for line in told if line.strip().isdigit())])
        if wrong := _wrong(path, acknowledged):
            return f"after kill {kill + 1}: {wrong}"
    return ""


def four_at_once(folder: Path) -> str:
    """Four processes add 100 reports each, half of which the next one adds too."""
    path = folder / "archive"
    processes = [_adder(path, first, 100, 10) for first in (0, 50, 100, 150)]
    for process in processes:
        process.communicate()
    codes = [process.returncode for process in processes]
    return f"ended with {codes}" if any(codes) else _wrong(path, 250, exactly=True)


def full_disk(folder: Path) -> str:
    """Add until a small file system in memory is full; what was stored before stays, and there is one line of error."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        return "skipped: no small file system can be mounted here"
    try:
        archive, stored = Archive.create(disk / "archive"), 0
        with _told(ArchiveError, "no space left; make room") as told:
            for first in range(0, 100_000, 50):
                archive.add(made(first, 50))
                stored = first + 50
        return told[0] or _wrong(disk / "archive", stored)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def read_only(folder: Path) -> str:
    """A user who may not write gets one line of error, and the archive stays as it is."""
    path = folder / "archive"
    Archive.create(path).add(made(0, 10))
    os.chmod(folder.parent, 0o755)
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(folder)], check=True)
    with _told(ArchiveError, "give this user the right") as told, _nobody():
        Archive(path).add(made(10, 10))
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)
    return told[0] or _wrong(path, 10, exactly=True)


def cut_short(folder: Path) -> str:
    """A file loses its end: it is found, the reports are named, and adding them again makes the archive whole."""
    path = folder / "archive"
    archive = Archive.create(path)
    for first in range(0, 30, 10):
        archive.add(made(first, 10))
    file = sorted((path / "reports").glob("*.parquet"), key=lambda each: each.stat().st_mtime_ns)[1]
    file.write_bytes(file.read_bytes()[:-64])
    if check(path).clean:
        return "the damage was not found"
    mend(path)
    Archive(path).add(made(0, 30))
    return _wrong(path, 30, exactly=True)


def clock_back(folder: Path) -> str:
    """The clock goes back a day, as where a machine was set wrongly; then forward again."""
    path, now = folder / "archive", time.time_ns()
    archive = Archive.create(path)
    for step, shift in enumerate((0, -86_400, 0, -3_600, 60)):
        with patch("time.time_ns", lambda shift=shift: now + shift * 1_000_000_000):
            archive.add(made(step * 10, 10))
    Archive(path).vacuum(hours=1)
    return _wrong(path, 50, exactly=True)


def _adder(path: Path, first: int, count: int, batch: int) -> subprocess.Popen[str]:
    call = [sys.executable, str(ADDER), str(path), str(first), str(count), str(batch)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, text=True)


def _wrong(path: Path, acknowledged: int, *, exactly: bool = False) -> str:
    """What is wrong with an archive that should have the first so many reports, each once."""
    found = check(path)
    if not found.clean:
        return f"verify: {[finding.code for finding in found.findings if not finding.harmless]}"
    there = [row["report"] for row in Archive(path).sql("select report from reports").to_pylist()]
    lost = {report.report for report in made(0, acknowledged)} - set(there)
    if lost or len(there) != len(set(there)):
        return f"{len(lost)} reports lost, {len(there) - len(set(there))} doubled"
    return f"{len(there)} reports, not {acknowledged}" if exactly and len(there) != acknowledged else ""


@contextmanager
def _nobody() -> Iterator[None]:
    """Be a user who owns nothing for a while, where this one is root, whom no right is refused."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def _told(error: type[Exception], words: str) -> Iterator[list[str]]:
    """Whether an error came with these words: the list has one entry afterwards, empty where it did."""
    told = [f"no error with {words!r}"]
    try:
        yield told
    except error as found:
        told[0] = "" if words in str(found) else str(found)


def _row(what: str, cases: int, harm: Callable[[Path], str]) -> dict[str, Any]:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fault-") as folder:
        place = Path(folder, "place")
        place.mkdir()
        note = harm(place)
        shutil.rmtree(place, ignore_errors=True)
    ok = not note or note.startswith("skipped")
    return {
        "what": f"{what} (by the clock)",
        "cases": cases,
        "seconds": time.monotonic() - begun,
        "ok": ok,
        "note": note,
    }


if __name__ == "__main__":
    sys.exit(main())
