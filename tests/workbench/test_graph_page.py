"""The network in a browser: its edges, sliders and form, keys, the same layout each time."""

from __future__ import annotations

from typing import Any

import pytest
from axe import axe
from picture_pages import picture_app
from playwright.sync_api import Page
from serving import Serve

FIGURE = """<form id="f"><label>Least weight <input name="weight" type="number" value="1"></label>
<label>Since <input name="since" placeholder="2024-01"></label>
<label>Until <input name="until" placeholder="2024-12"></label></form>
<figure class="picture" data-graph="/data.json" data-form="f"><figcaption>Who deals with whom</figcaption></figure>"""
TYPES = {1: "material cooperation", -1: "material conflict", 0: "other"}
NAMES = [
    "Norland", "Sudmark", "Ostia", "Westmoor", "Isles of Pell", "Kaltberg", "Union of Ports", "Red Front", "Tarn",
    "Vell", "Marrow Coast", "Highland people",
]  # fmt: skip


def node(n: int) -> dict[str, Any]:
    kind = {6: "organisation", 7: "group", 11: "people"}.get(n, "state")
    return {"key": f"N{n:02}", "label": NAMES[n], "kind": kind, "weight": 100 // (n + 1)}


def edge(a: int, b: int, sign: int, months: dict[str, int]) -> dict[str, Any]:
    return {
        "source": f"N{a:02}", "target": f"N{b:02}", "type": TYPES[sign], "sign": sign,
        "weight": sum(months.values()) + 1, "first": "2024-01-04", "last": "2024-06-30", "months": months,
        "href": f"/behind/N{a:02}/N{b:02}",
    }  # fmt: skip


EDGES = [
    edge(0, 1, -1, {"2023-11": 9, "2024-02": 30}),
    edge(1, 0, -1, {"2024-01": 12}),
    edge(0, 1, 1, {"2024-04": 3}),
    edge(2, 0, 1, {"2024-02": 20, "2024-03": 4}),
    edge(2, 3, 0, {"2024-03": 1}),
    edge(7, 1, -1, {"2024-01": 6}),
    *(edge(n, n % 4 if n > 3 else 6, 1 if n % 3 else -1, {"2024-02": n, "2024-04": 1}) for n in range(3, 12)),
]  # fmt: skip
NETWORK = {"nodes": [node(n) for n in range(12)], "edges": EDGES}
CY = "(await import('/static/graph.js')).drawn.get(document.querySelector('figure'))"


@pytest.fixture(scope="module")
def network(served: Serve) -> str:
    return served(picture_app("graph.js", FIGURE, NETWORK))


def drawn(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("figure[data-drawn=yes]")
    return page


def seen(page: Page) -> int:
    number: int = page.evaluate(f"async () => {CY}.edges().filter(e => e.style('display') !== 'none').length")
    return number


def slide(page: Page, label: str, value: int) -> None:
    page.evaluate(
        """([label, value]) => {
          const input = [...document.querySelectorAll('.picture-controls label')]
            .find(each => each.textContent.startsWith(label)).querySelector('input');
          input.value = value; input.dispatchEvent(new Event('input', {bubbles: true})); }""",
        [label, value],
    )


def test_edges_are_told_apart_by_colour_and_dash_and_weight(page: Page, network: str) -> None:
    drawn(page, network)
    styles = page.evaluate(
        f"async () => {CY}.edges().map(e => [e.data('sign'), e.data('now'), e.style('line-style'), "
        "e.style('line-color'), e.data('width')])"
    )
    assert {(sign, dash) for sign, _, dash, *_ in styles} == {(1, "solid"), (-1, "dashed"), (0, "dotted")}
    assert len({colour for *_, colour, _ in styles}) == 3
    widths = [width for *_, width in sorted(styles, key=lambda style: style[1])]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_the_layout_is_the_same_each_time(page: Page, network: str) -> None:
    layouts = []
    for _ in range(2):
        drawn(page, network)
        layouts.append(page.evaluate(f"async () => {CY}.nodes().map(n => [n.id(), n.position().x, n.position().y])"))
    assert layouts[0] == layouts[1]
    assert len({(round(x), round(y)) for _, x, y in layouts[0]}) == 12


@pytest.mark.parametrize(
    ("label", "value", "field", "text", "edges"),
    [
        ("Least weight", 12, "weight", "13", 4),
        ("From", 4, "since", "2024-03", 12),  # the months begin with 2023-11
        ("To", 1, "until", "2023-12", 1),
    ],
)
def test_a_slider_filters_and_is_kept_in_the_form(
    page: Page, network: str, label: str, value: int, field: str, text: str, edges: int
) -> None:
    drawn(page, network)
    assert seen(page) == 15
    slide(page, label, value)
    assert seen(page) == edges
    assert page.input_value(f"[name={field}]") == text


@pytest.mark.parametrize(
    ("fields", "edges"),
    [
        ({"weight": "13"}, 4),
        ({"until": "2023-12-31"}, 1),
        ({"since": "2024-03", "weight": "4"}, 1),
        ({"since": "2030"}, 0),
    ],
)
def test_a_field_of_the_form_filters(page: Page, network: str, fields: dict[str, str], edges: int) -> None:
    drawn(page, network)
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    assert seen(page) == edges


def test_keys_go_from_edge_to_edge_and_open_the_pair(page: Page, network: str) -> None:
    drawn(page, network).focus(".picture-graph")
    page.keyboard.press("ArrowRight")
    assert page.text_content(".picture-readout") == (
        "Norland to Sudmark: 40 units of material conflict (2024-01-04 to 2024-06-30)"
    )
    page.keyboard.press("ArrowDown")
    assert (page.text_content(".picture-readout") or "").startswith("Ostia to Norland: 25 units")
    page.keyboard.press("Enter")
    page.wait_for_url("**/behind/N02/N00")


def test_a_click_opens_the_pair(page: Page, network: str) -> None:
    drawn(page, network)
    x, y = page.evaluate(
        f"async () => {{ const m = {CY}.edges()[4].renderedMidpoint(); "
        "const b = document.querySelector('.picture-graph').getBoundingClientRect(); return [b.x + m.x, b.y + m.y]; }"
    )
    page.mouse.click(x, y)
    page.wait_for_url("**/behind/N02/N03")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anybody_can_use_it(page: Page, network: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    drawn(page, network)
    assert axe(page) == []


def test_colours_follow_the_scheme(page: Page, network: str) -> None:
    drawn(page, network)
    colour = f"async () => {CY}.edges()[0].style('line-color')"
    before = page.evaluate(colour)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.evaluate(colour) != before


def test_the_table_remains_without_scripts(no_script_page: Page, network: str) -> None:
    no_script_page.goto(network)
    assert no_script_page.locator("table").is_visible()
    assert no_script_page.locator(".picture-graph").count() == 0
