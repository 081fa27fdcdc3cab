"""Who is asked about: an actor by its code or name, or anybody."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.archive import key_of
from dragoman.errors import AnalysisError, UsageError
from dragoman.world import load_world

ANYBODY = "any"


@dataclass(frozen=True, slots=True)
class Asked:
    """An actor that is asked about, in the words that were ``given``.

    ``code`` is what its parties answer to, None for anybody; ``name`` is for readers.
    """

    given: str
    code: str | None
    name: str


def asked_actor(actor: str | None) -> Asked:
    """The actor of a code ("BLR", "BLR/MIL") or a name ("Belarus"); None and "any" are anybody.

    Raises AnalysisError, with the nearest names, for one that the tables do not know.
    """
    if actor is None or actor == ANYBODY:
        return Asked(ANYBODY, None, "anybody")
    try:
        code = key_of(actor)
    except UsageError as error:
        raise AnalysisError(f"{error}; `dragoman who NAME` tells who is known") from error
    names = {state.iso3: state.name for state in load_world().states}
    return Asked(actor, code, f"{names[code]} ({code})" if code in names else code)
