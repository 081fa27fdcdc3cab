"""Proves the codebook's examples of ties: what the coder finds in each, against what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .codebook.tie_examples import TieExample
from .pipeline import Coder
from .reading.assembling import of_sentence
from .records import Party, Source, Tie
from .ties.find import SYMMETRIC

Stated = tuple[str, str, str]
"""The two sides of a tie and how it is told."""


@dataclass(frozen=True, slots=True)
class TieOutcome:
    """An example with the ties of its relation that were found in it, and what is wrong with them."""

    example: TieExample
    found: tuple[Tie, ...]
    wrong: str | None

    @property
    def line(self) -> str:
        """What is wrong, with file and line."""
        example = self.example
        return f"examples/ties/{example.relation}.tsv:{example.line}: {self.wrong}: {example.text}"


@dataclass(frozen=True, slots=True)
class TieFigures:
    """How many ties were expected, found, and found right (sides, relation, and whether past or denied).

    ``whole`` counts the examples in which kind, dates and source are right too, of ``examples``.
    """

    expected: int
    found: int
    right: int
    whole: int
    examples: int

    @property
    def precision(self) -> float:
        """The share of the ties found that are right; 1 where none was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the ties expected that were found; 1 where none was expected."""
        return self.right / self.expected if self.expected else 1.0


def check_ties(
    examples: Sequence[TieExample], coder: Coder, tick: Callable[[], None] = lambda: None
) -> Iterator[TieOutcome]:
    """Each example with what the coder finds in it, in order; ``tick`` is called for each."""
    reports = coder.code_many(of_sentence(example.text, headline=False) for example in examples)
    for example, report in zip(examples, reports, strict=True):
        found = tuple(tie for tie in report.ties if tie.relation == example.relation)
        yield TieOutcome(example, found, _wrong(example, found))
        tick()


def figures(outcomes: Iterable[TieOutcome]) -> TieFigures:
    """The counts over many outcomes."""
    outcomes = tuple(outcomes)
    pairs = [(_wanted(o.example), {_stated(tie, o.example) for tie in o.found}) for o in outcomes]
    return TieFigures(
        expected=sum(len(wanted) for wanted, _ in pairs),
        found=sum(len(found) for _, found in pairs),
        right=sum(len(wanted & found) for wanted, found in pairs),
        whole=sum(o.wrong is None for o in outcomes),
        examples=len(outcomes),
    )


def _wanted(example: TieExample) -> set[Stated]:
    if example.told == "none":
        return set()
    a, b = _ends(example.relation, example.a, example.b)
    return {(a, b, example.told)}


def _stated(tie: Tie, example: TieExample) -> Stated:
    """A tie with its sides as fully coded as those of the example are."""
    a, b = _ends(tie.relation, _code(tie.a, example), _code(tie.b, example))
    return a, b, "not" if tie.negated else "past" if tie.past else "yes"


def _ends(relation: str, a: str, b: str) -> tuple[str, str]:
    return (min(a, b), max(a, b)) if relation in SYMMETRIC else (a, b)


def _code(party: Party | Source, example: TieExample) -> str:
    """A country, or country and sector where the example names one of that country so."""
    full = f"{party.country or ''}/{party.sector or ''}"
    return full if full in {example.a, example.b} else party.country or full


def _wrong(example: TieExample, found: Sequence[Tie]) -> str | None:
    """What is wrong with the ties found, None where they are as the example says."""
    wanted, stated = _wanted(example), {_stated(tie, example) for tie in found}
    if wanted != stated:
        told = ", ".join("-".join(each) for each in sorted(stated)) or "no tie"
        return f"{told} instead of {', '.join('-'.join(each) for each in wanted) or 'no tie'}"
    for tie in found:
        source = next((_code(source, example) for source in tie.sources), None)
        for name, expected, value in (
            ("kind", example.kind, tie.kind),
            ("since", example.since, tie.since),
            ("until", example.until, tie.until),
            ("source", example.source, source),
        ):
            if expected != value:
                return f"{name} {value} instead of {expected}"
    return None
