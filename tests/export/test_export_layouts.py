"""The loader of formats: what is wrong in a file is named with its line; the files of facts fit each other."""

from __future__ import annotations

import shutil

import pytest

from dragoman.errors import DataError
from dragoman.export import load_formats
from dragoman.export.facts import fact_tables
from dragoman.export.layouts import SHIPPED
from dragoman.world import BODIES, load_world
from dragoman.world.entries import SECTORS


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("icews.tsv", "Event Date\tDATE", "Event Date\tDAY", "icews.tsv, line 4, column type: 'DAY' is none of"),
        ("icews.tsv", "Event Date\tDATE", "Event ID\tDATE", "line 4: there are two columns 'Event ID'"),
        ("icews.tsv", "Event Date\tDATE\tday", "Event Date\tDATE\t", "line 4: a cell is empty"),
        ("icews.tsv", "Event Date\tDATE\tday", "Event Date\tDATE", "line 4: has 3 cells instead of 4"),
        ("formats.tsv", "polecat\tevents\ttsv", "polecat\tevents\txml", "column style: 'xml' is none of"),
        ("formats.tsv", "events pairs\tpairs\tpolecat", "events trios\tpairs\tpolecat", "there is no bases/trios.sql"),
        ("formats.tsv", "yes\tno\treported", "yes\tno\tcertain", "certain is none of reported"),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path, file, old, new, message):
    folder = tmp_path / "formats"
    shutil.copytree(SHIPPED, folder)
    text = (folder / file).read_text(encoding="utf8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf8")
    with pytest.raises(DataError) as raised:
        load_formats(folder)
    assert message in str(raised.value)


def test_facts_cover_every_state_body_and_sector():
    tables = fact_tables()
    states = {state.iso3 for state in load_world().states}
    assert set(tables["fact_countries"]["code"].to_pylist()) == states | BODIES
    assert set(tables["fact_sectors"]["sector"].to_pylist()) == SECTORS


def test_no_country_or_place_doubles_the_rows_it_is_joined_to():
    countries = fact_tables()["fact_countries"]["code"].to_pylist()
    assert len(countries) == len(set(countries))
    places = fact_tables()["fact_places"].select(["name", "iso3", "lat", "lon"]).to_pylist()
    assert len(places) == len({tuple(place.values()) for place in places})


def test_fips_codes_name_one_state_each():
    codes = [code for code in fact_tables()["fact_countries"]["fips"].to_pylist() if code]
    assert len(codes) > 240
    assert sorted(codes) == sorted(set(codes))
