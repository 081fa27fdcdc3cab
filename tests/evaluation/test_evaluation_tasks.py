"""Relations, times, sources, stories, pages and dates; every figure worked out by hand."""

from __future__ import annotations

import pytest

from dragoman.evaluation import NONE

# Relations


def relations(*pairs):
    """Gold and predictions of sentences, from pairs of root and type; a sentence without a type has no prediction."""
    gold = [{"id": number, "root": root} for number, (root, _) in enumerate(pairs)]
    return gold, [{"id": str(number), "type": type_} for number, (_, type_) in enumerate(pairs) if type_ != "absent"]


def test_relations_by_type_quad_and_side(evaluated, values):
    pairs = [("ACCUSE", "ACCUSE"), ("ACCUSE", "AID"), ("AID", "AID"), ("RETREAT", "CONCEDE"), ("YIELD", "RETREAT")]
    result = evaluated("relations", *relations(*pairs))
    # ACCUSE 1/1 and 1/2, AID 1/2 and 1/1: F1 0.6667 both; YIELD 1; their mean 0.7778
    assert values(result, "root") == (0.7778,)
    # quad 3: 1/1 and 1/2, F1 0.6667; quad 2: 3/4 and 3/3, F1 0.8571
    assert values(result, "quad") == (0.7619,)
    assert values(result, "binary") == (0.7619,)
    assert values(result, "answered") == (1.0,)


def test_the_f1_of_a_type_is_rounded_before_the_mean(evaluated, values):
    pairs = [("ACCUSE", "ACCUSE"), ("ACCUSE", None), ("AID", "AID")]
    # (0.6667 + 1) / 2 = 0.83335, where (2/3 + 1) / 2 would be 0.8333
    assert values(evaluated("relations", *relations(*pairs)), "root") == (0.8334,)


def test_sentences_without_an_answer_and_types_that_nobody_knows(evaluated, values):
    pairs = [("AID", "AID"), ("AID", None), ("AID", "NONE"), ("AID", "absent"), ("AID", "FOO")]
    result = evaluated("relations", *relations(*pairs))
    # AID 1/1 and 1/5
    assert values(result, "root") == values(result, "quad") == values(result, "binary") == (0.3333,)
    assert (result.absent, result.figures["answered"]["share"].right) == (1, 2)
    assert result.confusion == {"AID": {"AID": 1, "FOO": 1, NONE: 3}}
    assert list(result.types) == ["AID", "FOO"]


def test_a_type_that_the_gold_has_not_does_not_count_in_the_mean(evaluated, values):
    result = evaluated("relations", *relations(("AID", "AID"), ("AID", "ASSAULT")))
    assert values(result, "root") == (0.6667,)
    wrong = result.types["ASSAULT"]
    assert [(wrong[name].value, wrong[name].low) for name in ("precision", "recall", "f1")] == [
        (0, 0),
        (0, None),
        (0, 0),
    ]


@pytest.mark.parametrize(
    ("type_", "quad", "side"),
    [("CONSULT", 1, 1), ("COOPERATE", 0, 1), ("RETREAT", 0, 1), ("ACCUSE", 0, 0), ("ASSAULT", 0, 0)],
)
def test_classes_of_a_wrong_type(evaluated, values, type_, quad, side):
    result = evaluated("relations", *relations(("AGREE", type_)))
    assert (values(result, "root"), values(result, "quad"), values(result, "binary")) == ((0,), (quad,), (side,))


# Times


def times(expressions, moments):
    return [{"id": "a", "expressions": expressions}], [{"id": "a", "moments": moments}]


