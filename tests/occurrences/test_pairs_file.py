"""The annotated pairs hold no text and point at words of the articles."""

import gzip
import json
from pathlib import Path

import pytest

PAIRS = Path(__file__).parents[2] / "benchmarks" / "data" / "occurrence-pairs.jsonl"
NOTES = {"miscoded", "one report"}


@pytest.fixture(scope="module")
def pairs():
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf8").splitlines()]


def ends(pair):
    return [(pair[side]["report"], tuple(pair[side]["span"])) for side in ("a", "b")]


def test_each_pair_is_judged_once(pairs):
    assert all(set(pair) <= {"a", "b", "same", "note"} and set(pair["a"]) == {"report", "span"} for pair in pairs)
    assert all(isinstance(pair["same"], bool) for pair in pairs)
    assert {note for pair in pairs for note in pair.get("note", "miscoded").split(", ")} <= NOTES
    assert len({frozenset(ends(pair)) for pair in pairs}) == len(pairs)


def test_one_report_is_noted(pairs):
    for pair in pairs:
        (a, _), (b, _) = ends(pair)
        assert (a == b) is ("one report" in pair.get("note", ""))


def test_what_is_one_with_the_same_is_one(pairs):
    """No event is one with two events that are said to be two."""
    one = {frozenset(ends(pair)) for pair in pairs if pair["same"]}
    two = {frozenset(ends(pair)) for pair in pairs if not pair["same"]}
    events = {event for pair in pairs for event in ends(pair)}
    near = {event: {other for pair in one if event in pair for other in pair - {event}} for event in events}
    assert not any(frozenset((a, b)) in two for event in events for a in near[event] for b in near[event] if a != b)


def test_spans_are_words(pairs, shared):
    with gzip.open(shared / "data" / "clusters" / "stories-dev.jsonl.gz", "rt", encoding="utf8") as lines:
        texts = {entry["id"]: entry["text"] for entry in map(json.loads, lines)}
    for pair in pairs:
        for report, (start, end) in ends(pair):
            words = texts[report][start:end]
            assert len(words) == end - start > 0
            assert words == words.strip()
