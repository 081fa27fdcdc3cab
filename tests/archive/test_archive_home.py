"""Where an archive can lie, what is told where there is none, archives without texts, of other schemas, by address."""

import errno
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from archived import WORDS, check, codes_of, event_ids, ids, many, one, parquet_files, report
from deltalake import DeltaTable, write_deltalake
from pyarrow import parquet

from dragoman.archive import Archive, making, mend, update
from dragoman.archive.commits import new_id, read_log, with_commit
from dragoman.archive.store import Store
from dragoman.archive.tables import ARCHIVE_SCHEMA, COMMITS, ROWS, SCHEMAS, schema_hash
from dragoman.errors import ArchiveError

FIT = ["a b", "a*b", "report=zz", "wh?t", "it's", "a#b", "a:b", "übër 中", "a{b}", ".hidden"]


@pytest.mark.parametrize("name", FIT)
def test_a_folder_may_have_any_usual_name(tmp_path, name):
    archive = Archive.create(tmp_path / name / "archive")
    archive.add(many(2))
    assert ids(archive) == sorted(each.report for each in many(2))
    assert "zz" not in str(archive.sql("select * exclude (text) from reports").to_pylist())


@pytest.mark.parametrize("name", ["x[1]", "a%20b", "a|b", "a^b"])
def test_a_folder_that_cannot_be_is_refused_before_anything_is_made(tmp_path, name):
    for path in (tmp_path / name, tmp_path / name / "archive"):
        with pytest.raises(ArchiveError, match="give another folder"):
            Archive.create(path)
    assert list(tmp_path.iterdir()) == []


def _file(path):
    path.write_text("a file")


def _others(path):
    path.mkdir()
    (path / "letter.txt").write_text("dear all")


def _unfinished(path):
    path.mkdir()
    for name in ROWS:
        Store(path).create(name)


NONE = {
    "no folder": (lambda path: None, "no such folder; `dragoman archive init", None),
    "an empty folder": (Path.mkdir, "no archive in this folder; `dragoman archive init", None),
    "a file": (_file, "a file", "give a folder"),
    "other things": (_others, "no archive in this folder", "holds other things .letter.txt."),
    "begun and not finished": (_unfinished, "begun and not finished; `dragoman archive init", None),
}  # fmt: skip


@pytest.mark.parametrize("case", NONE.values(), ids=NONE)
def test_where_there_is_no_archive(tmp_path, case):
    make, reading, making_ = case
    path = tmp_path / "there"
    make(path)
    with pytest.raises(ArchiveError, match=reading):
        Archive(path)
    if making_:
        with pytest.raises(ArchiveError, match=making_):
            Archive.create(path)
    else:
        assert Archive.create(path).add(many(1)).added == 1


def test_an_archive_is_not_made_over_another(archive):
    archive.add(many(1))
    with pytest.raises(ArchiveError, match="there is an archive already"):
        Archive.create(archive.path)
    again, made = Archive.open_or_create(archive.path)
    assert (made, len(ids(again))) == (False, 1)


def test_of_two_that_make_an_archive_at_once_the_second_uses_it(tmp_path, monkeypatch):
    first_commit = making.first_commit

    def overtaken(store, *, texts):
        monkeypatch.undo()
        first_commit(Store(store.path), texts=texts)
        first_commit(store, texts=texts)

    monkeypatch.setattr(making, "first_commit", overtaken)
    archive, made = Archive.open_or_create(tmp_path / "archive")
    assert (made, archive.version) == (False, 1)


