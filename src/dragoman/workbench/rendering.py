"""Templates: every value is text and never markup, and a name that a page was not given is an error."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dragoman.analysis.labels import label
from dragoman.archive import QUADS
from dragoman.archive.filters import STATUSES
from dragoman.version import __version__

from .addresses import dyad_address
from .asking import LABELS, ORDERS, SINGLE, shown
from .looking.grounds import basis_of, published_of, resolved
from .visible import plain, visible

_FOLDER = Path(__file__).parent / "templates"
_QUAD_LETTERS = {1: "V+", 2: "M+", 3: "V−", 4: "M−"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around its own matter.

    ``archive`` and ``version`` are None on a page that is shown to nobody in particular (a refusal) or where the
    archive cannot be read. ``here`` is the address of the view in the top bar, ``twins`` the suffixes of its data.
    """

    archive: str | None
    version: int | None
    here: str
    csrf: str
    read_only: bool
    twins: tuple[str, ...] = ()


class Templates:
    """The templates of the workbench.

    ``views`` are the addresses and names in the top bar, ``more`` those of its menu.
    """

    def __init__(self, views: tuple[tuple[str, str], ...], more: tuple[tuple[str, str], ...]) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self._environment.filters.update(
            number=_number,
            day=_day,
            moment=_moment,
            size=_size,
            named=label,
            visible=visible,
            plain=plain,
            resolved=resolved,
            basis=basis_of,
            grounds=published_of,
        )
        self._environment.globals.update(
            views=views, more_views=more, labels=LABELS, single=SINGLE, orders=ORDERS, quads=QUADS, statuses=STATUSES,
            shown=shown, dyad_address=dyad_address, quad_letters=_QUAD_LETTERS,
            dragoman_version=__version__,
        )  # fmt: skip

    def render(self, template: str, frame: Frame, **context: Any) -> str:
        """The text of a page."""
        return self._environment.get_template(template).render(frame=frame, **context)


def _number(value: float | None, digits: int = 0) -> str:
    """A number with its thousands apart; a dash for none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def _day(value: dt.date | str | None) -> str:
    """An ISO day; words for none."""
    return str(value) if value else "no date"


def _moment(value: dt.datetime | None) -> str:
    """A moment to the minute, UTC."""
    return f"{value:%Y-%m-%d %H:%M}" if value else "–"


def _size(value: float) -> str:
    """Bytes in megabytes."""
    return f"{value / 1e6:,.1f} MB"
