"""The reader in a browser: words and events light one another, with the mouse, with keys, and without scripts."""

import pytest
from axe import axe
from test_report_reader import ID, raid

from dragoman.archive import Archive
from dragoman.workbench import Settings
from dragoman.workbench.app import create_app
from dragoman.workbench.guard import Guard


@pytest.fixture(scope="module")
def address(tmp_path_factory, served):
    """A workbench that is served. Its port is not known before, so that it lets every host of this machine in."""
    archive = Archive.create(tmp_path_factory.mktemp("read") / "archive")
    archive.add([raid()])
    archive.group()
    held = pytest.MonkeyPatch()
    held.setattr(Guard, "_is_own_host", lambda _, host: host.startswith("127.0.0.1:"))
    yield served(create_app(Settings(archive=archive.path)))
    held.undo()


def lit(page):
    return page.eval_on_selector_all(".m.lit", "found => found.map(each => each.textContent).join('|')")


def test_pointing_at_an_event_lights_its_words(page, address):
    page.goto(f"{address}/report/{ID}")
    page.hover("#e-raid h3")
    assert {"fired", "Monday", "Koro"} <= set(lit(page).replace("Rangers from ", "").split("|"))
    assert "said" not in lit(page)
    page.hover("#facts")
    assert lit(page) == ""


def test_focus_on_words_lights_their_events_and_escape_lets_go(page, address):
    page.goto(f"{address}/report/{ID}")
    page.focus("a.leads")
    assert page.eval_on_selector_all(".told.lit", "found => found.map(each => each.id)") == ["e-raid", "e-again"]
    page.keyboard.press("Escape")
    assert page.eval_on_selector_all(".lit", "found => found.length") == 0


def test_an_anchor_lights_an_event(page, address):
    page.goto(f"{address}/report/{ID}#e-raid")
    assert "fired" in lit(page)


def test_related_reports_and_claims_come_by_themselves(page, address):
    page.goto(f"{address}/report/{ID}")
    page.get_by_text("Other reports:").wait_for()
    page.get_by_text("No report of this archive shares").wait_for()


def test_a_sentence_is_explained_in_place(page, address):
    page.goto(f"{address}/report/{ID}")
    page.locator(".prose .ask[href]").nth(1).click()
    page.get_by_role("button", name="Close").click(timeout=60_000)
    assert page.locator(".answer:not(:empty)").count() == 0


def test_without_scripts_events_and_words_are_linked(no_script_page, address):
    no_script_page.goto(f"{address}/report/{ID}")
    no_script_page.click("a.leads")
    assert no_script_page.url.endswith("#e-raid")
    assert no_script_page.locator("#e-raid:target").count() == 1
    no_script_page.click("#e-raid a:text('fired')")
    assert no_script_page.locator(".m:target").count() == 1
    no_script_page.click("a:text('What other reports say of it')")
    no_script_page.get_by_role("heading", level=1).wait_for()


@pytest.mark.parametrize("path", [f"/report/{ID}", f"/report/{ID}/claims", f"/report/{ID}/explain", "/paste"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(page, address, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(address + path, timeout=60_000)
    assert axe(page) == []


def test_a_narrow_screen_does_not_scroll_sideways(page, address):
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{address}/report/{ID}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
