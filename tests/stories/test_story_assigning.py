"""Stories: who is placed with whom, in which order whatever, and why."""

import itertools

import numpy as np
import pytest

from dragoman.errors import UsageError
from dragoman.records import Published, Report
from dragoman.stories import Fingerprint, Placed, assign, fingerprint, story_id
from dragoman.stories.linking import components, linked, summed
from dragoman.stories.weights import idf

DAM = [
    "The Orvel dam near Tessin burst on Monday and flooded nine villages, the governor Lena Brandt said.",
    "Nine villages under water after the Orvel dam bursts; governor Brandt sends rescue boats to Tessin.",
    "Rescue boats reached Tessin villages flooded when the Orvel dam burst, Lena Brandt told reporters.",
]
STRIKE = [
    "Harbour pilots in Quellin walked out over night shifts, leaving forty freighters at anchor.",
    "Forty freighters wait off Quellin as harbour pilots refuse night shifts and walk out.",
]
CHESS = ["A schoolgirl from Marvik won the junior chess title with a queen sacrifice."]


def prints(texts, day="2024-05-06", name="r"):
    published = day and Published(start=day, end=day, precision="day", basis="given", why="")
    return [
        fingerprint(Report(report=f"{name}{n}", text=text, published=published)) for n, text in enumerate(texts)
    ]  # fmt: skip


def groups(placements):
    found = {}
    for each in placements:
        found.setdefault(each.story, set()).add(each.report)
    return sorted(map(sorted, found.values()))


NEW = [*prints(DAM, name="dam"), *prints(STRIKE, name="strike"), *prints(CHESS, name="chess")]
EXPECTED = [["chess0"], ["dam0", "dam1", "dam2"], ["strike0", "strike1"]]


def test_reports_on_the_same_news_are_one_story():
    found = assign(NEW)
    assert groups(found.placements) == EXPECTED
    assert [each.report for each in found.placements] == [each.report for each in NEW]
    assert found.merges == ()


def test_the_order_of_a_batch_does_not_matter():
    told = {each.report: each for each in assign(NEW).placements}
    for order in itertools.islice(itertools.permutations(NEW), 0, 720, 103):
        assert {each.report: each for each in assign(order).placements} == told


def test_a_placement_says_why():
    by_id = {each.report: each for each in assign(NEW).placements}
    dam, chess = by_id["dam1"], by_id["chess0"]
    assert dam.nearest in {"dam0", "dam2"}
    assert 0.2 <= dam.similarity <= dam.nearest_similarity <= 1
    assert {"orvel", "tessin"} & set(dam.terms)
    assert chess.similarity is None
    assert chess.story == story_id("chess0")


def test_one_at_a_time_gives_the_stories_of_one_batch():
    placed = []
    for each in NEW:
        (placement,) = assign([each], placed).placements
        placed.append(Placed(story=placement.story, fingerprint=each))
    assert groups(assign(NEW).placements) == sorted(
        sorted(each.fingerprint.report for each in story)
        for _, story in itertools.groupby(sorted(placed, key=lambda each: each.story), key=lambda each: each.story)
    )


def test_a_story_keeps_its_name_when_an_earlier_report_arrives():
    placed = [Placed(story="s-old", fingerprint=each) for each in prints(DAM[:2], day="2024-05-07", name="old")]
    (placement,) = assign(prints(DAM[2:], day="2024-05-01", name="early"), placed).placements
    assert placement.story == "s-old"


def test_a_report_between_two_stories_makes_them_one():
    first = Placed(story="s-a", fingerprint=prints(DAM[:1], day="2024-05-06", name="a")[0])
    second = Placed(story="s-b", fingerprint=prints(DAM[1:2], day="2024-05-05", name="b")[0])
    found = assign(prints(DAM[2:], name="c"), [first, second])
    assert [(merge.kept, merge.gone) for merge in found.merges] == [("s-b", "s-a")]
    assert found.placements[0].story == "s-b"


def test_days_between_tell_stories_apart():
    near, far = (
        assign(prints([DAM[0]], day=day, name="n"), [Placed(story="s", fingerprint=prints([DAM[1]], name="o")[0])])
        for day in ("2024-05-07", "2025-09-07")
    )
    assert near.placements[0].nearest_similarity > far.placements[0].nearest_similarity > 0


def test_undated_reports_are_placed():
    assert groups(assign([*prints(DAM, day=None, name="dam"), *prints(CHESS, day=None, name="chess")]).placements) == [
        ["chess0"],
        ["dam0", "dam1", "dam2"],
    ]


def test_events_in_common_count_and_are_told():
    def bare(name, term, events):
        return Fingerprint(
            report=name, first=None, last=None, terms=((term, 2), ("dam", 1)), level=0, sketch=b"", events=events
        )

    def nearness(events):
        return assign([bare("one", "orvel", events), bare("two", "tessin", events)]).placements[0]

    assert nearness(("4 ARM,AZE 2024-03-04",)).nearest_similarity - nearness(()).nearest_similarity == pytest.approx(
        0.1, abs=1e-3
    )
    assert nearness(("4 ARM,AZE 2024-03-04",)).events == ("4 ARM,AZE 2024-03-04",)


def test_a_report_without_terms_is_alone():
    empty = fingerprint(Report(report="empty", text="?!"))
    (placement,) = assign([empty], [Placed(story="s", fingerprint=NEW[0])]).placements
    assert (placement.story, placement.nearest) == (story_id("empty"), None)


def test_a_report_given_twice_is_refused():
    with pytest.raises(UsageError, match="dam0 is given twice"):
        assign(NEW[:1], [Placed(story="s", fingerprint=NEW[0])])


def test_nothing_new_gives_nothing():
    assert assign([], [Placed(story="s", fingerprint=NEW[0])]).placements == ()


@pytest.mark.parametrize(
    ("general", "having", "stories", "expected"),
    [
        (0, 0, [], np.log(101)),
        (3, 0, [], np.log(101 / 4)),
        (0, 1, [0, 0, 0], np.log(102 / 2)),  # one voice, whatever its reports
        (0, 3, [0, 1, 2], np.log(104 / 4)),
        (0, 1_000, range(1_000), np.log(201 / 101)),  # no more than the background
    ],
)
def test_idf(general, having, stories, expected):
    found = idf(np.array([general]), 100, np.array([having]), np.array(list(stories), dtype=int))
    assert found[0] == pytest.approx(expected)


SIMILARITIES = np.array([[1, 0.8, 0.1, 0], [0.8, 1, 0.5, 0], [0.1, 0.5, 1, 0.3], [0, 0, 0.3, 1]], dtype=float)


@pytest.mark.parametrize(
    ("least", "expected"),
    [
        (0.9, []),
        (0.5, [(0, 1, 0.8)]),
        (0.3, [(0, 1, 0.8), (0, 2, 0.3)]),
        (0.1, [(0, 1, 0.8), (0, 2, 0.3), (0, 3, 0.1)]),
    ],
)
def test_average_links(least, expected):
    found = linked(SIMILARITIES, np.ones(4), least)
    assert found == [(kept, gone, pytest.approx(average)) for kept, gone, average in expected]


def test_sums_over_clusters():
    assert summed(SIMILARITIES, np.array([0, 0, 1, 1])).tolist() == [[3.6, 0.6], [0.6, 2.6]]


def test_components():
    assert components(5, [(0, 3), (4, 3)]) == [[0, 3, 4], [1], [2]]
