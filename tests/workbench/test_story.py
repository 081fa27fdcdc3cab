"""Stories: the list with its pages and filters, one story with its reports, and stories that became part of another."""

import re

import pytest
from archived import event, many, report
from grouped import told

from dragoman.archive import Archive
from dragoman.workbench.looking.story import Story, StoryReport, Told
from dragoman.workbench.looking.timeline import timeline_of

WORDS = "Soldiers raided a market in Koro and killed {} traders, the governor of Mopti said on {}. {}"
MORE = "Traders fled along the river road towards Konna while soldiers searched houses near the market and the mosque."


def raid(n, day, **more):
    words = WORDS.format(n, day, more.pop("words", MORE))
    act = event(f"e-raid{n}", "ASSAULT", "MLI/MIL > MLI/CVL", "2031-05-06")
    return report(words, act, url=f"https://paper{n}.example/koro", day=day, publisher=f"Paper {n}", **more)


ALONE = (
    "Envoys signed a fishing treaty aboard a ferry.", "Judges jailed two smugglers of ivory for nine years.",
    "Teachers struck over unpaid wages across every province.", "Parliament rejected the new budget late at night.",
    "Customs officers seized forged passports near an airport.", "Nurses marched against hospital closures downtown.",
)  # fmt: skip


def alone():
    """Reports that have nothing in common."""
    return [
        report(words, event(f"e-alone{n}"), url=f"https://alone.example/{n}", day=f"2031-04-0{n + 1}")
        for n, words in enumerate(ALONE)
    ]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """One story of four reports, two of which are copies, and seven stories of one."""
    archive = Archive.create(tmp_path_factory.mktemp("stories") / "archive")
    copied = raid(3, "2031-05-08", title="Raid at Koro <b>again</b>")
    archive.add([
        raid(1, "2031-05-07"), raid(2, "2031-05-08", words="The market of Koro burned, traders and soldiers said."),
        copied, raid(4, "2031-05-09"), *alone(),
        report("Cotton prices rose again in Sikasso this season.", event("e-c", "AID", "UNO > MLI/CVL")),
    ])  # fmt: skip
    archive.group()
    return archive


@pytest.fixture(scope="module")
def browser(shelf, open_at):
    return open_at(shelf.path)


@pytest.fixture(scope="module")
def raids(shelf):
    [row] = shelf.sql("select story from stories group by story having count(*) > 1").to_pylist()
    return row["story"]


def test_stories_of_two_reports_are_listed(browser, raids):
    data = browser.get("/stories.json").json()
    assert [row["story"] for row in data["rows"]] == [raids]
    assert (data["rows"][0]["reports"], data["rows"][0]["first_day"], data["rows"][0]["last_day"]) == (
        4, "2031-05-07", "2031-05-09",
    )  # fmt: skip
    assert f'href="/story/{raids}"' in browser.get("/stories").text


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_pages_of_stories_have_each_once(browser, shelf, limit):
    address, seen, days = f"/stories.json?size=1&limit={limit}", [], []
    while address:
        data = browser.get(address).json()
        seen += [row["story"] for row in data["rows"]]
        days += [row["last_day"] for row in data["rows"]]
        address = data["next"] and data["next"].replace("/stories", "/stories.json", 1)
    there = {row["story"] for row in shelf.sql("select distinct story from stories").to_pylist()}
    assert sorted(seen) == sorted(there)
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days[: len(dated)] == dated


ASKED = {"an actor": ("actor=UNO", 1), "nobody": ("actor=FRA", 0), "two sides": ("actor=MLI&recipient=MLI", 1)}


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_stories_are_asked_for_by_their_events(browser, case):
    query, count = case
    assert browser.get(f"/stories.json?size=1&{query}").json()["total"] == count
    page = browser.get(f"/stories?size=1&{query}")
    assert ("No story of this archive" in page.text) == (count == 0)


