"""Coding with paragraphs left out of the parse: what is found stays so, and what is left out is told."""

import subprocess
import sys

import pytest

import dragoman
from dragoman.records import Published, Report
from floors import below, read_floors
from tasks import FLOORS, TASKS, measure

IDLE = "The road was muddy after the long rain, and the river had a brown colour."
LEAD = "Kenyan troops attacked a village in Somalia on Monday."


@pytest.fixture(scope="module")
def coders():
    return dragoman.Coder(), dragoman.Coder(skip=False)


def report(*paragraphs):
    published = Published(start="2021-03-10", end="2021-03-10", precision="day", basis="given", why="test")
    return Report(report="r-test", text="\n\n".join(paragraphs), published=published, language="en")


REPORTS = [
    (LEAD, IDLE, "France condemned the attack."),
    (LEAD, "Pavel Orlinski walked along the muddy road.", "Orlinski condemned the attack on Tuesday."),
    (LEAD, "By Tuesday the road was dry again.", "Egyptian police arrested two rebels."),
]


@pytest.mark.parametrize("paragraphs", REPORTS, ids=[p[1][:24] for p in REPORTS])
def test_the_events_are_those_of_the_whole_parse(coders, paragraphs):
    skipping, whole = (coder.code(report(*paragraphs)) for coder in coders)
    assert skipping.events == whole.events
    assert len(whole.events) > 1


def test_only_what_is_not_asked_for_in_detail_is_left_out(coders):
    spoken = "The road was muddy, a walker told us, and the river had a brown colour."
    given = report(LEAD, spoken, "France condemned the attack.")
    assert coders[0].code(given, detail=True) == coders[1].code(given, detail=True)


def test_explain_tells_what_was_left_out(tmp_path):
    page = tmp_path / "muddy.txt"
    page.write_text("\n\n".join((LEAD, IDLE, "France condemned the attack.")), encoding="utf8")
    command = [sys.executable, "-m", "dragoman", "explain", str(page)]
    told, all_told = (
        " ".join(subprocess.run([*command, *extra], capture_output=True, text=True, check=True).stdout.split())
        for extra in ([], ["--parse-all"])
    )
    assert "1 paragraph (15 words) can hold no event and was not parsed" in told
    assert "not coded: not parsed (see below)" in told
    assert "parsed" not in all_told


def test_whole_reports_are_as_good_as_measured(shared, monkeypatch):
    """The accuracy of the coder is measured with every detail, where nothing is left out; this is it as it is run."""

    def coded(path):
        return iter(dragoman.Coder().code_many(r for r in dragoman.read([str(path)]) if isinstance(r, Report)))

    monkeypatch.setitem(TASKS, "reports", TASKS["reports"]._replace(predict=coded))
    assert below(read_floors(FLOORS), measure(["reports"], shared / "data")) == []
