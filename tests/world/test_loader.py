"""The world tables: what is found in them, and what is said when they are wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.world import Officeholder, Organisation, State, World, load_world
from dragoman.world.entries import in_force
from dragoman.world.naming import short_forms
from dragoman.world.spelling import plural, singular, slug, words
from dragoman.world.tables import Faults

TABLES = Path(__file__).parent / "tables"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(TABLES)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ukraine", ["UKR"]),
        ("Kiev", ["UKR"]),
        ("US", ["USA"]),
        ("us", []),
        ("DPRK", ["PRK"]),
        ("dprk", []),
        ("turkey", []),
        ("Congolese", ["COD", "COG"]),
        ("Türkiye", ["TUR"]),
        ("Turkiye", ["TUR"]),
        ("Atlantis", []),
    ],
)
def test_find_states(world: World, name: str, found: list[str]) -> None:
    assert [entry.iso3 for entry in world.find(name) if isinstance(entry, State)] == found


@pytest.mark.parametrize(
    ("name", "on", "offices"),
    [
        ("Mohamed Morsi", "2013-01-01", ["president"]),
        ("Mohamed Morsi", "2017-01-01", []),
        ("Mohamed Morsi", date(2012, 6, 30), ["president"]),
        ("Mohamed Morsi", None, ["president"]),
        ("Yugoslavia", "1980-01-01", ["state"]),
        ("Yugoslavia", "2000-01-01", []),
    ],
)
def test_find_goes_by_the_day(world: World, name: str, on: str | date | None, offices: list[str]) -> None:
    found = [entry.office if isinstance(entry, Officeholder) else "state" for entry in world.find(name, on)]
    assert found == offices


@pytest.mark.parametrize(
    ("name", "on", "people"),
    [
        ("Lukashenko", None, ["Alexander Lukashenko"]),
        ("Aleksandr Lukashenko", "2023-02-25", ["Alexander Lukashenko"]),
        ("Xi", "2020-01-01", ["Xi Jinping"]),
        ("Jinping", "2020-01-01", []),
        ("Sisi", "2020-01-01", ["Abdel Fattah al-Sisi"]),
        ("al-Sisi", "2020-01-01", ["Abdel Fattah al-Sisi"]),
        ("Bush", "2005-01-01", ["George W. Bush"]),
        ("Bush", "1990-01-01", ["George Bush"]),
        ("Bush", "2015-01-01", []),
        ("Erdogan", "2020-01-01", ["Recep Tayyip Erdoğan"]),
        ("Nobody", None, []),
    ],
)
def test_who(world: World, name: str, on: str | None, people: list[str]) -> None:
    assert [holder.name for holder in world.who(name, on)] == people


def test_state_and_controller(world: World) -> None:
    state = world.state("HKG")
    assert state is not None
    assert (state.name, world.controller("HKG"), world.controller("CHN")) == ("Hong Kong", "CHN", "CHN")
    assert world.state("ATL") is None


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("talks with the United Nations Security Council today", ["United Nations Security Council"]),
        ("the U.S. Army and U.S. Pacific Command", ["U.S.", "Army", "U.S. Pacific Command"]),
        ("Vladimir V. Putin in Washington, D.C.", ["Vladimir V. Putin", "Washington, D.C."]),
        ("Kim Jong-un's soldiers", ["Kim Jong-un", "soldiers"]),
        ("who asked us about turkey", []),
        ("The WHO asked the US about Turkey", ["WHO", "US", "Turkey"]),
        ("NORTH KOREA FIRES", ["NORTH KOREA"]),
        ("South\n\nKorea and South\nKorea", ["South\nKorea"]),
        ("prime ministers and Erdogan", ["prime ministers"]),
    ],
)
def test_the_longest_name_is_matched(world: World, text: str, matches: list[str]) -> None:
    assert [text[match.start : match.end] for match in world.index.scan(text)] == matches


def test_a_table_beside_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "organisations.tsv").write_text(
        "code\tcountry\tsector\tname\taliases\nIGO\t\t\tLeague of Tests\tLOT\n", encoding="utf8"
    )
    world = load_world(tmp_path)
    assert [entry.name for entry in world.find("LOT") if isinstance(entry, Organisation)] == ["League of Tests"]
    assert world.state("FRA") is not None
    assert world.hash != load_world().hash


def test_the_hash_tells_tables_apart(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(TABLES, tmp_path / "tables"))
    assert load_world(copy).hash == load_world(TABLES).hash
    with (copy / "agents.tsv").open("a", encoding="utf8") as table:
        table.write("zebra\tCVL\tpeople\t\n")
    load_world.cache_clear()
    assert load_world(copy).hash != load_world(TABLES).hash


@pytest.mark.parametrize(
    ("table", "old", "new", "messages"),
    [
        ("states", "iso3\tiso2", "iso\tiso2", ["states.tsv, line 1", "iso3, iso2"]),
        ("officeholders", "2022-12-13", "13 Dec 2022", ["officeholders.tsv, line ", "column start", "YYYY-MM-DD"]),
        ("officeholders", "2022-12-13", "2030-12-13", ["column end", "before the start"]),
        ("officeholders", "BLR\t\tpresident", "ATL\t\tpresident", ["column iso3", "'ATL' is not known"]),
        ("groups", "REB\tTaliban", "RBL\tTaliban", ["groups.tsv", "column sector", "'RBL'", "REB"]),
        ("organisations", "IGO\t\t\tNATO", "\t\t\tNATO", ["column code", "both empty"]),
        ("organisations", "Nato|North", "Nato||North", ["column aliases", "empty part"]),
        ("agents", "rebel\tREB\tpeople\t", "rebel\tREB\tpeople", ["agents.tsv", "has 3 cells instead of 4"]),
        ("agents", "rebel\tREB\tpeople", "rebel\tREB\tcrowd", ["column kind", "'crowd'", "people"]),
        ("outlets", "yes\tXinhua", "maybe\tXinhua", ["outlets.tsv", "column state_run", "no, yes"]),
        ("metonyms", "Kremlin\tRUS", "Kremlin\tRUSS", ["metonyms.tsv", "column iso3"]),
        ("states", "\tCHN\n", "\tXYZ\n", ["column controller", "'XYZ'"]),
        ("naming", "first", "middle", ["naming.tsv", "column short"]),
    ],
)
def test_faults_name_file_line_and_column(tmp_path: Path, table: str, old: str, new: str, messages: list[str]) -> None:
    copy = Path(shutil.copytree(TABLES, tmp_path / "tables"))
    path = copy / f"{table}.tsv"
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")
    with pytest.raises(DataError) as caught:
        load_world(copy)
    assert all(message in str(caught.value) for message in messages), str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(TABLES, tmp_path / "tables"))
    (copy / "groups.tsv").write_text(
        "country\tsector\tname\taliases\tstart\tend\tnote\nATL\tREB\tA\t\t\t\t\nFRA\tXXX\tB\t\t99\t\t\n",
        encoding="utf8",
    )
    (copy / "modifiers.tsv").write_text("word\tsector\tnote\nodd\tYYY\t\n", encoding="utf8")
    with pytest.raises(DataError) as caught:
        load_world(copy)
    assert [part in str(caught.value) for part in ("'ATL'", "'XXX'", "'99'", "'YYY'")] == [True] * 4


def test_faults_without_any_are_silent() -> None:
    assert Faults().throw() is None


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        (None, None, "2020-01-01", True),
        ("2019", None, "2019-01-01", True),
        ("2019-03", None, "2019-02-28", False),
        (None, "2019", "2019-12-31", True),
        (None, "2019", "2020-01-01", False),
        (None, "2019-05", "2019-05-31", True),
        ("2019", "2020", None, True),
    ],
)
def test_in_force(start: str | None, end: str | None, day: str | None, expected: bool) -> None:
    assert in_force(start, end, day) is expected


@pytest.mark.parametrize(
    ("name", "order", "included", "excluded"),
    [
        ("Xi Jinping", "first", [("xi",)], [("jinping",)]),
        ("Abdel Fattah al-Sisi", "last", [("sisi",), ("al", "sisi")], [("abdel",)]),
        ("Enrique Peña Nieto", "last", [("pena", "nieto"), ("nieto",)], [("enrique",)]),
        ("Ban Ki-moon", None, [("ban",), ("ki", "moon")], [("moon",)]),
        ("Lula", "last", [("lula",)], []),
    ],
)
def test_short_forms(
    name: str, order: str | None, included: list[tuple[str, ...]], excluded: list[tuple[str, ...]]
) -> None:
    forms = short_forms(name, order)
    assert set(included) <= forms
    assert not forms & set(excluded)


@pytest.mark.parametrize(
    ("one", "many"),
    [("soldier", "soldiers"), ("policeman", "policemen"), ("ministry", "ministries"), ("spy", "spies"), ("boy", "boys"),
     ("mosque", "mosques"), ("witness", "witnesses"), ("child", "children")],
)  # fmt: skip
def test_plural(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    ("noun", "one"), [("ministries", "ministry"), ("sides", "side"), ("boss", "boss"), ("side", "side")]
)
def test_singular(noun: str, one: str) -> None:
    assert singular(noun) == one


def test_words_and_slugs() -> None:
    assert words("Jean-Claude Juncker's U.S.") == ("jean", "claude", "juncker", "s", "u", "s")
    assert words("Erdoğan Şahin Møller Wałęsa") == ("erdogan", "sahin", "moller", "walesa")
    assert slug("Korean People's Army") == "korean-peoples-army"


def test_importing_reads_no_table() -> None:
    code = "import sys, dragoman.world, dragoman.world.load as l; assert l.load_world.cache_info().currsize == 0"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_shipped_tables_are_valid() -> None:
    world = load_world()
    assert len(world.states) > 190
    assert {holder.name for holder in world.who("Merkel", "2015-01-01")} == {"Angela Merkel"}
    assert world.who("Qin Gang", "2023-02-25")[0].office == "foreign-minister"
