"""What is done to an archive that may not be fit to be opened: checking, mending, bringing up to date."""

from __future__ import annotations

from collections.abc import Mapping

from .mending import Repaired, repair
from .store import Store, Where
from .upkeep import migrate
from .verifying import Verified, verify


def check(path: Where, storage_options: Mapping[str, str] | None = None) -> Verified:
    """Check that every table, file and row of an archive is there and that they fit together.

    Raises ArchiveError where there is no archive.
    """
    return verify(Store(path, storage_options))


def mend(path: Where, storage_options: Mapping[str, str] | None = None) -> Repaired:
    """Take damaged files out of an archive and make void what is no longer whole.

    What it gives tells which reports must be added again. Raises ArchiveError where there is no archive.
    """
    return repair(Store(path, storage_options))


def update(path: Where, storage_options: Mapping[str, str] | None = None) -> int:
    """Bring an archive of an older Dragoman to this one's tables; gives its version then.

    Raises ArchiveError where that cannot be done.
    """
    return migrate(Store(path, storage_options)).last.version
