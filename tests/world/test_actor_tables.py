"""The tables of actors: organisations, armed groups, outlets, agent nouns and their modifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

import dragoman.world
from dragoman.world.spelling import words

DATA = Path(dragoman.world.__file__).parent / "data"
# PLOVER's sectors, and the codes that stand where no state fits.
SECTORS = {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"}
SECTORS |= {"AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"}
KINDS = frozenset({"office", "person", "people", "group", "organisation"})
COLUMNS = {
    "organisations": ["code", "country", "sector", "name", "aliases"],
    "groups": ["country", "sector", "name", "aliases", "start", "end", "note"],
    "outlets": ["country", "state_run", "name", "aliases"],
    "agents": ["noun", "sector", "kind", "note"],
    "modifiers": ["word", "sector", "note"],
}
AT_LEAST = {"organisations": 200, "groups": 200, "outlets": 150, "agents": 500, "modifiers": 20}
NAMED = ("organisations", "groups", "outlets")
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of a table, as they stand."""
    head, *lines = (DATA / f"{name}.tsv").read_text(encoding="utf8").split("\n")
    columns = head.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line and not line.startswith("#")]


TABLES = {name: table(name) for name in COLUMNS}
STATES = frozenset(row["iso3"] for row in table("states"))


def spellings(row: Row) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def named(name: str, text: str) -> list[Row]:
    """The rows of a table that bear exactly this name or alias."""
    return [row for row in TABLES[name] if text in spellings(row)]


def months(date: str, *, last: bool) -> str:
    """A partial date filled up to its first or last day, to be compared as text."""
    filling = "-12-31" if last else "-01-01"
    return date + filling[len(date) - 4 :] if len(date) < 10 else date


@pytest.mark.parametrize("name", COLUMNS)
def test_has_its_columns_and_enough_rows(name: str) -> None:
    assert list(TABLES[name][0]) == COLUMNS[name]
    assert len(TABLES[name]) >= AT_LEAST[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_is_sorted_by_the_first_column_without_stray_spaces(name: str) -> None:
    first = [next(iter(row.values())) for row in TABLES[name]]
    assert first == sorted(first)
    untidy = [cell for row in TABLES[name] for cell in row.values() if cell != cell.strip() or "  " in cell]
    assert untidy == []


@pytest.mark.parametrize("name", ["organisations", "groups", "agents", "modifiers"])
def test_sectors_are_plovers(name: str) -> None:
    unknown = {row["sector"] for row in TABLES[name]} - SECTORS
    assert unknown <= ({""} if name == "organisations" else set())


@pytest.mark.parametrize(("name", "others"), [("organisations", {""}), ("groups", {"IMG"}), ("outlets", set())])
def test_countries_are_states(name: str, others: set[str]) -> None:
    assert {row["country"] for row in TABLES[name]} - STATES <= others


def test_an_organisation_is_international_or_of_a_state() -> None:
    assert [row["name"] for row in TABLES["organisations"] if bool(row["code"]) == bool(row["country"])] == []
    assert {row["code"] for row in TABLES["organisations"]} == {"", "IGO", "UNO", "EUR", "NGO", "ISM", "MNC"}


def test_only_bodies_of_states_together_have_no_sector() -> None:
    without = {row["code"] for row in TABLES["organisations"] if not row["sector"]}
    assert without == {"IGO", "UNO", "EUR"}


@pytest.mark.parametrize("name", NAMED)
def test_names_and_aliases_are_unique(name: str) -> None:
    found: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for row in TABLES[name]:
        for text in spellings(row):
            found[words(text)][row["name"]] = row.get("country") or ""
    shared = {key: rows for key, rows in found.items() if len(rows) > 1}
    if name == "groups":  # groups of several countries may share a name: the report's own country settles it
        shared = {key: rows for key, rows in shared.items() if len(set(rows.values())) < len(rows)}
    assert shared == {}


@pytest.mark.parametrize(
    ("name", "column"),
    [("agents", "noun"), ("modifiers", "word"), ("organisations", "name"), ("outlets", "name")],
)
def test_one_row_for_each(name: str, column: str) -> None:
    values = [row[column] for row in TABLES[name]]
    assert sorted(values) == sorted(set(values))


def test_no_spelling_names_two_kinds_of_actor() -> None:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in NAMED:
        for row in TABLES[name]:
            for text in spellings(row):
                found[words(text)].add(name)
    assert {key: names for key, names in found.items() if len(names) > 1} == {}


def test_no_actor_takes_a_states_name() -> None:
    states = {
        words(text): row["iso3"]
        for row in table("states")
        for text in (row["name"], *row["names"].split("|"), *row["demonyms"].split("|"))
        if text
    }
    taken = [text for name in NAMED for row in TABLES[name] for text in spellings(row) if words(text) in states]
    assert taken == []


@pytest.mark.parametrize("name", NAMED)
def test_a_name_with_diacritics_has_an_ascii_alias(name: str) -> None:
    lacking = [row["name"] for row in TABLES[name] if not any(text.isascii() for text in spellings(row))]
    assert lacking == []
    assert [text for row in TABLES[name] for text in spellings(row) if "’" in text] == []


@pytest.mark.parametrize("name", NAMED)
def test_no_alias_is_a_common_word(name: str) -> None:
    """A single word in lower case would be found where nobody is named; these few are always actors."""
    allowed = {"peshmerga", "mujahideen", "mujahedeen", "mujahidin", "shabiha", "colectivos", "dahalo", "yakuza", "dpa"}
    aliases = {text for row in TABLES[name] for text in spellings(row)} - allowed
    assert [text for text in aliases if len(text) < 2 or (text.isalpha() and text.islower())] == []


def test_periods_of_a_group_are_dates_and_do_not_overlap() -> None:
    periods: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in TABLES["groups"]:
        assert all(re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row[end]) for end in ("start", "end")), row
        start = months(row["start"], last=False)
        end = months(row["end"], last=True) if row["end"] else "9999"
        assert start <= end, row
        periods[row["name"]].append((start, end))
    for name, spans in periods.items():
        spans.sort()
        assert all(a[1] < b[0] for a, b in pairwise(spans)), name


