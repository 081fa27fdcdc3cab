"""Results in an archive: told once stored, inputs finished with their last report, failures settled by a retry."""

import json
import shutil

import msgspec
import pytest
from fake_work import Fake, jsonl

from dragoman.archive import Archive
from dragoman.archive.names import Names, names_of, number_of
from dragoman.reading import Failure, read
from dragoman.records import Report
from dragoman.scale.known import KnownReports
from dragoman.scale.records import Coded
from dragoman.scale.running import Coding
from dragoman.scale.source import Retry, Walk
from dragoman.scale.storing import Storing
from dragoman.scale.working import ArchiveNames, Recipe


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return Archive.create(tmp_path_factory.mktemp("empty") / "archive").path


@pytest.fixture
def archive(empty, tmp_path):
    return Archive(shutil.copytree(empty, tmp_path / "archive"))


def stored(archive, walks, tmp_path, *, batch=256):
    """Code into an archive with the fake; for each result that was told how many commits there were just then."""
    archive.refresh().write_names(tmp_path / "names")
    recipe = Recipe(names=ArchiveNames(file=tmp_path / "names", archive=archive.path, storage={}))
    told = []
    with archive.run("code", batch=batch) as run:
        storing = Storing(run, detail=False)
        for result in storing.storing(Coding(walks, recipe, make=Fake)):
            told.append((result, archive.version))
    return [*told, *((result, archive.version) for result in storing.stored())]


def count(archive, version=None):
    [row] = Archive(archive.path, version=version).sql("select count(*)::int as n from reports").to_pylist()
    return row["n"]


TEXTS = [f"{n} ministers met in Koro." for n in range(20)]


def test_a_report_is_told_when_it_is_stored_and_not_before(archive, tmp_path):
    told = stored(archive, [Walk([jsonl(tmp_path / "a.jsonl", *TEXTS)])], tmp_path, batch=8)
    versions = [version for result, version in told if isinstance(result, Coded)]
    assert len(versions) == 20
    there = {version: count(archive, version) for version in set(versions)}
    assert all(there[version] >= number for number, version in enumerate(versions, start=1))
    assert there[versions[0]] == 8, "with the batch that it is in, and not only at the end"


def test_an_input_is_finished_with_its_last_report(archive, tmp_path):
    files = [jsonl(tmp_path / "a.jsonl", *TEXTS), jsonl(tmp_path / "b.jsonl", "one", "two")]
    stored(archive, [Walk([*files, str(tmp_path / "missing.txt")], how="h")], tmp_path)
    rows = archive.refresh().sql("select path, file, size, how from shards order by path").to_pylist()
    assert [(row["path"], row["file"], row["how"]) for row in rows] == [(file, file, "h") for file in files]
    archive.write_finished(tmp_path / "finished")
    assert len(Names(tmp_path / "finished")) == 2


def test_failures_stay_open_until_they_are_tried_again_with_success(archive, tmp_path):
    file, missing = tmp_path / "a.jsonl", str(tmp_path / "missing.txt")
    jsonl(file, "stumble first", *TEXTS[:3], "stumble again")
    stored(archive, [Walk([str(file), missing])], tmp_path)
    path = str(file)
    assert archive.refresh().open_failures() == [(path, 1), (path, 5), (missing, None)]
    jsonl(file, "envoys first", *TEXTS[:3], "stumble again")
    told = stored(archive, [Retry(archive.open_failures())], tmp_path)
    assert sum(isinstance(result, Coded) for result, _ in told) == 1
    assert archive.refresh().open_failures() == [(path, 5), (missing, None)]
    jsonl(file, "envoys first", *TEXTS[:3], "envoys last")
    told = stored(archive, [Walk([path])], tmp_path)  # read anew as a whole, which settles all of it
    assert not any(isinstance(result, Failure) for result, _ in told)
    assert archive.refresh().open_failures() == [(missing, None)]
    assert count(archive) == 5


def test_names_tell_what_the_archive_would(archive, tmp_path):
    lines = [
        {"text": "Envoys met in Koro.", "url": "https://p.example/1"}, {"text": "Envoys met.", "id": "7"},
        {"text": "Rangers left.", "published": "2031-05-06"},
    ]  # fmt: skip
    asked = [
        *lines, {"text": "Envoys met in Koro again.", "url": "https://p.example/1"}, {"text": "Envoys met.", "id": "8"},
        {"text": "Rangers left."}, {"text": "Rangers left.", "url": "https://q.example/1"}, {"text": "Nothing alike."},
    ]  # fmt: skip
    archive.add(_reports(tmp_path, lines))
    archive.refresh().write_names(tmp_path / "names")
    reports = _reports(tmp_path, asked)
    each = [bool(archive.unseen([report])) for report in reports]
    assert KnownReports(tmp_path / "names", archive.path, {}).unseen(reports) == each
    assert each == [False, False, False, True, True, False, False, True]


def test_numbers_of_names_are_those_of_the_database(archive, tmp_path):
    [report] = _reports(tmp_path, [{"text": "Envoys met in Köro.", "url": "https://p.example/ö"}])
    archive.add([report])
    archive.refresh().write_names(tmp_path / "names")
    names = Names(tmp_path / "names")
    assert len(names) == 3
    assert all(map(names.has, names_of(report)))
    assert not names.has("r-0")
    [row] = archive.sql("select md5_number_lower('Köro') as n").to_pylist()
    assert row["n"] == number_of("Köro")


def test_an_archive_without_reports_has_no_names(archive, tmp_path):
    archive.write_names(tmp_path / "names")
    assert not Names(tmp_path / "names").has("r-0")


def _reports(tmp_path, lines):
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    found = list(read(str(file)))
    assert all(isinstance(each, Report) for each in found), json.dumps(lines)
    return found
