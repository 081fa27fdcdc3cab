"""Upkeep: fewer files, nothing lost, every version readable."""

import subprocess
import sys

import pytest
from archived import check, event_ids, many, parquet_files, report
from deltalake import DeltaTable
from pyarrow import parquet

from dragoman.archive import Archive, runs, store, tidying, upkeep


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


@pytest.fixture
def soon_tidied(archive, monkeypatch):
    """An archive whose runs tidy up after a few commits."""
    monkeypatch.setattr(runs, "TIDY", 4)
    monkeypatch.setattr(tidying, "MANY", 3)
    return archive


def long_run(archive):
    """Ten commits in one run; the files that are left."""
    with archive.run("add", batch=1) as run:
        for each in many(10):
            run.add(each)
    assert event_ids(archive) == sorted(each.events[0].event for each in many(10))
    assert check(archive.path).clean
    return archive.info().files


def not_here(*_, **__):
    raise AssertionError("this process is not to do it")


def test_a_long_run_tidies_up_in_another_process(soon_tidied, monkeypatch):
    monkeypatch.setattr(tidying, "compact", not_here)
    assert long_run(soon_tidied) < 10


def test_where_no_process_can_be_started_a_run_tidies_up_itself(soon_tidied, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert long_run(soon_tidied) < 10


def test_tidying_takes_no_module_from_the_folder_one_stands_in_and_shows_no_credentials(
    soon_tidied, monkeypatch, tmp_path
):
    (tmp_path / "msgspec.py").write_text("raise SystemExit('taken from here')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tidying, "compact", not_here)
    monkeypatch.setattr(soon_tidied._store, "options", {"access_key": "secret"})
    ran = []

    def noted(command, **rest):
        ran.append(command)
        assert b"secret" in rest["input"]
        return run(command, **rest)

    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", noted)
    assert long_run(soon_tidied) < 10
    assert ran
    assert "secret" not in str(ran)


def test_the_log_of_a_table_tells_no_values_of_columns(grown):
    added = DeltaTable(f"{grown.path}/events").get_add_actions(flatten=True)
    assert not [name for name in added.column_names if name.startswith(("min.", "max.", "null_count."))]


def row_groups(archive, table):
    """The rows of each group in the files that a table names."""
    metadata = [parquet.read_metadata(uri) for uri in DeltaTable(f"{archive.path}/{table}").file_uris()]
    return [file.row_group(n).num_rows for file in metadata for n in range(file.num_row_groups)]


def small_groups(monkeypatch):
    """Let no file have more than two rows in a group from now on."""
    for table in store.MOST_ROWS:
        monkeypatch.setitem(store.MOST_ROWS, table, 2)


def test_compacting_divides_groups_of_rows_that_are_too_large_and_leaves_others_alone(grown, monkeypatch):
    grown.compact()
    before, commits = versions_of(grown), DeltaTable(f"{grown.path}/commits").version()
    assert row_groups(grown, "events") == [5]
    small_groups(monkeypatch)
    grown.compact()
    assert row_groups(grown, "events") == [2, 2, 1]
    assert versions_of(Archive(grown.path)) == before
    assert check(grown.path).clean
    again = DeltaTable(f"{grown.path}/events").version()
    grown.compact()
    assert DeltaTable(f"{grown.path}/events").version() == again
    assert commits < DeltaTable(f"{grown.path}/commits").version()


def test_a_large_group_is_not_divided_by_an_upkeep_that_a_run_does_by_itself(grown, monkeypatch):
    grown.compact()
    small_groups(monkeypatch)
    upkeep.compact(grown._store, least=2)
    assert row_groups(grown, "events") == [5]
