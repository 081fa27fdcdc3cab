"""Review in a browser: by keys alone, without scripts, by two people at once, with Back, filters and mistakes."""

import msgspec
import pytest
from axe import axe
from browsing import barriers, tab_to, until
from chromium import watched
from convoys import reports

from dragoman.archive import Archive
from dragoman.records import Source

SAID = Source(
    name="ministry", text="", span=(0, 0), kind="organisation", country="MLI", sector="GOV", role=None,
    entity="MLI/GOV/ministry", cue="said", quoted=False, date=None,
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The reports of ``conftest``; the event e-08 has a source."""
    made = reports()
    [event] = made[8].events
    made[8] = msgspec.structs.replace(made[8], events=(msgspec.structs.replace(event, sources=(SAID,)),))
    archive = Archive.create(tmp_path_factory.mktemp("desk") / "archive")
    archive.add(made)
    return archive.path


@pytest.fixture(scope="module")
def address(path, workbench_at):
    return workbench_at(path, who="ann")


def rows(path, event):
    """The decisions about an event, oldest first."""
    query = "select kind, field, who from decisions where target = ? order by version, made"
    return [tuple(row.values()) for row in Archive(path).sql(query, [event]).to_pylist()]


def shown(path, event):
    return next(iter(Archive(path).sql("select * from events where event = ?", [event]).to_pylist()), None)


def at(page):
    """The event that is to be judged."""
    return page.locator("form.verdict input[name=event]").input_value()


def pressed(page, key):
    """Press a key that leads to another event; gives that one."""
    before = page.evaluate("performance.timeOrigin")
    page.keyboard.press(key)
    until(page, "before => performance.timeOrigin !== before && document.readyState === 'complete'", before)
    return at(page)


VIEWS = ["/review", "/review?at=e-hostile", "/review?actor=FRA", "/review/sample?by=random&seed=3", "/review/agreement",
         "/review/gold", "/review/report/{report}"]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_keeps_people_out(page, path, address, view):
    report = shown(path, "e-01")["report"]
    assert barriers(page, address + view.format(report=report)) == []


@pytest.mark.parametrize("view", VIEWS)
def test_without_scripts_the_matter_is_there(no_script_page, path, address, view):
    no_script_page.goto(address + view.format(report=shown(path, "e-01")["report"]))
    assert no_script_page.locator("main :is(article, .notice, table, .reader, .sentence, p)").first.is_visible()
    assert not any(each.is_visible() for each in no_script_page.locator("[data-scripted]").all())


def test_verdicts_by_keys_alone(page, path, address):
    page.goto(f"{address}/review?quad=1&by=newest")
    first = at(page)
    second = pressed(page, "a")
    third = pressed(page, "r")
    fourth = pressed(page, "u")
    assert [[row[0] for row in rows(path, each)] for each in (first, second, third)] == [
        ["accept"], ["reject"], ["unsure"],
    ]  # fmt: skip
    assert len({first, second, third, fourth}) == 4
    assert pressed(page, "z") == third
    assert pressed(page, "z") == second
    assert shown(path, second) is not None
    assert pressed(page, "j") != second
    assert pressed(page, "k") == second
    page.keyboard.press("?")
    assert page.evaluate("document.activeElement.id") == "keys-card"


TYPED = {  # the field, what is typed, and what the event says then
    "#edit-code": ("COERCE/arrest", lambda event: (event["type"], event["mode"]) == ("COERCE", "arrest")),
    "#edit-status": ("future", lambda event: event["status"] == "future"),
    "#edit-start": ("05032031", lambda event: event["date"]["start"] == "2031-05-03"),
    "#edit-end": ("05042031", lambda event: event["date"]["end"] == "2031-05-04"),
    "#edit-place": ("Tessaban", lambda event: event["place"]["name"] == "Tessaban"),
    "#edit-country": ("NER", lambda event: event["place"]["country"] == "NER"),
    "[name=reciprocal]": (" ", lambda event: event["reciprocal"]),
    "#editactors-0-sector": ("REB", lambda event: event["actors"][0]["entity"] == "MLI/REB"),
    "#editrecipients-new": ("Chad", lambda event: [each["country"] for each in event["recipients"]] == ["NER", "TCD"]),
    "#editsources-0-cue": ("claimed", lambda event: event["sources"][0]["cue"] == "claimed"),
    "[name=sources-0-quoted]": (" ", lambda event: event["sources"][0]["quoted"]),
    "#editsources-new": ("Niger", lambda event: event["sources"][1]["country"] == "NER"),
    "#editsources-new-cue": ("added", lambda event: event["sources"][1]["cue"] == "added"),
    "#size-0-kind": ("dead", lambda event: event["size"][0]["counted"] == "dead"),
    "#size-0-low": ("3", lambda event: event["size"][0]["low"] == 3),
    "#size-0-high": ("4", lambda event: event["size"][0]["high"] == 4),
}  # fmt: skip


def test_every_field_is_edited_by_keys_alone(page, path, address):
    page.goto(f"{address}/review?at=e-08")
    page.keyboard.press("e")
    for field, (typed, _) in TYPED.items():
        tab_to(page, field)
        if page.evaluate("document.activeElement.matches('input:not([type=date], [type=checkbox])')"):
            page.keyboard.press("Control+a")
        page.keyboard.type(typed)
    tab_to(page, "#edit-why")
    page.keyboard.type("read again")
    assert pressed(page, "Enter") != "e-08"
    event = shown(path, "e-08")
    assert [field for field, (_, holds) in TYPED.items() if not holds(event)] == []
    page.goto(f"{address}/review?at=e-08")
    assert "machine: ministry" in page.locator(".case").inner_text()


def test_a_missed_event_by_keys_alone(page, path, address):
    page.goto(f"{address}/review?at=e-hostile")
    page.keyboard.press("s")
    page.keyboard.press("End")  # the last word
    assert page.evaluate("String(getSelection())") == "left"
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("String(getSelection())") == 'dawn" & left'
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "trigger"
    assert page.locator("#missed-trigger").input_value() == "left"
    tab_to(page, "#missed-code")
    page.keyboard.type("RETREAT")
    tab_to(page, "#missed [name=actors-known]")
    page.keyboard.press("Space")
    tab_to(page, "#missed-why")
    assert pressed(page, "Enter") == "e-hostile"
    [added] = Archive(path).sql("select * from events where review = 'added'").to_pylist()
    text = reports()[-1].text
    assert text[slice(*added["mentions"][0]["span"])] == "left"
    assert added["type"] == "RETREAT"


def test_words_are_selected_with_a_mouse_too(page, address):
    page.goto(f"{address}/review?at=e-hostile")
    page.locator("#missing > summary").click()
    page.locator(".told .m-trigger").dblclick()
    until(page, "document.querySelector('#missed-trigger').value == 'fired'")
    assert page.locator("#missed [name=at]").input_value() == "42"


MISTAKES = {
    "edit": ("#edit", "Keep it so", {"#editactors-0-country": "XX", "#size-0-low": "many", "#edit-why": "my reason"}),
    "add": ("#missing", "Add the event", {"#missed-trigger": "stayed", "#missedactors-new": "Sons of Koro",
                                          "#missed-why": "my reason"}),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES.values(), ids=MISTAKES)
def test_a_form_with_mistakes_comes_again_with_what_was_typed(page, watch, path, address, case):
    watch.forgive("status of 400")
    panel, button, typed = case
    page.goto(f"{address}/review?quad=4&at=e-12")
    page.locator(f"{panel} > summary").click()
    for field, words in typed.items():
        page.fill(field, words)
    page.get_by_role("button", name=button).click()
    page.get_by_role("alert").wait_for()
    assert {field: page.locator(field).input_value() for field in typed} == typed
    wrong = [field for field in typed if page.locator(field).get_attribute("aria-invalid")]
    assert wrong == list(typed)[:2]
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    for field in wrong:
        assert page.locator(f"#{page.locator(field).get_attribute('aria-describedby')}").is_visible()
    assert axe(page) == []
    assert rows(path, "e-12") == []


def test_without_scripts_all_is_decided(no_script_page, path, address):
    page = no_script_page
    page.goto(f"{address}/review?at=e-16")
    page.locator("#edit > summary").click()
    page.select_option("#edit-status", "hypothetical")
    with page.expect_navigation():
        page.click("text=Keep it so")
    page.goto(f"{address}/review?at=e-16")
    assert "machine: reported" in page.locator(".case").inner_text()
    with page.expect_navigation():
        page.locator(".cards .inline button").first.click()
    assert "machine: reported" not in page.locator(".case").inner_text()
    with page.expect_navigation():
        page.click("button:text('Unsure')")
    assert [row[0] for row in rows(path, "e-16")] == ["edit", "unsure"]  # an undo is about the decision


def test_back_shows_what_was_decided_and_the_filter(page, address):
    page.goto(f"{address}/review?quad=2&by=newest")
    first = at(page)
    second = pressed(page, "a")
    page.go_back()
    page.wait_for_url("**/review?quad=2&by=newest")
    assert at(page) == second  # the queue begins with what is left, and nothing is sent again
    page.go_forward()
    page.wait_for_url(f"**at={second}")
    page.goto(f"{address}/review?quad=2&by=newest&at={first}")
    assert "accept" in page.locator("section", has=page.locator("#made")).inner_text()
    assert page.locator(".chip").first.is_visible()


def test_a_report_leads_from_each_event_to_its_review(page, path, address):
    page.goto(f"{address}/report/{shown(path, 'e-20')['report']}", wait_until="networkidle")
    page.click("a:text('judge it, put it right')")
    page.wait_for_url("**/review?at=e-20")


def test_two_people_at_one_event(browser, page, watch, addresses, path, address):
    watch.forgive("status of 409")
    with watched(browser, addresses) as (other, beside):
        other.goto(f"{address}/review?at=e-24")
        other.locator(".order > summary").click()
        other.fill("#who", "bob")
        other.click("text=Keep the name")
        for each in (page, other):
            each.goto(f"{address}/review?at=e-24")
        other.fill("#why", "the text says so")
        other.click("button:text('Accept')")
        other.wait_for_url("**/review?at=*")
        page.fill("#why", "a drill")
        page.click("button:text('Reject')")
        page.get_by_role("heading", name="Decided about since").wait_for()
        assert "the text says so" in page.locator("main").inner_text()
        assert axe(page) == []
        assert rows(path, "e-24") == [("accept", None, "bob")]
        page.click("text=Store my decision all the same")
        page.wait_for_url("**/review?at=*")
        assert rows(path, "e-24") == [("accept", None, "bob"), ("reject", None, "ann")]
        assert beside.complaints == []
