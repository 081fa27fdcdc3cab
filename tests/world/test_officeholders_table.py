"""The table of officeholders: its cells, the terms of sole offices, names that must not point to two persons."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

import dragoman.world
from dragoman.world.spelling import words

DATA = Path(dragoman.world.__file__).parent / "data"
COLUMNS = ["iso3", "body", "office", "name", "aliases", "start", "end", "source"]
BODIES = {"UNO", "EUR", "IGO", "IMG"}
SOURCES = {"public-record", "phoenix", "both"}
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# Offices that several persons hold at once.
SHARED = {"co-prince", "deputy-prime-minister", "head-of-state", "presidency-member", "spokesperson", "vice-president"}
HEADS = frozenset(
    [
        *["president", "prime-minister", "chancellor", "head-of-state", "presidency-member", "governor-general"],
        *["king", "queen", "emperor", "emir", "sultan", "prince", "co-prince", "grand-duke", "pope", "supreme-leader"],
    ]
)
# The Group of Twenty and the states most in the news.
IN_THE_NEWS = [
    *["USA", "GBR", "FRA", "RUS", "CHN", "DEU", "ITA", "ESP", "JPN", "IND", "BRA", "MEX", "CAN", "AUS", "ARG", "IDN"],
    *["KOR", "SAU", "TUR", "ZAF", "UKR", "BLR", "IRN", "ISR", "PSE", "SYR", "IRQ", "ARE", "QAT", "EGY", "PRK", "PAK"],
    *["AFG", "VEN", "CUB", "SRB", "XKX", "POL", "HUN", "ARM", "AZE", "GEO", "KAZ", "UZB", "MMR", "ETH", "SDN", "SSD"],
    *["LBY", "NGA", "RWA", "COD"],
]
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of a table, as they stand."""
    head, *lines = (DATA / f"{name}.tsv").read_text(encoding="utf8").split("\n")
    columns = head.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line and not line.startswith("#")]


TERMS = rows("officeholders")
STATES = {row["iso3"]: row for row in rows("states")}


def earliest(day: str, open_day: date = date.max) -> date:
    """The first day that a date of this precision can mean."""
    if not day:
        return open_day
    year, month, dom = ([int(part) for part in day.split("-")] + [1, 1])[:3]
    return date(year, month, dom)