@pytest.mark.parametrize(
    ("span", "found", "exact"),
    [
        ((100, 400), 1, 1),
        ((100, 399), 1, 0),
        ((101, 400), 1, 0),
        ((100, 190), 1, 0),  # 90 of 300
        ((100, 189), 0, 0),
        ((0, 1000), 1, 0),  # 300 of 1,000
        ((0, 1001), 0, 0),
        ((400, 500), 0, 0),
        (None, 0, 0),
    ],
)
def test_an_expression_is_found_by_three_tenths_of_the_union(evaluated, span, found, exact):
    result = evaluated("times", *times([{"start": 100, "end": 400, "when": "2023"}], [{"span": span}]))
    assert (result.figures["found"]["f1"].right, result.figures["exact_span"]["f1"].right) == (found, exact)
    assert result.figures["found"]["f1"].given == (span is not None)


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ({"when": "2023-02-25"}, "2023-02-25", "2023-02-25"),
        ({"when": "2023-02-25T10:00"}, "2023-02-25", "2023-02-25"),
        ({"when": "2024-02"}, "2024-02-01", "2024-02-29"),
        ({"when": "2023-12"}, "2023-12-01", "2023-12-31"),
        ({"when": "2023"}, "2023-01-01", "2023-12-31"),
        ({"when": "2023-00-00"}, "2023-01-01", "2023-12-31"),
        ({"when": "2023-W08"}, "2023-02-20", "2023-02-26"),
        ({"when": "2023-Q4"}, "2023-10-01", "2023-12-31"),
        ({"when": "202"}, "2020-01-01", "2029-12-31"),
        ({"from": "2023-02", "to": "2023-03"}, "2023-02-01", "2023-03-31"),
        ({"notBefore": "2023-02", "notAfter": "2023-03"}, "2023-02-01", "2023-03-31"),
        ({"notBefore": "2023-02"}, "2023-02-01", None),
        ({"notAfter": "2023-03"}, None, "2023-03-31"),
        ({"from": "2023-02"}, "2023-02-01", None),
        ({"from": "2023-02"}, "2023-02-01", "2023-06-30"),
        ({"to": "2023-02"}, "1999-01-01", "2023-02-28"),
    ],
)
def test_the_days_of_an_expression(evaluated, value, start, end):
    gold = [{"start": 0, "end": 9, **value}]
    result = evaluated("times", *times(gold, [{"span": (0, 9), "start": start, "end": end}]))
    wrong = evaluated("times", *times(gold, [{"span": (0, 9), "start": "1900-01-01", "end": "1900-01-01"}]))
    assert (result.figures["value"]["f1"].right, wrong.figures["value"]["f1"].right) == (1, 0)


@pytest.mark.parametrize(
    "when", [None, "", "--02-25", "-0044", "2023-13", "2023-02-30", "2023-W54", "2023-Q5", "000", "today"]
)
def test_an_expression_without_days_is_found_but_has_no_value(evaluated, when):
    gold = [{"start": 0, "end": 9, "when": when}]
    result = evaluated("times", *times(gold, [{"span": (0, 9), "start": "2023-02-25", "end": "2023-02-25"}]))
    found, days = result.figures["found"]["f1"], result.figures["value"]["f1"]
    assert (found.right, found.gold, found.given) == (1, 1, 1)
    assert (days.right, days.gold, days.given) == (0, 0, 0)


def test_a_moment_is_taken_once(evaluated, values):
    gold = [{"start": 0, "end": 10, "when": "2023"}, {"start": 2, "end": 10, "when": "2023"}]
    result = evaluated("times", *times(gold, [{"span": (1, 10), "start": None, "end": None}]))
    assert values(result, "found") == (1.0, 0.5, 0.6667)
    assert values(result, "value") == (0.0, 0.0, 0.0)


# Sources


def attribution(source=((0, 4),), cue=((5, 9),), content=((10, 40),)):
    return {"source": source, "cue": cue, "content": content}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(attribution(), (1, 1, 1), id="the same"),
        pytest.param(attribution(cue=((8, 12),)), (1, 1, 1), id="one character of the cue"),
        pytest.param(attribution(cue=((9, 12),)), (0, 0, 0), id="beside the cue"),
        pytest.param(attribution(source=((4, 5),)), (1, 0, 1), id="beside the source"),
        pytest.param(attribution(content=((50, 60), (39, 41))), (1, 1, 1), id="a second stretch of the content"),
        pytest.param({"cue": [[5, 9]]}, (1, 0, 0), id="only a cue"),
    ],
)
def test_an_attribution_is_found_by_its_cue(evaluated, given, expected):
    gold = [{"id": "a", "attributions": [attribution()]}]
    result = evaluated("sources", gold, [{"id": "a", "attributions": [given]}])
    assert tuple(result.figures[name]["f1"].right for name in ("cue", "source", "content")) == expected


