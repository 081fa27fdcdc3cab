"""Every view in a browser: anybody can use it, at two widths, light and dark, with and without scripts, on paper."""

from __future__ import annotations

import pytest
from browsing import barriers
from playwright.sync_api import Page
from views import VIEWS, Row

every_view = pytest.mark.parametrize("row", VIEWS, ids=[row.path for row in VIEWS])


def opened(page: Page, address: str, row: Row) -> None:
    answer = page.goto(address + row.path, wait_until="networkidle")
    assert answer is not None
    assert answer.status == row.status


@every_view
def test_anybody_can_use_it(page: Page, watch, workbench: str, row: Row) -> None:
    watch.forgive(f"status of {row.status}")
    assert barriers(page, workbench + row.path, status=row.status) == []
    assert row.title in page.title()
    assert page.locator("h1").inner_text().split("\n")[0].strip() == row.heading


@every_view
def test_without_scripts_all_of_it_is_there(no_script_page: Page, no_script_watch, workbench: str, row: Row) -> None:
    no_script_watch.forgive(f"status of {row.status}")
    opened(no_script_page, workbench, row)
    assert no_script_page.locator("h1").inner_text().split("\n")[0].strip() == row.heading
    assert no_script_page.locator(row.landmark).first.is_visible()
    assert no_script_page.locator("[data-theme-switch]").is_hidden()


@every_view
def test_the_skip_link_leads_past_the_bar(page: Page, watch, workbench: str, row: Row) -> None:
    watch.forgive(f"status of {row.status}")
    opened(page, workbench, row)
    if page.evaluate("document.activeElement !== document.body"):  # a wrong value has the focus already
        return
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@every_view
def test_on_paper_only_its_matter_is_left(page: Page, watch, workbench: str, row: Row) -> None:
    watch.forgive(f"status of {row.status}")
    page.emulate_media(media="print")
    opened(page, workbench, row)
    assert page.locator("h1").is_visible()
    assert not any(each.is_visible() for each in page.locator(".views, .search, .theme, .facets, .filter").all())
