"""Events are joined into occurrences: the same in any order, bit by bit, as users decide."""

import random

import pytest
from happenings import told

from dragoman.errors import UsageError
from dragoman.occurrences.joining import occurrence_id, occurrences
from dragoman.occurrences.told import Placed, join, split

EVENTS = [
    told("e-a1", published="2031-05-07"),
    told("e-a2", published="2031-05-08", dead=4),
    told("e-a3", published="2031-05-08", sides="SDN/GOV > SDN/GOV"),
    told("e-b1", "COERCE/arrest", "SDN/COP > SDN/CVL"),
    told("e-b2", "COERCE/arrest", "SDN/COP > SDN/CVL"),
    told("e-c1", when="2031-05-20", published="2031-05-20"),
]


def groups(found, placed=()):
    """The events of each occurrence, after a call."""
    of = {one.told.event.event: one.occurrence for one in placed} | {one.event: one.occurrence for one in found.placed}
    return sorted(sorted(event for event in of if of[event] == occurrence) for occurrence in set(of.values()))


def placing(events, placed=(), decisions=()):
    """Everything as the archive would keep it after a call."""
    found = occurrences(events, placed, decisions)
    now = {one.event: one.occurrence for one in found.placed}
    everything = [*events, *(one.told for one in placed)]
    was = {one.told.event.event: one.occurrence for one in placed}
    ids = {t.event.event: t for t in everything}
    return found, [Placed(t, now.get(event, was.get(event))) for event, t in ids.items()]


def test_joined_with_reasons():
    found = occurrences(EVENTS)
    assert groups(found) == [["e-a1", "e-a2", "e-a3"], ["e-b1", "e-b2"], ["e-c1"]]
    by_event = {one.event: one for one in found.placed}
    assert by_event["e-a2"].occurrence == occurrence_id("e-a1")  # of the event told first
    assert by_event["e-a2"].by == "fields"
    assert {"type", "parties", "date"} <= set(by_event["e-a2"].on)
    assert (by_event["e-c1"].by, by_event["e-c1"].on) == ("alone", ())


def test_any_order_gives_the_same():
    expected = occurrences(EVENTS)
    for seed in range(8):
        mixed = list(EVENTS)
        random.Random(seed).shuffle(mixed)
        assert occurrences(mixed) == expected


def test_old_occurrences_stay():
    _, placed = placing(EVENTS[:2])
    earlier = told("e-a0", published="2031-05-06")
    found, after = placing([earlier], placed)
    assert [one.event for one in found.placed] == ["e-a0"]
    assert {one.occurrence for one in after} == {occurrence_id("e-a1")}
    assert found.merged == ()


def test_two_become_one():
    one, two = told("e-1", when="2031-05-06", published="2031-05-06"), told("e-2", published="2031-05-07")
    placed = [Placed(one, "o-1"), Placed(two, "o-2")]
    found = occurrences([told("e-3")], placed)
    assert [(merge.old, merge.into) for merge in found.merged] == [("o-2", "o-1")]
    assert "date" in found.merged[0].on
    assert {(one.event, one.occurrence) for one in found.placed} == {("e-2", "o-1"), ("e-3", "o-1")}


def test_no_chain_of_days():
    """Days one after the other: each goes with the next, the first not with the third."""
    words = {"dead": 7, "names": "omdur", "content": "army shelled market omdurman people wounded"}
    chain = [told(f"e-{day}", when=f"2031-05-0{day}", published=f"2031-05-0{day}", **words) for day in range(1, 6)]
    for members in groups(occurrences(chain)):
        assert int(members[-1][-1]) - int(members[0][-1]) <= 1


def test_events_of_one_report_are_not_joined():
    twice = [told("e-1", report="r"), told("e-2", report="r"), told("e-3")]
    assert all({"e-1", "e-2"} - set(group) for group in groups(occurrences(twice)))
    assert len(groups(occurrences(twice))) == 2
    assert groups(occurrences(twice, (), [join(["e-1", "e-2"])])) == [["e-1", "e-2", "e-3"]]


def test_a_join_wins_and_stays():
    decisions = [join(["e-b1", "e-c1"], by="ada")]
    found, placed = placing(EVENTS, (), decisions)
    assert ["e-b1", "e-b2", "e-c1"] in groups(found)
    assert {one.by for one in found.placed if one.event in {"e-b1", "e-c1"}} == {"decision"}
    later = told("e-b3", "COERCE/arrest", "SDN/COP > SDN/CVL")
    found, placed = placing([later], placed, decisions)
    assert groups(found, placed)[1] == ["e-b1", "e-b2", "e-b3", "e-c1"]


def test_a_split_wins_and_stays():
    _, placed = placing(EVENTS)
    home = [one.told.event.event for one in placed if one.occurrence == occurrence_id("e-a1")]
    decisions = [split("e-a1", home)]
    found, placed = placing([], placed, decisions)
    assert groups(found, placed)[:2] == [["e-a1"], ["e-a2", "e-a3"]]
    left = {one.told.event.event: one.occurrence for one in placed}
    assert left["e-a2"] == occurrence_id("e-a1")  # those who stay keep the id, though its founder left
    assert left["e-a1"] == occurrence_id("e-a1", 1)
    found, placed = placing([told("e-a4")], placed, decisions)
    assert all({"e-a1", "e-a2"} - set(group) for group in groups(found, placed))
    assert len({one.occurrence for one in placed if one.told.event.event in {"e-a2", "e-a3"}}) == 1


@pytest.mark.parametrize(
    ("decisions", "together", "overruled"),
    [
        ([join(["e-a1", "e-b1"]), split("e-a1", ["e-b1"])], False, 1),
        ([split("e-a1", ["e-b1"]), join(["e-a1", "e-b1"])], True, 1),
        ([join(["e-a1", "e-c1"]), join(["e-c1", "e-b1"])], True, 0),
        ([split("e-a1", ["e-b1"]), join(["e-a1", "e-c1"]), join(["e-c1", "e-b1"])], True, 1),
    ],
)
def test_the_later_decision_wins(decisions, together, overruled):
    found = occurrences(EVENTS, (), decisions)
    of = {one.event: one.occurrence for one in found.placed}
    assert (of["e-a1"] == of["e-b1"]) is together
    assert len(found.overruled) == overruled


def test_decisions_on_events_that_are_not_here_do_no_harm():
    assert groups(occurrences(EVENTS, (), [join(["e-x", "e-y"]), split("e-x", ["e-a1"])])) == groups(
        occurrences(EVENTS)
    )


def test_nothing():
    found = occurrences([])
    assert (found.placed, found.merged, found.overruled) == ((), (), ())


@pytest.mark.parametrize("make", [lambda: join(["e-1", "e-1"]), lambda: split("e-1", ["e-1"])])
def test_a_decision_needs_two(make):
    with pytest.raises(UsageError, match="two events"):
        make()
