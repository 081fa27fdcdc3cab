"""The type of a given pair of actors in a sentence."""

from __future__ import annotations

import msgspec

from dragoman.codebook.entries import QUADS
from dragoman.errors import DataError

from .counts import NONE, Counts, Files, by_key, count_units
from .files import Line, read_lines
from .formulas import MacroF1, Share
from .measured import TYPE, Measured

GOLD = 'a line of gold for relations is {"id": "...", "root": "CONSULT"}, a PLOVER type'
PRED = (
    'relations are evaluated on the output of "dragoman relate", lines {"id": "...", "type": "CONSULT"}, '
    "null where none is found"
)
FIGURES = (MacroF1("root"), MacroF1("quad"), MacroF1("binary"), Share("answered"))

# Older PLOVER and the sentences coded after it know one type for both, a material cooperation.
_ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_QUADS = {**{type_: quad for type_, quad in QUADS.items() if type_ not in _ROOTS}, "YIELD": QUADS["RETREAT"]}
_SIDES = {1: "cooperation", 2: "cooperation", 3: "conflict", 4: "conflict"}


class _Sentence(msgspec.Struct):
    id: str | int
    root: str


class _Prediction(Line, kw_only=True):
    type: str | None


def measure(gold: str, pred: str) -> Measured:
    """Count every sentence. Raises as ``evaluate`` does."""
    sentences = by_key(
        (place, str(line.id), _root(line.root, place)) for place, line in read_lines(gold, _Sentence, GOLD)
    )
    predictions = ((line.key, line) for _, line in read_lines(pred, _Prediction, PRED))
    return Measured("sentence", count_units(sentences, predictions, _count, Files(gold, pred, PRED)), FIGURES)


def _root(type_: str, place: str) -> str:
    root = _ROOTS.get(type_, type_)
    if root not in _QUADS:
        raise DataError(f"{place}: {type_!r} is no PLOVER type; known: {', '.join([*QUADS, 'YIELD'])}")
    return root


def _count(gold: str, prediction: _Prediction | None) -> Counts:
    counts = Counts()
    coded = _coded(prediction)
    quad, coded_quad = _QUADS[gold], _QUADS.get(coded, 0)  # a type that nobody knows is in no class
    _compare(counts, "root", gold, coded)
    _compare(counts, TYPE, gold, coded)
    _compare(counts, "quad", str(quad), str(coded_quad) if coded_quad else NONE)
    _compare(counts, "binary", _SIDES[quad], _SIDES.get(coded_quad, NONE))
    counts.add("answered", gold=1, right=coded != NONE)
    counts.confuse(gold, coded)
    return counts


def _coded(prediction: _Prediction | None) -> str:
    type_ = (prediction and prediction.type) or NONE
    return NONE if type_ == NONE.upper() else _ROOTS.get(type_, type_)


def _compare(counts: Counts, measure: str, gold: str, coded: str) -> None:
    counts.add(measure, gold, gold=1, right=gold == coded)
    if coded != NONE:
        counts.add(measure, coded, given=1)
