"""The options of every command that codes: language model, codebook, dictionaries, and how much is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
