"""The keys of placed events, kept a second time: the same occurrences are found as by reading them all."""

import shutil
from pathlib import Path

import pytest
from archived import many
from grouped import occurrences, told

from dragoman.archive import Archive, check
from dragoman.archive import keys as keeping
from dragoman.archive.keys import FOLDER, Keys
from dragoman.archive.store import Store


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("grown") / "archive")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeping, "MANY", 1)
        for names in (("a1", "a2", "b1"), ("a3",), ("b2", "b3")):
            archive.add([told(name) for name in names])
            archive.group()
        archive.add(many(4))
        archive.group()
    return archive.path


@pytest.fixture
def kept(grown, tmp_path, monkeypatch):
    """An archive with ten events in several files, whose keys are kept as if they were very many."""
    monkeypatch.setattr(keeping, "MANY", 1)
    return Archive(shutil.copytree(grown, tmp_path / "archive"))


def found(archive, key):
    return set(Keys(Store(archive.path), archive.connection()).occurrences([key]))


def read(archive, key):
    rows = archive.sql("select distinct occurrence from occurrences where list_contains(keys, ?)", [key]).to_pylist()
    return {row["occurrence"] for row in rows}


def all_keys(archive):
    return [row["key"] for row in archive.sql("select distinct unnest(keys) as key from occurrences").to_pylist()]


def test_every_key_finds_what_reading_finds(kept):
    keys = all_keys(kept)
    assert len(keys) > 5
    assert {key: found(kept, key) for key in keys} == {key: read(kept, key) for key in keys}
    assert found(kept, "conflict|XXX+|1") == set()
    assert Path(kept.path, FOLDER, "keys.duckdb").exists()


def test_what_came_since_is_found(kept):
    found(kept, all_keys(kept)[0])
    kept.add([told("a4")])
    kept.group()
    homes = occurrences(kept)
    assert homes["e-a4"] == homes["e-a1"]
    assert all(found(kept, key) == read(kept, key) for key in all_keys(kept))


def test_files_that_were_put_together_are_kept_anew(kept):
    found(kept, all_keys(kept)[0])
    kept.compact()
    again = Archive(kept.path)
    assert all(found(again, key) == read(again, key) for key in all_keys(again))


def spoiled(file):
    file.write_bytes(b"no database")


def gone(file):
    file.unlink()


@pytest.mark.parametrize("damage", [spoiled, gone])
def test_a_file_that_is_of_no_use_is_made_again(kept, damage):
    damage(Path(kept.path, FOLDER, "keys.duckdb"))
    key = all_keys(kept)[0]
    assert found(kept, key) == read(kept, key)


def test_where_nothing_can_be_written_all_are_read(kept, monkeypatch):
    def refused(*_, **__):
        raise OSError("read-only file system")

    monkeypatch.setattr(Keys, "_kept", refused)
    key = all_keys(kept)[0]
    assert found(kept, key) == read(kept, key)


def test_an_archive_with_kept_keys_is_whole(kept):
    assert [finding for finding in check(kept.path).findings if not finding.harmless] == []
