"""The closed word lists of ``data/words.toml``, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "words.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists, all lower case; what each is for stands beside it in the data file."""

    generic: frozenset[str]
    vague: frozenset[str]
    relational: frozenset[str]
    about_another: frozenset[str]
    needs_owner: frozenset[str]
    deploying: frozenset[str]
    international: frozenset[str]
    short_states: frozenset[str]
    whole: frozenset[str]
    quantities: frozenset[str]
    organisation_nouns: frozenset[str]
    portfolios: Mapping[str, str]
    office_sectors: Mapping[str, str]
    roles: Mapping[str, str]
    titles: Mapping[str, str]
    female: frozenset[str]
    male: frozenset[str]
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    calendar: frozenset[str]
    calendar_names: frozenset[str]
    time_words: frozenset[str]
    place_prepositions: frozenset[str]
    place_nouns: frozenset[str]
    motion: frozenset[str]
    from_acts: frozenset[str]
    terrain: frozenset[str]
    not_the_state: frozenset[str]
    directions: frozenset[str]
    state_nouns: frozenset[str]
    many_states: frozenset[str]
    many_sides: frozenset[str]
    many_leaders: frozenset[str]
    group_nouns: frozenset[str]
    numbers: Mapping[str, int]
    he: frozenset[str]
    it: frozenset[str]
    they: frozenset[str]
    me: frozenset[str]
    us: frozenset[str]
    said: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The word lists as shipped."""
    table = tomllib.loads(DATA.read_text(encoding="utf8"))
    gender, names, places, anaphors, pronouns = (
        table[key] for key in ("gender", "names", "places", "anaphors", "pronouns")
    )
    return Words(
        generic=frozenset(table["generic"]),
        vague=frozenset(table["vague"]),
        relational=frozenset(table["relational"]),
        about_another=frozenset(table["about_another"]),
        needs_owner=frozenset(table["needs_owner"]),
        deploying=frozenset(table["deploying"]),
        international=frozenset(table["international"]),
        short_states=frozenset(names["short_states"]),
        whole=frozenset(table["whole"]),
        quantities=frozenset(table["quantities"]),
        organisation_nouns=frozenset(table["organisation_nouns"]),
        portfolios=table["portfolios"],
        office_sectors=table["office_sectors"],
        roles=table["roles"],
        titles=table["titles"],
        female=frozenset(gender["female"]),
        male=frozenset(gender["male"]),
        honorifics=frozenset(gender["honorifics"]),
        suffixes=frozenset(names["suffixes"]),
        particles=frozenset(names["particles"]),
        calendar=frozenset(names["calendar"]),
        calendar_names=frozenset(names["calendar_names"]),
        time_words=frozenset(names["time_words"]),
        place_prepositions=frozenset(places["prepositions"]),
        place_nouns=frozenset(places["nouns"]),
        motion=frozenset(places["motion"]),
        from_acts=frozenset(places["from_acts"]),
        terrain=frozenset(places["terrain"]),
        not_the_state=frozenset(places["not_the_state"]),
        directions=frozenset(places["directions"]),
        state_nouns=frozenset(anaphors["state"]),
        many_states=frozenset(anaphors["states"]),
        many_sides=frozenset(anaphors["sides"]),
        many_leaders=frozenset(anaphors["leaders"]),
        group_nouns=frozenset(anaphors["groups"]),
        numbers=anaphors["numbers"],
        he=frozenset(pronouns["person"]),
        it=frozenset(pronouns["thing"]),
        they=frozenset(pronouns["plural"]),
        me=frozenset(pronouns["me"]),
        us=frozenset(pronouns["us"]),
        said=frozenset(pronouns["said"]),
    )
