"""The timeline in a browser: its columns, marks, links, keys, and what is left without it."""

from __future__ import annotations

from typing import Any

import pytest
from axe import axe
from browsing import until
from chromium import Watch
from picture_pages import picture_app
from playwright.sync_api import Page
from serving import Serve

FIGURE = '<figure class="picture" data-chart="/data.json"><figcaption>Norland to Sudmark</figcaption></figure>'


def point(n: int, quads: list[int], *marks: str) -> dict[str, Any]:
    year, month = 2021 + n // 12, n % 12 + 1
    label = f"month {month} of {year}"
    return {
        "period": f"{year}-{month:02}", "label": label, "quads": quads, "marks": list(marks),
        "href": f"/behind/{year}-{month:02}",
    }  # fmt: skip


POINTS = [
    point(n, [(n * 7) % 9, (n * 5) % 4, (n * 3) % 7, (n * n) % 5], *(["unusual: 21 where 9 is usual"] * (n == 5)))
    for n in range(30)
]
SERIES = {"by": "month", "points": POINTS}


@pytest.fixture(scope="module")
def timeline(served: Serve) -> str:
    return served(picture_app("chart.js", FIGURE, SERIES))


def drawn(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("figure[data-drawn]")
    return page


def focused(page: Page) -> str | None:
    value: str | None = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return value


def test_each_period_is_a_link_with_its_numbers(page: Page, timeline: str) -> None:
    drawn(page, timeline)
    links = page.locator(".points a")
    assert links.count() == 30
    assert links.nth(5).get_attribute("href") == "/behind/2021-06"
    assert links.nth(5).get_attribute("aria-label") == (
        "month 6 of 2021: 8 verbal cooperation, 1 material cooperation, 1 verbal conflict; unusual: 21 where 9 is usual"
    )
    assert page.locator(".unusual path").count() == 1


def test_columns_are_as_tall_as_their_numbers(page: Page, timeline: str) -> None:
    drawn(page, timeline)
    heights = page.evaluate("""() => [1, 2, 3, 4].map(quad => Math.round([...document.querySelectorAll(
        `rect[fill="var(--quad-${quad})"]`)].reduce((sum, rect) => sum + rect.height.baseVal.value, 0)))""")
    sums = [sum(each["quads"][quad] for each in POINTS) for quad in range(4)]
    assert [round(height / heights[0], 1) for height in heights] == [round(n / sums[0], 1) for n in sums]


def test_keys_go_from_period_to_period_and_follow_the_link(page: Page, timeline: str) -> None:
    drawn(page, timeline)
    page.keyboard.press("Tab")
    assert focused(page) is not None
    for key, month in [("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", 6), ("Home", 1)]:
        page.keyboard.press(key)
        assert (focused(page) or "").startswith(f"month {month} of")
        assert page.text_content(".picture-readout") == focused(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/behind/2021-02")


def test_a_new_width_draws_again_and_the_focus_stays(page: Page, timeline: str) -> None:
    drawn(page, timeline).set_viewport_size({"width": 1000, "height": 700})
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.set_viewport_size({"width": 420, "height": 700})
    until(page, "document.querySelector('.plot').getAttribute('width') < 420")
    assert (focused(page) or "").startswith("month 2 of 2021")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anybody_can_use_it(page: Page, timeline: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    drawn(page, timeline)
    assert axe(page) == []


def test_columns_change_with_the_colour_scheme(page: Page, timeline: str) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        drawn(page, timeline)
        colours.add(page.evaluate("getComputedStyle(document.querySelector('rect[fill=\"var(--quad-2)\"]')).fill"))
    assert len(colours) == 2


def test_the_table_stays_and_is_what_remains_without_scripts(no_script_page: Page, timeline: str) -> None:
    no_script_page.goto(timeline)
    assert no_script_page.locator("svg").count() == 0
    assert no_script_page.locator("table").is_visible()


@pytest.mark.parametrize(
    ("data", "words"),
    [(None, "the workbench answered 500"), ({"by": "month", "points": []}, "There is nothing to draw.")],
)
def test_what_cannot_be_drawn_is_said(page: Page, watch: Watch, served: Serve, data: Any, words: str) -> None:
    watch.forgive("status of 500")
    drawn(page, served(picture_app("chart.js", FIGURE, data)))
    assert words in (page.text_content(".picture-note") or "")


def test_a_hostile_label_is_text(page: Page, served: Serve) -> None:
    label = "<img src=x onerror=alert(1)>"
    hostile = {"by": "month", "points": [{**point(0, [1, 0, 0, 0]), "label": label}]}
    drawn(page, served(picture_app("chart.js", FIGURE, hostile)))
    assert page.locator(".points a").get_attribute("aria-label") == f"{label}: 1 verbal cooperation"
    assert page.locator("figure img").count() == 0
