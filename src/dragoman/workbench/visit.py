"""One request as a view sees it: what is asked, the archive to ask, and ways to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

import duckdb
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from .asking import Asked, asked
from .bench import Bench
from .rendering import Frame, Templates
from .settings import Settings
from .shelf import Reading, Shelf
from .twins import Data, written


@dataclass(frozen=True)
class Visit:
    """A request to a view.

    ``path`` is the address without query and suffix, ``parts`` what stands in it for the names of the route, ``query``
    its pairs, ``own`` the names that the view adds to those of a filter, ``twin`` the suffix ("csv") or None for the
    page, ``form`` what was sent with a change. A fragment is what htmx asks for in place of a whole page.
    ``cookies`` are those of the browser.
    """

    settings: Settings
    shelf: Shelf
    reading: Reading
    bench: Bench
    templates: Templates
    frame: Frame
    path: str
    parts: Mapping[str, str]
    query: tuple[tuple[str, str], ...]
    own: tuple[str, ...] = ()
    twin: str | None = None
    form: FormData = field(default_factory=FormData)
    fragment: bool = False
    cookies: Mapping[str, str] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """Who decides in this browser: the name that was given in it, else that of the settings."""
        return unquote(self.cookies.get(self.who_cookie, "")).strip() or self.settings.who

    @property
    def who_cookie(self) -> str:
        """The cookie that keeps the name; each workbench of a machine has one of its own."""
        return f"dragoman-who-{self.settings.port}"

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """A connection with the archive's views and its digest, for this request alone."""
        return self.reading.con

    @cached_property
    def asked(self) -> Asked:
        """What the query asks for. Raises WrongValue."""
        return asked(self.path, self.query, self.own)

    def answer(self, template: str, data: Data, **context: Any) -> Response:
        """The page of a template, or the data of it where the address is that of a twin.

        The template gets ``data``, ``asked``, ``frame`` and the ``context``.
        """
        if self.twin is not None:
            return written(data, self.twin)
        return self.page(template, data=data, **context)

    def page(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """A page that has no twin."""
        body = self.templates.render(template, self.frame, asked=self.asked, fragment=self.fragment, **context)
        return HTMLResponse(body, status_code=status)

    def moved(self, address: str) -> Response:
        """The way on after a change was made, so that loading the page again does not make it twice.

        ``address`` is one of the workbench's own.
        """
        return RedirectResponse("/" + address.lstrip("/"), status_code=303)
