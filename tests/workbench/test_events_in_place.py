"""The list of events in a browser: narrowed, ordered and paged in place, with keys, and Back leads back."""

import pytest

from dragoman.workbench.pages import events

FACET = "#facets a[data-key='quad 4']"


def stays(page):
    """Mark the page that is open; gives what tells whether it is still that one."""
    page.evaluate("window.same = true")
    return lambda: page.evaluate("window.same === true")


@pytest.mark.parametrize(
    ("link", "address"),
    [(FACET, "**/events?quad=4"), ("a[data-key='order oldest']", "**/events?order=oldest")],
)
def test_a_link_puts_the_list_in_place(page, workbench, link, address):
    page.goto(f"{workbench}/events", wait_until="networkidle")
    same = stays(page)
    page.click(link)
    page.wait_for_url(address)
    page.wait_for_load_state("networkidle")
    assert same()
    assert page.locator(link).get_attribute("aria-current") == "true"
    assert page.locator("#twins a").first.get_attribute("href").endswith(page.url.partition("?")[2])


def test_back_leads_back(page, workbench):
    page.goto(f"{workbench}/events", wait_until="networkidle")
    page.click(FACET)
    page.wait_for_url("**/events?quad=4")
    page.locator(".chips").wait_for()
    page.go_back(wait_until="networkidle")
    page.locator(".sentence", has_text="46 events").wait_for()
    assert page.url == f"{workbench}/events"
    assert page.locator(".chips").count() == 0


def test_keys_keep_their_place(page, workbench):
    page.goto(f"{workbench}/events", wait_until="networkidle")
    page.locator(FACET).focus()
    page.keyboard.press("Enter")
    page.locator(".chips").wait_for()
    page.locator(f"{FACET}:focus").wait_for()
    page.locator(".chips a").first.focus()
    page.keyboard.press("Enter")
    page.locator(".sentence:focus").wait_for()


def test_facets_of_many_events_come_after_the_page(page, workbench, monkeypatch):
    monkeypatch.setattr(events, "AT_ONCE", 3)
    page.goto(f"{workbench}/events?since=2031-05-04")
    page.locator("#facets a[data-key='type AID']").wait_for()
    assert "Counts" not in page.title()


def test_without_scripts_a_link_leads_to_the_facets(no_script_page, workbench, monkeypatch):
    monkeypatch.setattr(events, "AT_ONCE", 3)
    no_script_page.goto(f"{workbench}/events?since=2031-05-05")
    no_script_page.click("#facets a")
    no_script_page.click("#facets a[data-key='quad 4']")
    assert no_script_page.url == f"{workbench}/events?since=2031-05-05&quad=4"


def test_a_wrong_value_has_its_page(page, watch, workbench):
    watch.forgive("400")
    page.goto(f"{workbench}/events", wait_until="networkidle")
    page.click(".filter summary")
    page.fill("#f-type", "DINNER")
    page.click(".filter button[type=submit]")
    page.get_by_role("heading", name="This value cannot be read").wait_for()


def test_the_theme_is_kept(page, workbench):
    page.goto(workbench)
    page.click("[data-theme-switch]")
    page.click("[data-theme-switch]")
    page.goto(f"{workbench}/about")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
