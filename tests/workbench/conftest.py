"""A browser for the tests of the workbench; where none is installed, the tests that ask for one skip."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from chromium import FLAGS, NAMES, SETTING, Watch, find_chromium, watched
from playwright.sync_api import Browser, Page, sync_playwright
from serving import Serve, serving


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
def no_script_page(browser: Browser, addresses: set[str]) -> Iterator[Page]:
    """A page in a browser without JavaScript, as strict as ``page``."""
    with watched(browser, addresses, java_script_enabled=False) as (page, watch):
        yield page
    assert watch.complaints == []
