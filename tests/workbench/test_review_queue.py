"""The queue of a review: its order, a sample that stays, what is skipped, and its data."""

import csv
import hashlib
import io

import duckdb
import pytest
from convoys import reports
from review_desk import Reviewer

from dragoman.archive import Archive, Filter
from dragoman.reviewing import Decided
from dragoman.workbench.looking.queue import Order, queue_of


@pytest.fixture
def desk(tmp_path, open_at):
    """A workbench over an archive of its own."""
    archive = Archive.create(tmp_path / "archive")
    archive.add(reports())
    return open_at(archive.path)


def queue(client, address, most=60):
    """The events of a queue as the links lead through it."""
    found, at = [], client.get(address.replace("/review", "/review.json", 1)).json()
    while at["rows"] and at["rows"][0]["event"] not in found and len(found) < most:
        found.append(at["rows"][0]["event"])
        join = "&" if "?" in address else "?"
        at = client.get(f"{address}{join}at={at['after']}".replace("/review", "/review.json", 1)).json()
    return found


def test_the_lowest_confidence_comes_first_and_each_event_once(desk):
    found = queue(desk, "/review?quad=4")
    assert sorted(found) == sorted({f"e-{n:02}" for n in range(0, 45, 4)} | {"e-hostile"})
    assert found[:3] == ["e-00", "e-04", "e-08"]


def test_newest_first_has_those_without_a_date_last(desk):
    found = queue(desk, "/review?by=newest&quad=4")
    assert (found[0], found[1], found[-2:]) == ("e-hostile", "e-36", ["e-40", "e-44"])


def test_a_sample_is_that_of_its_seed_and_draws_one_where_none_is_given(desk):
    sample = [row["event"] for row in desk.get("/review/sample.json?by=random&seed=7&size=9").json()["rows"]]
    assert queue(desk, "/review?by=random&seed=7&size=9") == sample
    assert len(set(sample)) == 9
    assert sample != [row["event"] for row in desk.get("/review/sample.json?by=random&seed=8&size=9").json()["rows"]]
    drawn = Reviewer(desk, at="/review?by=random&type=AID").asked
    assert (drawn["type"], drawn["by"], drawn["seed"][0].isdecimal()) == (["AID"], ["random"], True)
    lines = list(csv.DictReader(io.StringIO(desk.get("/review/sample.csv?by=random&seed=7&size=9").text)))
    assert [line["event"] for line in lines] == sample


def test_a_sample_stays_while_it_is_worked_through(desk):
    address = "/review/sample.json?by=random&seed=3&size=12&type=ASSAULT"
    before = [row["event"] for row in desk.get(address).json()["rows"]]
    reviewer = Reviewer(desk, at="/review?by=random&seed=3&size=12&type=ASSAULT")
    reviewer.send("decide", verdict="reject")
    reviewer.send("edit", code="COERCE")  # it no longer is an ASSAULT
    rows = desk.get(address).json()["rows"]
    assert [row["event"] for row in rows] == before
    assert [row["verdict"] for row in rows[:3]] == ["reject", "corrected", None]
    assert {row["type"] for row in rows} == {"ASSAULT"}


def test_what_the_reviewer_decided_is_skipped_and_what_others_did_is_not(desk):
    ann = Reviewer(desk, "ann", "/review?quad=2")
    first = ann.event
    ann.send("decide", verdict="reject")
    assert first not in queue(desk, "/review?quad=2")
    assert first in queue(desk, "/review?quad=2&all=1")
    other = Reviewer(desk, "bob", "/review?quad=2")
    assert other.event == first


def test_the_page_tells_place_and_rest(desk):
    page = desk.get("/review?quad=2").text
    assert "<strong>1</strong> of 11 in the queue, <strong>11</strong> left" in page
    page = desk.get("/review?by=random&seed=1&size=4").text
    assert "<strong>4</strong> left, capped at 4" in page


def test_a_queue_that_is_done_says_so(desk):
    reviewer = Reviewer(desk, at="/review?type=AID&since=2031-05-02&until=2031-05-02")
    reviewer.send("decide", verdict="accept")
    assert "Nothing is left in this queue" in reviewer.page
    assert "Nothing in this archive is events by FRA" in desk.get("/review?actor=FRA").text
    assert desk.get("/review.json?actor=FRA").json()["rows"] == []


@pytest.mark.parametrize(
    "query", ["by=best", "by=random&seed=x", "by=random&seed=1&size=0", "order=best", "actor=Viktor+Orbann"]
)
def test_a_wrong_value_is_told(desk, query):
    assert desk.get(f"/review?{query}").status_code == 400


def test_a_sample_of_many_events_is_whole_and_that_of_its_seed():
    con = duckdb.connect()
    con.execute("attach ':memory:' as digest")
    con.execute(
        "create table digest.acts as select i as act, 'e-' || md5(i::varchar) as event, 0.5 as confidence, "
        "null::varchar as review from range(60000) t(i)"
    )

    def sample(seed, size):
        order = Order("random", seed, size)
        return queue_of(con, Filter(), order, Decided((), {}), "ann").events

    assert sample(1, 40) == sample(1, 40)
    assert len(set(sample(1, 40))) == 40
    assert len(set(sample(1, 40)) & set(sample(2, 40))) < 5
    assert sample(1, 40)[:3] == tuple(sorted(sample(1, 40), key=lambda each: place(each, 1)))[:3]


def place(event, seed):
    """What a random order sorts by, worked out without the database."""
    return int.from_bytes(hashlib.md5(f"{event}/{seed}".encode()).digest()[8:], "little") // 2048
