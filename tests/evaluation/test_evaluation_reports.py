"""Whole reports: which coded event is which of the gold, and what of it is right; every figure worked out by hand."""

from __future__ import annotations

import pytest

from dragoman.evaluation import NONE
from evaluation.invented import coded_event, coded_report, coded_tie, gold_event, gold_report, gold_tie

FRIDAY, SATURDAY = "2023-02-24", "2023-02-25"
MEASURES = ("found", "typed", "coded", "coded_with_sector")


def right(result):
    """How many events are right, measure by measure."""
    return tuple(result.figures[measure]["f1"].right for measure in MEASURES)


def given(result):
    """How many events the gold asks for and how many were given."""
    figure = result.figures["found"]["f1"]
    return figure.gold, figure.given


@pytest.mark.parametrize(
    ("gold", "coded", "expected"),
    [
        pytest.param({}, {}, (1, 1, 1, 1), id="the same"),
        pytest.param({}, {"type_": "REQUEST"}, (1, 0, 0, 0), id="another type"),
        pytest.param({}, {"at": 165}, (1, 1, 1, 1), id="60 characters behind the trigger"),
        pytest.param({}, {"at": 166}, (0, 0, 0, 0), id="61 characters behind the trigger"),
        pytest.param({}, {"at": 35}, (1, 1, 1, 1), id="60 characters before the trigger"),
        pytest.param({}, {"at": 34}, (0, 0, 0, 0), id="61 characters before the trigger"),
        pytest.param({}, {"length": 80}, (1, 1, 1, 1), id="a trigger of 80 characters"),
        pytest.param({}, {"length": 81}, (0, 0, 0, 0), id="a trigger that is no word"),
        pytest.param({}, {"recipients": "IRN/MIL"}, (1, 1, 1, 0), id="another sector"),
        pytest.param({}, {"recipients": "IRQ/GOV"}, (1, 1, 0, 0), id="another country"),
        pytest.param({}, {"recipients": ""}, (1, 1, 0, 0), id="a side missing"),
        pytest.param({"recipients": ""}, {"recipients": ""}, (1, 1, 1, 1), id="neither has a recipient"),
        pytest.param({"recipients": ""}, {}, (1, 1, 0, 0), id="a recipient too many"),
        pytest.param({}, {"actors": "USA/GOV GBR/GOV FRA/GOV"}, (1, 1, 1, 1), id="a third of the codes shared"),
        pytest.param({}, {"actors": "USA/GOV GBR/GOV FRA/GOV DEU/GOV"}, (1, 1, 0, 0), id="a quarter of them shared"),
        pytest.param({}, {"actors": "USA/GOV USA/MIL USA/LEG USA/JUD"}, (1, 1, 1, 0), id="one country, four sectors"),
        pytest.param({"actors": "/UNK"}, {"actors": "/UNK"}, (1, 1, 1, 1), id="a party of no state is its sector"),
        pytest.param({"actors": "/UNK"}, {"actors": "/REB"}, (1, 1, 0, 0), id="another sector of no state"),
        pytest.param({"actors": "USA"}, {"actors": "USA"}, (1, 1, 1, 1), id="a country without a sector"),
        pytest.param(
            {"actors": "USA/GOV USA/MIL"},
            {"actors": "USA/GOV USA/MIL FRA/GOV DEU/GOV GBR/GOV ITA/GOV"},
            (1, 1, 0, 1),
            id="a third of the sectors, a fifth of the countries",
        ),
        pytest.param({}, {"actors": "IRN/GOV", "recipients": "USA/GOV"}, (1, 1, 0, 0), id="sides exchanged"),
        pytest.param(
            {"reciprocal": True}, {"actors": "IRN/GOV", "recipients": "USA/GOV"}, (1, 1, 1, 1), id="both sides act"
        ),
        pytest.param(
            {"reciprocal": True}, {"actors": "USA/GOV IRN/GOV", "recipients": ""}, (1, 1, 1, 1), id="both on one side"
        ),
        pytest.param(
            {"reciprocal": True},
            {"actors": "IRN/GOV", "recipients": "USA/GOV GBR/GOV"},
            (1, 1, 1, 1),
            id="both sides act, another with them",
        ),
        pytest.param({}, {"actors": "USA/GOV IRN/GOV", "recipients": ""}, (1, 1, 0, 0), id="one side of two"),
    ],
)
def test_an_event_is_found_typed_coded(evaluated, gold, coded, expected):
    result = evaluated("reports", [gold_report(gold_event(**gold))], [coded_report(coded_event(**coded))])
    assert right(result) == expected
    assert given(result) == (1, 1)


