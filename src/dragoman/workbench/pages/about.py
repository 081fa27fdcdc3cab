"""/about: versions, accuracy, the policy on boundaries."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from dragoman.workbench.looking.about import Figure, about_of, figures
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit


def about(visit: Visit) -> Response:
    """What made the data and how good it is; the rows of its twins are the figures of accuracy."""
    found = visit.reading.once("about", lambda: about_of(visit.con))
    data = Data("about", Figure, figures(), msgspec.to_builtins(found))
    return visit.answer("about.html", data, about=found, figures=figures(), keeps_texts=visit.reading.keeps_texts)
