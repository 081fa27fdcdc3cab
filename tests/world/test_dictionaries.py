"""Dictionaries of the TABARI family become extra actors with their days; what is not usable is told, not lost."""

import gzip

import pytest

from dragoman.errors import DataError, InputError
from dragoman.pipeline import Coder
from dragoman.records import Published, Report
from dragoman.world import load_world, read_dictionary

ACTORS = """# invented for this test
ORDER_OF_THE_GREEN_LAMP_  ; a note
+GREEN_LAMP_
\t[SOMREB 19900101-20101231] # until it became a party
\t[SOMPTY >110101]
JANE_ROE_ [IGOUNO 610131-620230]
ZUBCO_ [MNC]
NOBODY_
\t[QQQ]
\t[SOMGOV 991399]
"""
AGENTS = """LAMPLIGHTER [~REB]
LAMP_MAN {LAMP_MEN} [~COP]
LAMP_THING [~ZZZ]
"""
STATES = frozenset(state.iso3 for state in load_world().states)


@pytest.fixture
def actors(tmp_path):
    (tmp_path / "actors.txt").write_text(ACTORS, encoding="utf8")
    return tmp_path / "actors.txt"


@pytest.fixture
def agents(tmp_path):
    (tmp_path / "agents.txt").write_text(AGENTS, encoding="utf8")
    return tmp_path / "agents.txt"


def test_actors_have_names_codes_and_days(actors):
    found = read_dictionary(actors, STATES).groups
    assert [(g.name, g.aliases, g.country, g.sector, g.start, g.end) for g in found] == [
        ("Order of the Green Lamp", ("Green Lamp",), "SOM", "REB", "1990-01-01", "2010-12-31"),
        ("Order of the Green Lamp", ("Green Lamp",), "SOM", "PTY", "2011-01-01", None),
        ("Jane Roe", (), "UNO", "CVL", "1961-01-31", "1962-02-28"),
        ("ZUBCO", (), "MNC", "BUS", None, None),
    ]


def test_what_cannot_be_used_is_told_with_its_line(actors, agents):
    assert [line.rsplit(":", 2)[1:] for line in read_dictionary(actors, STATES).skipped] == [
        ["9", " [QQQ] names neither a state nor a kind of body"],
        ["10", " [SOMGOV 991399] is no code with an optional range of days"],
    ]
    assert read_dictionary(agents, STATES).skipped == (f"{agents}:3: [~ZZZ] is no sector of PLOVER or CAMEO",)


def test_agents_have_sectors(agents):
    assert [(a.noun, a.sector) for a in read_dictionary(agents, STATES).agents] == [
        ("lamplighter", "REB"), ("lamp man", "COP"),
    ]  # fmt: skip


def test_a_gzipped_file_is_read(actors, tmp_path):
    packed = tmp_path / "packed.txt.gz"
    packed.write_bytes(gzip.compress(actors.read_bytes()))
    assert read_dictionary(packed, STATES).groups == read_dictionary(actors, STATES).groups


def test_other_files_are_refused(tmp_path):
    (tmp_path / "prose.txt").write_text("Nothing here is an actor.", encoding="utf8")
    with pytest.raises(DataError, match="no TABARI, PETRARCH or Phoenix dictionary"):
        read_dictionary(tmp_path / "prose.txt", STATES)
    with pytest.raises(InputError, match="cannot be read"):
        read_dictionary(tmp_path / "missing.txt", STATES)


def _actors_on(coder, day):
    text = "The Order of the Green Lamp attacked Ethiopian troops. Lamplighters in Kenya attacked a police post."
    published = Published(start=day, end=day, precision="day", basis="given", why="given")
    report = Report(report="r-1", text=text, language="en", published=published)
    return [f"{p.country}/{p.sector}" for e in coder.code(report).events if e.type == "ASSAULT" for p in e.actors]


def test_extra_actors_are_coded_with_the_sector_of_the_day(actors, agents):
    coder = Coder(actors=[actors, agents])
    assert len(coder.skipped) == 3
    assert _actors_on(coder, "2005-03-03") == ["SOM/REB", "KEN/REB"]
    assert _actors_on(coder, "2015-03-03") == ["SOM/PTY", "KEN/REB"]


def test_known_names_stay_as_the_tables_have_them(tmp_path):
    (tmp_path / "a.txt").write_text("FRANCE_ [USAMIL]\n", encoding="utf8")
    extra = read_dictionary(tmp_path / "a.txt", STATES)
    assert load_world().with_extra(extra.groups, extra.agents).groups == load_world().groups
