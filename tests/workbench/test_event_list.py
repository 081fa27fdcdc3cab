"""The list of events: filters, pages, facets, and the same rows as data."""

import csv
import io
import re
from urllib.parse import parse_qsl, urlsplit

import pyarrow.parquet as pq
import pytest

ALL = {*(f"e-{n:02}" for n in range(45)), "e-hostile"}


def shown(client, address):
    """The ids of the rows of a page."""
    return re.findall(r'<tr id="(e-[^"]+)">', client.get(address).text)


ASKED = {
    "nothing": ("", ALL),
    "a type": ("type=AID", {f"e-{n:02}" for n in range(3, 45, 4)}),
    "a mode in small letters": ("type=assault/firearms", {f"e-{n:02}" for n in range(0, 45, 4)}),
    "two classes": ("quad=1&quad=2", {f"e-{n:02}" for n in range(45) if n % 4 in (1, 3)}),
    "an actor by name": ("actor=Belarus", {f"e-{n:02}" for n in range(1, 45, 4)}),
    "empty fields of a form": ("actor=&since=&text=&type=AID", {f"e-{n:02}" for n in range(3, 45, 4)}),
    "days": ("since=2031-05-02&until=2031-05-02", {"e-02", "e-03"}),
    "a source": ("publisher=sahel+wire&since=2031-05-02&until=2031-05-02", {"e-03"}),
    "confidence": ("confidence=0.6-0.64", {"e-30", "e-31"}),
    "words": ("text=alert", {"e-hostile"}),
    "a dyad": ("dyad=MLI-NER&since=2031-05-20&until=2031-05-20", {"e-38"}),
    "nothing that is there": ("actor=FRA", set()),
}


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_a_page_has_the_events_that_are_asked_for(client, case):
    query, events = case
    assert set(shown(client, f"/events?{query}&limit=100")) == events


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_the_twins_have_the_rows_of_the_page(client, case):
    query, _ = case
    rows = shown(client, f"/events?{query}")
    data = client.get(f"/events.json?{query}").json()
    assert [row["event"] for row in data["rows"]] == rows
    assert data["total"] == len(case[1])
    lines = list(csv.DictReader(io.StringIO(client.get(f"/events.csv?{query}").text)))
    assert [line["event"] for line in lines] == rows
    table = pq.read_table(io.BytesIO(client.get(f"/events.parquet?{query}").content))
    assert table["event"].to_pylist() == rows
    assert table.column_names == list(data["rows"][0]) if rows else table.num_rows == 0


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("limit", [1, 7, 46])
def test_pages_have_each_event_once(client, order, limit):
    address, seen, days = f"/events.json?order={order}&limit={limit}", [], []
    while address:
        data = client.get(address).json()
        seen += [row["event"] for row in data["rows"]]
        days += [row["day"] for row in data["rows"]]
        address = data["next"] and data["next"].replace("/events", "/events.json", 1)
    assert sorted(seen) == sorted(ALL)
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=order == "newest")
    assert days[len(dated) :] == [None] * 5


def test_a_page_after_an_event_that_is_gone_goes_on_with_its_day(client):
    after = [row["day"] for row in client.get("/events.json?after=2031-05-10.e-gone").json()["rows"]]
    assert after[0] == "2031-05-10"


def test_a_facet_counts_what_its_address_gives(client):
    page = client.get("/events?actor=MLI").text
    facets = page.split('<aside class="facets"')[1].split("</aside>")[0]
    found = re.findall(r'<a href="([^"]+)"[^>]*><span class="value">[^<]*</span></a>\s*'
                       r'<span class="count">([\d,]+)</span>', facets)  # fmt: skip
    assert len(found) > 8
    for address, count in found:
        path, _, query = address.replace("&amp;", "&").partition("?")
        asked = dict(parse_qsl(query))
        if "actor" in asked:  # a link that adds; the one that is there already leads away from it
            assert client.get(f"{path}.json?{query}").json()["total"] == int(count), address


def test_a_chip_leaves_its_value_out(client):
    page = client.get("/events?actor=MLI&type=ASSAULT&quad=4").text
    chips = re.findall(r'<a class="chip" href="([^"]+)">', page)
    queries = [set(parse_qsl(urlsplit(each.replace("&amp;", "&")).query)) for each in chips]
    whole = {("actor", "MLI"), ("type", "ASSAULT"), ("quad", "4")}
    assert [whole - each for each in queries] == [{("actor", "MLI")}, {("type", "ASSAULT")}, {("quad", "4")}]


def test_a_page_says_what_it_shows(client):
    page = client.get("/events?type=ASSAULT&publisher=The+Koro+Post&confidence=0.2-0.4").text
    assert "events of type ASSAULT published by The Koro Post with a confidence from 0.2 to below 0.4" in page
    assert "capped at 7 a page" in client.get("/events?limit=7").text


def test_a_page_where_nothing_matches_says_so(client):
    answer = client.get("/events?actor=FRA")
    assert (answer.status_code, "Nothing in this archive is events by FRA" in answer.text) == (200, True)


WRONG = {
    "a type": ("type=ATTACK", "no event type &#39;ATTACK&#39;; there are"),
    "an actor": ("actor=Viktor+Orbann", "near are"),
    "a day": ("since=yesterday", "write it as YYYY-MM-DD"),
    "days the wrong way round": ("since=2031-02-02&until=2031-02-01", "exchange the two"),
    "a name": ("actr=MLI", "near are actor"),
    "an order": ("order=best", "there are: newest, oldest"),
    "a limit": ("limit=9999", "from 1 to 1,000"),
    "a limit that is no number": ("limit=%C2%B2", "from 1 to 1,000"),
    "a key": ("after=nowhere", "after is the day"),
    "a confidence": ("confidence=2-3", "0.5-0.8"),
    "a story": ("story=war", "s-…"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("path", ["/events", "/events.csv"])
def test_a_wrong_value_is_told_with_a_form_to_put_it_right(client, case, path):
    query, words = case
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_the_form_has_what_is_asked_for(client):
    page = client.get("/events?actor=MLI&actor=NER&quad=4&since=2031-05-01").text
    assert re.findall(r'name="actor" value="(\w+)"', page) == ["MLI", "NER"]
    assert re.findall(r'name="quad" value="(\d)" checked', page) == ["4"]
    assert 'name="since" type="date" value="2031-05-01"' in page
