"""Reviewed reports as gold: what is accepted is found right, what is rejected and put right counts as it must."""

from __future__ import annotations

import json

import msgspec
import pytest
from reviewed_reports import coded
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.evaluation import evaluate
from dragoman.reviewing import decided, gold, progress

EVENTS = ("e-shot", "e-blame", "e-again", "e-talk")


def accept(archive, *events, who="ann"):
    for event in events:
        archive.decide("accept", event, who=who)


def complete(archive, who="ann"):
    for row in archive.sql("select report from reports").to_pylist():
        archive.decide("accept", row["report"], who=who)


def figures(archive, tmp_path, *options):
    """The figures of the coded reports against the gold that the command writes."""
    out, pred = tmp_path / "gold.jsonl", tmp_path / "coded.jsonl"
    found = CliRunner().invoke(app, ["review", "gold", "--archive", archive.path, "--out", str(out), *options])
    assert found.exit_code == 0, found.output
    pred.write_bytes(b"\n".join(msgspec.json.encode(report) for report in coded()))
    return evaluate("reports", out, pred).figures


def test_what_was_accepted_throughout_is_all_right(archive, tmp_path):
    accept(archive, *EVENTS)
    complete(archive)
    found = figures(archive, tmp_path)
    for name in ("found", "typed", "coded", "coded_with_sector"):
        assert (found[name]["f1"].value, found[name]["f1"].gold) == (1.0, 4)
    for name in ("date_exact", "status", "mode", "place"):
        assert found[name]["share"].value == 1.0


def test_a_rejected_event_and_a_corrected_field_count_as_wrong(archive, tmp_path):
    accept(archive, *EVENTS[1:3])
    archive.decide("reject", "e-talk", who="ann")
    archive.decide("edit", "e-shot", field="status", value='"future"', who="ann")
    complete(archive)
    found = figures(archive, tmp_path)
    assert found["found"]["precision"].value == pytest.approx(3 / 4)
    assert found["found"]["recall"].value == 1.0
    assert found["status"]["share"].value == pytest.approx(2 / 3, abs=1e-4)


def test_a_corrected_type_and_an_added_event_count_as_missed(archive, tmp_path):
    accept(archive, *EVENTS)
    archive.decide("edit", "e-blame", field="type", value='"REJECT"', who="ann")
    report, event = coded()[0], coded()[0].events[0]
    mention = msgspec.structs.replace(event.mentions[0], trigger="attack", span=(80, 86))
    missed = msgspec.structs.replace(event, type="MOBILIZE", mentions=(mention,))
    archive.decide("add", report.report, value=msgspec.json.encode(missed).decode(), who="ann")
    complete(archive)
    found = figures(archive, tmp_path)
    assert (found["typed"]["recall"].gold, found["typed"]["recall"].right) == (5, 3)


def test_what_somebody_was_unsure_of_counts_neither_way(archive, tmp_path):
    accept(archive, *EVENTS[:3])
    archive.decide("unsure", "e-talk", who="ann")
    complete(archive)
    found = figures(archive, tmp_path)
    assert (found["found"]["f1"].value, found["found"]["f1"].gold) == (1.0, 3)


def test_only_what_is_complete_is_gold(archive):
    accept(archive, "e-shot", "e-blame", "e-again")
    koro, later = (each.report for each in coded())
    archive.decide("accept", koro, who="ann")
    archive.decide("accept", later, who="ann")  # one of its events was not decided about
    found = decided(archive.connection())
    assert [(line.id, line.report) for line in gold(archive.connection(), found)] == [("koro", koro)]
    told = {each.report: (each.events, each.decided, each.gold) for each in progress(archive.connection(), found)}
    assert told == {koro: (2, 2, True), later: (2, 1, False)}


def test_the_gold_of_one_person(archive, tmp_path):
    accept(archive, *EVENTS)
    complete(archive)
    for event in EVENTS:
        archive.decide("reject", event, who="bob")
    complete(archive, who="bob")
    assert figures(archive, tmp_path, "--who", "ann")["found"]["f1"].value == 1.0
    lines = gold(archive.connection(), decided(archive.connection()), "bob")
    assert [line.events for line in lines] == [[], []]


def test_somebody_who_decided_nothing_is_told(archive):
    accept(archive, "e-shot")
    found = CliRunner().invoke(app, ["review", "gold", "--archive", archive.path, "--out", "-", "--who", "eve"])
    assert "those who have: ann" in str(found.exception)


def test_agreement_as_a_table_and_as_json(archive):
    command = ["review", "agreement", "--archive", archive.path]
    assert "no two people" in CliRunner().invoke(app, command).output
    accept(archive, *EVENTS)
    accept(archive, *EVENTS[:2], who="bob")
    archive.decide("reject", "e-again", who="bob")
    table = CliRunner().invoke(app, command).output
    assert "3 events that two or more decided about: ann, bob" in table
    assert "verdict" in table
    told = json.loads(CliRunner().invoke(app, [*command, "--json"]).output)
    assert told["fields"][0] | {"low": 0, "high": 0} == {
        "field": "verdict", "measure": "nominal", "alpha": 0.0, "low": 0, "high": 0, "events": 3, "pairs": 3, "same": 2,
    }  # fmt: skip
