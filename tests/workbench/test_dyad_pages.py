"""Dyads: their address, series with what stands out and what is behind it, ties, and where there is nothing."""

import csv
import io
import re

import pyarrow.parquet as pq
import pytest
from dealings import BUSY, MONTHS

from dragoman.workbench.addresses import actor_in, dyad_address

PARTS = {
    ("BLR", "CHN"): "/dyad/BLR/CHN",
    ("BLR/MIL", "CHN"): "/dyad/BLR~MIL/CHN",
    ("BLR", "MIL/CHN"): "/dyad/BLR/MIL~CHN",
    ("BLR/GOV/jane-doe", "-/lake-guard"): "/dyad/BLR~GOV~jane-doe/-~lake-guard",
    ("Côte d’Ivoire", "a b"): "/dyad/C%C3%B4te%20d%E2%80%99Ivoire/a%20b",
}


@pytest.mark.parametrize("pair", PARTS)
def test_two_actors_have_one_address(pair):
    assert dyad_address(*pair) == PARTS[pair]


def test_a_part_of_the_path_is_an_actor_again():
    assert actor_in("BLR~GOV~jane-doe") == "BLR/GOV/jane-doe"


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/dyad/Belarus/CHN", "/dyad/BLR/CHN"),
        ("/dyad/Belarus/China.csv?by=year", "/dyad/BLR/CHN.csv?by=year"),
        ("/dyad?a=Belarus&b=BLR/MIL&by=year&unit=", "/dyad/Belarus/BLR~MIL?by=year"),
    ],
)
def test_names_and_the_form_lead_to_it(desk, address, there):
    answer = desk.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, there)


WAYS = {
    "both ways": ("", {1: 45, 3: 1}),
    "the first acts": ("way=there", {1: 45}),
    "the second acts": ("way=back", {3: 1}),
    "by class": ("quad=3", {3: 1}),
    "until a day": ("until=2030-03-31", {1: 6}),
    "plans": ("status=future", {1: 1}),
    "by year": ("by=year", {1: 45, 3: 1}),
    "events": ("unit=events", {1: 45, 3: 1}),
}


@pytest.mark.parametrize("case", WAYS.values(), ids=WAYS)
def test_a_series_counts_what_can_be_counted_by_hand(desk, case):
    query, expected = case
    found = desk.get(f"/dyad/BLR/CHN.json?{query}").json()
    counted = {quad: sum(row[f"quad_{quad}"] for row in found["rows"]) for quad in (1, 2, 3, 4)}
    assert {quad: n for quad, n in counted.items() if n} == expected
    assert {quad: n for quad, n in enumerate(found["quads"], 1) if n} == expected
    assert [point["quads"] for point in found["points"]] == [
        [row[f"quad_{quad}"] for quad in (1, 2, 3, 4)] for row in found["rows"]
    ]


def test_an_unusual_month_stands_out_with_its_reason(desk):
    found = desk.get("/dyad/BLR/CHN.json").json()
    marked = {row["period"]: row["marks"] for row in found["rows"] if row["marks"]}
    assert list(marked) == [BUSY]
    assert "14 where the 12 months before had" in marked[BUSY][0]
    page = desk.get("/dyad/BLR/CHN").text
    assert "January 2031</a>: unusual: 14 where" in page
    assert "1 occurrence without a date" in page


def test_each_period_leads_to_the_events_behind_it(desk):
    for point, row in zip(*(desk.get("/dyad/BLR/CHN.json").json()[name] for name in ("points", "rows")), strict=True):
        path, _, query = point["href"].partition("?")
        assert desk.get(f"{path}.json?{query}").json()["total"] == row["count"], point


def test_the_page_and_the_twins_have_the_same_periods(desk):
    page = desk.get("/dyad/MLI/NER").text
    rows = re.findall(r'class="when">\s*<a [^>]*>(\d{4}-\d\d)</a>', page)
    assert rows == MONTHS[::-1]
    lines = list(csv.DictReader(io.StringIO(desk.get("/dyad/MLI/NER.csv").text)))
    assert [line["period"] for line in lines] == MONTHS
    table = pq.read_table(io.BytesIO(desk.get("/dyad/MLI/NER.parquet").content))
    assert table["quad_4"].to_pylist() == [1] * 16


def test_entities_are_actors_too(desk):
    found = desk.get("/dyad/BLR~GOV~jane-doe/CHN~GOV~li-wen.json").json()
    assert [row["count"] for row in found["rows"]] == [1]
    path, _, query = found["points"][0]["href"].partition("?")
    assert [row["event"] for row in desk.get(f"{path}.json?{query}").json()["rows"]] == ["e-person"]


def test_a_tie_has_its_dates_and_who_disputes_it(desk):
    [tie] = desk.get("/dyad/CHN/BLR.json").json()["ties"]
    assert (tie["relation"], tie["state"], tie["since"]) == ("alliance", "disputed", "2019")
    page = desk.get("/dyad/CHN/BLR").text
    assert re.search(r'disputed by <a href="/report/r-[^"]+">r-\w+</a>, which tells it as denied on 2030-03-01', page)


NOTHING = {
    "nobody with anybody": ("/dyad/FRA/MNG", 200, "The archive has nothing of France with anybody"),
    "no dealings of two that are there": ("/dyad/BLR/NER", 200, 'Belarus deals most with: <a href="/dyad/BLR/CHN">'),
    "a time before the archive": ("/dyad/BLR/CHN?since=1990-01-01", 200, "1990-01-01 is before the archive begins"),
    "an actor nobody knows": ("/dyad/Belaruss/CHN", 404, "near are Belarus"),
    "a code nobody knows": ("/dyad/BLX~MIL/CHN", 404, "no code of a state"),
    "an actor beside the two": ("/dyad/BLR/CHN?actor=MLI", 400, "the two actors stand in the address itself"),
    "a period": ("/dyad/BLR/CHN?by=hour", 400, "no by &#39;hour&#39;; there are: day, week"),
    "a way": ("/dyad/BLR/CHN?way=up", 400, "there are: both, there, back"),
    "three parts": ("/dyad/BLR/MIL/CHN", 404, "nothing is at"),
}


@pytest.mark.parametrize("case", NOTHING.values(), ids=NOTHING)
def test_where_there_is_nothing_the_page_tells_the_way_on(desk, case):
    address, status, words = case
    answer = desk.get(address)
    assert (answer.status_code, words in answer.text) == (status, True)


def test_the_choice_lists_the_busiest_dyads(desk):
    page = desk.get("/dyad").text
    assert re.findall(r'<a href="(/dyad/\w+/\w+)">', page)[:2] == ["/dyad/BLR/CHN", "/dyad/MLI/NER"]


def test_days_without_a_beginning_are_those_of_three_years(desk):
    page = desk.get("/dyad/BLR/CHN?by=day").text
    assert "Days since 2030-01-01; ask since another day for more" in page
    assert "Days since" not in desk.get("/dyad/BLR/CHN?by=day&since=2030-02-01").text
