"""The record of decisions: what is listed, how it is narrowed down, what became of each, and taking back."""

import re
import shutil

import pytest
from grouped import told

from dragoman.archive import Archive

OWN = {"origin": "http://127.0.0.1:8000"}


@pytest.fixture(scope="module")
def decided(tmp_path_factory):
    made = Archive.create(tmp_path_factory.mktemp("decided") / "archive")
    made.add([told(name) for name in ("a1", "a2", "b1")])
    made.group()
    made.decide("edit", "e-a1", field="mode", value='"drone"', who="ann", why="<b>seen</b>")
    made.decide("reject", "e-b1", who="Bob")
    made.decide("join", "e-a1", others=["e-a2"], who="ann")
    made.decide("split", "e-a1", others=["e-a2"], who="Bob")
    made.group()
    return made.path


@pytest.fixture
def archive(decided, tmp_path):
    return Archive(shutil.copytree(decided, tmp_path / "archive"))


@pytest.fixture
def client(archive, open_at):
    return open_at(archive.path, who="Ada")


def rows(client, query=""):
    return client.get(f"/decisions.json{query}").json()["rows"]


def test_all_are_told_with_the_values_before_and_after(client):
    found = rows(client)
    assert [row["kind"] for row in found] == ["split", "join", "reject", "edit"]
    edit = found[-1]
    assert (edit["field"], edit["machine"], edit["now"], edit["who"]) == ("mode", "nothing", "drone", "ann")
    assert found[2]["machine"].startswith("PROTEST: NER → NER")
    page = client.get("/decisions").text
    assert "&lt;b&gt;seen&lt;/b&gt;" in page


def test_what_a_later_one_contradicts_is_overruled(client):
    assert {row["kind"]: row["state"] for row in rows(client)} == {
        "split": "holds", "join": "overruled", "reject": "holds", "edit": "holds",
    }  # fmt: skip
    assert "overruled" in client.get("/decisions").text


ASKED = {
    "a kind": ("?kind=join", ["join"]),
    "a person": ("?who=bob", ["split", "reject"]),
    "a person and a kind": ("?who=ann&kind=edit", ["edit"]),
    "another day": ("?day=2001-01-01", []),
}


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_they_are_narrowed_down(client, case):
    query, kinds = case
    assert [row["kind"] for row in rows(client, query)] == kinds
    assert ("No decision is asked for" in client.get(f"/decisions{query}").text) == (not kinds)


WRONG = ["?kind=kill", "?day=today", "?actor=MLI"]


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_value_is_told(client, query):
    assert client.get(f"/decisions{query}").status_code == 400


@pytest.mark.parametrize("limit", [1, 3])
def test_pages_have_each_once(client, limit):
    address, seen = f"/decisions.json?limit={limit}", []
    while address:
        data = client.get(address).json()
        seen += [row["kind"] for row in data["rows"]]
        address = data["next"] and data["next"].replace("/decisions", "/decisions.json", 1)
    assert seen == ["split", "join", "reject", "edit"]


def take_back(client, decision):
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/decisions").text)[1]
    return client.post("/decisions/undo", data={"csrf": csrf, "decision": decision}, headers=OWN)


def test_one_is_taken_back_and_put_back(client, archive):
    [reject] = [row["decision"] for row in rows(client, "?kind=reject")]
    assert client.get("/event/e-b1").status_code == 410
    assert take_back(client, reject).headers["location"] == "/decisions"
    assert client.get("/event/e-b1").status_code == 303
    assert rows(client, "?kind=reject")[0]["state"] == "undone"
    [undo] = [row["decision"] for row in rows(client, "?kind=undo")]
    assert rows(client, "?kind=reject")[0]["undone_by"] == undo
    assert rows(client, "?kind=undo")[0]["who"] == "Ada"
    take_back(client, undo)
    assert client.get("/event/e-b1").status_code == 410
    assert rows(client, "?kind=reject")[0]["state"] == "holds"


def test_one_is_not_taken_back_twice(client):
    [edit] = [row["decision"] for row in rows(client, "?kind=edit")]
    take_back(client, edit)
    assert take_back(client, edit).status_code == 409
    assert len(rows(client, "?kind=undo")) == 1


@pytest.mark.parametrize("decision", ["d-none", ""])
def test_one_that_is_not_there_cannot_be_taken_back(client, decision):
    assert take_back(client, decision).status_code == 400


def test_without_any_the_page_says_what_makes_them(tmp_path, open_at):
    client = open_at(Archive.create(tmp_path / "bare").path)
    assert "Nobody has decided anything" in client.get("/decisions").text
