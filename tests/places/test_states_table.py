"""The tables of states and metonyms, against facts that are often got wrong."""

import json
import re

import pytest

from dragoman.world import load_world

# iso3, Correlates of War number, Gleditsch-Ward number
NUMBERS = [
    ("USA", 2, 2), ("GBR", 200, 200), ("FRA", 220, 220), ("DEU", 255, 260), ("DDR", 265, 265), ("POL", 290, 290),
    ("CZE", 316, 316), ("SVK", 317, 317), ("SRB", 345, 340), ("MNE", 341, 341), ("XKX", 347, 347), ("MKD", 343, 343),
    ("RUS", 365, 365), ("SUN", 365, 365), ("UKR", 369, 369), ("BLR", 370, 370), ("GEO", 372, 372), ("ROU", 360, 360),
    ("COD", 490, 490), ("COG", 484, 484), ("SDN", 625, 625), ("SSD", 626, 626), ("TZA", 510, 510), ("ZZB", 511, 511),
    ("IRN", 630, 630), ("IRQ", 645, 645), ("TUR", 640, 640), ("YEM", 679, 678), ("YMD", 680, 680), ("CHN", 710, 710),
    ("TWN", 713, 713), ("PRK", 731, 731), ("KOR", 732, 732), ("VNM", 816, 816), ("VDR", 817, 817), ("TLS", 860, 860),
    ("KIR", 946, 970), ("NRU", 970, 971), ("TON", 955, 972), ("TUV", 947, 973), ("WSM", 990, 990), ("PSE", None, None),
    ("VAT", None, None), ("ESH", None, None), ("HKG", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("iso3", "cow", "gw"), NUMBERS)
def test_numbers(iso3, cow, gw):
    state = load_world().state(iso3)
    assert (state.cow, state.gw) == (cow, gw)


NAMES = [
    ("Türkiye", "TUR"), ("Burma", "MMR"), ("Czechia", "CZE"), ("Swaziland", "SWZ"), ("Cote d'Ivoire", "CIV"),
    ("DPRK", "PRK"), ("DRC", "COD"), ("ROK", "KOR"), ("PRC", "CHN"), ("UAE", "ARE"), ("UK", "GBR"), ("US", "USA"),
    ("U.S.", "USA"), ("Congo", "COD"), ("Congo-Brazzaville", "COG"), ("the Vatican", "VAT"),
    ("Republic of China", "TWN"),
    ("Holland", "NLD"), ("Cabo Verde", "CPV"), ("Timor-Leste", "TLS"), ("Macedonia", "MKD"), ("USSR", "SUN"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "iso3"), NAMES)
def test_names_in_the_news(name, iso3):
    bare = name.removeprefix("the ")
    assert [state.iso3 for state in load_world().states if bare in (state.name, *state.names)] == [iso3]


def test_no_name_belongs_to_two_states():
    seen = {}
    for state in load_world().states:
        for name in (state.name, *state.names):
            assert seen.setdefault(name, state.iso3) == state.iso3, name


def test_only_known_demonyms_are_shared():
    owners = {}
    for state in load_world().states:
        for demonym in state.demonyms:
            owners.setdefault(demonym, set()).add(state.iso3)
    shared = {demonym for demonym, states in owners.items() if len(states) > 1}
    assert shared == {"Congolese", "Dominican", "Dominicans", "Korean", "Koreans"}


def test_directions_are_no_names():
    assert not {"North", "South", "the North", "the South"} & {name for s in load_world().states for name in s.names}


def test_every_state_in_the_system_has_its_facts():
    states = load_world().states
    members = [state for state in states if state.gw and state.end is None]
    assert len(members) >= 193
    for state in members:
        assert state.start, state.iso3
        assert state.capital, state.iso3
        assert state.demonyms, state.iso3
        assert state.cow or state.iso3 == "XKX", state.iso3
        assert state.controller is None, state.iso3


def test_brussels_is_the_union_and_kyiv_is_ukraine():
    world = load_world()
    assert world.state("BEL").capital_names == ()
    assert {"Kyiv", "Kiev"} <= set(world.state("UKR").capital_names)
    assert [(m.country, m.sector) for m in world.metonyms if m.text == "Brussels"] == [("EUR", None)]


METONYMS = [
    ("Kremlin", "RUS", "GOV"), ("White House", "USA", "GOV"), ("Pentagon", "USA", "MIL"), ("Knesset", "ISR", "LEG"),
    ("Duma", "RUS", "LEG"), ("FSB", "RUS", "SPY"), ("Mossad", "ISR", "SPY"), ("MI6", "GBR", "SPY"),
    ("Zhongnanhai", "CHN", "GOV"), ("Élysée", "FRA", "GOV"), ("Capitol Hill", "USA", "LEG"),
    ("Bundestag", "DEU", "LEG"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "sector"), METONYMS)
def test_metonyms(text, country, sector):
    assert [(m.country, m.sector) for m in load_world().metonyms if m.text == text] == [(country, sector)]


def test_metonyms_are_many_and_single():
    texts = [metonym.text for metonym in load_world().metonyms]
    assert len(texts) == len(set(texts)) >= 150
    assert not [text for text in texts if re.match("[Tt]he ", text)]


def test_codes_agree_with_the_checking_table(shared):
    theirs = {row["cca3"]: row for row in json.loads((shared / "data/actors/mledoze-countries.json").read_text("utf8"))}
    mine = {state.iso3: state for state in load_world().states if state.end is None}
    assert set(theirs) - {"UNK", "ATA"} <= set(mine)
    assert {code for code in set(theirs) & set(mine) if theirs[code]["cca2"] != mine[code].iso2} == set()
