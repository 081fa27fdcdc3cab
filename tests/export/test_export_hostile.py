"""Hostile words: no cell breaks its row, no spreadsheet runs one, and what is typed stays typed."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from export_samples import event, party, report

from dragoman.archive.views import in_memory
from dragoman.export import Export, format_of, write
from dragoman.records import Place

NASTY = [
    "=1+1", "+33 1 23", "-2+3", "@SUM(A1)", "\tcmd", "\rcmd", "＝1+1", 'She said "no"', '"opens with a quote',
    "tab\there", "line\nfeed", "line\u2028separator", "nul\x00l", "\u202egnipeek thgir", "a,b;c", "'", "ünïcödé 🕊", "",
]  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝")


def written(title, name):
    place = Place(name=title or "x", country=None, lat=-1.5, lon=-2.5, span=None)
    one = event(
        "e-1", actors=(party(title, None, None, "group", entity="-/x"),), recipients=(), place=place, goldstein=-10.0
    )
    stream = io.BytesIO()
    write(in_memory([report("one", (one,), title=title, publisher=title)]), stream, name)
    return stream.getvalue()


@pytest.mark.parametrize("title", NASTY)
def test_csv_keeps_the_words_and_runs_nothing(title):
    rows = list(csv.DictReader(io.StringIO(written(title, "csv").decode(), newline="")))
    assert len(rows) == 1
    guarded = f"'{title}" if title.startswith(FORMULA) else title
    assert rows[0]["title"] == rows[0]["publisher"] == guarded.replace("\x00", "")
    assert (rows[0]["lat"], rows[0]["goldstein"]) == ("-1.5", "-10.0")  # numbers are no formulas


@pytest.mark.parametrize("title", NASTY)
@pytest.mark.parametrize("name", ["icews", "polecat", "gdelt", "petrarch"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_NONE, csv.QUOTE_MINIMAL])
def test_tsv_has_one_line_an_event_for_readers_with_and_without_quotes(title, name, quoting):
    form = format_of(name)
    data = written(title, name)
    assert data.decode().count("\n") == 1 + form.header
    frame = pd.read_csv(io.BytesIO(data), sep="\t", quoting=quoting, header=0 if form.header else None, dtype=str)
    assert frame.shape == (1, len(form.columns))


@pytest.mark.parametrize("title", NASTY)
@pytest.mark.parametrize("name", ["plover", "geojson", "jsonl"])
def test_json_keeps_the_words(title, name):
    data = written(title, name)
    rows = [json.loads(data)] if name == "geojson" else [json.loads(line) for line in data.split(b"\n")[:-1]]
    assert len(rows) == 1
    assert {"plover": lambda row: row["publication"], "geojson": lambda row: row["features"][0]["properties"]}.get(
        name, lambda row: row
    )(rows[0])["title"] == title


def test_parquet_keeps_the_words():
    for title in NASTY:
        assert pq.read_table(io.BytesIO(written(title, "parquet")))["title"].to_pylist() == [title]


READERS = {
    "csv": lambda data: list(csv.DictReader(io.StringIO(data.decode()))),
    "geojson": lambda data: json.loads(data)["features"],
    "parquet": lambda data: pq.read_table(io.BytesIO(data)).to_pylist(),
    "jsonl": lambda data: [json.loads(line) for line in data.splitlines()],
}


@pytest.mark.parametrize("name", READERS)
def test_pieces_give_one_header_and_one_collection(name):
    place = Place(name="Q", country=None, lat=1.0, lon=2.0, span=None)
    stream = io.BytesIO()
    with Export(stream, name) as export:
        for each in ("a", "b"):
            export.add(in_memory([report(each, (event(f"e-{each}", place=place),))]))
    assert len(READERS[name](stream.getvalue())) == export.written.rows == 2


def test_a_failed_export_leaves_the_old_file(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("old", encoding="utf8")
    con = in_memory(())
    con.execute("drop view ties")
    export = Export(path, "csv", table="ties")
    with pytest.raises(duckdb.CatalogException), export:
        export.add(con)
    assert [each.name for each in tmp_path.iterdir()] == ["events.csv"]
    assert path.read_text(encoding="utf8") == "old"
