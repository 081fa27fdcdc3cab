"""Proves the codebook: every example is coded as it says, every rule has an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .codebook import Codebook, Example, load_codebook, load_examples, load_sentences
from .errors import UsageError
from .pipeline import Coder
from .reading.assembling import of_sentence
from .records import Event, Party, Report

BODIES = frozenset({"UNO", "EUR", "IGO"})  # coded without a sector


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The faults found, one line each with file and line, and how many examples were checked."""

    faults: tuple[str, ...]
    checked: int

    @property
    def summary(self) -> str:
        """One line for the end of the check."""
        return f"{self.checked} examples checked, {len(self.faults)} faults"


def check_codebook(
    directory: Path | None = None, *, only: str | None = None, language_model: str | None = None
) -> CheckResult:
    """Check the shipped codebook or the one in ``directory``; ``only`` limits the examples to one type.

    Raises DataError where a file is not valid.
    """
    codebook, examples = load_codebook(directory), load_examples(directory)
    load_sentences(directory)  # raises where one of them is not valid
    if only is not None and only not in codebook.types:
        raise UsageError(f"no type {only!r} in the codebook; it has: {', '.join(sorted(codebook.types))}")
    chosen = [example for example in examples if only is None or example.type == only]
    coder = Coder(language_model=language_model, codebook=directory, rules_only=True)
    faults = [*_rules_without_example(codebook, examples, only)]
    for example, report in zip(chosen, coder.code_many(map(report_of, chosen)), strict=True):
        if wrong := compare(example, report.events):
            faults.append(f"examples/{example.type}.toml:{example.line}: {wrong}: {example.text}")
    return CheckResult(tuple(faults), len(chosen))


def report_of(example: Example) -> Report:
    """An example as a report: a headline as its title, a sentence as its text."""
    return of_sentence(example.text, headline=example.headline)


def compare(example: Example, events: Iterable[Event]) -> str | None:
    """What is wrong with the coding of an example, or None where it is as it says."""
    events = tuple(events)
    same = [event for event in events if event.type == example.type]
    if not example.positive:
        return f"coded as {same[0].type} by {same[0].why}" if same else None
    if not same:
        return "not coded" + (f", but as {', '.join(e.type for e in events)}" if events else "")
    differences = [tuple(_differences(example, event)) for event in same]
    best = min(differences, key=len)
    return "; ".join(best) if best else None


def _differences(example: Example, event: Event) -> Iterator[str]:
    for name, expected, found in (
        ("mode", example.mode, event.mode),
        ("status", example.status, event.status),
        ("about", example.about, event.about.type if event.about else None),
        ("rule", example.rule, event.why),
    ):
        if expected != found and not (name == "rule" and expected is None):
            yield f"{name} {found} instead of {expected}"
    if event.reciprocal and example.reciprocal:
        if _codes((*event.actors, *event.recipients)) != {*(example.actors or ()), *(example.recipients or ())}:
            yield f"parties {sorted(_codes((*event.actors, *event.recipients)))}"
        return
    for name, wanted, parties in (
        ("actors", example.actors, event.actors),
        ("recipients", example.recipients, event.recipients),
    ):
        if wanted is not None and not _same(_codes(parties), set(wanted)):
            yield f"{name} {sorted(_codes(parties))} instead of {sorted(wanted)}"


def _same(found: set[str], wanted: set[str]) -> bool:
    """Whether the codes agree; "/CVL" asks for the sector and leaves the country open."""
    loose = {code for code in wanted if code.startswith("/")}
    rest = found - wanted
    return wanted - loose <= found and {f"/{code.partition('/')[2]}" for code in rest} == loose - found


def _codes(parties: Iterable[Party]) -> set[str]:
    return {
        party.country if party.country in BODIES else f"{party.country or ''}/{party.sector or ''}".rstrip("/")
        for party in parties
    }


def _rules_without_example(codebook: Codebook, examples: Iterable[Example], only: str | None) -> Iterator[str]:
    shown = {example.rule for example in examples if example.positive}
    for rule in codebook.rules.values():
        if rule.id not in shown and only in {None, rule.type}:
            yield f"types/{rule.type}.toml: rule {rule.id} has no example"
