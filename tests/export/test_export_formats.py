"""Every format, read back by another program than the one that wrote it."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import msgspec
import pandas as pd
import pyarrow.parquet as pq
import pytest
from export_samples import day, event, everything, party, report, talks

from dragoman.archive.views import in_memory
from dragoman.cli.app import Format
from dragoman.errors import UsageError
from dragoman.export import format_names, format_of, load_formats, write
from dragoman.records import Report

COLUMNS = {"polecat": 40, "icews": 20, "gdelt": 61, "gdelt-mentions": 16, "petrarch": 8}
LISTS = {"gdelt": "gdelt-events.csv", "gdelt-mentions": "gdelt-mentions.csv"}
FORMATS = sorted(load_formats())


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    return in_memory(everything())


def written(con, name, table="events", asked=None):
    stream = io.BytesIO()
    counts = write(con, stream, name, asked, table=table)
    return stream.getvalue(), counts


def tsv(con, name):
    """A format as pandas reads it, every cell as text, without quotes as these files are meant to be read."""
    form = format_of(name)
    data, _ = written(con, name)
    names = None if form.header else [column.name for column in form.columns]
    return pd.read_csv(
        io.BytesIO(data), sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False, names=names,
        header=0 if form.header else None,
    )  # fmt: skip


# Columns


@pytest.mark.parametrize("name", COLUMNS)
def test_a_format_has_its_columns(con, name):
    assert tsv(con, name).shape[1] == COLUMNS[name] == len(format_of(name).columns)


@pytest.mark.parametrize("name", LISTS)
def test_gdelt_has_the_official_columns_in_their_order(shared, con, name):
    with (shared / "data/ontology" / LISTS[name]).open(encoding="utf8") as file:
        official = [(row["name"], row["type"]) for row in csv.DictReader(file) if not row["name"].startswith("o\t")]
    kinds = {"VARCHAR": "STRING", "INTEGER": "INTEGER", "BIGINT": "INTEGER", "DOUBLE": "FLOAT"}
    assert [(column.name, kinds[column.type]) for column in format_of(name).columns] == official


def test_polecat_has_the_official_columns_in_their_order(shared, con):
    official = (shared / "data/ontology/polecat-columns.txt").read_text(encoding="utf8").splitlines()
    assert list(tsv(con, "polecat")) == official


def test_icews_has_the_columns_of_the_published_files(shared, con):
    with (shared / "data/ontology/icews-sample.tab").open(encoding="utf8") as file:
        official = file.readline().rstrip("\n").split("\t")
    assert list(tsv(con, "icews")) == official


@pytest.mark.parametrize("name", COLUMNS)
def test_duckdb_reads_the_types_of_the_columns(con, name, tmp_path):
    form = format_of(name)
    write(con, tmp_path / "rows", name)
    types = {column.name: column.type for column in form.columns}
    options = f"delim='\t', quote='', escape='', header={form.header}, columns={types}"
    assert duckdb.sql(f"select * from read_csv('{tmp_path / 'rows'}', {options})").fetchall()


def test_the_command_line_offers_every_format():
    assert {each.value for each in Format} - {"text"} == set(format_names())


# Rows


def test_csv_has_an_event_a_row(con):
    data, counts = written(con, "csv")
    frame = pd.read_csv(io.BytesIO(data), dtype={"cameo": str}).set_index("event")
    assert len(frame) == counts.rows == counts.events == 8
    many = frame.loc["e-many"]
    assert many["actor_name"] == "Front of the Dunes; Niger"
    assert many["recipient_country"] == "TGO; UNO"
    assert many["recipient_sector"] == "GOV; "  # what is unknown keeps its place
    assert (many["dead_low"], many["dead_high"], many["size"]) == (3, 4, "dead 3..4")
    assert many["source_name"] == "Togo"
    assert frame.loc["e-talks", "cameo"] == "046"
    assert (frame.loc["e-spring", "date_start"], frame.loc["e-spring", "date_end"]) == ("2023-04-01", "2023-04-30")
    assert pd.isna(frame.loc["e-nobody", "date_start"])
    assert frame.loc["e-planned", ["status", "about_mode"]].tolist() == ["future", "visit"]


def test_parquet_has_the_same_columns_typed(con):
    data, _ = written(con, "parquet")
    file = pq.ParquetFile(io.BytesIO(data))
    table = file.read()
    types = {
        name: str(table.schema.field(name).type) for name in ("actor_name", "date_start", "lat", "reciprocal", "cameo")
    }
    assert types == {
        "actor_name": "list<element: string>", "date_start": "date32[day]", "lat": "double", "reciprocal": "bool",
        "cameo": "string",
    }  # fmt: skip
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    rows = {row["event"]: row for row in table.to_pylist()}
    assert rows["e-many"]["recipient_sector"] == ["GOV", None]
    assert rows["e-talks"]["lat"] == 6.45
    assert list(table.schema.names) == [column.name for column in format_of("csv").columns]


@pytest.mark.parametrize("table", ["ties", "claims", "reports"])
def test_other_tables_are_the_same_in_csv_and_parquet(con, table):
    frame = pd.read_csv(io.BytesIO(written(con, "csv", table)[0]))
    parquet = pq.read_table(io.BytesIO(written(con, "parquet", table)[0]))
    assert list(frame) == parquet.schema.names
    assert len(frame) == parquet.num_rows == {"ties": 1, "claims": 1, "reports": 3}[table]


def test_jsonl_comes_back_as_it_was(con):
    data, counts = written(con, "jsonl")
    found = [msgspec.json.decode(line, type=Report) for line in data.splitlines()]
    assert found == sorted(everything(), key=lambda each: each.report)
    assert counts.rows == 3


def test_plover_has_an_event_a_line_with_its_auxiliary_mode(con):
    rows = {row["id"]: row for row in map(json.loads, written(con, "plover")[0].splitlines())}
    assert len(rows) == 8
    assert {key: row["auxiliary"] for key, row in rows.items() if row["auxiliary"]} == {
        "e-planned": "future", "e-denied": "negation",
    }  # fmt: skip
    assert [actor["name"] for actor in rows["e-many"]["actor"]] == ["Front of the Dunes", "Niger"]
    assert rows["e-many"]["date"] == "2023-05-01"
    assert rows["e-spring"]["date"] is None
    assert rows["e-spring"]["interval"]["end"] == "2023-04-30"
    assert rows["e-spring"]["location"] == {"name": "Niamey", "country": "NER", "lat": 13.51, "lon": 2.11}


def test_geojson_has_the_events_with_coordinates_longitude_first(con):
    data, counts = written(con, "geojson")
    found = json.loads(data)
    assert found["type"] == "FeatureCollection"
    points = {feature["id"]: feature["geometry"] for feature in found["features"]}
    assert points["e-spring"] == {"type": "Point", "coordinates": [2.11, 13.51]}
    assert set(points) == {"e-talks", "e-spring"}
    assert counts.left_out == {"without coordinates": 6}


def test_polecat_has_a_row_for_each_pair(con):
    frame = tsv(con, "polecat").set_index("Event ID")
    pairs = frame[["Actor Name", "Recipient Name"]].apply(tuple, axis=1).to_dict()
    assert pairs == {
        "e-talks": ("Benin", "Togo"),
        "e-many/1-1": ("Front of the Dunes", "Togo"), "e-many/1-2": ("Front of the Dunes", "United Nations"),
        "e-many/2-1": ("Niger", "Togo"), "e-many/2-2": ("Niger", "United Nations"),
        "e-among/1-2": ("Benin", "Togo"), "e-among/1-3": ("Benin", "Niger"), "e-among/2-3": ("Togo", "Niger"),
        "e-nobody": ("", ""), "e-visit": ("Awa Bello", "Kosovo"), "e-spring": ("Front of the Dunes", "Togo"),
    }  # fmt: skip
    assert frame.loc["e-visit", ["Actor Country", "Actor COW", "Actor Title"]].tolist() == [
        "ROU",
        "360",
        "foreign minister",
    ]
    assert frame.loc["e-talks", ["City", "Country", "Quad Code"]].tolist() == ["Lagos", "NGA", "VERBAL COOPERATION"]
    assert frame.loc["e-spring", "Event Date"] == ""  # a month is no day


def test_icews_has_what_is_mutual_both_ways(con):
    frame = tsv(con, "icews")
    assert frame["Event ID"].is_unique
    rows = frame[["Source Name", "Target Name", "CAMEO Code"]].apply(tuple, axis=1).tolist()
    assert [row for row in rows if row[2] == "046"] == [
        ("Benin", "Togo", "046"), ("Togo", "Benin", "046"),
        ("Benin", "Togo", "046"), ("Togo", "Benin", "046"),
        ("Benin", "Niger", "046"), ("Niger", "Benin", "046"),
        ("Togo", "Niger", "046"), ("Niger", "Togo", "046"),
    ]  # fmt: skip
    assert [row for row in rows if row[2] in {"042", "043"}] == [
        ("Awa Bello", "Kosovo", "042"),
        ("Kosovo", "Awa Bello", "043"),
    ]
    host = frame[frame["CAMEO Code"] == "043"].iloc[0]
    assert (host["Event Text"], host["Intensity"], host["Source Sectors"]) == ("Host a visit", "2.8", "")
    assert set(frame["Source Country"]) <= {"Benin", "Togo", "Niger", "Mali", "Romania", "Kosovo", ""}


def test_petrarch_has_cameo_actor_codes(con):
    frame = tsv(con, "petrarch").set_index("IDs")
    assert frame.loc["e-many/1-2", ["Source", "Target", "EventCode"]].tolist() == ["MLIREB", "IGOUNO", "190"]
    assert frame.loc["e-visit/1-1-back", ["Source", "Target", "EventCode"]].tolist() == ["KSV", "ROUGOV", "043"]
    assert frame.loc["e-nobody/1-1", ["Source", "Target", "Date"]].tolist() == ["---", "---", "---"]


def test_gdelt_has_codes_dates_and_counts(con):
    frame = tsv(con, "gdelt").drop_duplicates("GLOBALEVENTID").reset_index()
    visit = frame[frame["EventCode"] == "042"].iloc[0]
    assert visit[["Actor1Code", "Actor1CountryCode", "Actor1Type1Code", "Actor2Code"]].tolist() == [
        "ROMGOV",
        "ROM",
        "GOV",
        "KSV",
    ]
    spring = frame[frame["MonthYear"] == "202304"].iloc[0]
    assert spring[["SQLDATE", "Year", "FractionDate"]].tolist() == ["", "2023", ""]
    assert spring[["ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode"]].tolist() == [
        "4",
        "Niamey, Niger",
        "NG",
    ]
    assert (spring["IsRootEvent"], spring["SOURCEURL"]) == ("1", "")
    to_body = frame[frame["Actor2Name"] == "UNITED NATIONS"].iloc[0]
    assert to_body[["Actor2KnownGroupCode", "Actor2Type1Code", "Actor2CountryCode"]].tolist() == ["UNO", "IGO", ""]
    assert to_body[["SQLDATE", "FractionDate", "IsRootEvent"]].tolist() == ["20230501", "2023.3315", "0"]
    assert set(frame["NumArticles"]) == {"1"}


@pytest.mark.parametrize("name", ["icews", "gdelt", "gdelt-mentions", "petrarch", "polecat"])
def test_plans_and_denials_are_left_out_where_the_format_cannot_say_so(con, name):
    data, counts = written(con, name)
    assert counts.left_out == {"future": 1, "negated": 1}
    assert b"e-planned" not in data
    assert b"e-denied" not in data


# Several reports of one happening


@pytest.fixture
def told_twice():
    con = in_memory(
        [report("one", (talks("e-1"),)), report("two", (talks("e-2", recipients=(party("Togo", "TGO"),)),))]
    )
    rows = "('e-1', 'r-one', 'c-0', 'o-1', ''), ('e-2', 'r-two', 'c-0', 'o-1', '')"
    columns = "t(event, report, rows, occurrence, why)"
    con.execute(f"create or replace view occurrences as select * from (values {rows}) {columns}")
    return con


@pytest.mark.parametrize("name", ["icews", "gdelt", "petrarch", "polecat"])
def test_a_happening_is_written_once(told_twice, name):
    data, counts = written(told_twice, name)
    rows = {"polecat": 1}.get(name, 2)
    assert (counts.rows, counts.events) == (rows, 2)
    assert counts.left_out == {"told again by another report": 1}
    assert b"e-2" not in data


def test_gdelt_counts_the_reports_and_mentions_name_each(told_twice):
    events, mentions = tsv(told_twice, "gdelt"), tsv(told_twice, "gdelt-mentions")
    assert events[["NumArticles", "NumSources", "NumMentions"]].drop_duplicates().values.tolist() == [["2", "1", "2"]]
    assert set(mentions["GLOBALEVENTID"]) == set(events["GLOBALEVENTID"])
    assert len(mentions) == 4  # two directions, two reports
    assert written(told_twice, "gdelt-mentions")[1].left_out == {}
    assert set(mentions["MentionSourceName"]) == {"gazette.example"}


def test_gdelt_mentions_give_offsets_confidence_and_the_way_back():
    benin, togo = party("Benin", "BEN", span=(18, 23)), party("Togo", "TGO", span=(28, 32))
    first, second = tsv(
        in_memory([report("one", (talks("e-1", actors=(benin,), recipients=(togo,)),))]), "gdelt-mentions"
    ).iloc
    offsets = ["Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "Confidence"]
    assert first[offsets].tolist() == ["18", "28", "40", "75"]
    assert second[offsets].tolist() == ["28", "18", "40", "75"]
    assert second["Extras"] == "event=e-1;report=r-one;status=reported;pair=1-1-back"


def test_tables_keep_every_telling_with_its_happening(told_twice):
    frame = pd.read_csv(io.BytesIO(written(told_twice, "csv")[0]))
    assert frame[["event", "occurrence"]].values.tolist() == [["e-1", "o-1"], ["e-2", "o-1"]]


# Nothing, and what does not exist


@pytest.mark.parametrize(("name", "table"), FORMATS)
def test_no_events_give_an_empty_file_of_the_format(name, table):
    data, counts = written(in_memory(()), name, table)
    form = format_of(name, table)
    assert (counts.rows, counts.events) == (0, 0)
    if form.style == "parquet":
        assert pq.read_table(io.BytesIO(data)).schema.names == [column.name for column in form.columns]
    elif form.style == "geojson":
        assert json.loads(data) == {"type": "FeatureCollection", "features": []}
    else:
        assert data.count(b"\n") == form.header


def test_an_unknown_format_names_those_that_there_are(con, tmp_path):
    with pytest.raises(UsageError, match="csv, parquet"):
        write(con, tmp_path / "x", "xls")
    with pytest.raises(UsageError, match="it has: events"):
        write(con, tmp_path / "x", "icews", table="ties")
    assert list(tmp_path.iterdir()) == []


def test_a_date_without_a_day_is_empty_everywhere():
    con = in_memory(
        [report("one", (event("e-1", date=day(None, precision="unknown")), event("e-2", date=day("1963-02-31"))))]
    )
    for name, column in (("icews", "Event Date"), ("polecat", "Event Date"), ("gdelt", "Year")):
        assert tsv(con, name)[column].tolist() == ["", ""]