@pytest.mark.parametrize(
    ("text", "day", "sector"),
    [
        ("Taliban", "2015-06-01", "REB"),
        ("Taliban", "2021-08-15", "GOV"),
        ("Khmer Rouge", "1976-01-01", "GOV"),
        ("RENAMO", "1985-01-01", "REB"),
        ("RENAMO", "2010-01-01", "PTY"),
        ("RSF", "2020-01-01", "PRM"),
        ("RSF", "2024-01-01", "REB"),
    ],
)
def test_a_groups_sector_follows_its_standing(text: str, day: str, sector: str) -> None:
    rows = [
        row
        for row in named("groups", text)
        if months(row["start"], last=False) <= day <= (months(row["end"], last=True) if row["end"] else "9999")
    ]
    assert [row["sector"] for row in rows] == [sector]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("organisations", "NATO", {"code": "IGO", "country": "", "sector": ""}),
        ("organisations", "UNHCR", {"code": "UNO", "name": "United Nations High Commissioner for Refugees"}),
        ("organisations", "European Commission", {"code": "EUR"}),
        ("organisations", "Red Cross", {"code": "NGO", "sector": "SOC"}),
        ("organisations", "FSB", {"country": "RUS", "sector": "SPY"}),
        ("organisations", "Knesset", {"country": "ISR", "sector": "LEG"}),
        ("organisations", "IDF", {"country": "ISR", "sector": "MIL"}),
        ("organisations", "BJP", {"country": "IND", "sector": "PTY"}),
        ("organisations", "Gazprom", {"country": "RUS", "sector": "BUS"}),
        ("groups", "ISIS", {"country": "IMG", "sector": "REB", "name": "Islamic State"}),
        ("groups", "al Shabaab", {"country": "SOM", "sector": "REB"}),
        ("groups", "Wagner Group", {"country": "RUS", "sector": "PRM"}),
        ("groups", "Sinaloa Cartel", {"country": "MEX", "sector": "CRM"}),
        ("groups", "Transnistria", {"country": "MDA", "sector": "PRE"}),
        ("outlets", "Xinhua", {"country": "CHN", "state_run": "yes"}),
        ("outlets", "KCNA", {"country": "PRK", "state_run": "yes"}),
        ("outlets", "Reuters", {"country": "GBR", "state_run": "no"}),
    ],
)
def test_well_known_names(name: str, text: str, expected: Row) -> None:
    rows = named(name, text)
    assert len(rows) == 1
    assert rows[0] | expected == rows[0]


@pytest.mark.parametrize(
    ("noun", "sector", "kind", "note"),
    [
        ("foreign minister", "GOV", "office", "role: foreign minister"),
        ("foreign secretary", "GOV", "office", "role: foreign minister"),
        ("spokeswoman", "GOV", "office", "role: spokesperson"),
        ("foreign ministry", "GOV", "organisation", ""),
        ("soldier", "MIL", "people", ""),
        ("army spokesman", "MIL", "office", "role: spokesperson"),
        ("lawmaker", "LEG", "person", ""),
        ("court", "JUD", "organisation", ""),
        ("police", "COP", "group", ""),
        ("gunman", "UAF", "people", ""),
        ("protester", "CVL", "people", ""),
        ("opposition leader", "OPP", "person", ""),
        ("former president", "ELI", "person", ""),
        ("refugee", "REF", "people", ""),
        ("leader", "GOV", "person", "weak: sector from its owner or modifier"),
    ],
)
def test_well_known_nouns(noun: str, sector: str, kind: str, note: str) -> None:
    rows = [row for row in TABLES["agents"] if row["noun"] == noun]
    assert rows == [{"noun": noun, "sector": sector, "kind": kind, "note": note}]


def test_nouns_are_in_lower_case_and_of_a_known_kind() -> None:
    assert [row["noun"] for row in TABLES["agents"] if row["noun"] != row["noun"].lower()] == []
    assert {row["kind"] for row in TABLES["agents"]} == KINDS


def test_notes_keep_to_their_vocabulary() -> None:
    """``role:`` belongs to offices, and every office names its role."""
    roles = [row for row in TABLES["agents"] if row["note"].startswith("role: ")]
    assert {row["kind"] for row in roles} <= {"office", "person"}
    assert [row["noun"] for row in TABLES["agents"] if row["kind"] == "office" and "role: " not in row["note"]] == []


@pytest.mark.parametrize(
    ("word", "sector"),
    [("former", "ELI"), ("ex", "ELI"), ("ousted", "ELI"), ("exiled", "ELI"), ("rebel", "REB"), ("opposition", "OPP")],
)
def test_modifiers_change_the_sector(word: str, sector: str) -> None:
    assert [row["sector"] for row in TABLES["modifiers"] if row["word"] == word] == [sector]