def test_precision_recall_and_f1(evaluated, values):
    gold = gold_report(*(gold_event(at=at) for at in (100, 400, 700)))
    coded = coded_report(coded_event(at=100), coded_event("AID", at=400), coded_event(at=1000), coded_event(at=1300))
    result = evaluated("reports", [gold], [coded])
    assert values(result, "found") == (0.5, 0.6667, 0.5714)
    assert values(result, "typed") == (0.25, 0.3333, 0.2857)


@pytest.mark.parametrize(
    ("gold", "coded", "asked", "expected"),
    [
        pytest.param([{"optional": True}], [{}], (0, 0), 0, id="an optional event coded is no matter"),
        pytest.param([{"optional": True}], [], (0, 0), 0, id="nor is one left out"),
        pytest.param([{"optional": True}, {}], [{}], (1, 1), 1, id="of equals the required event goes first"),
        pytest.param([{"optional": True}, {}], [{}, {}], (1, 1), 1, id="the second is the optional one"),
        pytest.param([{}, {"type_": "AID"}], [{"type_": "AID"}], (2, 1), 1, id="the most alike is taken"),
        pytest.param([{}], [{"recipients": "IRQ/GOV"}, {}], (1, 2), 1, id="with the right parties before the first"),
        pytest.param([{}], [{}, {}], (1, 2), 1, id="told twice is given twice"),
        pytest.param(
            [{"reciprocal": True}],
            [{}, {"actors": "IRN/GOV", "recipients": "USA/GOV"}],
            (1, 1),
            1,
            id="the two directions of a two-sided act are one",
        ),
        pytest.param(
            [{"reciprocal": True}],
            [{}, {"actors": "IRQ/GOV", "recipients": "USA/GOV"}],
            (1, 2),
            1,
            id="but not another pair",
        ),
        pytest.param(
            [{"reciprocal": True}],
            [{}, {"type_": "AID", "actors": "IRN/GOV", "recipients": "USA/GOV"}],
            (1, 2),
            1,
            id="nor another act",
        ),
        pytest.param(
            [{}], [{}, {"actors": "IRN/GOV", "recipients": "USA/GOV"}], (1, 2), 1, id="nor those of a one-sided act"
        ),
    ],
)
def test_events_are_taken_once(evaluated, gold, coded, asked, expected):
    gold = gold_report(*(gold_event(**event) for event in gold))
    coded = coded_report(*(coded_event(**event) for event in coded))
    result = evaluated("reports", [gold], [coded])
    assert given(result) == asked
    assert result.figures["coded"]["f1"].right == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param({"type_": "AID"}, {"recipients": "IRQ/GOV"}, (1, 1, 0, 0), id="type before parties and day"),
        pytest.param({"recipients": "IRQ/GOV"}, {"recipients": "IRN/MIL"}, (1, 1, 1, 0), id="countries"),
        pytest.param({"recipients": "IRN/MIL"}, {}, (1, 1, 1, 1), id="sectors before the day"),
    ],
)
def test_the_second_is_more_like_the_gold(evaluated, first, second, expected):
    day = {"start": FRIDAY, "end": FRIDAY}
    coded = coded_report(coded_event(**first, date=day), coded_event(**second, date=None))
    result = evaluated("reports", [gold_report(gold_event(date=[FRIDAY, FRIDAY]))], [coded])
    assert right(result) == expected


def test_the_day_decides_between_two_that_are_alike(evaluated, values):
    gold = gold_report(gold_event(date=[FRIDAY, FRIDAY]))
    days = [{"start": day, "end": day} for day in (SATURDAY, FRIDAY)]
    result = evaluated("reports", [gold], [coded_report(*(coded_event(date=day) for day in days))])
    assert values(result, "date_exact") == (1.0,)


