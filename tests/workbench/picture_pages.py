"""A small application that shows one picture as the workbench does: its policy, its static files, a table twin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chromium import POLICY
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.analysis import shapes
from vendor import ROOT

STATIC = ROOT / "src/dragoman/workbench/static"
_PAGE = """<!doctype html><html lang="en" {html}><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css"><link rel="stylesheet" href="/static/pictures.css">
<script type="module" src="/static/{module}"></script></head>
<body><main><h1>{title}</h1>{body}
<table><caption>The same in numbers</caption><tr><th scope="col">what</th><th scope="col">units</th></tr>
<tr><td>all</td><td>17</td></tr></table></main></body></html>"""
# Stands for the style of the workbench: the colours that pictures are made of.
_STYLE = """:root { --sheet: #fff; --edge: #d5d6d3; --ink: #1b1f23; --quiet: #565d64; --focus: #b34700;
--quad-1: #2b7591; --quad-2: #0b3c5d; --quad-3: #a65200; --quad-4: #7a1020; }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark;
--sheet: #1b1f23; --edge: #363c42; --ink: #e7e9ea; --quiet: #a5adb4; --focus: #ffb454;
--quad-1: #a9d9ec; --quad-2: #5fa8dc; --quad-3: #f7c483; --quad-4: #ff8a8a; } }
:root[data-theme=dark] { --quad-1: #a9d9ec; --quad-2: #5fa8dc; --quad-3: #f7c483; --quad-4: #ff8a8a; }
body { margin: 1.5rem; font: 15px/1.5 system-ui, sans-serif; background: var(--sheet); color: var(--ink) }"""


def picture_app(module: str, body: str, data: Any, *, html: str = "") -> Starlette:
    """An application with a page at ``/``, its data at ``/data.json``, and ``/behind/…`` for what links lead to."""

    async def page(_: Request) -> Response:
        text = _PAGE.format(title="Picture", module=module, body=body, html=html)
        return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})

    async def numbers(_: Request) -> Response:
        return JSONResponse(data) if data is not None else Response(status_code=500)

    async def behind(request: Request) -> Response:
        return HTMLResponse(f'<!doctype html><link rel="icon" href="data:,"><p>{request.url.path}')

    async def style(_: Request) -> Response:
        return Response(_STYLE, media_type="text/css")

    async def world(_: Request) -> Response:
        return FileResponse(Path(shapes.SHIPPED), media_type="application/json")

    return Starlette(
        routes=[
            Route("/", page),
            Route("/data.json", numbers),
            Route("/page.css", style),
            Route("/world.json", world),
            Route("/behind/{what:path}", behind),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
    )
