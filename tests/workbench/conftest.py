"""A small archive with what a page can stumble over, a client for its pages, and a browser.

Where no browser is installed, the tests that ask for one skip.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the workbench's libraries are not here")
pytest.importorskip("playwright", reason="Playwright, which drives the browser, is not here")

from chromium import FLAGS, NAMES, SETTING, Watch, find_chromium, watched
from playwright.sync_api import Browser, Page, sync_playwright
from serving import Serve, serving, workbench_over
from starlette.testclient import TestClient

from dragoman.archive import Archive
from dragoman.workbench import Settings, create_app

sys.path.append(str(Path(__file__).parents[1] / "archive"))  # where coded reports are made by hand

from convoys import reports
from dealings import reports as dealings_of_months

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """The folder of an archive with 46 events, grouped."""
    archive = Archive.create(tmp_path_factory.mktemp("news") / "archive")
    archive.add(reports())
    archive.group()
    return archive.path


@pytest.fixture(scope="session")
def dealings(tmp_path_factory):
    """The folder of an archive of what a few actors do to each other over sixteen months (``dealings.py``)."""
    archive = Archive.create(tmp_path_factory.mktemp("dealings") / "archive")
    archive.add(dealings_of_months())
    return archive.path


@pytest.fixture(scope="session")
def open_at():
    """What gives a browser at a workbench over a folder; settings by keyword."""

    def opened(path, **more):
        return TestClient(
            create_app(Settings(archive=str(path), **more)), base_url=BASE, raise_server_exceptions=False,
            follow_redirects=False,
        )  # fmt: skip

    return opened


@pytest.fixture(scope="session")
def client(news, open_at):
    return open_at(news)


@pytest.fixture(scope="session")
def desk(dealings, open_at):
    return open_at(dealings)


@pytest.fixture(scope="session")
def addresses() -> set[str]:
    """The addresses served in this session, the only ones that a page may ask."""
    return set()


@pytest.fixture(scope="session")
def served(addresses: set[str]) -> Iterator[Serve]:
    """``served(app)`` runs an ASGI application until the session ends, and gives its address."""
    with ExitStack() as servers:

        def serve(app: Any) -> str:
            address = servers.enter_context(serving(app))
            addresses.add(address)
            return address

        yield serve


@pytest.fixture(scope="session")
def workbench(news: str, addresses: set[str]) -> Iterator[str]:
    """The address, without a slash at its end, of a workbench over the archive of ``news``."""
    with workbench_over(news) as address:
        addresses.add(address)
        yield address


@pytest.fixture(scope="module")
def workbench_at(addresses: set[str]) -> Iterator[Callable[..., str]]:
    """``workbench_at(folder, who="ann")`` serves a workbench until the tests of the file end; gives its address."""
    with ExitStack() as servers:

        def opened(path: Any, **more: Any) -> str:
            address = servers.enter_context(workbench_over(path, **more))
            addresses.add(address)
            return address

        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed, or {SETTING} names none")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def watched_page(browser: Browser, addresses: set[str]) -> Iterator[tuple[Page, Watch]]:
    """The page of the fixture ``page`` with its watch; complaints fail the test when it ends."""
    with watched(browser, addresses) as (page, watch):
        yield page, watch
    assert watch.complaints == []


@pytest.fixture
def page(watched_page: tuple[Page, Watch]) -> Page:
    """A page; it must ask no other host, break no policy, log no error and throw nothing."""
    return watched_page[0]


@pytest.fixture
def watch(watched_page: tuple[Page, Watch]) -> Watch:
    """The watch on the page of this test, to forgive what is expected (``watch.forgive("status of 404")``)."""
    return watched_page[1]


@pytest.fixture
def watched_no_script_page(browser: Browser, addresses: set[str]) -> Iterator[tuple[Page, Watch]]:
    """The page of the fixture ``no_script_page`` with its watch; complaints fail the test when it ends."""
    with watched(browser, addresses, java_script_enabled=False) as (page, watch):
        yield page, watch
    assert watch.complaints == []


@pytest.fixture
def no_script_page(watched_no_script_page: tuple[Page, Watch]) -> Page:
    """A page in a browser without JavaScript, as strict as ``page``."""
    return watched_no_script_page[0]


@pytest.fixture
def no_script_watch(watched_no_script_page: tuple[Page, Watch]) -> Watch:
    """The watch on the page without JavaScript of this test."""
    return watched_no_script_page[1]