def test_a_folder_that_cannot_be_looked_into_names_the_repair(tmp_path, monkeypatch):
    def refused(_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(ArchiveError, match="give this user the right"):
        Archive.create(tmp_path)


def test_an_archive_without_texts_has_no_words_of_reports(tmp_path):
    archive = Archive.create(tmp_path / "archive", texts=False)
    given = [report(WORDS, url="https://a.example", title="Rangers fire"), report("Short words here", id="7")]
    assert archive.add(given).added == 2
    assert archive.add(given).known == 2
    assert not Archive(archive.path).keeps_texts
    for name in ROWS:
        for file in parquet_files(tmp_path / "archive", name):
            for column in parquet.read_table(file).itercolumns():
                assert "convoy near Tessaban" not in str(column.to_pylist())
                assert "Short words" not in str(column.to_pylist())
    assert len(event_ids(archive)) == 2
    assert one(archive, "select mentions[1].trigger from events") == "fired"
    assert archive.events(text="fired").columns
    assert len(archive.events(text="convoy")) == 0
    assert codes_of(archive.path) == []


def test_an_archive_by_its_address(tmp_path):
    address = (tmp_path / "by-address").as_uri()
    archive = Archive.create(address)
    archive.add(many(3))
    archive.add([report("new words", url=many(1)[0].url)])
    archive.decide("reject", event_ids(archive)[0], who="ann")
    again = Archive(address)
    assert (len(ids(again)), len(event_ids(again))) == (3, 2)
    assert len(event_ids(Archive(address, version=2))) == 3
    assert "withdrawn" in {each.change for each in again.difference(2)}
    assert check(address).clean
    again.compact()
    again.vacuum(hours=0)
    assert len(event_ids(Archive(address))) == 2
    file = parquet_files(tmp_path / "by-address", "events")[0]
    file.write_bytes(file.read_bytes()[:-40])
    assert "file-damaged" in codes_of(address)
    mend(address)
    assert check(address).clean


def _commit(path, schema, columns=None):
    """Write a commit by a Dragoman of this schema."""
    log = read_log(Store(path))
    row = ROWS[COMMITS](version=log.last.version + 1, kind="add", run="", at=log.last.at, schema=schema, texts=True,
                        dragoman="9.9", parts=(), void=())  # fmt: skip
    write_deltalake(f"{path}/{COMMITS}", with_commit(COMMITS, [row], new_id("c")), mode="append")


def test_an_archive_of_a_newer_dragoman_is_left_alone(archive):
    _commit(archive.path, ARCHIVE_SCHEMA + 1)
    for use in (Archive, update):
        with pytest.raises(ArchiveError, match="pip install --upgrade dragoman"):
            use(archive.path)
    with pytest.raises(ArchiveError, match="pip install --upgrade dragoman"):
        archive.add(many(1))


# Columns that an older Dragoman did not have yet: each may be null.
NEW = {"reports": ["publisher"], "events": ["place", "recipient_keys"], "stories": ["nearest"], "runs": ["notes"]}


def test_an_archive_of_an_older_dragoman_is_brought_up(archive, tmp_path):
    archive.add(many(2))
    path = tmp_path / "older"
    for name, schema in SCHEMAS.items():
        there = DeltaTable(f"{archive.path}/{name}").to_pyarrow_table()
        kept = [field.name for field in schema if field.name not in NEW.get(name, ())]
        if name == COMMITS:
            there = there.set_column(
                there.schema.get_field_index("schema"), "schema", pa.array([ARCHIVE_SCHEMA - 1] * len(there))
            )
        DeltaTable.create(f"{path}/{name}", pa.schema([schema.field(column) for column in kept]))
        write_deltalake(f"{path}/{name}", there.select(kept), mode="append")
    with pytest.raises(ArchiveError, match="bring it up with `dragoman archive migrate"):
        Archive(path)
    version = update(path)
    brought = Archive(path)
    assert brought.version == version
    assert len(ids(brought)) == 2
    assert one(brought, "select place from events") is None
    assert len(brought.sql("from stories")) == 0
    assert brought.add(many(3)).added == 1
    assert len(brought.events()) == 3
    assert len(Archive(path, version=2).events()) == 2
    assert [each.change for each in brought.difference(2)] == ["added"]
    assert check(path).clean


def test_a_column_of_another_type_cannot_be_brought_up(archive):
    DeltaTable.create(f"{archive.path}/claims", pa.schema([("text", pa.int64())]), mode="overwrite")
    with pytest.raises(ArchiveError, match="text have other types"):
        update(archive.path)


PINNED = (2, "d11b9c411c22095ca7f0d4775eec3644616a1277f62d3917f05ff1faa7abb6d3")


def test_the_columns_of_the_tables_are_pinned():
    assert (ARCHIVE_SCHEMA, schema_hash()) == PINNED, (
        "the tables of the archive have other columns than before. Archives that exist have the old ones: raise "
        "ARCHIVE_SCHEMA, see that `dragoman archive migrate` brings an archive up (only columns that may be null can "
        "be added), tell it in the changelog, and pin the new number and hash here. A schema that no release had yet "
        "may change without a new number."
    )


def test_a_question_by_codes_does_not_wait_for_the_library_of_the_language_model():
    script = (
        "import sys; from dragoman.archive import Archive, filter_of; import dragoman.analysis; "
        "filter_of(actor='BLR', recipient='CHN/GOV'); print('spacy' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"
    )