def latest(day: str) -> date:
    """The last day that a date of this precision can mean."""
    parts = [int(part) for part in day.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


def overlap(one: Row, other: Row) -> int:
    """The days that two terms certainly share beyond the day of hand-over; zero or less for none."""
    start = max(latest(one["start"]), latest(other["start"]))
    return (min(earliest(one["end"]), earliest(other["end"])) - start).days


def shown(term: Row) -> str:
    return " ".join(term[key] for key in ("iso3", "body", "office", "name", "start", "end"))


def names(term: Row) -> list[str]:
    return [term["name"], *filter(None, term["aliases"].split("|"))]


def holders(iso3: str, office: str, on: str, body: str = "") -> set[str]:
    """Who certainly held the office on a day."""
    day = date.fromisoformat(on)
    return {
        term["name"]
        for term in TERMS
        if (term["iso3"], term["office"], term["body"]) == (iso3, office, body)
        and latest(term["start"]) <= day <= earliest(term["end"])
    }


def test_columns_and_size():
    assert (DATA / "officeholders.tsv").read_text(encoding="utf8").split("\n")[0].split("\t") == COLUMNS
    assert len(TERMS) > 5500
    keys = [(t["iso3"], t["body"], t["office"], t["start"], t["name"]) for t in TERMS]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("iso3", sorted({term["iso3"] for term in TERMS}))
def test_cells(iso3):
    wrong = []
    for term in (term for term in TERMS if term["iso3"] == iso3):
        known = iso3 in STATES or iso3 in BODIES
        dated = DAY.fullmatch(term["start"]) and (not term["end"] or DAY.fullmatch(term["end"]))
        ordered = dated and earliest(term["start"]) <= (latest(term["end"]) if term["end"] else date.max)
        tidy = all(cell == cell.strip() and "  " not in cell for cell in term.values())
        coded = re.fullmatch(r"[a-z]+(-[a-z]+)*", term["office"]) and term["source"] in SOURCES
        if not (known and ordered and tidy and coded and term["name"]):
            wrong.append(shown(term))
    assert wrong == []


def test_bodies_are_named():
    assert [shown(term) for term in TERMS if term["iso3"] in BODIES and not term["body"]] == []


def test_names_are_names():
    bad = [shown(term) for term in TERMS for name in names(term) if not words(name) or re.search(r"[\d#@~;:]", name)]
    assert bad == []


def test_aliases_are_not_repeated():
    repeated = [shown(term) for term in TERMS if len(set(names(term))) < len(names(term))]
    assert repeated == []


def test_a_name_with_accents_has_an_ascii_form():
    bare = [shown(t) for t in TERMS if not t["name"].isascii() and not any(name.isascii() for name in names(t))]
    assert bare == []


def test_sole_offices_have_one_holder():
    offices = defaultdict(list)
    for term in TERMS:
        if term["office"] not in SHARED:
            offices[term["iso3"], term["body"], term["office"]].append(term)
    pairs = (pair for terms in offices.values() for pair in combinations(terms, 2))
    assert [f"{shown(one)} / {shown(other)}" for one, other in pairs if overlap(one, other) >= 1] == []


def test_a_person_does_not_hold_one_office_twice_at_a_time():
    offices = defaultdict(list)
    for term in TERMS:
        offices[term["iso3"], term["body"], term["office"], term["name"]].append(term)
    pairs = (pair for terms in offices.values() for pair in combinations(terms, 2))
    assert [f"{shown(one)} / {shown(other)}" for one, other in pairs if overlap(one, other) >= 1] == []


def test_a_name_points_to_one_person_of_a_country_at_a_time():
    owners = defaultdict(list)
    for term in TERMS:
        for name in {words(name) for name in names(term)}:
            owners[term["iso3"], name].append(term)
    clashes = [
        f"{' '.join(key[1])}: {shown(one)} / {shown(other)}"
        for key, terms in owners.items()
        for one, other in combinations(terms, 2)
        if one["name"] != other["name"] and overlap(one, other) >= 1
    ]
    assert clashes == []


def test_one_person_is_written_in_one_way():
    """A canonical name is no other person's alias in the same country, and carries the same aliases in every term."""
    aliases = defaultdict(set)
    for term in TERMS:
        aliases[term["iso3"], term["name"]].add(term["aliases"])
    assert [key for key, forms in aliases.items() if len(forms) > 1] == []
    spelled = {(term["iso3"], words(term["name"])): term["name"] for term in TERMS}
    twice = [
        shown(term)
        for term in TERMS
        for alias in names(term)
        if spelled.get((term["iso3"], words(alias)), term["name"]) != term["name"]
    ]
    assert twice == []


@pytest.mark.parametrize(
    "iso3",
    [
        iso3
        for iso3, row in sorted(STATES.items())
        if not row["controller"] and (not row["end"] or row["end"] > "1990-12")
    ],
)
def test_every_state_has_a_head(iso3):
    assert any(term["iso3"] == iso3 and term["office"] in HEADS for term in TERMS)


@pytest.mark.parametrize("iso3", IN_THE_NEWS)
def test_states_in_the_news_have_foreign_ministers(iso3):
    assert any(
        term["iso3"] == iso3 and term["office"] == "foreign-minister" and earliest(term["end"]) >= date(2015, 1, 1)
        for term in TERMS
    )


@pytest.mark.parametrize(
    ("iso3", "office", "on", "name"),
    [
        ("BLR", "president", "2006-05-02", "Alexander Lukashenko"),
        ("BLR", "foreign-minister", "2023-06-01", "Sergei Aleinik"),
        ("BLR", "foreign-minister", "2022-12-01", None),
        ("UKR", "president", "2022-02-24", "Volodymyr Zelensky"),
        ("RUS", "president", "2010-08-08", "Dmitry Medvedev"),
        ("RUS", "prime-minister", "2010-08-08", "Vladimir Putin"),
        ("USA", "president", "2021-01-19", "Donald Trump"),
        ("USA", "foreign-minister", "2003-03-20", "Colin Powell"),
        ("USA", "vice-president", "2014-01-01", "Joe Biden"),
        ("GBR", "prime-minister", "2022-10-01", "Liz Truss"),
        ("DEU", "chancellor", "2015-09-04", "Angela Merkel"),
        ("IRN", "president", "2009-06-12", "Mahmoud Ahmadinejad"),
        ("IRQ", "prime-minister", "2008-01-01", "Nouri al-Maliki"),
        ("EGY", "president", "2013-01-25", "Mohamed Morsi"),
        ("CHN", "president", "2012-12-01", "Hu Jintao"),
        ("AFG", "president", "2021-08-16", None),
        ("VAT", "pope", "2014-01-01", "Francis"),
        ("VAT", "pope", "2025-05-01", None),
    ],
)
def test_who_held_an_office_on_a_day(iso3, office, on, name):
    assert holders(iso3, office, on) == ({name} if name else set())


@pytest.mark.parametrize(
    ("code", "body", "office", "on", "name"),
    [
        ("UNO", "United Nations", "secretary-general", "2003-03-20", "Kofi Annan"),
        ("IGO", "NATO", "secretary-general", "2022-02-24", "Jens Stoltenberg"),
        ("EUR", "European Commission", "commission-president", "2010-01-01", "José Manuel Barroso"),
        ("UNO", "International Atomic Energy Agency", "director-general", "2003-01-01", "Mohamed ElBaradei"),
        ("AFG", "Taliban", "prime-minister", "2023-01-01", "Mohammad Hassan Akhund"),
        ("IRQ", "Kurdistan Region", "president", "2010-01-01", "Masoud Barzani"),
    ],
)
def test_who_headed_a_body_on_a_day(code, body, office, on, name):
    assert holders(code, office, on, body) == {name}


@pytest.mark.parametrize(
    ("iso3", "spelling", "name"),
    [
        ("BLR", "Aleksandr Lukashenko", "Alexander Lukashenko"),
        ("BLR", "Alyaksandr Lukashenka", "Alexander Lukashenko"),
        ("BLR", "Sergey Aleinik", "Sergei Aleinik"),
        ("BLR", "Siarhei Aleinik", "Sergei Aleinik"),
        ("UKR", "Volodymyr Zelenskiy", "Volodymyr Zelensky"),
        ("RUS", "Sergey Lavrov", "Sergei Lavrov"),
        ("PRK", "Kim Jong Un", "Kim Jong-un"),
        ("SAU", "MBS", "Mohammed bin Salman"),
        ("LBY", "Moammar Gadhafi", "Muammar Gaddafi"),
        ("EGY", "Abdel Fattah al-Sisi", "Abdel Fattah el-Sisi"),
        ("TUR", "Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("IND", "S Jaishankar", "S. Jaishankar"),
    ],
)
def test_news_spellings(iso3, spelling, name):
    own = [term for term in TERMS if term["iso3"] == iso3]
    assert {term["name"] for term in own if words(spelling) in map(words, names(term))} == {name}
