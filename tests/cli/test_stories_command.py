"""``dragoman stories``: reports in, a line with id and story out."""

import gzip
import json

import msgspec
import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.records import Report

LINES = [
    {
        "id": "x",
        "text": "The Orvel dam near Tessin burst and flooded nine villages, governor Lena Brandt said on Monday.",
    },
    {"id": 2, "text": "A schoolgirl from Marvik won the junior chess title with a queen sacrifice."},
    {"text": "Nine villages near Tessin flooded as the Orvel dam burst, said the governor, Lena Brandt."},
]


def _run(*words):
    return CliRunner().invoke(app, ["stories", *map(str, words)])


def _rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf8")
    return path


def test_every_report_has_a_line_with_its_id(file):
    result = _run(file)
    rows = _rows(result)
    assert result.exit_code == 0
    assert [row["id"] for row in rows[:2]] == ["x", "2"]
    assert rows[2]["id"].startswith("r-")
    assert rows[0]["story"] == rows[2]["story"] != rows[1]["story"]
    assert all(set(row) == {"id", "story"} for row in rows)


def test_why_adds_the_nearest_report_and_copies(file, tmp_path):
    again = tmp_path / "again.jsonl"
    again.write_text(json.dumps({"id": "again", "text": "(Lantern Agency) " + LINES[0]["text"]}), encoding="utf8")
    rows = _rows(_run(file, again, "--why"))
    assert rows[0]["why"]["nearest"] in {rows[2]["why"]["report"], rows[3]["why"]["report"]}
    assert "orvel" in rows[0]["why"]["terms"]
    assert sum(len(row["copies"]) for row in rows) == 1


def test_a_report_that_comes_twice_has_two_lines(file):
    rows = _rows(_run(file, file))
    assert rows[:3] == rows[3:]


@pytest.mark.parametrize("name", ["coded.jsonl", "coded.jsonl.gz"])
def test_coded_reports_are_read(name, tmp_path):
    reports = [Report(report=f"r-{n}", id=str(line.get("id", "")) or None, text=line["text"]) for n, line in
               enumerate(LINES)]  # fmt: skip
    data = b"\n".join(map(msgspec.json.encode, reports)) + b'\n{"schema": 1}\n'
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    result = _run(path)
    assert [row["id"] for row in _rows(result)] == ["x", "2", "r-2"]
    assert result.exit_code == 1
    assert f"{name}:4: no report" in result.stderr


def test_a_missing_file_is_told_and_the_others_go_on(file):
    result = _run("nowhere.jsonl", file)
    assert result.exit_code == 1
    assert "nowhere.jsonl: no such file" in result.stderr
    assert len(_rows(result)) == 3
