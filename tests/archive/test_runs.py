"""A run is a record: what was asked, what came of it, and how it ended."""

import json
from pathlib import Path

import pytest
from archived import ONE, codes_of, event_ids, ids, many, report

from dragoman.archive import Archive, check, store
from dragoman.archive.commits import add_rows, new_id, now
from dragoman.archive.rows import Coding, report_row
from dragoman.archive.store import Store
from dragoman.errors import ArchiveError


def only_run(archive):
    [run] = archive.sql("select * from runs").to_pylist()
    return run


def test_a_run_records_what_was_asked_and_what_came_of_it(archive):
    archive.add(many(1))
    options = {"detail": True, "codebook": Path("my/book"), "actors": [Path("a.txt")]}
    with archive.run("code", options=options, inputs=["a.html", "b/"], batch=2) as run:
        for each in many(4):
            run.add(each)
        run.known(5)
        run.fail("c.html", "empty; check the file", line=3)
        run.note("slow disk")
    row = archive.sql("select * from runs where kind = 'code'").to_pylist()[0]
    assert json.loads(row["options"]) == {"detail": True, "codebook": "my/book", "actors": ["a.txt"]}
    assert row["inputs"] == ["a.html", "b/"]
    assert row["made_by"] == {"dragoman": ONE.dragoman, "model": ONE.model, "codebook": ONE.codebook}
    names = ("added", "new_versions", "known", "failed", "events")
    assert [row[name] for name in names] == [3, 0, 6, 1, 3]
    assert [getattr(run.counts, name) for name in names] == [3, 0, 6, 1, 3]
    assert row["notes"] == ["slow disk"]
    assert row["started"] <= row["ended"]
    [failure] = archive.sql("select * from failures").to_pylist()
    assert (failure["run"], failure["path"], failure["line"]) == (row["run"], "c.html", 3)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("no such model")])
def test_a_stopped_run_keeps_what_it_was_given_and_says_so(archive, error):
    def stop():
        with archive.run("code", batch=2) as run:
            for each in many(3):
                run.add(each)
            run.fail("c.html", "empty")
            raise error

    with pytest.raises(type(error)):
        stop()
    row = only_run(archive)
    assert row["notes"] == [f"stopped: {type(error).__name__}: {error}"]
    assert (row["added"], row["failed"]) == (3, 1)
    assert row["ended"]
    assert len(ids(archive)) == 3


def test_what_a_flush_took_is_seen_by_others_at_once(archive):
    other = Archive(archive.path)
    with archive.run("code") as run:
        run.add(report("a"))
        assert ids(other.refresh()) == []
        run.flush()
        assert len(ids(other.refresh())) == 1
        assert only_run(other)["ended"] is None
    assert only_run(other.refresh())["ended"]


def test_a_batch_is_stored_when_it_is_full(archive):
    with archive.run("code", batch=3) as run:
        for each in many(5):
            run.add(each)
        assert len(ids(Archive(archive.path))) == 3


@pytest.mark.parametrize("failing", ["reports", "events", "commits"])
def test_a_disk_that_is_full_loses_nothing_that_was_stored(archive, failing, monkeypatch):
    archive.add(many(2))
    write = store.write_deltalake

    def full(table, *rest, **more):
        if table.table_uri.rstrip("/").endswith(failing):
            raise OSError(28, "No space left on device")
        write(table, *rest, **more)

    monkeypatch.setattr(store, "write_deltalake", full)
    with pytest.raises(ArchiveError, match="no space left; make room"):
        archive.add(many(3))
    assert len(ids(archive)) == 2
    monkeypatch.undo()
    assert len(ids(Archive(archive.path))) == 2
    assert codes_of(archive.path) == []
    assert archive.add(many(3)).added == 1


def test_a_folder_that_may_not_be_written_names_the_repair(archive, monkeypatch):
    def refused(*_, **__):
        raise OSError(13, "Permission denied")

    archive.add(many(1))
    monkeypatch.setattr(store, "write_deltalake", refused)
    with pytest.raises(ArchiveError, match="give this user the right"):
        archive.add(many(2))
    assert len(ids(Archive(archive.path))) == 1


def test_rows_without_their_commit_are_not_seen_and_vacuum_removes_them(archive):
    archive.add(many(2))
    before, killed, coding = event_ids(archive), many(1, start=9), Coding()
    coding.add(killed[0], "c-killed", now())
    rows = {"reports": [report_row(each, texts=True) for each in killed], **coding.tables()}
    add_rows(Store(archive.path), new_id("c"), rows)
    again = Archive(archive.path)
    assert (len(ids(again)), event_ids(again)) == (2, before)
    found = check(archive.path)
    assert {finding.code for finding in found.findings} == {"rows-without-commit"}
    assert found.clean
    assert sum(done.rows_removed for done in again.vacuum()) == 0, (
        "rows of this moment may be those of a writer at work"
    )
    assert sum(done.rows_removed for done in again.vacuum(hours=0)) == sum(map(len, rows.values()))
    assert check(archive.path).findings == ()
    assert event_ids(Archive(archive.path)) == before
    assert archive.add(killed).added == 1
