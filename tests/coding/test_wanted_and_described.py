"""What is to be done stands in an infinitive or subjunctive; an adjective before a noun tells no act."""

import pytest

from dragoman.pipeline import Coder
from dragoman.records import Report


@pytest.fixture(scope="module")
def coder():
    return Coder(rules_only=True)


def types(coder, text):
    report = Report(report="r-1", text=text, language="en")
    return [event.type for event in coder.code(report).events]


@pytest.mark.parametrize(
    "text",
    [
        "Chad's president told the rebels to settle their quarrel.",
        "Mexico insisted that the minister resign.",
        "Iceland suggested that Denmark publish the letter.",
    ],
)
def test_what_is_to_be_done_is_asked_for(coder, text):
    assert types(coder, text) == ["REQUEST"]


@pytest.mark.parametrize(
    "text",
    [
        "Chad's president told the rebels that Niger had won.",
        "Iceland suggested that Denmark had published the letter.",
    ],
)
def test_what_was_done_is_only_told(coder, text):
    assert "REQUEST" not in types(coder, text)


@pytest.mark.parametrize(
    "text",
    ["Angry relatives filled the courtroom in Colombo.", "Japan is concerned about the safety of its citizens."],
)
def test_a_feeling_that_describes_accuses_nobody(coder, text):
    assert types(coder, text) == []
