"""Making an archive: its tables, then its first commit. A folder with every table and no commit is none yet."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import ArchiveError

from .commits import first_commit
from .store import Store, Taken
from .tables import COMMITS, ROWS


class AlreadyThere(ArchiveError):
    """There is an archive already, perhaps made by another process at this moment."""


def create(store: Store, *, texts: bool) -> None:
    """Make the tables and the first commit; what a killed process left unfinished is finished.

    Raises ArchiveError where there is an archive, or a folder with other things in it.
    """
    if store.exists() and _begun(store):
        raise AlreadyThere(f"{store.path}: there is an archive already; add to it with `--archive {store.path}`")
    if not store.exists() and store.given():
        store.table(COMMITS)  # tells that it is gone: made anew it would hide all that is there
    if store.local and not store.exists():
        with store.told(COMMITS):
            _check_folder(Path(store.path))
    for name in (*(name for name in ROWS if name != COMMITS), COMMITS):
        try:
            store.create(name)
        except Taken:
            continue
    try:
        first_commit(store, texts=texts)
    except Taken:
        raise AlreadyThere(f"{store.path}: another process has made an archive here at this moment; use it") from None


def _begun(store: Store) -> bool:
    return bool(store.table(COMMITS).version())


def _check_folder(folder: Path) -> None:
    """An archive is made in a new folder, an empty one, or one that making an archive was broken off in."""
    if folder.is_file():
        raise ArchiveError(f"{folder}: a file; give a folder for the archive")
    strange = [each.name for each in folder.iterdir() if each.name not in ROWS] if folder.is_dir() else []
    if strange:
        raise ArchiveError(
            f"{folder}: this folder holds other things ({', '.join(sorted(strange)[:3])}); give a new or empty folder"
        )
