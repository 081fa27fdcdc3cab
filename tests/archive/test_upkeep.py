"""Upkeep: fewer files, nothing lost, every version readable."""

import pytest
from archived import check, event_ids, many, parquet_files, report

from dragoman.archive import Archive, runs, upkeep


@pytest.fixture
def grown(archive):
    """An archive of five commits."""
    for each in many(4):
        archive.add([each])
    archive.add([report("new words", url=many(1)[0].url)])
    return archive


def versions_of(archive):
    """The events of every version."""
    return [event_ids(Archive(archive.path, version=version)) for version in range(1, archive.version + 1)]


def test_compacting_leaves_one_file_a_table_and_changes_nothing(grown):
    before = versions_of(grown)
    done = {each.table: (each.files_before, each.files_after) for each in grown.compact()}
    assert done["events"] == (5, 1)
    assert done["stories"] == (0, 0)
    assert versions_of(grown) == before
    assert event_ids(Archive(grown.path)) == before[-1]
    assert list(grown.difference(grown.version)) == []
    assert all(each.files_before == each.files_after for each in grown.compact())


def test_every_version_is_readable_after_the_old_files_are_gone(grown, tmp_path):
    before = versions_of(grown)
    grown.compact()
    assert len(parquet_files(tmp_path / "archive", "events")) == 6
    grown.vacuum(hours=0)
    assert len(parquet_files(tmp_path / "archive", "events")) == 1
    assert versions_of(Archive(grown.path)) == before
    assert check(grown.path).clean


def test_young_files_outlive_a_vacuum_of_less_than_an_hour(grown, tmp_path):
    grown.compact()
    grown.vacuum(hours=0.5)
    assert len(parquet_files(tmp_path / "archive", "events")) == 6


def test_a_long_run_tidies_up_by_itself(archive, monkeypatch):
    monkeypatch.setattr(runs, "TIDY", 4)
    monkeypatch.setattr(upkeep, "MANY", 3)
    with archive.run("add", batch=1) as run:
        for each in many(10):
            run.add(each)
    assert archive.info().files < 10
    assert event_ids(archive) == sorted(each.events[0].event for each in many(10))
    assert check(archive.path).clean
