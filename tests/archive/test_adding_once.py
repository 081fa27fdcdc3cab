"""Adding: every report once, and a new text at a known address as a new version."""

from pathlib import Path

import pytest
from archived import codes_of, event, event_ids, ids, many, one, report, silent
from msgspec.structs import replace

from dragoman.archive import Archive
from dragoman.errors import ArchiveError

PAGE = "https://paper.example/news/1"
SAME = {
    "the same report": (report("a"), report("a")),
    "another file": (report("a", path="one.txt"), report("a", path="two/three.txt")),
    "other white space": (report("a b"), report("a \n\n b")),
    "tracking parameters": (report("a", url=PAGE), report("a", url=PAGE + "?utm_source=feed&utm_medium=rss")),
    "a fragment": (report("a", url=PAGE), report("a", url=PAGE + "#more")),
    "http and https": (report("a", url=PAGE), report("a", url=PAGE.replace("https", "http"))),
    "a closing slash": (report("a", url=PAGE), report("a", url=PAGE + "/")),
    "an address that one lacks": (report("a", url=PAGE), report("a")),
    "a page numbered anew": (report("a", url=PAGE, id="7"), report("a", url=PAGE, id="8")),
    "a day that one lacks": (report("a", day="2031-01-02"), report("a")),
}  # fmt: skip
APART = {
    "other words": (report("a"), report("b")),
    "another id of the caller": (report("a", id="7"), report("a", id="8")),
    "the same id with other words": (report("a", id="7"), report("b", id="7")),
    "another day": (report("a", day="2031-01-02"), report("a", day="2031-01-03")),
    "another publisher": (report("a", publisher="Post"), report("a", publisher="Herald", day="2031-01-02")),
    "another page with the same words": (report("a", url=PAGE), report("a", url=PAGE + "1")),
    "a parameter that names the page": (report("a", url=PAGE + "?id=1"), report("a", url=PAGE + "?id=2")),
}  # fmt: skip


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_the_same_report_is_added_once(archive, pair):
    counts = archive.add(pair)
    counts += archive.add(pair[1:])
    assert (counts.added, counts.new_versions, counts.known) == (1, 0, 2)
    assert ids(archive) == [pair[0].report]


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_another_report_is_added_too(archive, pair):
    with archive.run("add", batch=1) as run:
        run.add(pair[0])
        run.add(pair[1])
    assert ids(archive) == sorted(each.report for each in pair)


def test_what_is_unseen_is_what_would_be_added(archive):
    archive.add([report("a", url=PAGE), report("b")])
    asked = [report("b", path="again.txt"), report("c"), report("c", path="twice.txt"), report("d", url=PAGE)]
    assert [each.text for each in archive.unseen(asked)] == ["c", "d"]


def test_new_words_at_an_address_are_a_new_version(archive):
    before = report("old words", event("e-1", at=1), event("e-2", "PROTEST", at=2), url=PAGE)
    after = report("new words", event("e-3", at=9), url=PAGE + "?utm_source=x")
    archive.add([before])
    counts = archive.add([after])
    assert (counts.added, counts.new_versions, counts.events) == (0, 1, 1)
    assert ids(archive) == [after.report]
    assert event_ids(archive) == ["e-3"]
    [row] = archive.sql("select version, replaces from reports").to_pylist()
    assert row == {"version": 2, "replaces": before.report}
    stones = archive.sql("select event, why, successor from tombstones order by event").to_pylist()
    why = "the report has a new version"
    assert stones == [
        {"event": "e-1", "why": why, "successor": "e-3"}, {"event": "e-2", "why": why, "successor": None},
    ]  # fmt: skip


def test_a_page_that_goes_back_to_its_first_words_is_not_added_again(archive):
    first, second = report("first", url=PAGE), report("second", url=PAGE)
    archive.add([first])
    archive.add([second])
    assert archive.add([first]).known == 1
    assert ids(archive) == [second.report]
    assert codes_of(archive.path) == []


def test_versions_of_a_page_in_one_batch_follow_each_other(archive):
    texts = [report(text, event(f"e-{text}"), url=PAGE) for text in ("first", "second", "third", "second")]
    counts = archive.add(texts)
    assert (counts.added, counts.new_versions, counts.known) == (1, 2, 1)
    assert ids(archive) == [texts[2].report]
    stones = archive.sql("select event, successor from tombstones order by event").to_pylist()
    assert stones == [
        {"event": "e-first", "successor": "e-second"}, {"event": "e-second", "successor": "e-third"},
    ]  # fmt: skip
    assert codes_of(archive.path) == []


def test_a_decision_outlives_two_versions_that_come_in_one_batch(archive):
    archive.add([report("first", event("e-1"), url=PAGE)])
    archive.decide("reject", "e-1", who="ann")
    archive.add([report("second", event("e-2"), url=PAGE), report("third", event("e-3"), url=PAGE)])
    assert event_ids(archive) == []


def test_adding_in_small_batches_is_adding_in_one(archive):
    with archive.run("add", batch=2) as run:
        for each in [*many(3), *many(5)]:
            run.add(each)
    assert (run.counts.added, run.counts.known) == (5, 3)
    assert len(ids(archive)) == 5
    assert one(archive, "select count(*) from events") == 5


def test_adding_what_is_there_makes_no_version_beside_the_record_of_the_run(archive):
    archive.add(many(2))
    version = archive.version
    archive.add(many(2))
    assert archive.version == version + 1
    assert list(archive.difference(version)) == []


HOSTILE = "half \ud83d of an emoji"


@pytest.mark.parametrize("field", ["path", "title", "url", "publisher", "id", "text", "authors", "notes"])
def test_a_lone_surrogate_loses_neither_the_report_nor_its_batch(archive, field):
    value = "https://paper.example/" + HOSTILE if field == "url" else HOSTILE
    given = replace(silent("words"), **{field: (value,) if field in {"authors", "notes"} else value})
    assert archive.add([report("good"), given]).added == 2
    assert archive.add([given]).known == 1
    column = "read_notes" if field == "notes" else field
    assert "\ufffd" in str(one(archive, f"select {column} from reports where report = ?", given.report))


def test_surrogates_in_what_a_run_is_told_are_no_harm(archive):
    with archive.run("code", inputs=["half\udc80.txt"], options={"codebook": Path("half\udc80")}) as run:
        run.fail("half\udc80.txt", "not text: \udc80")
    assert one(archive, "select path from failures") == "half\ufffd.txt"


def test_an_archive_opened_at_a_version_takes_nothing(archive):
    archive.add(many(1))
    with pytest.raises(ArchiveError, match="open it without a version"):
        Archive(archive.path, version=1).add(many(1))
