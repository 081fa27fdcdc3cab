"""The browser of the tests sees what it is there to see, and lets pass what is in order."""

from __future__ import annotations

import pytest
from axe import axe
from chromium import POLICY, Watch, find_chromium, watched
from playwright.sync_api import Browser, Page
from serving import Serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

HEAD = '<!doctype html><html lang="en"><title>Harbour</title><link rel="icon" href="data:,"><main><h1>Harbour</h1>'
PAGES = {
    "good": "<p>Two ships.</p><img alt='' src='data:image/svg+xml,'><script src='/js/good'></script>",
    "inline-script": "<script>document.title = 'no'</script>",
    "inline-style": "<p style='color: red'>Red.</p>",
    "other-host": "<img alt='' src='http://elsewhere.example/x.png'>",
    "throws": "<script src='/js/throws'></script>",
    "logs": "<script src='/js/logs'></script>",
    "missing": "<script src='/js/missing'></script>",
    "evals": "<script src='/js/evals'></script>",
    "nameless": "<button></button>",
}
SCRIPTS = {
    "good": "document.querySelector('p').textContent = 'Three ships.'",
    "throws": "undefined.ship",
    "logs": "console.error('leak')",
    "evals": "try { new Function('return 1')() } catch {}",
}


def _page(request: Request) -> Response:
    body = PAGES[request.path_params["name"]]
    return HTMLResponse(HEAD + body, headers={"Content-Security-Policy": POLICY})


def _script(request: Request) -> Response:
    text = SCRIPTS.get(request.path_params["name"])
    return Response(text or "", status_code=200 if text else 404, media_type="text/javascript")


@pytest.fixture(scope="module")
def harbour(served: Serve) -> str:
    return served(Starlette(routes=[Route("/js/{name}", _script), Route("/{name}", _page)]))


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("good", None),
        ("inline-script", "script-src"),
        ("inline-style", "style-src"),
        ("other-host", "elsewhere.example"),
        ("throws", "uncaught: "),
        ("logs", "leak"),
        ("missing", "404"),
        ("evals", "script-src eval"),
    ],
)
def test_watch_tells_what_a_page_did_wrong(
    browser: Browser, addresses: set[str], harbour: str, name: str, complaint: str | None
) -> None:
    with watched(browser, addresses) as (page, watch):
        page.goto(f"{harbour}/{name}", wait_until="networkidle")
        found = watch.complaints
    assert any(complaint in each for each in found) if complaint else found == []


def test_watch_tells_a_page_of_another_server(browser: Browser, harbour: str) -> None:
    with watched(browser, set()) as (page, watch):
        page.goto(f"{harbour}/good")
        assert watch.complaints[0] == f"asked another host: {harbour}/good"


def test_expected_complaints_can_be_forgiven(page: Page, watch: Watch, harbour: str) -> None:
    page.goto(f"{harbour}/missing", wait_until="networkidle")
    assert len(watch.complaints) == 1
    watch.forgive("status of 404")
    assert watch.complaints == []


def test_scripts_run_in_a_page(page: Page, harbour: str) -> None:
    page.goto(f"{harbour}/good")
    assert page.text_content("p") == "Three ships."


def test_no_script_runs_in_a_page_without_scripts(no_script_page: Page, harbour: str) -> None:
    no_script_page.goto(f"{harbour}/good")
    assert no_script_page.text_content("p") == "Two ships."


def test_axe_finds_what_keeps_people_out_and_nothing_else(page: Page, harbour: str) -> None:
    page.goto(f"{harbour}/good")
    assert axe(page) == []
    page.goto(f"{harbour}/nameless")
    assert [line.split(":")[0] for line in axe(page)] == ["button-name (critical)"]


@pytest.mark.parametrize(("setting", "found"), [("sh", True), ("no-such-browser", False)])
def test_the_browser_is_a_setting(monkeypatch: pytest.MonkeyPatch, setting: str, found: bool) -> None:
    monkeypatch.setenv("DRAGOMAN_CHROMIUM", setting)
    assert (find_chromium() is not None) == found
