"""Stories and occurrences of an archive: each report and event has one, whatever came before, beside or in between."""

import shutil

import msgspec
import pytest
from archived import event, event_ids, ids, many, one, report, silent
from grouped import KORO, occurrences, parted, stories, told

from dragoman.archive import Archive, grouping
from dragoman.errors import UsageError

WIRE = (
    "Fishermen at the harbour of Saltrock went on strike on Monday over a quota that halves their catch, and "
    "the harbour master, Edda Marsh, asked both sides to talk before the season opens on the first of June next year."
)
LONGER = WIRE + (
    " Nobody was hurt, said the coast guard, whose cutter lay off the pier all night with its lamps lit. The ministry "
    "of fisheries had set the quota in March on the advice of marine biologists from the university of Tarn."
)
TAIL = LONGER[len(WIRE) :] + (
    " A second cutter is on its way from Holm, where the guild of net makers has called a meeting for Wednesday."
)
MIXED = [
    silent(WIRE, day="2031-05-07"),
    silent(LONGER, day="2031-05-08"),
    silent(TAIL, day="2031-05-09"),
    msgspec.structs.replace(silent("A note on lace without a day", id="lace"), made_by=None),
    told("a1"),
    told("a2", day="2031-05-08"),
    told("a3", day="2031-05-09"),
    told("b1", day=None),
]


@pytest.fixture(scope="module")
def mixed(empty, tmp_path_factory):
    archive = Archive(shutil.copytree(empty, tmp_path_factory.mktemp("mixed") / "archive"))
    archive.add(MIXED)
    return archive, archive.group()


def test_each_report_has_a_story_and_each_event_an_occurrence(mixed):
    archive, done = mixed
    assert sorted(stories(archive)) == ids(archive)
    assert sorted(occurrences(archive)) == event_ids(archive)
    assert (done.reports, done.events) == (8, 4)
    version = archive.version
    again = archive.group()
    assert (again.reports, again.events, archive.version, Archive(archive.path).version) == (0, 0, version, version)


def test_a_chain_of_copies_is_one_group(mixed):
    archive, _ = mixed
    rows = archive.sql("select report, copy_group from stories").to_pylist()
    group = {row["report"]: row["copy_group"] for row in rows}
    first, second, third, *others = (group[each.report] for each in MIXED)
    assert first == second == third == MIXED[0].report
    assert len({first, *others}) == 1 + len(others)
    assert len({stories(archive)[each.report] for each in MIXED[:3]}) == 1


def test_the_order_and_the_texts_make_no_difference(mixed, tmp_path):
    bare = Archive.create(tmp_path / "bare", texts=False)
    bare.add(MIXED[::-1])
    bare.group()
    for query in ("select * from stories order by report", 'select * exclude ("rows") from occurrences order by event'):
        assert bare.sql(query).to_pylist() == mixed[0].sql(query).to_pylist()


def test_what_comes_later_moves_nothing(mixed, archive):
    before: dict[str, str] = {}
    for part in (MIXED[:5], MIXED[5:6], MIXED[6:]):
        archive.add(part)
        archive.group()
        now = stories(archive) | occurrences(archive)
        assert before.items() <= now.items()
        before = now
    assert parted(archive) == parted(mixed[0])


def test_a_new_version_takes_the_place_of_the_report_it_replaces(mixed, tmp_path):
    archive = Archive(shutil.copytree(mixed[0].path, tmp_path / "archive"))
    gone = MIXED[4]
    new = report(
        "Rangers fired on a convoy, and the number is known", told("a9").events[0], url=gone.url, day="2031-05-07"
    )
    archive.add([new])
    assert gone.report not in stories(archive)
    assert "e-a1" not in occurrences(archive)
    archive.group()
    assert sorted(stories(archive)) == ids(archive)
    assert parted(archive) >= {frozenset({"e-a9", "e-a2", "e-a3"})}
    assert occurrences(archive)["e-a9"] == occurrences(mixed[0])["e-a2"]


FIRST, SECOND = (
    "Glaziers quarrel; violin varnish; turnip harvest; walnut gardens; pewter spoons; orchid nursery",
    "Kettle drums; saffron cargo; tramway depot; velvet curtains; marble quarry; heron sanctuary",
)


