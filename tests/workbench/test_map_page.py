"""The map in a browser: states, arcs and places, their links and keys, and what has no shape."""

from __future__ import annotations

from typing import Any

import pytest
from axe import axe
from picture_pages import picture_app
from playwright.sync_api import Page
from serving import Serve

FIGURE = """<figure class="picture" data-map="/data.json" data-shapes="/world.json">
<figcaption>Where it happened</figcaption></figure>"""


def state(country: str, name: str, units: int, net: int) -> dict[str, Any]:
    return {"country": country, "name": name, "units": units, "net": net, "href": f"/behind/{country}"}


def arc(one: dict[str, Any], two: dict[str, Any], units: int, net: int) -> dict[str, Any]:
    return {
        "a": one["name"], "b": two["name"], "from": [one["lon"], one["lat"]], "to": [two["lon"], two["lat"]],
        "units": units, "net": net, "href": f"/behind/{one['country']}/{two['country']}",
    }  # fmt: skip


def place(name: str, country: str, lat: float, lon: float, units: int, conflict: int) -> dict[str, Any]:
    return {
        "name": name, "country": country, "lat": lat, "lon": lon, "units": units, "conflict": conflict,
        "href": f"/behind/{name}",
    }  # fmt: skip


PLACES = [
    place("Nairobi", "KEN", -1.29, 36.82, 40, 3),
    place("Khartoum", "SDN", 15.5, 32.56, 90, 80),
    place("Santiago", "CHL", -33.45, -70.67, 12, 6),
    place("Paris", "FRA", 48.86, 2.35, 60, 10),
    place("Tokyo", "JPN", 35.68, 139.69, 9, 0),
]
WORLD = {
    "places": PLACES,
    "states": [
        state("FRA", "France", 100, 70), state("SDN", "Sudan", 120, -100), state("KEN", "Kenya", 50, 15),
        state("CHL", "Chile", 10, 0), state("JPN", "Japan", 30, 29), state("RUS", "Russia", 80, -30),
        state("YUG", "Yugoslavia", 3, -3),
    ],
    "arcs": [
        arc(PLACES[0], PLACES[1], 40, -20), arc(PLACES[3], PLACES[4], 20, 15), arc(PLACES[3], PLACES[1], 10, -2),
        arc(PLACES[2], PLACES[4], 4, 0), arc(PLACES[2], PLACES[3], 14, 9),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(served: Serve) -> str:
    return served(picture_app("map.js", FIGURE, WORLD))


def drawn(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("figure[data-drawn=yes]")
    return page


def focused(page: Page) -> str | None:
    value: str | None = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return value


@pytest.mark.parametrize(
    ("href", "label", "colour"),
    [
        ("/behind/FRA", "France: 100 units, mostly cooperation", "fill=var(--tone-5)"),
        ("/behind/SDN", "Sudan: 120 units, mostly conflict", "fill=var(--tone-1)"),
        ("/behind/KEN", "Kenya: 50 units, more cooperation", "fill=var(--tone-4)"),
        ("/behind/CHL", "Chile: 10 units, both alike", "fill=var(--tone-3)"),
        ("/behind/KEN/SDN", "Nairobi and Khartoum: 40 units, more conflict", "stroke=var(--conflict)"),
        ("/behind/FRA/JPN", "Paris and Tokyo: 20 units, mostly cooperation", "stroke=var(--cooperation)"),
        ("/behind/CHL/JPN", "Santiago and Tokyo: 4 units, both alike", "stroke=var(--neither)"),
        ("/behind/Khartoum", "Khartoum: 90 units, mostly conflict", "fill=var(--conflict)"),
        ("/behind/Tokyo", "Tokyo: 9 units, mostly cooperation", "fill=var(--cooperation)"),
    ],
)
def test_what_is_drawn_is_a_link_that_says_what_it_is(
    page: Page, world: str, href: str, label: str, colour: str
) -> None:
    drawn(page, world)
    link = page.locator(f"svg a[href='{href}']")
    assert link.get_attribute("aria-label") == label
    attribute, value = colour.split("=")
    shape = link.locator("path, circle")
    assert (
        shape.evaluate("(shape, name) => shape.closest(`[${name}]:not([fill=inherit])`).getAttribute(name)", attribute)
        == value
    )


def test_conflict_is_dashed(page: Page, world: str) -> None:
    drawn(page, world)
    dashes = page.evaluate(
        "['whole', 'dashed', 'dotted'].map(name => getComputedStyle(document.querySelector(`.${name} path`))"
        ".strokeDasharray)"
    )
    assert len(set(dashes)) == 3
    assert dashes[0] == "none"


def test_states_without_a_shape_are_named(page: Page, world: str) -> None:
    drawn(page, world)
    assert "Not on the map: Yugoslavia." in (page.text_content(".picture-readout") or "")
    assert page.locator(".states a").count() == 6


def test_keys_go_through_states_pairs_and_places(page: Page, world: str) -> None:
    drawn(page, world)
    page.keyboard.press("Tab")
    assert focused(page) == "France: 100 units, mostly cooperation"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Sudan: 120 units, mostly conflict"
    assert page.text_content(".picture-readout") == focused(page)
    for _ in range(4):
        page.keyboard.press("Tab")
    assert focused(page) == "Khartoum: 90 units, mostly conflict"
    page.keyboard.press("Enter")
    page.wait_for_url("**/behind/Khartoum")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anybody_can_use_it(page: Page, world: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    drawn(page, world)
    assert axe(page) == []


def test_it_fits_a_narrow_screen(page: Page, world: str) -> None:
    page.set_viewport_size({"width": 400, "height": 700})
    drawn(page, world)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_table_remains_without_scripts(no_script_page: Page, world: str) -> None:
    no_script_page.goto(world)
    assert no_script_page.locator("table").is_visible()
    assert no_script_page.locator("svg").count() == 0
