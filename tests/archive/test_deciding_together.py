"""Decisions that are made together, and grouping that looks at them alone."""

import pytest
from archived import many
from grouped import occurrences, parted, told

from dragoman.archive import Archive, check
from dragoman.archive.deciding import Step
from dragoman.errors import UsageError


@pytest.fixture
def archive(tmp_path):
    made = Archive.create(tmp_path / "archive")
    made.add([told(name) for name in ("a1", "a2", "a3", "a4", "b1")])
    made.group()
    return made


A = frozenset({"e-a1", "e-a2", "e-a3", "e-a4"})


def test_all_are_made_in_one_version(archive):
    before = archive.version
    steps = [Step(kind="split", target=each, others=("e-a1", "e-a2")) for each in ("e-a3", "e-a4")]
    made = archive.decide_all([*steps, Step(kind="join", target="e-a3", others=("e-a4",))], who="ann")
    assert archive.version == before + 1
    assert len(set(made)) == 3
    archive.group()
    assert parted(archive) == {frozenset({"e-a1", "e-a2"}), frozenset({"e-a3", "e-a4"}), frozenset({"e-b1"})}


def test_none_is_made_where_one_cannot_be(archive):
    before = archive.version
    with pytest.raises(UsageError, match="e-none"):
        archive.decide_all([
            Step(kind="reject", target="e-b1"), Step(kind="split", target="e-a1", others=("e-none",)),
        ])  # fmt: skip
    assert archive.version == before


def test_a_decision_that_moves_nothing_is_heeded_once(archive):
    archive.decide("join", "e-a1", others=["e-a2"], who="ann")
    archive.group()
    version = archive.version
    archive.group()
    assert archive.version == version
    assert [each for each in check(archive.path).findings if not each.harmless] == []


def test_what_a_decision_brings_back_is_placed(archive):
    archive.add([told("a5")])
    archive.group()
    archive.decide("reject", "e-b1", who="ann")
    archive.add([told("b2")])
    archive.decide("reject", "e-b2", who="ann")
    archive.group()  # b2 is hidden now and has no occurrence
    assert "e-b2" not in occurrences(archive)
    for row in archive.sql("select decision from decisions where kind = 'reject'").to_pylist():
        archive.decide("undo", row["decision"], who="ann")
    archive.group()
    homes = occurrences(archive)
    assert homes["e-b1"] == homes["e-b2"]


def test_what_is_added_after_decisions_is_placed_too(archive):
    archive.decide("split", "e-a4", who="ann")
    archive.add([*many(3), told("a6")])
    archive.group()
    homes = occurrences(archive)
    assert len(homes) == 9
    assert homes["e-a6"] == homes["e-a1"] != homes["e-a4"]
