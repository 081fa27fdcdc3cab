"""What people join, split and take back: where events are then, and that it outlives all that comes after."""

import shutil

import msgspec
import pytest
from archived import TWO, FakeCoder, event, event_ids, one, silent
from grouped import occurrences, parted, telling, told

from dragoman.archive import Archive
from dragoman.errors import UsageError

NAMES = ("a1", "a2", "b1", "b2")


@pytest.fixture(scope="module")
def told_twice(empty, tmp_path_factory):
    """The folder of an archive in which two happenings are told by two reports each."""
    path = shutil.copytree(empty, tmp_path_factory.mktemp("told") / "archive")
    archive = Archive(path)
    archive.add([told(name, day=f"2031-05-{7 + n:02}") for n, name in enumerate(NAMES)])
    archive.group()
    assert parted(archive) == {frozenset({"e-a1", "e-a2"}), frozenset({"e-b1", "e-b2"})}
    return path


@pytest.fixture
def archive(told_twice, tmp_path):
    return Archive(shutil.copytree(told_twice, tmp_path / "archive"))


def sets(*words):
    return {frozenset(f"e-{name}" for name in each.split()) for each in words}


# what is decided, and the events of each occurrence then
DECIDED = {
    "join": (("join", "e-a1", ["e-b1"]), sets("a1 a2 b1 b2")),
    "split": (("split", "e-a1", []), sets("a1", "a2", "b1 b2")),
}


@pytest.mark.parametrize(("decided", "after"), DECIDED.values(), ids=DECIDED)
def test_undo_puts_all_back_and_its_undo_takes_it_back(archive, decided, after):
    (kind, target, others), before = decided, occurrences(archive)

    def grouped(n):
        if kind == "join":  # reports without events are placed first, which must hide no decision
            archive.add([silent(f"nothing happens {n}")])
        archive.group()
        return occurrences(archive)

    made = archive.decide(kind, target, others=others, who="ann")
    held = grouped(1)
    assert parted(archive) == after
    undone = archive.decide("undo", made, who="ann")
    assert grouped(2) == before
    archive.decide("undo", undone, who="bob")
    archive.group()
    assert parted(archive) == after
    assert held["e-a2"] == occurrences(archive)["e-a2"] == before["e-a2"]
    version = archive.version
    archive.group()
    assert archive.version == version


def test_what_came_to_a_joined_occurrence_is_placed_by_its_fields_when_it_is_taken_apart(archive):
    before = occurrences(archive)
    made = archive.decide("join", "e-a1", others=["e-b1"], who="ann")
    archive.add([told("b3", day="2031-05-12")])
    archive.group()
    assert len(set(occurrences(archive).values())) == 1
    assert one(archive, "select \"by\" from occurrences where event = 'e-b1'") == "decision"
    archive.decide("undo", made, who="ann")
    archive.group()
    assert occurrences(archive) == before | {"e-b3": before["e-b1"]}


def test_a_decision_taken_back_before_it_was_heeded_moves_nothing(archive):
    before, version = occurrences(archive), archive.version
    archive.decide("undo", archive.decide("split", "e-a1", who="ann"), who="ann")
    archive.group()
    assert (occurrences(archive), archive.version) == (before, version + 2)


def test_a_join_outlives_coding_again_and_new_versions(archive):
    archive.decide("join", "e-a1", others=["e-b1"], who="ann")
    archive.group()
    archive.recode(FakeCoder(TWO, lambda each: [telling(each.text[:2] + ("x" if each.text[:2] == "a1" else ""))]))
    archive.group()
    assert parted(archive) == sets("a1x a2 b1 b2")
    fresh = told("b1v", words="b1 convoys were fired on, officials say")
    archive.add([msgspec.structs.replace(fresh, url="https://b1.example/news")])
    archive.group()
    assert "e-b1" not in event_ids(archive)
    assert parted(archive) == sets("a1x a2 b1v b2")


def test_an_event_of_a_join_that_is_withdrawn_is_gone_and_holds_the_others_together(archive):
    archive.decide("join", "e-a1", others=["e-a2", "e-b1"], who="ann")
    archive.group()
    archive.recode(FakeCoder(TWO, lambda each: [] if each.text[:2] == "a1" else [telling(each.text[:2])]))
    archive.group()
    assert parted(archive) == sets("a2 b1 b2")


def test_only_events_that_hold_are_in_an_occurrence(archive):
    rejected = archive.decide("reject", "e-a1", who="ann")
    assert "e-a1" not in occurrences(archive)
    with pytest.raises(UsageError, match="was rejected"):
        archive.decide("join", "e-a2", others=["e-a1"], who="ann")
    assert archive.occurrence("e-a2").events == ("e-a2",)
    archive.decide("undo", rejected, who="ann")
    assert archive.occurrence("e-a1").events == ("e-a1", "e-a2")
    report = one(archive, "select report from events where event = 'e-a2'")
    given = msgspec.json.encode(event("e-any", "AID", "GHA/GOV > MLI/CVL")).decode()
    added = archive.decide("add", report, value=given, who="ann")
    archive.decide("edit", "e-b1", field="confidence", value="0.9", who="ann")
    archive.decide("accept", "e-b2", who="ann")
    archive.group()
    assert sorted(occurrences(archive)) == event_ids(archive)
    assert len(event_ids(archive)) == 5
    archive.decide("undo", added, who="ann")
    assert sorted(occurrences(archive)) == event_ids(archive) == [f"e-{name}" for name in NAMES]


def test_what_people_kept_is_placed_when_the_machine_withdraws_it(archive):
    archive.decide("accept", "e-a1", who="ann")
    edited = archive.decide("edit", "e-b1", field="confidence", value="0.9", who="ann")
    archive.recode(FakeCoder(TWO, lambda _: []))
    archive.group()
    assert parted(archive) == sets("a1", "b1")
    archive.decide("undo", edited, who="ann")
    assert sorted(occurrences(archive)) == event_ids(archive) == ["e-a1"]


def test_of_decisions_that_contradict_each_other_the_later_holds(archive):
    joined = archive.decide("join", "e-a1", others=["e-b1"], who="ann")
    cut = archive.decide("split", "e-a1", others=["e-b1"], who="bob")
    assert archive.overruled() == (joined,)
    archive.group()
    assert parted(archive) == sets("a1 a2", "b1 b2")
    archive.decide("join", "e-b1", others=["e-a1"], who="ann")
    assert archive.overruled() == (cut,)
    archive.group()
    assert parted(archive) == sets("a1 a2 b1 b2")


WRONG = {
    "with itself": (("join", "e-a1", ["e-a1"]), "takes another event"),
    "unknown": (("join", "e-a1", ["e-none"]), "no event 'e-none'"),
    "unknown first": (("split", "e-none", []), "no event 'e-none'"),
    "nothing to undo": (("undo", "d-none", []), "no decision 'd-none'"),
}


def test_a_wrong_call_is_refused_and_nothing_is_written(archive):
    version = archive.version
    for (kind, target, others), words in WRONG.values():
        with pytest.raises(UsageError, match=words):
            archive.decide(kind, target, others=others, who="ann")
    assert Archive(archive.path).version == version
