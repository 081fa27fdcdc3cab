"""Mends lemmas that the model got wrong, with the help of the words that matter: those the codebook knows.

A small edit-tree lemmatizer turns a rare verb into a word that is none ("expelled" to "expelle"). Where its lemma is
unknown and undoing a regular or irregular inflection gives a known word, that word is the lemma.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from pathlib import Path

from .tokens import Doc

_IRREGULAR = Path(__file__).parent / "data" / "irregular.tsv"
_MENDED = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
_INFLECTED = frozenset({"VBD", "VBN", "VBG", "VBZ", "NNS"})
_VERBAL = frozenset({"VBD", "VBN", "VBG", "VBZ", "VBP", "VB", "NNS", "NN", "NNP", "NNPS"})


def mend_lemmas(doc: Doc, known: Collection[str]) -> None:
    """Replace, in place, the lemma of each content word that is not ``known`` by a known base form of the word."""
    for token in doc:
        if token.pos_ not in _MENDED or token.tag_ not in _VERBAL:
            continue
        if token.tag_ == "NNS" and (base := next((b for b in _of_ves(token.lower_) if b in known), None)):
            token.lemma_ = base
            continue
        bases = _bases(token.lower_)
        if token.lemma_.lower() in known and token.lemma_.lower() in (
            bases[:-1] if token.tag_ in _INFLECTED else bases
        ):
            continue
        for base in bases:
            if base in known:
                token.lemma_ = base
                break


@lru_cache(maxsize=20_000)
def _bases(word: str) -> tuple[str, ...]:
    return tuple(base_forms(word))


def base_forms(word: str) -> Iterator[str]:
    """What a word may be an inflection of, the likeliest first; the word itself last."""
    if word in irregular():
        yield irregular()[word]
    for suffix, least in (("ing", 5), ("ed", 4), ("es", 4), ("s", 3), ("d", 3)):
        if word.endswith(suffix) and len(word) > least:
            yield from _stems(word[: -len(suffix)], suffix)
    yield word


def _of_ves(plural: str) -> tuple[str, ...]:
    """The singulars that a plural in -ves may have: "lives" is of "life", though "live" is a word too."""
    return (f"{plural[:-3]}fe", f"{plural[:-3]}f") if plural.endswith("ves") else ()


def _stems(stem: str, suffix: str) -> Iterator[str]:
    """A stem as the lexicon may write it: as it is, with its final e, with y for i, with a doubled letter undone."""
    yield stem
    if suffix in {"ing", "ed"}:
        yield stem + "e"
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("ck"):
        yield stem[:-1]


@cache
def irregular() -> dict[str, str]:
    """Irregular forms of verbs with their lemmas."""
    lines = _IRREGULAR.read_text(encoding="utf8").splitlines()
    parts = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {form: lemma for form, _, lemma in parts}
