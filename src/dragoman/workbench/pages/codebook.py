"""/codebook and /codebook/TYPE: what the types of events mean, with rules and examples."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from dragoman.workbench.looking.codebook import ModeLine, TypeLine, type_lines, type_page
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit


def types(visit: Visit) -> Response:
    """All types, a row each."""
    lines = visit.reading.once("types", lambda: type_lines(visit.con))
    return visit.answer("codebook.html", Data("codebook", TypeLine, lines), lines=lines)


def entry(visit: Visit) -> Response:
    """One type; the rows of its twins are its modes, JSON has all that the page shows."""
    name = visit.parts["type"]
    found = visit.reading.once(("type", name.upper()), lambda: type_page(visit.con, name))
    facts = msgspec.to_builtins(found)
    return visit.answer("codebook_type.html", Data(found.type.lower(), ModeLine, found.modes, facts), entry=found)
