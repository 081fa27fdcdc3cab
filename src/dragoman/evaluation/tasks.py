"""The tasks by name, and the one function that evaluates them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from dragoman.errors import UsageError

from . import dates, pages, relations, reports, sources, stories, times
from .measured import Measured, evaluation
from .results import Evaluation

TASKS: Mapping[str, Callable[[str, str], Measured]] = {
    "reports": reports.measure,
    "relations": relations.measure,
    "times": times.measure,
    "sources": sources.measure,
    "stories": stories.measure,
    "pages": pages.measure,
    "dates": dates.measure,
}


def evaluate(task: str, gold: str | Path, pred: str | Path) -> Evaluation:
    """Measure predictions against gold, every figure with its 95 % bootstrap interval.

    ``task`` is one of ``TASKS``. ``gold`` is a file, for ``reports`` a folder with one file for each report; ``pred``
    is a JSONL file, also gzipped, or ``-`` for standard input. What each holds stands in the documentation of the
    command line. The same files give the same Evaluation.

    Raises UsageError where there is no such task, InputError where a file cannot be read, DataError where one does not
    hold what the task asks for, has an id twice in the gold, or the two have no id in common.
    """
    if task not in TASKS:
        raise UsageError(f"no task {task!r}; the tasks are {', '.join(TASKS)}")
    return evaluation(task, TASKS[task](str(gold), str(pred)))
