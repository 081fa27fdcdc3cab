"""Adds made reports to an archive from a number on, and says how many are stored each time some are.

``python adder.py ARCHIVE FIRST COUNT BATCH``: what ``fault_adding`` and ``fault_clock`` start and kill.
"""

from __future__ import annotations

import sys

from dragoman.archive import Archive
from dragoman.reading.assembling import report_id
from dragoman.records import Report


def made(first: int, count: int) -> list[Report]:
    """Reports at addresses of their own that have nothing in common."""
    found = []
    for n in range(first, first + count):
        text, url = f"{n} rangers from Koro met near Tessaban.", f"https://paper.example/{n}"
        found.append(Report(report=report_id(text, None, url, None, None), url=url, text=text, language="en"))
    return found


def main() -> None:
    """Add batch after batch; a line with the number of the next report stands for all before it."""
    path, first, count, batch = sys.argv[1], *map(int, sys.argv[2:])
    archive, _ = Archive.open_or_create(path)
    with archive.run("code", batch=batch) as run:
        for start in range(first, first + count, batch):
            for report in made(start, batch):
                run.add(report)
            print(start + batch, flush=True)


if __name__ == "__main__":
    main()
