"""Stories, occurrences and decisions in a browser: split, joined and taken back, with and without scripts."""

import pytest
from browsing import barriers, tab_to
from grouped import occurrences, told

from dragoman.archive import Archive


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A raid that three papers tell and a march that two do. Tests leave all as it was, but for the decisions."""
    archive = Archive.create(tmp_path_factory.mktemp("raids") / "archive")
    archive.add(
        told(f"{kind}{n}", publisher=f"Paper {kind}{n}", title=f"Title <i>{kind}{n}</i>")
        for kind in "ab"
        for n in range(1, 4)
    )
    archive.group()
    archive.decide("reject", "e-b3", who="bob", why="no march")
    return archive.path


@pytest.fixture(scope="module")
def address(path, workbench_at):
    return workbench_at(path, who="ann")


def home(path, event):
    return occurrences(Archive(path))[event]


def story(path, event):
    query = f"select story from stories join events using (report) where event = '{event}'"
    [row] = Archive(path).sql(query).to_pylist()
    return row["story"]


def on(page):
    return page.locator("main").inner_text()


PAGES = ["/stories?size=1", "/story/{story}", "/occurrence/{a}", "/occurrence/e-b1", "/decisions",
         "/decisions?kind=join", "/event/e-b3"]  # fmt: skip


@pytest.mark.parametrize("view", PAGES)
def test_nothing_keeps_people_out(page, watch, path, address, view):
    watch.forgive("status of 410")
    assert barriers(page, address + view.format(story=story(path, "e-a1"), a=home(path, "e-a1"))) == []


@pytest.mark.parametrize("view", PAGES)
def test_without_scripts_the_matter_is_there(no_script_page, no_script_watch, path, address, view):
    no_script_watch.forgive("status of 410")
    no_script_page.goto(address + view.format(story=story(path, "e-a1"), a=home(path, "e-a1")))
    assert no_script_page.locator("main :is(table, .notice)").first.is_visible()


def split_and_back(page, path, address):
    """Split one telling off, look at it, take it back from the notice."""
    page.goto(f"{address}/occurrence/e-a1")
    page.check("input[name=event][value=e-a2]")
    page.fill("#split-why", "another road")
    page.click("text=Take the marked out")
    page.get_by_text("Taken out by ann: another road").wait_for()
    assert home(path, "e-a2") != home(path, "e-a1") == home(path, "e-a3")
    page.click(".notice button:text('Undo')")
    page.get_by_text("Taken back by ann").wait_for()
    assert home(path, "e-a2") == home(path, "e-a1")


def test_a_split_is_made_and_taken_back(page, path, address):
    split_and_back(page, path, address)


def test_without_scripts_too(no_script_page, path, address):
    split_and_back(no_script_page, path, address)


def test_two_happenings_are_joined_and_parted_again(page, path, address):
    page.goto(f"{address}/occurrence/e-a1")
    page.fill("#join-other", "e-b1")
    page.click("text=Join with this one")
    page.get_by_text("Joined by ann").wait_for()
    assert home(path, "e-b1") == home(path, "e-a1")
    page.click("a:text('All decisions')")
    row = page.locator("tbody tr", has_text="join").first
    row.get_by_role("button", name="Undo").click()
    page.locator("tbody tr", has_text="taken back").first.wait_for()
    assert home(path, "e-b1") != home(path, "e-a1")


def test_by_keyboard_alone(page, path, address):
    page.goto(f"{address}/occurrence/e-b1")
    tab_to(page, "input[value=e-b2]")
    page.keyboard.press("Space")
    tab_to(page, "#split-why")
    page.keyboard.type("the other square")
    page.keyboard.press("Enter")
    page.get_by_text("Taken out by ann: the other square").wait_for()
    tab_to(page, ".notice button")
    page.keyboard.press("Enter")
    page.get_by_text("Taken back by ann").wait_for()
    assert home(path, "e-b2") == home(path, "e-b1")


def test_back_leads_through_what_was_asked(page, path, address):
    page.goto(f"{address}/decisions")
    page.select_option("select[name=kind]", "reject")
    page.click("main form[method=get] button")
    page.wait_for_url("**/decisions?*kind=reject*")
    assert "no march" in on(page)
    page.go_back()
    page.wait_for_url("**/decisions")
    assert page.locator("select[name=kind]").input_value() == ""
    page.go_forward()
    page.wait_for_url("**kind=reject*")
    assert set(page.locator("td[data-label=decision] strong").all_inner_texts()) == {"reject"}


def test_back_over_a_change_shows_what_is_so_now(page, path, address):
    page.goto(f"{address}/occurrence/e-a1")
    page.check("input[name=event][value=e-a3]")
    page.click("text=Take the marked out")
    page.get_by_text("Taken out by ann").wait_for()
    page.go_back(wait_until="networkidle")
    page.locator("h2#sides").wait_for()
    assert page.locator("input[name=event][value=e-a3]").count() == 0  # and not the page as it was before
    page.goto(f"{address}/decisions?kind=split")
    page.locator("tbody tr", has_text="holds").get_by_role("button", name="Undo").first.click()
    page.wait_for_url("**/decisions")


def test_a_page_that_is_out_of_date_says_where_all_is(page, watch, path, address):
    watch.forgive("status of 409")
    page.goto(f"{address}/occurrence/e-a1")
    archive = Archive(path)
    split = archive.decide("split", "e-a3", who="bob")
    archive.group()
    page.check("input[name=event][value=e-a2]")
    page.fill("#split-why", "my own words")
    page.click("text=Take the marked out")
    page.get_by_text("e-a3 is in").wait_for()
    assert "my own words" in on(page)
    assert home(path, "e-a2") == home(path, "e-a1")
    archive.refresh().decide("undo", split, who="bob")
    archive.group()


def test_a_wrong_address_leads_on(page, watch, address):
    watch.forgive("status of 404")
    for view in ("/story/s-none", "/occurrence/o-none", "/event/e-none"):
        page.goto(address + view)
        assert page.get_by_role("heading", level=1).inner_text() == "Not in this archive"
        assert page.locator("nav.views a").first.is_visible()
