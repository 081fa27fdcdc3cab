"""Attributions: cues found, and the spans of who says and of what is said."""

from __future__ import annotations

import msgspec

from dragoman.records import Span

from .counts import Counts, Files, by_key, count_units, paired
from .files import Line, read_lines
from .formulas import Scores
from .measured import Measured
from .spans import meet

GOLD = (
    'a line of gold for sources is {"id": "...", "attributions": [{"source": [[0, 4]], "cue": [[5, 9]], '
    '"content": [[10, 42]]}]}, each a list of spans'
)
PRED = 'sources are evaluated on the output of "dragoman code --detail", one report a line with "id" and "attributions"'
FIGURES = (Scores("cue"), Scores("source"), Scores("content"))


class _Wanted(msgspec.Struct):
    source: list[Span]
    cue: list[Span]
    content: list[Span]


class _Document(msgspec.Struct):
    id: str | int
    attributions: list[_Wanted]


class _Given(msgspec.Struct):
    source: list[Span] | None = None
    cue: list[Span] | None = None
    content: list[Span] | None = None


class _Prediction(Line, kw_only=True):
    attributions: list[_Given] | None


def measure(gold: str, pred: str) -> Measured:
    """Count the attributions of every report. Raises as ``evaluate`` does."""
    documents = by_key(
        (place, str(document.id), document.attributions) for place, document in read_lines(gold, _Document, GOLD)
    )
    predictions = ((line.key, line) for _, line in read_lines(pred, _Prediction, PRED))
    return Measured("report", count_units(documents, predictions, _count, Files(gold, pred, PRED)), FIGURES)


def _count(gold: list[_Wanted], prediction: _Prediction | None) -> Counts:
    counts = Counts()
    given = (prediction and prediction.attributions) or []
    counts.add("cue", given=len(given))  # one without a cue found none
    counts.add("source", given=sum(bool(each.source) for each in given))
    counts.add("content", given=sum(bool(each.content) for each in given))
    for want, have in paired(gold, given, lambda want, have: meet(have.cue or (), want.cue)):
        counts.add("cue", gold=bool(want.cue), right=have is not None)
        counts.add("source", gold=bool(want.source), right=have is not None and meet(have.source or (), want.source))
        counts.add(
            "content", gold=bool(want.content), right=have is not None and meet(have.content or (), want.content)
        )
    return counts
