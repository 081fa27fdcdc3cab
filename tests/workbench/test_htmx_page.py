"""htmx under the policy of the workbench: it enhances a link, and needs neither inline styles nor eval."""

from __future__ import annotations

import pytest
from chromium import POLICY
from picture_pages import STATIC
from playwright.sync_api import Page
from serving import Serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

CONFIG = '{"allowEval": false, "includeIndicatorStyles": false, "selfRequestsOnly": true}'
PAGE = f"""<!doctype html><html lang="en"><title>Ships</title><link rel="icon" href="data:,">
<meta name="htmx-config" content='{CONFIG}'><script defer src="/static/vendor/htmx/htmx.min.js"></script>
<main><h1>Ships</h1>
<a href="/two" hx-get="/two" hx-target="#list" hx-push-url="true">Two</a><p id="list">One</p></main>"""


async def _one(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY})


async def _two(request: Request) -> Response:
    return HTMLResponse("two of a part" if "hx-request" in request.headers else PAGE.replace("One", "two of a page"))


@pytest.fixture(scope="module")
def ships(served: Serve) -> str:
    static = Mount("/static", StaticFiles(directory=STATIC))
    return served(Starlette(routes=[Route("/", _one), Route("/two", _two), static]))


def test_a_link_loads_a_part_of_a_page(page: Page, ships: str) -> None:
    page.goto(ships)
    page.click("a")
    page.wait_for_url("**/two")
    page.get_by_text("two of a part").wait_for()
    page.go_back()
    page.get_by_text("One", exact=True).wait_for()


def test_without_scripts_the_link_is_a_link(no_script_page: Page, ships: str) -> None:
    no_script_page.goto(ships)
    no_script_page.click("a")
    no_script_page.get_by_text("two of a page").wait_for()
