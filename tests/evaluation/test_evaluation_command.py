"""``dragoman evaluate`` as a user meets it: tables, JSON, exit statuses; and the gold of the documentation."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from dragoman.cli import main
from dragoman.evaluation import evaluate
from evaluation.invented import coded_event, coded_report, gold_event, gold_report

GOLD = Path(__file__).parents[2] / "examples" / "gold"


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs the command line; gives the exit status, standard output and standard error."""

    def ran(*arguments, stdin=""):
        monkeypatch.setattr(sys, "argv", ["dragoman", "evaluate", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as stopped:
            main()
        return stopped.value.code or 0, *capsys.readouterr()

    return ran


@pytest.fixture
def paths(write):
    gold = write("gold/a.json", gold_report(gold_event(), gold_event("AID", at=400)))
    write("gold/b.json", gold_report(gold_event(), id_="b"))
    return gold.parent, write("pred.jsonl", coded_report(coded_event(), coded_event("COOPERATE", at=400)))


def test_tables(run, paths):
    status, out, err = run("reports", *paths)
    assert (status, err) == (0, "")
    rows = [line.split() for line in out.splitlines()]
    assert out.startswith("reports: 2 reports, 1 of them without a prediction: counted as missed")
    assert ["typed", "precision", "0.5000", "0.50", "to", "0.50", "1", "of", "2", "given"] in rows
    assert ["date", "exact", "share", "0.0000", "–", "0", "of", "0"] in rows
    assert ["ACCUSE", "1.0000", "0.5000", "0.6667", "0.00", "to", "1.00", "1", "2", "1"] in rows
    assert ["gold", "COOP", "AID", "ACCU", "none"] not in rows  # no AID was coded
    assert ["gold", "COOP", "ACCU", "none"] in rows
    assert ["ACCUSE", "·", "1", "1"] in rows


def test_json_has_all_that_python_gives(run, paths):
    gold, pred = paths
    _, out, _ = run("reports", gold, "-", "--json", stdin=pred.read_text())
    told = json.loads(out)
    expected = evaluate("reports", gold, pred)
    assert out.count("\n") == 1
    assert list(told) == ["task", "unit", "units", "absent", "figures", "types", "confusion"]
    assert told["figures"]["typed"]["f1"] == {"value": 0.4, "low": 0.0, "high": 0.5, "right": 1, "gold": 3, "given": 2}
    assert told["figures"]["found"]["recall"]["high"] == expected.figures["found"]["recall"].high
    assert told["confusion"] == expected.confusion == {"AID": {"COOPERATE": 1}, "ACCUSE": {"ACCUSE": 1, "none": 1}}


@pytest.mark.parametrize(
    ("task", "status", "told"),
    [
        ("events", 2, "dragoman: no task 'events'; the tasks are"),
        ("times", 1, "dragoman: "),
        ("sources", 1, "dragoman: "),
    ],
)
def test_what_is_wrong_is_one_line_and_a_status(run, paths, task, status, told):
    stopped, out, err = run(task, *paths)
    assert (stopped, out) == (status, "")
    assert err.startswith(told)
    assert err.count("\n") == 1


def test_the_gold_of_the_documentation_stands_where_it_says():
    texts = {line["id"]: line["text"] for line in map(json.loads, (GOLD / "reports.jsonl").read_text().splitlines())}
    reports = [json.loads(path.read_text()) for path in GOLD.glob("*.json")]
    assert {report["id"] for report in reports} == texts.keys()
    for report in reports:
        text = texts[report["id"]]
        mentions = [m for item in (*report["events"], *report["ties"]) for m in item["mentions"]]
        assert [m for m in mentions if not text.startswith(m["trigger"], m["start"])] == []
        assert [p for e in report["events"] for p in (*e["actors"], *e["recipients"]) if p["text"] not in text] == []
