"""Decisions of a review: each a row that stays, stored whole or not at all, and never over somebody else's unseen."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from convoys import reports
from review_desk import HEADERS, Reviewer

from dragoman.archive import Archive

SRC = Path(__file__).parents[2] / "src"


@pytest.fixture
def path(tmp_path):
    archive = Archive.create(tmp_path / "archive")
    archive.add(reports())
    return archive.path


@pytest.fixture
def client(path, open_at):
    return open_at(path, who="ann")


def rows(path, columns="kind, target, field, value, who, why"):
    """The decisions in the archive itself, oldest first."""
    return [tuple(row.values()) for row in
            Archive(path).sql(f"select {columns} from decisions order by version, made").to_pylist()]  # fmt: skip


def shown(path, event):
    return next(iter(Archive(path).sql("select * from events where event = ?", [event]).to_pylist()), None)


@pytest.mark.parametrize("verdict", ["accept", "reject", "unsure"])
def test_a_verdict_is_a_row_with_who_and_why(client, path, verdict):
    reviewer = Reviewer(client, at="/review?quad=4")
    reviewer.send("decide", verdict=verdict, why="seen in the text")
    assert rows(path) == [(verdict, "e-00", None, None, "ann", "seen in the text")]
    assert (reviewer.status, reviewer.event, reviewer.asked["quad"]) == (303, "e-04", ["4"])
    assert (shown(path, "e-00") is None) == (verdict == "reject")


def test_an_edit_of_several_fields_is_one_commit_and_keeps_the_machines_values(client, path):
    before = Archive(path).version
    reviewer = Reviewer(client, at="/review?at=e-00")
    reviewer.send(
        "edit", code="COERCE/arrest", status="future", start="2031-05-03", end="2031-05-04", place="Tessaban",
        why="a plan", contexts=["military"], size_0_kind="dead", size_0_low="3", size_0_high="3",
    )  # fmt: skip
    made = {field: value for _, _, field, value, _, _ in rows(path)}
    assert set(made) == {
        "type", "mode", "cameo", "quad", "goldstein", "intensity", "status", "date", "place", "contexts", "size",
    } - {"quad"}  # fmt: skip
    assert Archive(path).version == before + 1
    event = shown(path, "e-00")
    assert (event["type"], event["mode"], event["status"], event["review"]) == (
        "COERCE",
        "arrest",
        "future",
        "corrected",
    )
    assert (event["date"]["start"], event["date"]["end"], event["place"]["name"]) == (
        "2031-05-03",
        "2031-05-04",
        "Tessaban",
    )
    assert [(each["counted"], each["low"]) for each in event["size"]] == [("dead", 3)]
    page = client.get("/review?at=e-00").text
    assert "machine: ASSAULT/firearms" in page
    assert "machine: reported" in page
    assert 'COERCE<span class="mode">/arrest' in client.get("/events?type=COERCE").text


def test_a_form_that_changes_nothing_accepts(client, path):
    Reviewer(client, at="/review?at=e-00").send("edit")
    assert [row[:2] for row in rows(path)] == [("accept", "e-00")]


PARTIES = {
    "another name": ({"actors_0_name": "Belarus", "actors_0_country": "MLI", "actors_0_sector": "MIL"},
                     [("BLR", "GOV", "BLR/GOV")]),
    "another sector": ({"actors_0_sector": "REB"}, [("MLI", "REB", "MLI/REB")]),
    "one more by name": ({"actors_new": "Niger"}, [("MLI", "MIL", "MLI/MIL"), ("NER", "GOV", "NER/GOV")]),
    "one that nobody knows": ({"actors_new": "Sons of Koro", "actors_new_country": "MLI", "actors_new_sector": "REB"},
                              [("MLI", "MIL", "MLI/MIL"), ("MLI", "REB", "MLI/REB/sons-of-koro")]),
    "one of the report": ({"actors_known": "NER/CVL"}, [("MLI", "MIL", "MLI/MIL"), ("NER", "CVL", "NER/CVL")]),
}  # fmt: skip


@pytest.mark.parametrize("case", PARTIES.values(), ids=PARTIES)
def test_parties_are_changed_and_added(client, path, case):
    fields, parties = case
    assert Reviewer(client, at="/review?at=e-00").send("edit", **fields).status == 303
    found = [(each["country"], each["sector"], each["entity"]) for each in shown(path, "e-00")["actors"]]
    assert found == parties


def test_a_party_is_left_out(client, path):
    Reviewer(client, at="/review?at=e-00").send("edit", leave=("recipients-0-keep",))
    assert shown(path, "e-00")["recipients"] == []


WRONG = {
    "a type": ({"code": "DINNER"}, "no event type"),
    "a mode of another type": ({"code": "AID/firearms"}, "AID has no mode"),
    "a day": ({"start": "soon"}, "is no day"),
    "days the wrong way round": ({"start": "2031-06-02", "end": "2031-06-01"}, "exchange the two"),
    "a name": ({"actors_new": "Sons of Koro"}, "is not in the world tables"),
    "a country": ({"actors_0_country": "XX"}, "no country or body"),
    "a sector": ({"actors_0_sector": "ARMY"}, "no sector"),
    "a number": ({"size_0_kind": "dead", "size_0_low": "many"}, "is no number"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_and_nothing_is_stored(client, path, case):
    fields, words = case
    reviewer = Reviewer(client, at="/review?at=e-00").send("edit", **fields)
    assert (reviewer.status, words in reviewer.page, rows(path)) == (400, True, [])


def test_a_missed_event_is_added(client, path):
    reviewer = Reviewer(client, at="/review?at=e-hostile")
    reviewer.send("add", trigger="left", code="RETREAT", actors_known="MLI/MIL", start="2031-07-02", why="missed")
    assert reviewer.status == 303
    [(kind, target, who, why)] = rows(path, "kind, target, who, why")
    assert (kind, who, why) == ("add", "ann", "missed")
    event = shown(path, target)
    text = '<script>alert("koro")</script> Rangers <b>fired</b> at "dawn" & left.'
    [mention] = event["mentions"]
    assert (mention["trigger"], text[slice(*mention["span"])], mention["sentence"]) == ("left", "left", [0, len(text)])
    assert (event["type"], event["quad"], event["review"], event["date"]["start"]) == (
        "RETREAT",
        2,
        "added",
        "2031-07-02",
    )
    assert [each["entity"] for each in event["actors"]] == ["MLI/MIL"]
    assert target in reviewer.page


def test_words_of_a_missed_event_stand_where_they_were_selected(client, path):
    text = '<script>alert("koro")</script> Rangers <b>fired</b> at "dawn" & left.'
    at = text.rindex("e")
    Reviewer(client, at="/review?at=e-hostile").send("add", trigger="e", at=str(at), actors_known="MLI/MIL")
    [(target,)] = rows(path, "target")
    assert shown(path, target)["mentions"][0]["span"] == [at, at + 1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"trigger": "stayed", "actors_known": "MLI/MIL"}, "are not in the"),
        ({"trigger": "", "actors_known": "MLI/MIL"}, "give the words"),
        ({"trigger": "left"}, "needs somebody"),
    ],
)
def test_a_missed_event_that_is_not_whole_is_told(client, path, fields, words):
    reviewer = Reviewer(client, at="/review?at=e-hostile").send("add", **fields)
    assert (reviewer.status, words in reviewer.page, rows(path)) == (400, True, [])


def test_two_browsers_at_one_event(client, path, open_at):
    ann, bob = Reviewer(client, at="/review?at=e-00"), Reviewer(open_at(path), "bob", "/review?at=e-00")
    ann.send("edit", status="future", why="a plan")
    bob.send("decide", verdict="reject", why="nothing of it")
    assert bob.status == 409
    assert [row[0] for row in rows(path)] == ["edit"]
    then, now = bob.page.split('id="then"')[1].split('id="now"')
    assert ("status-reported" in then, "status-future" in then) == (True, False)
    assert ("status-future" in now, "a plan" in bob.page) == (True, True)
    bob.send("decide")  # all the same
    assert [(row[0], row[4], row[5]) for row in rows(path)] == [
        ("edit", "ann", "a plan"),
        ("reject", "bob", "nothing of it"),
    ]
    assert shown(path, "e-00") is None


def test_a_button_that_is_pressed_twice_counts_once(client, path):
    reviewer = Reviewer(client, at="/review?at=e-00")
    page = reviewer.page
    reviewer.send("decide", verdict="accept")
    reviewer.page = page
    assert reviewer.send("decide", verdict="accept").status == 303
    assert len(rows(path)) == 1


def test_a_blind_review_does_not_see_others(client, path, open_at):
    Reviewer(client, at="/review?at=e-00").send("edit", status="future", why="a plan")
    bob = Reviewer(open_at(path), "bob", "/review?blind=1&at=e-00")
    assert ("status-reported" in bob.page, "a plan" in bob.page) == (True, False)
    assert bob.send("decide", verdict="reject").status == 303


def test_the_last_and_any_own_decision_is_undone_and_an_undo_too(client, path):
    reviewer = Reviewer(client, at="/review?at=e-00")
    reviewer.send("decide", verdict="reject")
    reviewer.open("/review?at=e-04").send("edit", code="COERCE", status="future")
    reviewer.send("undo")
    assert reviewer.event == "e-04"
    assert shown(path, "e-04")["type"] == "ASSAULT"
    assert [row[0] for row in rows(path)].count("undo") == [row[0] for row in rows(path)].count("edit")
    reviewer.send("undo")  # the one before
    assert shown(path, "e-00") is not None
    undoing = rows(path, "decision, kind")[-1]
    token = re.search(r'name="csrf" value="([^"]+)"', reviewer.page)[1]
    client.post("/review/undo", data={"csrf": token, "decision": undoing[0]}, headers=HEADERS)
    assert shown(path, "e-00") is None
    again = client.post("/review/undo", data={"csrf": token, "decision": undoing[0]}, headers=HEADERS)
    assert again.status_code == 400


def test_somebody_elses_decision_is_not_undone(client, path, open_at):
    Reviewer(client, at="/review?at=e-00").send("decide", verdict="reject")
    bob = Reviewer(open_at(path), "bob")
    [(decision,)] = rows(path, "decision")
    token = re.search(r'name="csrf" value="([^"]+)"', bob.page)[1]
    for data, status in (({"decision": decision}, 403), ({"decision": "d-0"}, 404), ({}, 404)):
        assert bob.client.post("/review/undo", data={"csrf": token, **data}, headers=HEADERS).status_code == status


def test_a_withdrawn_event_names_the_one_in_its_place(client, path):
    from archived import TWO, FakeCoder, event

    reviewer = Reviewer(client, at="/review?at=e-00")
    new = event("e-next", "COERCE", at=18)
    old = FakeCoder(TWO, lambda each: [new] if each.title == "Convoy 0" else each.events or [event(f"e-{each.report}")])
    Archive(path).recode(old)
    answer = client.get("/review?at=e-00")
    assert (answer.status_code, "was withdrawn" in answer.text) == (409, True)
    assert 'href="/review?at=e-next"' in answer.text
    assert reviewer.send("decide", verdict="accept").status == 409
    assert rows(path) == []


def test_a_read_only_workbench_shows_and_takes_nothing(path, open_at):
    client = open_at(path, read_only=True)
    page = client.get("/review?at=e-00").text
    assert 'action="/review/decide' not in page
    assert client.post("/review/decide?at=e-00", headers=HEADERS).status_code == 403


def test_a_change_without_the_token_of_the_page_is_refused(client, path):
    client.get("/review")
    data = {"event": "e-00", "version": "9", "verdict": "reject"}
    assert client.post("/review/decide", data=data, headers=HEADERS).status_code == 403
    assert rows(path) == []


def test_a_report_is_called_complete_and_its_gold_is_there(client, path):
    reviewer = Reviewer(client, at="/review?at=e-00")
    report = re.search(r'name="report" value="([^"]+)"', reviewer.page)[1]
    reviewer.send("decide", verdict="accept")
    reviewer.open(f"/review/report/{report}").send("complete", complete="yes")
    assert "Called complete by ann" in reviewer.page
    assert client.get("/review/gold.jsonl").text.count("\n") == 1
    assert [row["gold"] for row in client.get("/review/gold.json").json()["rows"]] == [True]
    reviewer.send("complete", complete="no")
    assert client.get("/review/gold.jsonl").text == ""
    assert [row[0] for row in rows(path)] == ["accept", "accept", "undo"]


def test_agreement_is_shown(client, path, open_at):
    assert "No two people" in client.get("/review/agreement").text
    for who, verdict in (("ann", "accept"), ("bob", "reject")):
        Reviewer(open_at(path), who, "/review?at=e-00&all=1").send("decide", verdict=verdict)
    page = client.get("/review/agreement").text
    assert "1 events were decided about by two or more of ann, bob" in page
    assert "ann: <strong>accept</strong>" in page
    assert client.get("/review/agreement.json").json()["differing"][0]["event"] == "e-00"


def test_a_name_of_many_letters_and_scripts_is_kept(client, path):
    Reviewer(client, "Анна <b>", "/review?at=e-00").send("decide", verdict="accept")
    assert [row[4] for row in rows(path)] == ["Анна <b>"]
    assert "Анна &lt;b&gt;" in client.get("/review?at=e-00").text


def test_a_killed_server_leaves_decisions_whole_and_undo_still_there(path):
    """Killed while decisions are made: each is stored whole or not at all, and the next server undoes the last."""
    script = (
        "import sys\nfrom dragoman.archive import Archive, Step\na = Archive(sys.argv[1])\nn = 0\nwhile True:\n"
        "    steps = [Step(kind='edit', target='e-00', field=f, value=v) for f, v in "
        "(('status', '\"future\"'), ('mode', 'null'), ('reciprocal', 'true'))]\n"
        "    a.decide_all(steps, who='ann', why=str(n)); n += 1; print(n, flush=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    process = subprocess.Popen([sys.executable, "-c", script, path], stdout=subprocess.PIPE, env=environment, text=True)
    process.stdout.readline()
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    made = rows(path, "version, why")
    by_version = {version: [why for each, why in made if each == version] for version, _ in made}
    assert made
    assert {len(each) for each in by_version.values()} == {3}
    from starlette.testclient import TestClient

    from dragoman.workbench import Settings, create_app

    client = TestClient(create_app(Settings(archive=path, who="ann")), base_url="http://127.0.0.1:8000",
                        follow_redirects=False)  # fmt: skip
    Reviewer(client, at="/review?at=e-00").send("undo")
    assert [row[0] for row in rows(path)][-3:] == ["undo"] * 3
