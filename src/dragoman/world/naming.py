"""The short forms by which news calls a person after the full name: "Lukashenko", "al-Sisi", "Sisi", "Xi"."""

from __future__ import annotations

from .spelling import words

# Articles that a surname is printed with or without.
_ARTICLES = frozenset({"al", "el", "ul"})


def short_forms(name: str, order: str | None) -> set[tuple[str, ...]]:
    """Word tuples that can stand for the name. ``order``: ``last``, ``first`` (Xi Jinping is "Xi"), None for not known.

    Every tail of the name counts ("Nieto", "Peña Nieto"), and its last word without an article ("al-Sisi", "Sisi").
    """
    parts = [words(part) for part in name.split()]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return {sum(parts, ())} if parts else set()
    forms: set[tuple[str, ...]] = set()
    if order != "first":
        forms |= {sum(parts[at:], ()) for at in range(1, len(parts))}
        if parts[-1][0] in _ARTICLES and len(parts[-1]) > 1:
            forms.add(parts[-1][1:])
    if order != "last":
        forms.add(parts[0])
    return forms
