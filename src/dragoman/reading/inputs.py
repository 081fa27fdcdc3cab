"""What the caller names, turned into files in a fixed order: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .failures import Failure
from .sniffing import SUFFIXES, WARC, named_suffix
from .warc import named_record

STDIN = "-"
_KNOWN = ", ".join([*SUFFIXES, WARC])
_KINDS_SHOWN = 5


def expand(name: str) -> Iterator[str | Failure]:
    """Give the files behind one name, sorted; a Failure where there is none."""
    if name == STDIN:
        yield STDIN
    elif os.path.isdir(name):
        yield from _folder(name)
    elif os.path.exists(name) or named_record(name):
        yield name
    elif glob.has_magic(name):
        yield from _glob(name)
    else:
        parent = os.path.dirname(name) or "."
        what = "no such file" if os.path.isdir(parent) else f"no such file; there is no folder {parent} either"
        yield Failure(path=name, message=f"{what}; check the path")


def _glob(pattern: str) -> Iterator[str | Failure]:
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield Failure(path=pattern, message="no file matches this pattern; put it in quotes, and use ** for subfolders")
    for name in found:
        if os.path.isdir(name):
            yield from _folder(name)
        else:
            yield name


def _folder(name: str) -> Iterator[str | Failure]:
    """Walk a folder in sorted order; links to folders are not followed, hidden files and folders are left out."""
    skipped: Counter[str] = Counter()
    closed: list[OSError] = []
    empty = True
    for folder, folders, files in os.walk(name, onerror=closed.append):
        folders[:] = sorted(item for item in folders if not item.startswith("."))
        for file in sorted(item for item in files if not item.startswith(".")):
            suffix = named_suffix(file)
            # A file without a suffix may be a saved page: its first bytes will tell. A style sheet is no report.
            if suffix in SUFFIXES or suffix == WARC or not suffix:
                empty = False
                yield os.path.join(folder, file)
            else:
                skipped[suffix] += 1
    for error in closed:
        yield Failure(path=str(error.filename), message=f"this folder cannot be read ({error.strerror})")
    if empty and not closed:
        yield Failure(path=name, message=_nothing_in_folder(skipped))


def _nothing_in_folder(skipped: Counter[str]) -> str:
    if not skipped:
        return f"an empty folder; put reports into it ({_KNOWN}, each also with .gz)"
    kinds = ", ".join(f"{count} {suffix}" for suffix, count in skipped.most_common(_KINDS_SHOWN))
    return f"no reports in this folder, only other files ({kinds}); known are {_KNOWN}, each also with .gz"


def is_special(path: str) -> bool:
    """Tell a device or a socket from a file: reading one may never end. A pipe is read, within the limits."""
    return not (Path(path).is_file() or Path(path).is_fifo())
