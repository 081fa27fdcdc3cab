"""Occurrences: side by side, split and joined, and addresses of what was merged, moved or withdrawn."""

import re
import shutil

import pytest
from archived import TWO, FakeCoder, event
from grouped import occurrences, parted, told

from dragoman.archive import Archive
from dragoman.archive import archive as opened

OWN = {"origin": "http://127.0.0.1:8000"}
ALL = {"e-a1", "e-a2", "e-a3", "e-a4"}


@pytest.fixture(scope="module")
def raided(tmp_path_factory):
    """Four reports of one raid, of which one counts other dead, and one of a march."""
    made = Archive.create(tmp_path_factory.mktemp("raided") / "archive")
    names = ("a1", "a2", "a3", "a4", "b1")
    made.add([told(name, publisher=f"Paper {name}", title=f"Raid <i>{name}</i>") for name in names])
    made.group()
    made.decide("edit", "e-a3", field="size", value=_dead(12), who="ann")
    return made.path


@pytest.fixture
def archive(raided, tmp_path):
    return Archive(shutil.copytree(raided, tmp_path / "archive"))


def _dead(count):
    number = {"low": count, "high": count, "exact": True, "unit": None, "text": "", "span": [0, 1], "sources": []}
    import json

    return json.dumps({"dead": [number]})


@pytest.fixture
def client(archive, open_at):
    return open_at(archive.path, who="Ada")


def home(archive, name):
    return occurrences(archive.refresh())[f"e-{name}"]


def form(client, address):
    """The hidden fields of the first form of a page that changes something."""
    page = client.get(address).text
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("csrf", "seen")
    }  # fmt: skip


def post(client, address, fields):
    return client.post(address, data=fields, headers=OWN)


def words(answer):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", answer.text.split("<main")[1]))


def test_tellings_stand_side_by_side_with_what_differs(client, archive):
    o = home(archive, "a1")
    data = client.get(f"/occurrence/{o}.json").json()
    assert {row["event"] for row in data["rows"]} == ALL
    assert {row["event"]: row["differs"] for row in data["rows"] if row["differs"]} == {"e-a3": ["numbers"]}
    assert data["usual"]["numbers"] == ["5 dead (5 to 12 across the reports)"]
    page = client.get(f"/occurrence/{o}").text
    assert page.count('class="differing"') == 1
    assert page.count("differs: ") == 1
    assert "Raid &lt;i&gt;a1&lt;/i&gt;" in page
    assert all(f"#e-a{n}" in page for n in range(1, 5))


def test_voices_that_count_once_stand_together(open_at, tmp_path):
    archive = Archive.create(tmp_path / "voices")
    archive.add([told("a1", publisher="One"), told("a2", publisher="Two"), told("a3", publisher="One")])
    archive.group()
    data = open_at(archive.path).get(f"/occurrence/{home(archive, 'a1')}.json").json()
    assert (data["n_reports"], data["n_independent"]) == (3, 2)
    assert [(row["publisher"], row["voice"]) for row in data["rows"]] == [("One", 1), ("One", 1), ("Two", 2)]


def test_an_event_leads_to_its_report_and_its_occurrence(client, archive):
    [row] = archive.sql("select report from events where event = 'e-a1'").to_pylist()
    assert client.get("/event/e-a1").headers["location"] == f"/report/{row['report']}#e-a1"
    assert client.get("/event/e-a1.json").json()["rows"][0]["event"] == "e-a1"
    assert client.get("/occurrence/e-a1").headers["location"] == f"/occurrence/{home(archive, 'a1')}#e-a1"


@pytest.mark.parametrize(
    "path", ["/occurrence/o-none", "/event/e-none", "/occurrence/o-none.json", "/event/e-none.csv"]
)
def test_what_was_never_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_split_is_made_told_and_taken_back(client, archive):
    o = home(archive, "a1")
    fields = form(client, f"/occurrence/{o}")
    answer = post(
        client, f"/occurrence/{o}/split", fields | {"event": ["e-a3", "e-a4"], "together": "yes", "why": "Two"}
    )
    assert answer.status_code == 303
    assert parted(archive.refresh()) == {frozenset({"e-a1", "e-a2"}), frozenset({"e-a3", "e-a4"}), frozenset({"e-b1"})}
    page = client.get(answer.headers["location"])
    assert "Taken out by Ada: Two." in words(page)
    assert home(archive, "a3") in page.text
    notice = re.search(r'<div class="notice".*?</div>', page.text, re.S)[0]
    taken = re.findall(r'name="decision" value="([^"]+)"', notice)
    assert len(taken) == 3
    back = post(client, "/decisions/undo", {"csrf": fields["csrf"], "decision": taken, "back": f"/occurrence/{o}"})
    assert "Taken back by Ada" in words(client.get(back.headers["location"]))
    assert frozenset(ALL) in parted(archive.refresh())


def test_those_taken_out_need_not_be_one(client, archive):
    o = home(archive, "a1")
    post(client, f"/occurrence/{o}/split", form(client, f"/occurrence/{o}") | {"event": ["e-a4"]})
    assert [row["kind"] for row in archive.refresh().sql("select kind from decisions").to_pylist()] == ["edit", "split"]


@pytest.mark.parametrize("marked", [[], sorted(ALL)])
def test_a_split_takes_some_and_not_all(client, archive, marked):
    o = home(archive, "a1")
    answer = post(client, f"/occurrence/{o}/split", form(client, f"/occurrence/{o}") | {"event": marked})
    assert (answer.status_code, "at least one and not all" in answer.text) == (400, True)
    assert frozenset(ALL) in parted(archive.refresh())


