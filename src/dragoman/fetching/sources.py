"""What ``dragoman watch`` is given: addresses of feeds, or files."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.errors import FetchError, UsageError

from .targets import target_of

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_STDIN = "-"


def is_feed(source: str) -> bool:
    """Tell an address from a file's name."""
    return bool(_SCHEME.match(source))


def is_page(key: str) -> bool:
    """Tell an entry's address from the id of a report that has none."""
    return is_feed(key)


def check_sources(sources: Sequence[str]) -> None:
    """Raise UsageError for a source that cannot be watched: another scheme than http and https, standard input."""
    for source in sources:
        if source == _STDIN:
            raise UsageError("standard input cannot be watched; give feeds or files, or use 'dragoman code -'")
        if is_feed(source):
            try:
                target_of(source)
            except FetchError as error:
                raise UsageError(str(error)) from None
