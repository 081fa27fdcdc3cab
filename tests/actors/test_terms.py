"""Office holders against days: surnames of heads of state, and inferred days that the named offices contradict."""

import pytest

from dragoman.actors import contradiction, find_parties
from dragoman.language import load, parse
from dragoman.records import Published
from dragoman.world import load_world


def day(start, end=None, basis="inferred"):
    return Published(start=start, end=end or start, precision="day", basis=basis, why="test")


@pytest.fixture(scope="module")
def nlp():
    return load()


@pytest.mark.parametrize(
    ("text", "published", "entity"),
    [
        ("Macron will visit Nairobi next week.", "2023-05-02", "FRA/GOV/emmanuel-macron"),
        ("Putin warned the alliance again.", "2022-01-10", "RUS/GOV/vladimir-putin"),
        ("Putin warned the alliance again.", None, "RUS/GOV/vladimir-putin"),
    ],
)
def test_heads_of_state_by_surname_alone(nlp, text, published, entity):
    parties = find_parties(parse(nlp, text), day(published, basis="given") if published else None)
    assert entity in [mention.party.entity for mention in parties.mentions]


def test_nobody_is_a_head_before_the_term(nlp):
    parties = find_parties(parse(nlp, "Macron will visit Nairobi next week."), day("2005-05-02", basis="given"))
    assert "FRA/GOV/emmanuel-macron" not in [mention.party.entity for mention in parties.mentions]


@pytest.mark.parametrize(
    ("published", "reason"),
    [("2008-08-12", "was not president between 2008-08-12 and 2008-08-12"), ("2019-08-12", None)],
)
def test_an_inferred_day_must_fit_the_offices(nlp, published, reason):
    doc = parse(nlp, "Serbian President Aleksandar Vucic met the envoys in Belgrade.")
    found = contradiction(find_parties(doc, day(published)), day(published), load_world())
    assert (found is None) if reason is None else reason in found
