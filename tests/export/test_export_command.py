"""``dragoman export``: files and archives in, filters, what is told on standard error, what is refused."""

from __future__ import annotations

import gzip
import io
import json

import msgspec
import pandas as pd
import pytest
from export_samples import everything
from typer.testing import CliRunner

from dragoman.archive import Archive
from dragoman.cli.app import app, main

LINES = b"".join(msgspec.json.encode(report) + b"\n" for report in everything())


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "coded.jsonl"
    path.write_bytes(LINES)
    return path


def run(*words, data=None):
    result = CliRunner().invoke(app, ["export", *map(str, words)], input=data)
    return result


def ids(*words):
    result = run(*words)
    assert result.exit_code == 0, result.output
    return pd.read_csv(io.StringIO(result.stdout))["event"].tolist()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--actor", "MLI/REB", "--status", "reported"], {"e-many", "e-spring"}),
        (["--recipient", "UNO"], {"e-many"}),
        (["--dyad", "BEN-TGO"], {"e-talks"}),
        (["--type", "CONSULT/visit"], {"e-visit"}),
        (["--quad", "1"], {"e-talks", "e-among", "e-visit"}),
        (["--status", "future", "--status", "negated"], {"e-planned", "e-denied"}),
        (["--until", "2023-04-30"], {"e-spring"}),
        (["--since", "2023-05-01", "--quad", "4", "--status", "reported"], {"e-many"}),
        (["--place", "Niamey"], {"e-spring"}),
        (["--text", "Awa Bello"], {"e-visit"}),
    ],
)
def test_filters(file, options, expected):
    assert set(ids(file, "--format", "csv", *options)) == expected


def test_files_standard_input_gzip_and_archive_give_the_same(file, tmp_path):
    packed = tmp_path / "coded.jsonl.gz"
    packed.write_bytes(gzip.compress(LINES))
    archive = Archive.create(tmp_path / "archive")
    archive.add(everything())
    plain = run(file, "--format", "icews").stdout
    assert plain.count("\n") > 10
    assert run(packed, "--format", "icews").stdout == plain
    assert run("-", "--format", "icews", data=LINES).stdout == plain
    assert run("--archive", archive.path, "--format", "icews").stdout == plain


def test_an_archive_knows_when_a_report_was_added(tmp_path):
    archive = Archive.create(tmp_path / "archive")
    archive.add(everything())
    rows = run("--archive", archive.path, "--format", "gdelt").stdout.splitlines()
    assert {len(row.split("\t")[59]) for row in rows} == {14}


def test_what_is_left_out_is_told(file):
    told = run(file, "--format", "icews").stderr
    assert "left out: 1 future; 1 negated" in told
    told = run(file, "--format", "icews", "--status", "future").stderr
    assert "icews has no column for status: future events look like reported ones" in told


def test_a_bad_line_is_told_and_the_others_go_on(file):
    file.write_bytes(b'{}\n{"report": "\\ud800"}\n' + LINES + LINES)
    result = run(file, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    assert "coded.jsonl, line 1: no report" in result.stderr
    assert "coded.jsonl, line 2: no report" in result.stderr
    assert result.stderr.count("came before; written once") == 3


def test_jsonl_with_a_filter_has_only_the_events_asked_for(file):
    (row,) = map(json.loads, run(file, "--format", "jsonl", "--place", "Niamey").stdout.splitlines())
    assert [event["event"] for event in row["events"]] == ["e-spring"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "give either files"),
        (["FILE", "--archive", "x"], "give either files"),
        (["FILE", "--format", "text"], "no format 'text'; there are: jsonl, csv"),
        (["FILE", "--format", "icews", "--table", "ties"], "it has: events"),
        (["FILE", "--out", "missing/folder/x.csv"], "cannot be written"),
        (["FILE", "--type", "WAR"], "no event type"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(file, monkeypatch, capsys, words, message):
    given = [str(file) if word == "FILE" else word for word in words]
    monkeypatch.setattr("sys.argv", ["dragoman", "export", *given])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1
