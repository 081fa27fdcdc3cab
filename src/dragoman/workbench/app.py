"""The web application: one table of routes, what leads from a request to a view, and pages for what goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError

from .bench import Bench
from .faults import Fault, WrongValue, fault_of
from .guard import CSRF_FIELD, CSRF_HEADER, Guard, check_csrf
from .pages import (
    about,
    codebook,
    decisions,
    dyad,
    event,
    events,
    network,
    occurrence,
    overview,
    pasting,
    reading,
    review,
    review_changes,
    review_lists,
    stories,
    world,
)
from .rendering import Frame, Templates
from .settings import Settings
from .sheets import fields_of
from .shelf import Shelf
from .twins import SUFFIXES, TABLES
from .visit import Visit

_log = logging.getLogger("dragoman.workbench")
_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class View:
    """An address and what answers it.

    ``twins`` are the suffixes at which it gives its data, ``own`` the names its query has beside those of a filter, and
    ``here`` the view of the top bar that it belongs to. A view that changes something takes POST and has no twin;
    one that ``stores`` nothing is open under --read-only too. One that is ``live`` is asked for anew by Back, because
    what it shows is changed from it.
    """

    path: str
    show: Callable[[Visit], Response]
    here: str
    twins: tuple[str, ...] = TABLES
    own: tuple[str, ...] = ()
    changes: bool = False
    stores: bool = True
    live: bool = False


NAVIGATION = (
    ("/", "Overview"),
    ("/events", "Events"),
    ("/dyad", "Dyads"),
    ("/network", "Network"),
    ("/map", "Map"),
    ("/stories", "Stories"),
    ("/review", "Review"),
)
MORE = (
    ("/decisions", "Decisions"),
    ("/paste", "Paste a report"),
    ("/codebook", "Codebook"),
    ("/about", "About"),
)
VIEWS = (
    View("/", overview.overview, "/"),
    View("/events", events.events, "/events"),
    View("/events/facets", events.counts, "/events"),
    View("/review", review.review, "/review", own=review.OWN, live=True),
    View("/review/sample", review_lists.sample, "/review", own=review.OWN, live=True),
    View("/review/agreement", review_lists.agreed, "/review", live=True),
    View("/review/gold", review_lists.golden, "/review", (*TABLES, "jsonl"), ("who",), live=True),
    View("/review/report/{report}", review.report, "/review", live=True),
    View("/review/decide", review_changes.decide, "/review", own=review.OWN, changes=True),
    View("/review/edit", review_changes.edit, "/review", own=review.OWN, changes=True),
    View("/review/add", review_changes.add, "/review", own=review.OWN, changes=True),
    View("/review/undo", review_changes.undo, "/review", own=review.OWN, changes=True),
    View("/review/complete", review_changes.complete, "/review", own=review.OWN, changes=True),
    View("/review/who", review_changes.rename, "/review", own=review.OWN, changes=True),
    View("/report/{report}", reading.report, "/events", own=("mark", "part", "event")),
    View("/report/{report}/related", reading.related_to, "/events"),
    View("/report/{report}/claims", reading.claims, "/events"),
    View("/report/{report}/explain", reading.explain, "/events", own=("sentence",)),
    View("/paste", pasting.form, "/paste", twins=()),
    View("/paste", pasting.code, "/paste", changes=True, stores=False),
    View("/paste/{key}", pasting.coded, "/paste", own=("report", "part", "event")),
    View("/paste/{key}/explain", pasting.why, "/paste", own=("report", "sentence")),
    View("/paste/{key}/store", pasting.store, "/paste", changes=True),
    View("/event/{id}", event.event, "/events"),
    View("/stories", stories.stories, "/stories", own=("size",)),
    View("/story/{id}", stories.story, "/stories", own=("was",)),
    View("/occurrence/{id}", occurrence.occurrence, "/stories", own=occurrence.OWN, live=True),
    View("/occurrence/{id}/split", occurrence.take_out, "/stories", changes=True),
    View("/occurrence/{id}/join", occurrence.bring_together, "/stories", changes=True),
    View("/occurrence/{id}/group", occurrence.regroup, "/stories", changes=True),
    View("/decisions", decisions.decisions, "/decisions", own=decisions.OWN, live=True),
    View("/decisions/undo", decisions.take_back, "/decisions", changes=True),
    View("/dyad", dyad.choose, "/dyad", own=("a", "b", *dyad.OWN)),
    View("/dyad/{a}/{b}", dyad.dyad, "/dyad", own=dyad.OWN),
    View("/network", network.network, "/network", (*TABLES, "gexf"), own=network.OWN),
    View("/map", world.world, "/map", (*TABLES, "geojson"), own=world.OWN),
    View("/shapes/{hash}", world.shapes, "/map", ()),
    View("/codebook", codebook.types, "/codebook"),
    View("/codebook/{type}", codebook.entry, "/codebook"),
    View("/about", about.about, "/about"),
)
_MISSING = Fault(404, "No such page", "The views are in the bar above.")
_BROKEN = Fault(500, "Something went wrong here", "The log of `dragoman serve` tells what; please report it.")


def create_app(settings: Settings, shelf: Shelf | None = None) -> Starlette:
    """The application of a workbench; ``shelf`` where the archive is open already."""
    desk = _Desk(settings, shelf or Shelf(settings))
    app = Starlette(
        routes=[*desk.routes(), Mount("/static", StaticFiles(directory=_STATIC), name="static")],
        middleware=[Middleware(Guard, settings=settings, refuse=desk.refuse, harmless=_harmless())],
        exception_handlers={DragomanError: desk.failed, HTTPException: desk.not_found},
    )
    app.router.redirect_slashes = False
    return app


def _harmless() -> frozenset[str]:
    """The paths of views that take a form and store nothing."""
    return frozenset(view.path for view in VIEWS if view.changes and not view.stores)


class _Desk:
    """What all requests share, and the way from each to its view."""

    def __init__(self, settings: Settings, shelf: Shelf) -> None:
        self._settings = settings
        self._shelf = shelf
        self._bench = Bench()
        self._templates = Templates(NAVIGATION, MORE)

    def routes(self) -> Iterator[BaseRoute]:
        """The routes of all views, the twins before the page, whose last part could hold their suffix too."""
        for view in VIEWS:
            methods = ["POST"] if view.changes else ["GET"]
            for suffix in () if view.changes else view.twins:
                path = "/overview" if view.path == "/" else view.path
                yield Route(f"{path}.{suffix}", self._endpoint(view, suffix), methods=methods)
            yield Route(view.path, self._endpoint(view, None), methods=methods)

    def _endpoint(self, view: View, twin: str | None) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                form = await self._form(request) if view.changes else FormData()
                request.state.sent = form
                return await run_in_threadpool(self._show, request, view, twin, form)
            except (DragomanError, HTTPException):
                raise
            except Exception:
                _log.exception("%s %s", request.method, request.url)
                return self._page(request, _BROKEN, "an error that was not foreseen", view.here)

        return endpoint

    async def _form(self, request: Request) -> FormData:
        """What was sent with a change, once it is known that a page of the workbench sent it."""
        given = request.headers.get(CSRF_HEADER)
        if given is not None:
            check_csrf(request.scope["state"], given)
        form = await request.form(max_part_size=self._settings.upload_limit)
        if given is None:
            field = form.get(CSRF_FIELD)
            check_csrf(request.scope["state"], field if isinstance(field, str) else None)
        return form

    def _show(self, request: Request, view: View, twin: str | None, form: FormData) -> Response:
        """Answer a request in a thread of the pool."""
        path = request.url.path.removesuffix(f".{twin}") if twin else request.url.path
        with self._shelf.reading() as reading:
            visit = Visit(
                settings=self._settings, shelf=self._shelf, reading=reading, bench=self._bench,
                templates=self._templates,
                frame=self._frame(request, view.here, () if view.changes else view.twins),
                path=view.path if view.path == "/" else path, parts=dict(request.path_params),
                query=tuple(request.query_params.multi_items()), own=view.own, twin=twin, form=form,
                fragment="hx-request" in request.headers, cookies=request.cookies,
            )  # fmt: skip
            answer = view.show(visit)
        if view.live:
            answer.headers["cache-control"] = "no-store"
        return answer

    def _frame(self, request: Request, here: str, twins: tuple[str, ...] = ()) -> Frame:
        return Frame(
            archive=Path(self._settings.archive).name, version=self._shelf.version, here=here,
            csrf=request.scope["state"]["csrf"], read_only=self._settings.read_only, twins=twins,
        )  # fmt: skip

    def failed(self, request: Request, error: Exception) -> Response:
        """The page of an error that Dragoman raised on purpose."""
        assert isinstance(error, DragomanError)
        fault = fault_of(error)
        if fault.status >= 500:
            _log.error("%s %s: %s", request.method, request.url, error)
        return self._page(request, fault, str(error), request.url.path, wrong=error)

    def not_found(self, request: Request, error: Exception) -> Response:
        """The page of an address that no view has, or of one that cannot be asked so."""
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return self._page(request, _MISSING, f"nothing is at {request.url.path}", "")
        fault = Fault(error.status_code, "This cannot be asked so", "Go back and use the links and forms of the page.")
        return self._page(request, fault, str(error.detail), "")

    def refuse(self, error: DragomanError) -> Response:
        """The page for a request that the guard does not let in; it tells nothing of the archive."""
        fault = fault_of(error)
        frame = Frame(archive=None, version=None, here="", csrf="", read_only=True)
        body = self._templates.render("error.html", frame, fault=fault, message=str(error), form=None, again=None)
        return HTMLResponse(body, status_code=fault.status)

    def _page(
        self, request: Request, fault: Fault, message: str, here: str, *, wrong: Exception | None = None
    ) -> Response:
        form = _Form.of(request, wrong) if isinstance(wrong, WrongValue) else None
        sent = getattr(request.state, "sent", FormData())
        # What could not be stored for a reason that will pass is kept, to be sent again.
        again = fields_of(sent, ("csrf",)) if fault.status == 503 and not any(map(_is_file, sent.values())) else []
        body = self._templates.render(
            "error.html", self._frame(request, here), fault=fault, message=message, form=form, again=again,
            to=f"{request.url.path}?{request.url.query}",
        )  # fmt: skip
        return HTMLResponse(body, status_code=fault.status)


def _is_file(value: object) -> bool:
    return not isinstance(value, str)


@dataclass(frozen=True, slots=True)
class _Form:
    """A question that cannot be read, to be put right: its path, its pairs, and whose value is wrong."""

    path: str
    pairs: tuple[tuple[str, str], ...]
    wrong: str

    @classmethod
    def of(cls, request: Request, error: WrongValue) -> _Form:
        pairs = tuple((name, value) for name, value in request.query_params.multi_items() if value.strip())
        path, dot, suffix = request.url.path.rpartition(".")
        return cls(path if dot and suffix in SUFFIXES else request.url.path, pairs, error.name)
