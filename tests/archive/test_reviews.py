"""What people decided holds the same however a connection came to know it: step by step, or all at once."""

import shutil

import msgspec
import pytest
from archived import TWO, FakeCoder, event, one, report
from grouped import told

from dragoman.archive import Archive

SHOWN = (
    'select * exclude ("commit") from events order by event',
    "select event from gone order by event",
    "select event, occurrence from occurrences order by event",
    "select * from decisions order by decision",
)


def holds(archive):
    """What the views have that decisions change."""
    con = archive.connection()
    return [con.execute(query).fetchall() for query in SHOWN]


@pytest.fixture(scope="module")
def told_once(empty, tmp_path_factory):
    path = shutil.copytree(empty, tmp_path_factory.mktemp("reviewed") / "archive")
    archive = Archive(path)
    archive.add([told(name, day="2031-05-07") for name in ("a1", "a2", "b1")])
    archive.group()
    return path


@pytest.fixture
def archive(told_once, tmp_path):
    return Archive(shutil.copytree(told_once, tmp_path / "archive"))


def edit(archive, value="COERCE"):
    return archive.decide("edit", "e-a1", field="type", value=f'"{value}"', who="ann")


def add(archive):
    about = one(archive, "select report from reports order by report limit 1")
    given = msgspec.json.encode(event("e-any", "AID", "BLR/GOV > CHN/GOV", quad=2)).decode()
    return archive.decide("add", about, value=given, who="ann")


def undo(archive, kind):
    made = one(archive, f"select decision from decisions where kind = '{kind}' order by version desc limit 1")
    return archive.decide("undo", made, who="ann")


def recode(archive):
    archive.recode(FakeCoder(TWO, lambda each: [event(f"e-{each.text[:9]}", "AID", "BLR/GOV > CHN/GOV", quad=2)]))


# Decisions one after another; a connection is made after each.
COURSES = {
    "two events": [edit, lambda a: a.decide("reject", "e-b1", who="ann")],
    "one event twice": [edit, lambda a: edit(a, "AID"), lambda a: a.decide("accept", "e-a1", who="bob")],
    "taken back": [edit, lambda a: undo(a, "edit")],
    "taken back and taken back again": [
        lambda a: a.decide("reject", "e-a1", who="ann"), lambda a: undo(a, "reject"), lambda a: undo(a, "undo"),
    ],
    "another stays rejected": [lambda a: a.decide("reject", "e-b1", who="ann"), edit, lambda a: undo(a, "edit")],
    "added and taken back": [edit, add, lambda a: undo(a, "add")],
    "a complete report": [edit, lambda a: a.decide("accept", one(a, "select min(report) from reports"), who="ann")],
    "joined": [lambda a: a.decide("join", "e-a1", others=["e-b1"], who="ann"), edit],
    "coded again between": [edit, recode, lambda a: a.decide("reject", one(a, "select min(event) from events"))],
    "about an event that is gone": [
        lambda a: a.decide("accept", "e-a1", who="ann"), recode, edit, lambda a: undo(a, "accept"),
    ],
    "a new report between": [
        edit, lambda a: a.add([report("words alone", event("e-new"))]), lambda a: a.decide("reject", "e-new"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_each_step_leads_to_what_a_new_connection_has(archive, course):
    archive.connection()
    for step in course:
        step(archive)
        assert holds(archive) == holds(Archive(archive.path))


def test_what_was_put_together_without_a_commit_is_no_change(archive):
    archive.decide("accept", "e-a1", who="ann")
    con = archive.connection()
    Archive(archive.path).compact()
    assert archive.refresh().connection() is con
    Archive(archive.path).decide("reject", "e-b1", who="bob")
    assert archive.refresh().connection() is not con
    assert holds(archive) == holds(Archive(archive.path))
