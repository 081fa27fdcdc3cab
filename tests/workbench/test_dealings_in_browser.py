"""Dyads, the network and the map in a browser: drawn, used by keyboard and by anybody, narrow, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from axe import axe
from playwright.sync_api import Page
from serving import Serve

from dragoman.workbench import Settings, create_app

PAGES = ["/dyad/BLR/CHN", "/network", "/map"]
OTHERS = ["/dyad", "/dyad/FRA/MNG", "/network?show=actors", "/network?show=balance", "/network?exposed_to=AID",
          "/network?show=change", "/network?edges=ties", "/map?show=pairs"]  # fmt: skip


@pytest.fixture(scope="module")
def workbench(dealings: str, served: Serve) -> Iterator[str]:
    """A workbench that is served. Its port is not known before, so that it lets every host of this machine in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dragoman.workbench.guard.Guard._is_own_host", lambda _, host: host.startswith("127.0.0.1:"))
        address = served(create_app(Settings(archive=str(dealings))))
        with urlopen(address + "/dyad") as answer:  # the digest is made at the first request
            assert answer.status == 200
        yield address


def drawn(page: Page, address: str) -> Page:
    page.goto(address)
    if page.locator("figure.picture").count():
        page.wait_for_selector("figure.picture[data-drawn]")
        assert page.get_attribute("figure.picture", "data-drawn") == "yes"
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_anybody_can_use_it(page: Page, workbench: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    drawn(page, workbench + path)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_it_fits_a_narrow_screen(page: Page, workbench: str, path: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    drawn(page, workbench + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", PAGES)
def test_the_numbers_are_there_without_scripts(no_script_page: Page, workbench: str, path: str) -> None:
    no_script_page.goto(workbench + path)
    assert no_script_page.locator("table.rows tbody tr").count() > 0
    assert no_script_page.locator("figure svg, figure canvas").count() == 0


def test_the_newest_events_come_after_the_page(page: Page, workbench: str) -> None:
    drawn(page, workbench + "/dyad/BLR/CHN")
    page.wait_for_selector("table.events")
    assert page.locator("table.events tr.evidence").count() == 10


def test_enter_on_an_edge_leads_to_the_dyad(page: Page, workbench: str) -> None:
    drawn(page, workbench + "/network").focus(".picture-graph")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dyad/BLR/CHN")


def test_a_period_of_the_chart_leads_to_its_events(page: Page, workbench: str) -> None:
    drawn(page, workbench + "/dyad/BLR/CHN")
    page.focus(".points a[tabindex='0']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?dyad=BLR-CHN&status=reported&since=2030-01-01&until=2030-01-31")


def test_the_form_goes_to_another_dyad(page: Page, workbench: str) -> None:
    drawn(page, workbench + "/dyad")
    page.fill("#side-a", "Mali")
    page.fill("#side-b", "NER")
    page.click("text=Show the two")
    page.wait_for_url("**/dyad/MLI/NER")
