"""What each person says of an event, and how far two agree."""

from __future__ import annotations

import pytest

from dragoman.archive import Step
from dragoman.errors import UsageError
from dragoman.reviewing import agreement, decided


def rulings(archive, event):
    """What people say of an event: verdict and type by name."""
    return {who: (each.verdict, each.event.type) for who, each in decided(archive.connection()).rulings(event).items()}


def test_everybody_has_a_ruling_of_their_own(archive):
    archive.decide("edit", "e-shot", field="type", value='"COERCE"', who="ann")
    archive.decide("reject", "e-shot", who="bob")
    archive.decide("unsure", "e-shot", who="cem")
    archive.decide("accept", "e-shot", who="cem")
    assert rulings(archive, "e-shot") == {
        "ann": ("accept", "COERCE"),
        "bob": ("reject", "ASSAULT"),
        "cem": ("accept", "ASSAULT"),
    }


def test_what_is_undone_does_not_count(archive):
    made = archive.decide("reject", "e-shot", who="ann")
    archive.decide("undo", made, who="ann")
    found = decided(archive.connection())
    assert (found.by("ann"), len(found.about("e-shot"))) == (frozenset(), 2)


def test_steps_of_one_act_are_one_commit(archive):
    before = archive.version
    steps = [Step(kind="edit", target="e-shot", field=name, value=value) for name, value in
             (("status", '"future"'), ("mode", "null"))]  # fmt: skip
    made = archive.decide_all(steps, who="ann", why="a plan")
    found = decided(archive.connection())
    assert (archive.version, len(made)) == (before + 1, 2)
    assert [len(act) for act in found.acts("ann")] == [2]


def test_a_step_that_cannot_be_keeps_all_from_being_made(archive):
    steps = [Step(kind="accept", target="e-shot"), Step(kind="edit", target="e-blame", field="status", value='"soon"')]
    with pytest.raises(UsageError, match="status cannot be"):
        archive.decide_all(steps, who="ann")
    assert archive.sql("select * from decisions").to_pylist() == []


def test_a_report_is_called_complete_and_no_longer(archive):
    report = archive.sql("select report from reports where id = 'koro'").to_pylist()[0]["report"]
    events = archive.sql("select event, review from events order by event").to_pylist()
    made = archive.decide("accept", report, who="ann")
    assert decided(archive.connection()).complete == {report: frozenset({"ann"})}
    assert archive.sql("select event, review from events order by event").to_pylist() == events
    archive.decide("undo", made, who="ann")
    assert decided(archive.connection()).complete == {}
    with pytest.raises(UsageError, match="no report 'r-none'"):
        archive.decide("accept", "r-none")


def test_agreement_of_two(archive):
    for event in ("e-shot", "e-blame", "e-again", "e-talk"):
        archive.decide("accept", event, who="ann")
    for event in ("e-shot", "e-blame", "e-talk"):
        archive.decide("accept", event, who="bob")
    archive.decide("reject", "e-again", who="bob")
    archive.decide("edit", "e-shot", field="type", value='"COERCE"', who="bob")
    found = agreement(decided(archive.connection()))
    assert (found.people, found.events) == (("ann", "bob"), 4)
    fields = {each.field: each for each in found.fields}
    assert (fields["verdict"].pairs, fields["verdict"].same) == (4, 3)
    # accept 7 times, reject once, one unit of four differs: 1 - 7 * 2 / (2 * 7)
    assert fields["verdict"].alpha == pytest.approx(0)
    # types of the three events both kept: ASSAULT, COERCE, ACCUSE twice, CONSULT twice: 1 - 5 * 2 / 26
    assert (fields["type"].events, fields["type"].same) == (3, 2)
    assert fields["type"].alpha == pytest.approx(1 - 10 / 26)
    assert fields["actors"].alpha == pytest.approx(1)
    assert fields["date"].alpha is None  # one and the same day, and one event without
    assert [(each.event, each.field, each.values) for each in found.differing] == [
        ("e-again", "verdict", {"ann": "accept", "bob": "reject"}),
        ("e-shot", "type", {"ann": "ASSAULT", "bob": "COERCE"}),
    ]


def test_one_person_alone_agrees_with_nobody(archive):
    archive.decide("accept", "e-shot", who="ann")
    found = agreement(decided(archive.connection()))
    assert (found.events, {each.alpha for each in found.fields}) == (0, {None})
