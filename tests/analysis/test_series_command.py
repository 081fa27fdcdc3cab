"""``dragoman series`` on a small archive: its formats, pictures and messages."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from counted import event, report
from pyarrow import parquet

from dragoman.archive import Archive
from dragoman.cli import main

MONTHS = ["2031-01", "2031-02", "2031-03"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An archive with two months of events and an empty one between them."""
    made = Archive.create(tmp_path_factory.mktemp("series") / "archive")
    made.add([
        report("r-1", event("e-1", "ACCUSE", "BLR/GOV > CHN/GOV", "2031-01-05"),
               event("e-2", "ASSAULT", "BLR/MIL > CHN/MIL", "2031-03-09"), event("e-3", "AID", "BLR > CHN", None)),
    ])  # fmt: skip
    return made.path


@pytest.fixture
def run(folder, capsys, monkeypatch):
    """What a call of ``dragoman series`` gives: exit status, standard output, standard error."""

    def call(*words):
        monkeypatch.setattr("sys.argv", ["dragoman", "series", *map(str, words), "--archive", folder])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


def test_the_table_has_every_period_and_says_what_is_left_out(run):
    status, out, err = run("BLR", "CHN")
    assert status == 0
    assert "Belarus (BLR) towards China (CHN): occurrences by month" in out
    assert [line.split()[:2] for line in out.splitlines() if line.strip().startswith("2031")] == [
        [month, count] for month, count in zip(MONTHS, "101", strict=True)
    ]
    assert "1 occurrence without a date is in no month" in err
    assert "no marks: 3 months are too few" in err


def test_csv_json_and_parquet_have_the_same_rows(run, tmp_path):
    rows = list(csv.DictReader(io.StringIO(run("BLR", "CHN", "--format", "csv")[1])))
    found = json.loads(run("BLR", "CHN", "--format", "json")[1])
    run("BLR", "CHN", "--format", "parquet", "--out", tmp_path / "s.parquet")
    table = parquet.read_table(tmp_path / "s.parquet")
    assert [row["period"] for row in rows] == [p["period"] for p in found["points"]] == MONTHS
    assert [int(row["ASSAULT"]) for row in rows] == table["ASSAULT"].to_pylist() == [0, 0, 1]
    assert [row["goldstein_mean"] for row in rows] == ["-2.0", "", "-10.0"]
    assert found["undated"] == 1
    assert table.schema.metadata[b"title"].decode() == found["title"]


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_a_picture_names_every_period_and_its_number(run, tmp_path, ending):
    file = tmp_path / f"p.{ending}"
    status, out, _ = run("BLR", "CHN", "--plot", file)
    text = file.read_text(encoding="utf8")
    assert (status, out) == (0, "")
    assert all(f"{month}: {count} all" in text for month, count in zip(MONTHS, "101", strict=True))
    assert "Belarus (BLR) towards China (CHN): occurrences by month" in text
    assert "Bar chart." in text
    assert "Source: archive" in text


def test_the_svg_is_valid_and_its_table_lies_beside_it(run, tmp_path):
    run("BLR", "CHN", "--plot", tmp_path / "p.svg")
    assert ET.parse(tmp_path / "p.svg").getroot().tag.endswith("svg")
    rows = list(csv.DictReader((tmp_path / "p.csv").open(encoding="utf8")))
    assert [(row["period"], row["count"]) for row in rows] == list(zip(MONTHS, "101", strict=True))


def test_a_class_without_a_unit_has_no_panel_and_is_told(run, tmp_path):
    run("BLR", "CHN", "--plot", tmp_path / "p.svg")
    text = (tmp_path / "p.svg").read_text(encoding="utf8")
    assert "No verbal cooperation or material cooperation." in text
    assert "the panels of the classes share a scale; no verbal cooperation or material cooperation" in text
    assert ": 1 verbal conflict" in text
    assert ": 0 verbal cooperation" not in text


def test_the_html_asks_nothing_of_the_network(run, tmp_path):
    run("BLR", "CHN", "--plot", tmp_path / "p.html")
    text = (tmp_path / "p.html").read_text(encoding="utf8")
    assert 'src="http' not in text
    assert "<link" not in text


def test_a_png_is_one(run, tmp_path):
    run("BLR", "CHN", "--plot", tmp_path / "p.png")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


def test_the_events_of_a_period_are_printed(run):
    status, out, _ = run("BLR", "CHN", "--explain", "2031-03")
    assert status == 0
    assert "2031-03-09  ASSAULT  quad 4  Goldstein -10  reported" in out
    assert "events e-2" in out


WRONG = {
    "unknown actor": (("Belarrus", "CHN"), 1, "near are"),
    "nothing told": (("CHN", "BLR"), 1, "the archive holds 3 events"),
    "before the archive": (("BLR", "CHN", "--since", "1999-01-01"), 1, "before the archive begins"),
    "nobody": (("any",), 1, "one actor at least"),
    "no such period": (("BLR", "CHN", "--explain", "May"), 1, "write it as 2023-02"),
    "an empty period": (("BLR", "CHN", "--explain", "2031-02"), 1, "in 2031-02"),
    "no such ending": (("BLR", "CHN", "--plot", "p.gif"), 2, ".svg, .png, .html"),
    "parquet to the terminal": (("BLR", "CHN", "--format", "parquet"), 2, "--out"),
}


@pytest.mark.parametrize(("words", "status", "message"), WRONG.values(), ids=WRONG)
def test_a_bad_question_is_one_line_and_a_status(run, words, status, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*words)
    assert (code, out) == (status, "")
    assert message in err
    assert list(tmp_path.iterdir()) == []
