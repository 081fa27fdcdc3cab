"""Loads the shipped spaCy pipeline, or another one that speaks Universal Dependencies."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

SHIPPED = Path(__file__).parent / "model"
# Labels that every English UD parser has and that ClearNLP or Stanford labels lack.
UD_LABELS = frozenset({"obl", "nmod", "case", "obj"})


@lru_cache(maxsize=4)
def load(name: str | None = None) -> Language:
    """The language pipeline: the shipped one, or the installed package or folder called ``name``.

    Raises ModelError when it is not there, or when its labels are not those of Universal Dependencies.
    """
    import spacy

    from .reader import register

    register()
    try:
        nlp = spacy.load(name or SHIPPED)
    except (OSError, ValueError) as error:
        wanted = f"language model {name!r}" if name else "the shipped language model"
        raise ModelError(
            f"{wanted} cannot be loaded ({str(error).splitlines()[0]}); "
            "give the name of an installed spaCy package or the path of a pipeline folder, or leave the option out"
        ) from error
    _check(nlp, name or "the shipped model")
    return nlp


def model_name(nlp: Language) -> str:
    """The name and version of a pipeline, as written into every record."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"


def _check(nlp: Language, name: str) -> None:
    from .reader import FACTORY

    parser = next((part for part in ("parser", FACTORY) if part in nlp.pipe_names), None)
    if parser is None:
        raise ModelError(f"{name} has no parser (it has: {', '.join(nlp.pipe_names) or 'nothing'}); Dragoman needs one")
    labels = set(nlp.get_pipe(parser).labels)
    if missing := UD_LABELS - labels:
        raise ModelError(
            f"{name} does not use Universal Dependencies: its parser lacks {', '.join(sorted(missing))} "
            f"and has {', '.join(sorted(labels)[:6])} ...; give a pipeline trained on a UD treebank"
        )