@pytest.mark.parametrize(
    ("measure", "gold", "coded", "expected"),
    [
        ("date_exact", {"date": [FRIDAY, SATURDAY]}, {"date": {"start": FRIDAY, "end": SATURDAY}}, 1),
        ("date_exact", {"date": [FRIDAY, SATURDAY]}, {"date": {"start": FRIDAY, "end": FRIDAY}}, 0),
        ("date_exact", {"date": [FRIDAY, None]}, {"date": {"start": FRIDAY, "end": None}}, 1),
        ("date_exact", {"date": [FRIDAY, SATURDAY]}, {"date": None}, 0),
        ("date_exact", {"date": None}, {"date": {"start": FRIDAY, "end": FRIDAY}}, None),
        ("status", {"status": "future"}, {"status": "future"}, 1),
        ("status", {"status": "future"}, {}, 0),
        ("source", {"sources": []}, {}, 1),
        ("source", {"sources": []}, {"sources": [{"country": "USA", "sector": "GOV"}]}, 0),
        ("source", {"sources": ["USA/GOV"]}, {"sources": [{"country": "USA", "sector": "MIL"}]}, 1),
        ("source", {"sources": ["USA/GOV"]}, {"sources": []}, 0),
        ("source", {"sources": ["/JRN"]}, {"sources": [{"country": None, "sector": "JRN"}]}, 1),
        ("source", {"sources": ["JRN", "IRN/GOV"]}, {"sources": [{"country": "IRN", "sector": None}]}, 1),
        ("source", {"sources": ["JRN"]}, {"sources": [{"country": "IRN", "sector": "JRN"}]}, 0),
        ("mode", {"mode": "allege"}, {"mode": "allege"}, 1),
        ("mode", {"mode": "allege"}, {"mode": None}, 0),
        ("mode", {"mode": None}, {"mode": "allege"}, None),
        ("about", {"about": "ASSAULT"}, {"about": {"type": "ASSAULT", "mode": "drone"}}, 1),
        ("about", {"about": "ASSAULT"}, {"about": None}, 0),
        ("about", {}, {"about": {"type": "ASSAULT"}}, None),
        ("place", {"place": "IRN"}, {"place": {"name": "Tehran", "country": "IRN"}}, 1),
        ("place", {"place": "IRN"}, {"place": {"name": "Basra", "country": "IRQ"}}, 0),
        ("place", {"place": "IRN"}, {"place": None}, 0),
        ("place", {"place": None}, {"place": {"name": "Tehran", "country": "IRN"}}, None),
    ],
)
def test_the_fields_of_an_event_coded_right(evaluated, measure, gold, coded, expected):
    result = evaluated("reports", [gold_report(gold_event(**gold))], [coded_report(coded_event(**coded))])
    figure = result.figures[measure]["share"]
    assert (figure.right, figure.gold) == ((0, 0) if expected is None else (expected, 1))


@pytest.mark.parametrize(
    ("gold", "coded"),
    [
        pytest.param({}, {"type_": "AID"}, id="another type"),
        pytest.param({}, {"recipients": "IRQ/GOV"}, id="other parties"),
        pytest.param({"optional": True}, {}, id="optional"),
    ],
)
def test_the_fields_of_other_events_do_not_count(evaluated, gold, coded):
    facts = {"date": [FRIDAY, FRIDAY], "mode": "allege", "about": "ASSAULT", "place": "IRN"}
    result = evaluated("reports", [gold_report(gold_event(**facts, **gold))], [coded_report(coded_event(**coded))])
    shares = ("date_exact", "status", "source", "mode", "about", "place")
    assert [result.figures[measure]["share"].gold for measure in shares] == [0] * 6


@pytest.mark.parametrize(
    ("gold", "coded", "expected"),
    [
        pytest.param([("TUR", "alliance", "AZE")], [("AZE/GOV", "alliance", "TUR/GOV")], (1, 1, 1), id="no direction"),
        pytest.param([("TUR", "support", "AZE")], [("AZE", "support", "TUR")], (1, 1, 0), id="a direction"),
        pytest.param([("TUR", "alliance", "AZE")], [("TUR", "war", "AZE")], (1, 1, 0), id="another relation"),
        pytest.param([("IRN/GOV", "war", "IRN/REB")], [("IRN/REB", "war", "IRN/GOV")], (1, 1, 1), id="in one state"),
        pytest.param([("IRN/GOV", "war", "IRN/REB")], [("IRN/OPP", "war", "IRN/GOV")], (1, 1, 0), id="another sector"),
        pytest.param([("TUR", "war", "AZE")], [("TUR", "war", "AZE")] * 3, (1, 1, 1), id="told again"),
    ],
)
def test_ties(evaluated, gold, coded, expected):
    gold = gold_report(gold_event(), ties=[gold_tie(*tie) for tie in gold])
    result = evaluated("reports", [gold], [coded_report(ties=[coded_tie(*tie) for tie in coded])])
    figure = result.figures["ties"]["f1"]
    assert (figure.gold, figure.given, figure.right) == expected


