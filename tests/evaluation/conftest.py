"""Gold and predictions written to files as a user has them."""

from __future__ import annotations

import json

import pytest

from dragoman.evaluation import evaluate


@pytest.fixture
def write(tmp_path):
    """Writes a list as JSON lines, anything else as one JSON value; gives the path."""

    def written(name, value):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = value if isinstance(value, list) else [value]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
        return path

    return written


@pytest.fixture
def evaluated(write):
    """Evaluates gold and predictions given as values; for reports the gold is a list of reports."""

    def run(task, gold, pred):
        if task == "reports":
            paths = [write(f"gold/{number}.json", report) for number, report in enumerate(gold)]
            return evaluate(task, paths[0].parent, write("pred.jsonl", pred))
        return evaluate(task, write("gold.jsonl", gold), write("pred.jsonl", pred))

    return run


@pytest.fixture
def values():
    """The values of a measure's figures, in their order: precision, recall, F1, or one share."""

    def of(result, measure):
        return tuple(figure.value for figure in result.figures[measure].values())

    return of
