"""Addresses of the workbench: how a query is written, and where a dyad is.

A dyad is at ``/dyad/A/B``. The slashes of codes are written ``~`` there ("BLR~MIL" for "BLR/MIL"), which no code and no
name has in it, so that two parts always are two actors.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

_SLASH = "~"


def address(path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """A path with a query, whose values are quoted no more than they must."""
    query = urlencode(list(pairs), safe="/:,", quote_via=quote)
    return f"{path}?{query}" if query else path


def dyad_address(a: str, b: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """The address of the page of two actors, given as codes or names."""
    return address(f"/dyad/{_part(a)}/{_part(b)}", pairs)


def actor_in(part: str) -> str:
    """The actor that a part of the path of a dyad stands for."""
    return part.replace(_SLASH, "/").strip()


def _part(actor: str) -> str:
    return quote(actor.replace("/", _SLASH), safe=_SLASH)