def test_optional_ties_are_no_matter_and_past_ones_are_others(evaluated):
    ties = [gold_tie("TUR", "war", "AZE", optional=True), gold_tie("TUR", "war", "GRC", past=True)]
    coded = [coded_tie("TUR", "war", "AZE"), coded_tie("TUR", "war", "GRC")]
    figure = evaluated("reports", [gold_report(ties=ties)], [coded_report(ties=coded)]).figures["ties"]["f1"]
    assert (figure.gold, figure.given, figure.right) == (1, 1, 0)


def test_a_tie_that_is_denied_is_not_given(evaluated):
    ties = [gold_tie("SRB", "recognition", "RUS"), gold_tie("TUR", "war", "GRC")]
    coded = [coded_tie("SRB", "recognition", "XKX", negated=True), coded_tie("TUR", "war", "GRC", negated=True)]
    figure = evaluated("reports", [gold_report(ties=ties)], [coded_report(ties=coded)]).figures["ties"]["f1"]
    assert (figure.gold, figure.given, figure.right) == (2, 0, 0)


def test_a_tie_that_is_required_as_well_is_required(evaluated):
    ties = [gold_tie("TUR", "war", "AZE", optional=True), gold_tie("AZE", "war", "TUR")]
    coded = [coded_tie("TUR", "war", "AZE")]
    figure = evaluated("reports", [gold_report(ties=ties)], [coded_report(ties=coded)]).figures["ties"]["f1"]
    assert (figure.gold, figure.given, figure.right) == (1, 1, 1)


def test_types_and_which_was_coded_as_which(evaluated):
    gold = gold_report(
        gold_event("AID", at=100),
        gold_event("AID", at=400),
        gold_event("ASSAULT", at=700),
        gold_event("ASSAULT", at=1000),
        gold_event("PROTEST", at=1300, optional=True),
    )
    coded = coded_report(
        coded_event("AID", at=100),
        coded_event("COOPERATE", at=400),
        coded_event("ASSAULT", "IRQ/GOV", at=700),
        coded_event("PROTEST", at=1300),
        coded_event("AID", at=1600),
    )
    result = evaluated("reports", [gold], [coded])
    table = {type_: [figure.value for figure in figures.values()] for type_, figures in result.types.items()}
    assert table == {"COOPERATE": [0, 0, 0], "AID": [0.5, 0.5, 0.5], "ASSAULT": [1.0, 0.5, 0.6667]}
    assert result.confusion == {
        "AID": {"COOPERATE": 1, "AID": 1},
        "ASSAULT": {"ASSAULT": 1, NONE: 1},
        NONE: {"AID": 1},
    }
    typed = result.figures["typed"]["f1"]
    assert (typed.right, typed.gold, typed.given) == (2, 4, 4)
    for part in ("right", "gold", "given"):
        assert sum(getattr(figures["f1"], part) for figures in result.types.values()) == getattr(typed, part)


def test_a_report_without_a_prediction_is_missed_and_one_that_nobody_asked_for_is_left(evaluated):
    gold = [gold_report(gold_event(), id_="a"), gold_report(gold_event(), id_="b")]
    coded = [coded_report(coded_event(), id_="a"), coded_report(coded_event(), coded_event(), id_="c")]
    result = evaluated("reports", gold, coded)
    assert (result.units, result.absent, given(result), right(result)) == (2, 1, (2, 1), (1, 1, 1, 1))


def test_of_two_predictions_for_one_report_the_last_counts(evaluated):
    coded = [coded_report(), coded_report(coded_event())]
    assert right(evaluated("reports", [gold_report(gold_event())], coded)) == (1, 1, 1, 1)
