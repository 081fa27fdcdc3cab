"""The project's own reports: the events that each must give, whatever else is found."""

from pathlib import Path

import pytest

import dragoman

EXAMPLES = Path(__file__).parents[2] / "examples"

# type/mode, actor, recipient, date, status, where it is told; None where it is not pinned
EXPECTED = {
    "state-visit": [
        ("CONSULT/visit", "FRA", "USA", "2022-11-29", "reported", "both"),
        ("REQUEST", "FRA", "USA", None, "reported", "body"),
        ("AID", "FRA", "UKR", None, "reported", "body"),
        ("AID", "DEU", "UKR", None, "hypothetical", "body"),
        ("SANCTION/withdraw", "FRA", "USA", None, "reported", "body"),
    ],
    "border-clash": [
        ("ASSAULT/heavy-weapons", "AZE", "ARM", None, "reported", "body"),
        ("CONSULT/phone", "ARM", "RUS", None, "reported", "body"),
        ("REQUEST/assist", "ARM", "RUS", None, "reported", "body"),
        ("REQUEST/yield", "USA", "AZE", None, "reported", "body"),
        ("ACCUSE/allege", "TUR", "ARM", None, "reported", "body"),
    ],
    "sanctions": [
        ("SANCTION/discontinue", "USA", "IRN", "2022-09-22", "reported", "both"),
        ("SANCTION/discontinue", "EUR", None, None, "negated", "body"),
        ("COERCE/arrest", "IRN", None, "2022-09-13", "reported", "body"),
        ("ACCUSE/allege", "IRN", "USA", None, "reported", "body"),
        ("REQUEST", "DEU", "EUR", None, "reported", "body"),
    ],
    "ceasefire": [
        ("SUPPORT", "ETH", "ETH", None, "reported", "body"),
        ("ASSAULT/heavy-weapons", "ERI", None, "2022-10-01", "reported", "body"),
        ("SUPPORT", "ETH", "ZAF", None, "reported", "body"),
        ("REQUEST", "ETH", "ETH", None, "reported", "body"),
    ],
    "protest": [
        ("PROTEST/riot", "LKA", "LKA", None, "reported", "both"),
        ("COERCE/curfew", "LKA", None, None, "reported", "body"),
        ("COERCE/martial-law", "LKA", None, None, "reported", "body"),
        ("MOBILIZE/troops", "LKA", None, None, "reported", "body"),
        ("THREATEN", "LKA", None, None, "reported", "body"),
    ],
    "summit": [
        ("AGREE", "IGO", "FIN", None, "reported", "both"),
        ("CONSULT", "TUR", "SWE", "2022-06-28", "reported", "body"),
        ("ASSAULT/heavy-weapons", "RUS", "UKR", "2022-06-27", "reported", "body"),
        ("ACCUSE/disapprove", "RUS", None, None, "reported", "body"),
    ],
    "headline": [
        ("THREATEN", "SRB", "XKX", None, "reported", "headline"),
        ("ACCUSE/allege", "XKX", "SRB", None, "reported", "body"),
    ],
}


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


@pytest.fixture(scope="module")
def coded(coder):
    """Every example page by name, coded."""
    pages = sorted(EXAMPLES.glob("*.html"))
    return {page.stem: coder.code(report) for page in pages for report in dragoman.read([page])}


def fits(event, wanted):
    code, actor, recipient, date, status, where = wanted
    type_, _, mode = code.partition("/")
    sides = ({p.country for p in event.actors}, {p.country for p in event.recipients})
    return (
        event.type == type_
        and (not mode or event.mode == mode)
        and actor in sides[0]
        and (recipient is None or recipient in sides[1])
        and (date is None or (event.date is not None and event.date.start == date))
        and (event.status, event.in_) == (status, where)
    )


@pytest.mark.parametrize(("name", "wanted"), [(name, w) for name, events in EXPECTED.items() for w in events])
def test_event(coded, name, wanted):
    assert any(fits(event, wanted) for event in coded[name].events), [
        (e.type, e.mode, e.status) for e in coded[name].events
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_page_and_text_give_the_same_events(coder, coded, name):
    """The text files have no publication date of their own; everything that needs none must be the same."""
    [report] = dragoman.read([EXAMPLES / f"{name}.txt"])
    assert report.text == coded[name].text
    keys = [
        [(e.type, e.mode, e.cameo, [p.entity for p in e.actors], [m.trigger for m in e.mentions]) for e in r.events]
        for r in (coder.code(report), coded[name])
    ]
    assert abs(len(keys[0]) - len(keys[1])) <= 1
    assert len([key for key in keys[0] if key in keys[1]]) >= 0.8 * len(keys[1])


@pytest.mark.parametrize(
    ("name", "a", "relation", "b"), [("border-clash", "TUR", "alliance", "AZE"), ("summit", "FIN", "border", "RUS")]
)
def test_tie(coded, name, a, relation, b):
    assert (relation, {a, b}) in [(tie.relation, {tie.a.country, tie.b.country}) for tie in coded[name].ties]


def test_a_headline_that_its_body_does_not_bear_out(coded):
    assert [claim.supported for claim in coded["headline"].claims] == [False]
    assert all(claim.supported for claim in coded["protest"].claims)


def test_an_inferred_date_must_fit_the_offices_that_are_named(coded):
    """Its only year is 2008, when none of the persons that it names held the offices that it gives them."""
    assert coded["headline"].published is None
    assert any("publication date left open" in note for note in coded["headline"].notes)


def test_who_says_so(coded):
    [shelling] = [e for e in coded["border-clash"].events if e.mode == "heavy-weapons"]
    assert [(s.country, s.cue) for s in shelling.sources] == [("ARM", "said")]
