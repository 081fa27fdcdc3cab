"""The options of every command that codes: language model, codebook, dictionaries, how much is asked; their coder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .notes import note

if TYPE_CHECKING:
    from dragoman.pipeline import Coder

ModelOption = Annotated[
    str | None,
    typer.Option("--language-model", metavar="NAME", help="Another spaCy pipeline with Universal Dependencies labels."),
]
CodebookOption = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="DIR", help="A codebook directory in place of the shipped one."),
]
ActorsOption = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="FILE", help="A PETRARCH or Phoenix dictionary of more actors; may come again."),
]
RulesOption = Annotated[
    bool, typer.Option("--rules-only", help="Ask the lexicon and its rules alone, not the learned scorers.")
]

ParseAllOption = Annotated[
    bool, typer.Option("--parse-all", help="Parse every paragraph, also those that can hold no event.")
]
NoGateOption = Annotated[
    bool, typer.Option("--no-gate", help="Read every page of a WARC file, also those that can hold no event.")
]


def coder_of(
    language_model: str | None, codebook: Path | None, actors: list[Path] | None, *, rules_only: bool, parse_all: bool
) -> Coder:
    """The coder of the options; how many lines of the dictionaries were of no use is told on standard error."""
    from dragoman.pipeline import Coder

    coder = Coder(
        language_model=language_model, codebook=codebook, actors=actors or (), rules_only=rules_only, skip=not parse_all
    )
    if coder.skipped:
        note(f"{len(coder.skipped)} lines of --actors not used, the first: {coder.skipped[0]}")
    return coder
