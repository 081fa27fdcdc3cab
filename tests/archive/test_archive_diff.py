"""What differs between two versions."""

import pytest
from archived import TWO, FakeCoder, event, report

from dragoman.archive import Archive
from dragoman.errors import ArchiveError


@pytest.fixture
def changing(archive):
    """An archive that had at version 2 two events, at 3 one changed by a person, at 4 one withdrawn by the machine."""
    archive.add([report("some words", event("e-1", dead=3), event("e-2", "PROTEST", at=40))])
    archive.decide("edit", "e-1", field="status", value='"future"', who="ann")
    archive.recode(FakeCoder(TWO, lambda _: [event("e-1", dead=3), event("e-3", "AID", at=40)]))
    return archive


def told(changes):
    return {(each.change, each.event): each for each in changes}


def test_a_version_does_not_differ_from_itself(changing):
    for version in range(1, changing.version + 1):
        assert list(changing.difference(version, version)) == []


def test_an_added_event_is_told_with_its_code_and_sides(changing):
    found = told(changing.difference(1, 2))
    assert set(found) == {("added", "e-1"), ("added", "e-2")}
    one = found["added", "e-1"]
    assert (one.type, one.date, one.actors, one.recipients) == ("ASSAULT", "2031-05-06", ("MLI",), ("NER",))
    assert (one.fields, one.why, one.successor) == ({}, None, None)


def test_a_changed_event_is_told_with_what_was_and_what_is(changing):
    [one] = changing.difference(2, 3)
    assert (one.change, one.event) == ("changed", "e-1")
    assert one.fields == {"status": ("reported", "future"), "review": (None, "corrected")}


def test_a_withdrawn_event_is_told_with_its_reason_and_successor(changing):
    found = told(changing.difference(3))
    assert set(found) == {("added", "e-3"), ("withdrawn", "e-2")}
    gone = found["withdrawn", "e-2"]
    assert (gone.type, gone.why, gone.successor) == ("PROTEST", "coded again by dragoman 0.2, codebook two", "e-3")


def test_from_the_beginning_to_now(changing):
    assert set(told(changing.difference(1))) == {("added", "e-1"), ("added", "e-3")}


@pytest.mark.parametrize("pair", [(0, None), (1, 99), (99, None)])
def test_a_version_that_is_not_there(changing, pair):
    with pytest.raises(ArchiveError, match="this archive has versions 1 to"):
        list(Archive(changing.path).difference(*pair))