def test_two_stories_that_a_later_report_shows_to_be_one(archive):
    """Its reports move, and an event that is known by its story alone is found under the story it was of."""
    half = {"when": "2031-01-01..2031-06-30", "place": KORO, "dead": 41}
    one_, two = report(FIRST, event("e-1", **half), day="2031-05-07"), silent(SECOND, day="2031-05-06")
    archive.add([one_, two])
    archive.group()
    apart = stories(archive)
    assert apart[one_.report] != apart[two.report]
    archive.add([silent(f"{FIRST}; {SECOND}", day="2031-05-08")])
    assert archive.group().stories_merged == 1
    assert set(stories(archive).values()) == {apart[two.report]}
    archive.add([report(f"{SECOND}; {FIRST}; again", event("e-2", **half), day="2031-05-09")])
    archive.group()
    assert parted(archive) == {frozenset({"e-1", "e-2"})}
    assert one(archive, "select count(distinct story)::int from stories") == 1


def test_of_two_that_group_at_once_the_second_begins_again(archive, monkeypatch):
    archive.add(MIXED[4:])
    other, add_rows, turns = Archive(archive.path), grouping.add_rows, []

    def slow(*rest):
        parts = add_rows(*rest)
        if not turns:
            turns.append(1)
            other.group()
        return parts

    monkeypatch.setattr(grouping, "add_rows", slow)
    done = archive.group()
    assert (done.reports, done.events) == (0, 0)
    assert sorted(stories(archive)) == ids(archive)
    assert sorted(occurrences(archive)) == event_ids(archive)
    for table in ("stories", "occurrences"):
        assert one(archive, f"select count(*) from raw_{table} where commit in (select commit from commits)") == 4


@pytest.mark.parametrize("kills", ["add_rows", "commit_rows"])
def test_grouping_that_was_killed_goes_on(archive, monkeypatch, kills):
    archive.add(MIXED[4:])
    work, calls = getattr(grouping, kills), []

    def killed(*rest, **more):
        calls.append(1)
        if len(calls) == 2:  # the stories are placed, the occurrences are not
            raise KeyboardInterrupt
        return work(*rest, **more)

    monkeypatch.setattr(grouping, kills, killed)
    with pytest.raises(KeyboardInterrupt):
        archive.group()
    monkeypatch.undo()
    again = Archive(archive.path)
    assert (sorted(stories(again)), occurrences(again)) == (ids(again), {})
    done = again.group()
    assert (done.reports, done.events) == (0, 4)
    assert sorted(occurrences(again)) == event_ids(again)


def test_an_archive_opened_at_a_version_has_what_was_placed_then(mixed):
    archive, _ = mixed
    assert stories(Archive(archive.path, version=2)) == {}
    assert occurrences(Archive(archive.path, version=3)) == {}
    with pytest.raises(UsageError, match="no occurrence and no placed event 'e-a1'"):
        Archive(archive.path, version=3).occurrence("e-a1")


def test_what_is_told_of_an_occurrence(mixed):
    archive, _ = mixed
    found = archive.occurrence("e-a2")
    assert found == archive.occurrence(found.occurrence)
    assert (found.n_reports, found.n_independent, found.events) == (3, 3, ("e-a1", "e-a2", "e-a3"))
    assert (found.first_published, found.last_published) == ("2031-05-07", "2031-05-09")
    with pytest.raises(UsageError, match="no occurrence and no placed event 'o-none'"):
        archive.occurrence("o-none")


def test_many_reports_with_nothing_in_common_but_words_are_placed(archive, monkeypatch):
    from dragoman.archive import placing_events, placing_reports

    monkeypatch.setattr(placing_reports, "REPORTS", 5)
    monkeypatch.setattr(placing_events, "EVENTS", 7)
    archive.add(many(12))
    ticks: list[tuple[int, int]] = []
    archive.group(tick=lambda *counts: ticks.append(counts))
    assert ticks[-1] == (12, 12)
    assert [reports for reports, _ in ticks[:3]] == [5, 10, 12]
    assert sorted(stories(archive)) == ids(archive)
    assert sorted(occurrences(archive)) == event_ids(archive)
