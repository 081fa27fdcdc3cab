"""Reads the robustness cases (``robustness/README.md``) and counts what a pipeline gets right in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from scoring import Tally, of_sets

ROBUSTNESS = Path(__file__).parents[1] / "robustness"
KINDS = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP"})
MEASURES = ("arcs", "pos", "names", "sentences")
KEYS = {"text", "arcs", "pos", "names"}

Span = tuple[int, int]


class CaseError(ValueError):
    """A case that does not follow the format; the message names the file, the case and what is wrong."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A dependency between two words, given by their offsets in the text; ``head`` is None for a root."""

    word: Span
    label: str
    head: Span | None


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what is beyond doubt in it. ``sentences`` is None where their number is not asserted."""

    text: str
    arcs: tuple[Arc, ...]
    pos: tuple[tuple[Span, str], ...]
    names: frozenset[tuple[Span, str]]
    sentences: int | None


def files() -> list[Path]:
    """The files of cases, one for each form of news text."""
    return sorted(ROBUSTNESS.glob("*.toml"))


def read_cases(path: Path) -> list[Case]:
    """The cases of a file. Raises CaseError."""
    rows = tomllib.loads(path.read_text(encoding="utf8"))["case"]
    return [_case(row, f"{path.name}, case {n}") for n, row in enumerate(rows, 1)]


def score_cases(nlp: Language, cases: Sequence[Case]) -> dict[str, list[Tally]]:
    """One tally a case for each of ``MEASURES``; a measure of which no case asserts anything is left out."""
    rows = [_score(doc, case) for doc, case in zip(nlp.pipe(case.text for case in cases), cases, strict=True)]
    columns = {name: [row[name] for row in rows] for name in MEASURES}
    return {name: tallies for name, tallies in columns.items() if any(tally.gold for tally in tallies)}


def _score(doc: Doc, case: Case) -> dict[str, Tally]:
    given = {((ent.start_char, ent.end_char), ent.label_) for ent in doc.ents if ent.label_ in KINDS}
    counted = [] if case.sentences is None else [len(list(doc.sents)) == case.sentences]
    return {
        "arcs": _share([_stands(doc, arc) for arc in case.arcs]),
        "pos": _share([(token := _covering(doc, span)) is not None and token.pos_ == pos for span, pos in case.pos]),
        "names": of_sets(set(case.names), set(given)),
        "sentences": _share(counted),
    }


def _share(right: Sequence[bool]) -> Tally:
    """A tally of facts that are right or wrong."""
    return Tally(len(right), len(right), sum(right))


def _stands(doc: Doc, arc: Arc) -> bool:
    word = _covering(doc, arc.word)
    head = word if arc.head is None else _covering(doc, arc.head)
    return word is not None and word.head == head and word.dep_ == arc.label


def _covering(doc: Doc, span: Span) -> Token | None:
    """The token that has the whole of a word in it: a pipeline may keep together what spaCy's tokenizer splits."""
    found = doc.char_span(*span, alignment_mode="expand")
    return found[0] if found is not None and len(found) == 1 else None


def _case(row: dict[str, Any], where: str) -> Case:
    if missing := KEYS - set(row):
        raise CaseError(f"{where}: {', '.join(sorted(missing))} missing")
    if unknown := set(row) - KEYS - {"sentences"}:
        raise CaseError(
            f"{where}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(KEYS))}, sentences"
        )
    words = _Words(row["text"], where)
    return Case(
        text=row["text"],
        arcs=tuple(words.arc(fact) for fact in row["arcs"]),
        pos=tuple((words.span(word), pos) for word, pos in (words.parts(fact, 2) for fact in row["pos"])),
        names=frozenset(words.names(row["names"])),
        sentences=row.get("sentences", 1) or None,
    )


class _Words:
    """The words of a text as the format names them."""

    def __init__(self, text: str, where: str) -> None:
        self.text, self.where = text, where
        self.spans: dict[str, list[Span]] = {}
        for token in _tokenizer()(text):
            self.spans.setdefault(token.text, []).append((token.idx, token.idx + len(token)))

    def span(self, name: str) -> Span:
        """The place of "word" or "word#2"."""
        word, _, number = name.partition("#")
        places = self.spans.get(word, [])
        at = int(number or 1) - 1
        if at >= len(places):
            raise CaseError(f"{self.where}: no word {name!r} in {self.text!r}")
        return places[at]

    def parts(self, fact: str, number: int) -> list[str]:
        """A fact cut at its blanks."""
        parts = fact.split()
        if len(parts) != number:
            raise CaseError(f"{self.where}: {fact!r} has not {number} parts")
        return parts

    def arc(self, fact: str) -> Arc:
        """ "DEPENDENT LABEL HEAD", or "WORD ROOT"."""
        if fact.endswith(" ROOT"):
            word, label = self.parts(fact, 2)
            return Arc(self.span(word), label, None)
        word, label, head = self.parts(fact, 3)
        return Arc(self.span(word), label, self.span(head))

    def names(self, facts: Sequence[str]) -> Iterator[tuple[Span, str]]:
        """Every occurrence of the names listed, the longer of two that overlap."""
        taken: set[int] = set()
        for fact in sorted(facts, key=len, reverse=True):
            name, _, kind = fact.rpartition(" ")
            if kind not in KINDS:
                raise CaseError(f"{self.where}: {fact!r} does not end in one of {', '.join(sorted(KINDS))}")
            spans = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.text)]
            free = [span for span in spans if taken.isdisjoint(range(*span))]
            if not free:
                raise CaseError(f"{self.where}: no name {name!r} in {self.text!r}")
            taken.update(i for span in free for i in range(*span))
            yield from ((span, kind) for span in free)


@cache
def _tokenizer() -> Language:
    """The English tokenizer of spaCy, whose tokens the cases name, whatever that of the pipeline is."""
    return spacy.blank("en")