def test_precision_and_recall_of_sources(evaluated, values):
    gold = [attribution(), attribution(source=(), cue=((105, 109),), content=()), attribution(cue=())]
    given = [attribution(), attribution(cue=()), attribution(source=(), cue=((105, 109),), content=())]
    result = evaluated("sources", [{"id": "a", "attributions": gold}], [{"id": "a", "attributions": given}])
    # two cues of two, three given, one of them without a cue; sources and contents: one right of two, two given
    assert values(result, "cue") == (0.6667, 1.0, 0.8)
    assert values(result, "source") == values(result, "content") == (0.5, 0.5, 0.5)


# Stories


def stories(gold, given):
    rows = [{"id": number, "story": story} for number, story in enumerate(gold)]
    return rows, [{"id": str(number), "story": story} for number, story in enumerate(given)]


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        pytest.param("aabb", "xxyy", (1.0, 1.0, 1.0), id="right"),
        pytest.param("aaab", "xxyy", (0.75, 0.6667, 0.7059), id="one put to others"),  # p 1 1 1/2 1/2; r 2/3 2/3 1/3 1
        pytest.param("aabb", "xxxx", (0.5, 1.0, 0.6667), id="all together"),
        pytest.param("aaaa", [None, "", None, "x"], (1.0, 0.25, 0.4), id="all alone"),
        pytest.param("aa", [0, 0], (1.0, 1.0, 1.0), id="a story may have the number 0"),
        pytest.param("aab", "xx", (1.0, 1.0, 1.0), id="an article without a prediction is alone"),
    ],
)
def test_stories(evaluated, values, gold, given, expected):
    assert values(evaluated("stories", *stories(gold, given)), "b3") == expected


# Pages


@pytest.mark.parametrize(
    ("body", "prediction", "expected"),
    [
        pytest.param("a b c d e", {"text": "a b c d e"}, (1.0, 1.0, 1.0), id="the same"),
        pytest.param("a b c d e", {"text": "A title\n\na b c d e", "title": "A title "}, (1.0, 1.0, 1.0), id="a title"),
        pytest.param("a b c d e", {"text": "a b c d e f g"}, (0.5, 1.0, 0.6667), id="too much"),
        pytest.param("a b c d e", {"text": "a, b: c d!"}, (1.0, 0.5, 0.6667), id="too little, marks do not count"),
        pytest.param("a a a a a", {"text": "a a a a a a"}, (0.6667, 1.0, 0.8), id="told again"),
        pytest.param("a b c d e", {"text": "v w x y z"}, (0.0, 0.0, 0.0), id="other words"),
        pytest.param("a b c d e", {"text": None}, (0.0, 0.0, 0.0), id="nothing"),
        pytest.param("a b", {"text": "a b c"}, (0.0, 1.0, 0.0), id="nothing asked: fewer than four words"),
    ],
)
def test_pages(evaluated, values, body, prediction, expected):
    result = evaluated("pages", {"page": {"articleBody": body}}, [{"path": "web/page.html.gz", **prediction}])
    assert values(result, "text") == expected


def test_pages_are_averaged(evaluated, values):
    gold = {"one": {"articleBody": "a b c d e"}, "two": {"articleBody": "a b c d e"}}
    result = evaluated("pages", gold, [{"id": "one.htm", "text": "a b c d"}])
    assert values(result, "text") == (0.5, 0.25, 0.3333)
    assert result.absent == 1


# Dates


def test_dates(evaluated, values):
    days = {"a": "2023-02-25", "b": "2023-02-25", "c": "2023-02-25", "d": None, "e": None}
    gold = {f"https://{name}.example/": {"file": f"{name}.html", "date": day} for name, day in days.items()}
    given = {"a": "2023-02-25", "b": "2023-02-26", "c": None, "d": None, "e": "2023-02-25"}
    pred = [{"path": f"{name}.html", "published": day and {"start": day}} for name, day in given.items()]
    result = evaluated("dates", gold, pred)
    # right: a, and d, which bears no date; given: a, b and e
    assert values(result, "day_exact") == (0.4,)
    assert values(result, "right_when_given") == (0.3333,)