@pytest.mark.parametrize("named", ["o-", "e-", "http"])
def test_a_join_makes_one_and_the_old_address_leads_there(client, archive, named):
    o, other = home(archive, "a1"), home(archive, "b1")
    given = {"o-": other, "e-": "e-b1", "http": f"http://127.0.0.1:8000/occurrence/{other}"}[named]
    answer = post(client, f"/occurrence/{o}/join", form(client, f"/occurrence/{o}") | {"other": given, "why": "One"})
    assert answer.status_code == 303
    assert home(archive, "a1") == home(archive, "b1")
    gone = other if home(archive, "a1") == o else o
    moved = client.get(f"/occurrence/{gone}")
    assert moved.headers["location"] == f"/occurrence/{home(archive, 'a1')}?was={gone}"
    assert f"{gone} is part of this occurrence now" in words(client.get(moved.headers["location"]))
    assert (
        client.get(f"/occurrence/{gone}.csv").headers["location"].startswith(f"/occurrence/{home(archive, 'a1')}.csv")
    )


def test_a_join_names_another_occurrence(client, archive):
    o = home(archive, "a1")
    fields = form(client, f"/occurrence/{o}")
    assert post(client, f"/occurrence/{o}/join", fields).status_code == 400
    assert post(client, f"/occurrence/{o}/join", fields | {"other": "e-a2"}).status_code == 400
    assert post(client, f"/occurrence/{o}/join", fields | {"other": "o-none"}).status_code == 404


def test_what_is_near_by_is_joined_with_a_button(open_at, tmp_path):
    archive = Archive.create(tmp_path / "near")
    for n, place in enumerate(("1", "2")):
        archive.add([told(f"a{place}", day=f"2031-05-0{7 + n}", words=f"Koro {place} words of their own {n}")])
    archive.group()
    archive.decide("split", "e-a2", others=["e-a1"], who="ann")
    archive.group()
    o, other = home(archive, "a1"), home(archive, "a2")
    assert o != other
    client = open_at(archive.path)
    page = client.get(f"/occurrence/{o}").text
    value = re.search(r'name="with" value="([^"]+)"', page)[1]
    assert value == f"e-a2@{other}"
    post(client, f"/occurrence/{o}/join", form(client, f"/occurrence/{o}") | {"with": value})
    assert home(archive, "a1") == home(archive, "a2")


def test_a_page_that_is_out_of_date_changes_nothing(client, archive):
    o = home(archive, "a1")
    fields = form(client, f"/occurrence/{o}")
    archive.refresh().decide("split", "e-a4", who="bob")
    archive.decide("reject", "e-a2", who="bob", why="no raid")
    archive.group()
    before = archive.sql("select count(*) as n from decisions").to_pylist()
    answer = post(client, f"/occurrence/{o}/split", fields | {"event": "e-a3", "why": "my words"})
    assert answer.status_code == 409
    told_so = words(answer)
    assert f"e-a4 is in {home(archive, 'a4')}" in told_so
    assert "e-a2 was rejected by bob" in told_so
    assert "my words" in told_so
    assert archive.refresh().sql("select count(*) as n from decisions").to_pylist() == before


def test_an_event_that_was_withdrawn_tells_its_successor(archive, open_at):
    coder = FakeCoder(TWO, lambda report: [event(f"e-new-{report.url[8:10]}", "ASSAULT", "MLI/MIL > MLI/CVL")])
    archive.recode(coder)
    archive.group()
    client = open_at(archive.path)
    answer = client.get("/event/e-a1")
    assert answer.status_code == 410
    assert "was withdrawn" in words(answer)
    assert 'href="/event/e-new-a1"' in answer.text
    assert client.get("/event/e-a1.json").status_code == 409
    assert client.get("/event/e-new-a1").status_code == 303


def test_an_occurrence_whose_events_are_gone_says_so(archive, open_at):
    o = home(archive, "b1")
    archive.decide("reject", "e-b1", who="bob", why="no march")
    answer = open_at(archive.path).get(f"/occurrence/{o}")
    assert (answer.status_code, "rejected by bob" in words(answer), "no march" in words(answer)) == (410, True, True)


def test_a_decision_whose_process_died_waits_and_is_grouped_later(client, archive, monkeypatch):
    o = home(archive, "a1")
    fields = form(client, f"/occurrence/{o}")

    def killed(*_, **__):
        raise RuntimeError("killed")

    monkeypatch.setattr(opened, "group", killed)
    assert post(client, f"/occurrence/{o}/split", fields | {"event": "e-a4"}).status_code == 500
    monkeypatch.undo()
    page = client.get(f"/occurrence/{o}")
    assert "waits for grouping" in words(page)
    assert frozenset(ALL) in parted(archive.refresh())
    assert post(client, f"/occurrence/{o}/group", fields).status_code == 303
    assert frozenset(ALL - {"e-a4"}) in parted(archive.refresh())
    assert "waits for grouping" not in words(client.get(f"/occurrence/{o}"))


def test_an_event_without_an_occurrence_has_a_page(client, archive):
    archive.refresh().add([told("a5")])
    page = client.get("/occurrence/e-a5")
    page = client.get(page.headers["location"]) if page.status_code == 303 else page
    assert (page.status_code, "in no occurrence yet" in words(page)) == (200, True)


def test_nothing_can_be_changed_where_nothing_may_be(archive, open_at):
    client = open_at(archive.path, read_only=True)
    page = client.get(f"/occurrence/{home(archive, 'a1')}").text
    assert 'method="post"' not in page


@pytest.mark.parametrize("path", ["split", "join", "group"])
def test_a_change_needs_the_token_of_a_page(client, archive, path):
    o = home(archive, "a1")
    form(client, f"/occurrence/{o}")
    assert post(client, f"/occurrence/{o}/{path}", {"seen": "e-a1 e-a2", "event": "e-a1"}).status_code == 403
