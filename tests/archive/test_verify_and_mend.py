"""Damage: what a check finds, what stays readable, what mending saves, and that the rest can be added again."""

import shutil
from pathlib import Path

import pytest
from archived import codes_of, event, event_ids, ids, many, parquet_files, report

import dragoman
from dragoman.archive import Archive, check, mend
from dragoman.errors import ArchiveError

COUNT = 4


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """The folder of an archive of four reports, each added for itself: versions 2 to 5."""
    path = tmp_path_factory.mktemp("grown") / "archive"
    archive = Archive.create(path)
    for each in many(COUNT):
        archive.add([each])
    return path


@pytest.fixture
def path(grown, tmp_path):
    return Path(shutil.copytree(grown, tmp_path / "archive", copy_function=shutil.copy2))


def _cut(file):
    file.write_bytes(file.read_bytes()[:-100])


def _garble(file):
    file.write_bytes(b"\x5a" * file.stat().st_size)


def _garble_rows(file):
    whole = file.read_bytes()
    file.write_bytes(whole[:4] + b"\x5a" * 200 + whole[204:])


DAMAGE = {"missing": Path.unlink, "cut short": _cut, "garbage": _garble, "garbage in its rows": _garble_rows}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_found_and_mended_and_its_report_added_again(path, damage):
    everything = many(COUNT)
    damage(parquet_files(path, "events")[2])
    assert set(codes_of(path)) == {"file-damaged", "rows-missing"}
    whole = check(path).last_whole
    assert whole is not None
    assert ids(Archive(path, version=whole)) == sorted(each.report for each in everything[:2])
    done = mend(path)
    assert done.lost == (everything[2].url,)
    assert check(path).clean
    assert ids(Archive(path)) == sorted(each.report for each in everything if each != everything[2])
    [again] = dragoman.read(done.saved)
    assert (again.text, again.url) == (everything[2].text, everything[2].url)
    assert Archive(path).add([everything[2]]).added == 1
    assert event_ids(Archive(path)) == sorted(each.events[0].event for each in everything)


@pytest.mark.parametrize("table", ["reports", "codings", "events", "runs"])
def test_a_table_that_is_gone_is_made_anew(path, table):
    shutil.rmtree(path / table)
    assert "table-gone" in codes_of(path)
    done = mend(path)
    assert check(path).clean
    there = len(ids(Archive(path)))
    assert there == 0
    if table == "runs":  # the record of the run came in the commit of its reports
        assert len(done.lost) == COUNT
    Archive(path).add(many(COUNT))
    assert len(event_ids(Archive(path))) == COUNT
    assert check(path).clean


@pytest.mark.parametrize("which", ["first", "newest", "all"])
@pytest.mark.parametrize("gone", [Path.unlink, _garble], ids=["missing", "garbage"])
def test_lost_commits_are_found_again(path, which, gone):
    files = parquet_files(path, "commits")
    for file in {"first": files[:1], "newest": files[-1:], "all": files}[which]:
        gone(file)
    assert "file-damaged" in codes_of(path)
    mend(path)
    assert check(path).clean
    assert ids(Archive(path)) == sorted(each.report for each in many(COUNT))
    assert Archive(path).add(many(COUNT)).known == COUNT


def test_the_table_of_commits_can_be_gone_whole(path):
    shutil.rmtree(path / "commits")
    with pytest.raises(ArchiveError, match="--repair"):
        Archive(path)
    with pytest.raises(ArchiveError, match="--repair"):
        Archive.create(path)
    assert "table-gone" in codes_of(path)
    mend(path)
    assert check(path).clean
    assert ids(Archive(path)) == sorted(each.report for each in many(COUNT))


def test_rows_that_a_writer_gave_up_are_no_lost_commit(path):
    from dragoman.archive.commits import add_rows, now
    from dragoman.archive.rows import Coding, report_row
    from dragoman.archive.store import Store

    coding, [again] = Coding(), many(1)
    coding.add(again, "c-0123456789ab01234567", now())
    rows = {"reports": [report_row(again, texts=True)], **coding.tables()}
    add_rows(Store(path), "c-0123456789ab01234567", rows)  # as a writer does that then finds the report there already
    parquet_files(path, "commits")[-1].unlink()
    mend(path)
    assert check(path).clean
    assert len(ids(Archive(path))) == COUNT


def test_only_a_report_that_is_lost_with_its_words_is_named_by_its_id(path):
    everything = many(COUNT)
    parquet_files(path, "reports")[1].unlink()
    done = mend(path)
    assert done.lost == (everything[1].report,)
    assert done.saved is None
    assert check(path).clean


def test_a_lost_new_version_gives_way_to_the_one_before(path):
    archive = Archive(path)
    first = many(1)[0]
    archive.add([report("other words", event("e-other"), url=first.url)])
    assert "e-other" in event_ids(archive)
    parquet_files(path, "events")[-1].unlink()
    mend(path)
    assert check(path).clean
    assert first.events[0].event in event_ids(Archive(path))


LOG_DAMAGE = {
    "an entry is missing": lambda log: sorted(log.glob("*.json"))[1].unlink(),
    "an entry is cut short": lambda log: _cut(sorted(log.glob("*.json"))[1]),
    "an entry is garbage": lambda log: _garble(sorted(log.glob("*.json"))[-1]),
    "no entry is left": lambda log: [file.unlink() for file in log.glob("*.json")],
}


@pytest.mark.parametrize("table", ["events", "commits"])
@pytest.mark.parametrize("damage", LOG_DAMAGE.values(), ids=LOG_DAMAGE)
def test_a_damaged_log_of_a_table_gives_a_clear_error(path, table, damage):
    damage(path / table / "_delta_log")
    with pytest.raises(ArchiveError, match="--repair"):
        Archive(path).events()
    assert "table-gone" in codes_of(path)
    mend(path)
    Archive(path).add(many(COUNT))
    assert len(event_ids(Archive(path))) == COUNT
    assert list((path / "damaged").glob(f"{table}-*/*.parquet")), "what is left of the table is kept"


def test_an_emptied_entry_of_a_log_is_found(path):
    sorted((path / "events" / "_delta_log").glob("*.json"))[-1].write_bytes(b"")
    assert "rows-missing" in codes_of(path)
    mend(path)
    assert check(path).clean
    assert len(ids(Archive(path))) == COUNT - 1