def test_a_story_tells_why_each_report_belongs(browser, raids):
    data = browser.get(f"/story/{raids}.json").json()
    assert data["rows"][0]["day"] == "2031-05-07"
    assert all(row["terms"] for row in data["rows"] if row["nearest"])
    assert sum(row["events"] for row in data["rows"]) == 4
    assert data["total"] == 4
    page = browser.get(f"/story/{raids}").text
    assert "Raid at Koro &lt;b&gt;again&lt;/b&gt;" in page
    assert len(re.findall(r'<tr id="r-', page)) == 4
    assert "<svg" in page
    assert all(f'/occurrence/{row["occurrence"]}"' in page for row in data["occurrences"])


def test_copies_stand_after_the_first_of_them(browser, raids):
    rows = browser.get(f"/story/{raids}.json").json()["rows"]
    groups = [row["copy_group"] for row in rows]
    assert len(set(groups)) < len(groups)
    assert groups == sorted(groups, key=groups.index)
    assert "first of" in browser.get(f"/story/{raids}").text


def test_a_story_that_was_never_there(browser):
    assert browser.get("/story/s-none").status_code == 404


def test_a_story_that_became_part_of_another_leads_there(tmp_path, open_at):
    archive = Archive.create(tmp_path / "merging")
    archive.add([told("a1")])
    archive.group()
    story = archive.sql("select story from stories").to_pylist()[0]["story"]
    _moved(archive, story, "s-newer")
    answer = open_at(archive.path).get(f"/story/{story}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/story/s-newer?was={story}")
    assert f"{story}</span> is part of this story" in open_at(archive.path).get(answer.headers["location"]).text
    assert open_at(archive.path).get(f"/story/{story}.csv").headers["location"] == f"/story/s-newer.csv?was={story}"


def _moved(archive, story, to):
    """Write what grouping writes where a story turns out to be part of another."""
    import msgspec

    from dragoman.archive.arrow import to_rows
    from dragoman.archive.commits import add_rows, commit_rows, new_id, read_log
    from dragoman.archive.store import Store
    from dragoman.archive.tables import StoryRow

    table = archive.sql("select *, false as moved from stories where story = ?", [story]).to_arrow()
    rows = [msgspec.structs.replace(row, story=to, moved=True) for row in to_rows(table, StoryRow)]
    store, commit = Store(archive.path), new_id("c")
    parts = add_rows(store, commit, {"stories": rows})
    commit_rows(store, read_log(store), commit=commit, kind="group", run="", parts=parts)


def test_an_archive_without_stories_says_so(tmp_path, open_at):
    archive = Archive.create(tmp_path / "bare")
    archive.add(many(1))
    assert "No report of this archive has a story yet" in open_at(archive.path).get("/stories").text


def _story(days, happened):
    reports = tuple(
        StoryReport(
            report=f"r-{n}", day=day, last_day=day, title=None, publisher=None, url=None, copy_group=f"r-{n}", copies=1,
            similarity=None, nearest=None, terms=(), shared=(), events=0, occurrences=(),
        ) for n, day in enumerate(days)
    )  # fmt: skip
    occurrences = tuple(
        Told(
            occurrence=f"o-{n}", type="AID", mode=None, quad=2, status="reported", day=day, last_day=day,
            precision="day", n_reports=1, n_independent=1, here=1, actors=(), recipients=(),
        ) for n, day in enumerate(happened)
    )  # fmt: skip
    return Story(
        story="s-1", total=len(days), texts=1, publishers=1, first_day=min(filter(None, days), default=None),
        last_day=max(filter(None, days), default=None), reports=reports, occurrences=occurrences,
    )  # fmt: skip


def day(text):
    import datetime as dt

    return dt.date.fromisoformat(text)


def test_a_timeline_has_what_is_near_the_reports():
    told_on, happened = ("2031-05-06", "2031-05-06", "2031-05-10"), (day("2031-05-05"), day("2011-01-01"), None)
    line = timeline_of(_story([day(each) for each in told_on], happened))
    assert (line.first, line.last) == (day("2031-05-05"), day("2031-05-10"))
    assert [mark.count for mark in line.reports] == [2, 1]
    assert [mark.occurrence for mark in line.occurrences] == ["o-0"]
    assert line.outside == 2
    assert line.occurrences[0].x < line.reports[0].x < line.reports[1].x


def test_reports_without_a_day_have_no_timeline():
    assert timeline_of(_story([None], [])) is None
