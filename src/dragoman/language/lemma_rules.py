"""Lemmas as rules that turn a form into its lemma: what the lemmatizer chooses between.

A rule is written ``case|ending|new ending``: the form in small letters (``l``), as it stands (``k``) or with a capital
(``t``), its ending replaced by another; or ``=|form|lemma`` for a pair that shares no beginning ("went", "go").
After the lemma rules of UDPipe 2 (Straka 2018), with endings in the place of edit scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

_CASES = ("l", "k", "t")


def rule_for(form: str, lemma: str) -> str:
    """The rule that makes ``lemma`` of ``form``: of the three cases the one that keeps most of the form."""
    kept = {case: _shared(_cased(form, case), lemma) for case in _CASES}
    case = max(_CASES, key=lambda name: kept[name])  # the first of equals
    if not kept[case]:
        return f"=|{form.lower()}|{lemma}"
    return f"{case}|{_cased(form, case)[kept[case] :]}|{lemma[kept[case] :]}"


class Rules:
    """Many rules, of which those that fit a form are found by its endings."""

    def __init__(self, rules: Sequence[str]) -> None:
        self._whole: dict[str, list[tuple[int, str]]] = {}
        self._endings: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for number, rule in enumerate(rules):
            case, old, new = rule.split("|", 2)
            if case == "=":
                self._whole.setdefault(old, []).append((number, new))
            else:
                self._endings.setdefault((case, old), []).append((number, new))
        self._longest = max((len(old) for _, old in self._endings), default=0)

    def fitting(self, form: str) -> Iterator[tuple[int, str]]:
        """The number of every rule that fits a form, and the lemma that it makes."""
        yield from self._whole.get(form.lower(), ())
        for case in _CASES:
            cased = _cased(form, case)
            for length in range(min(self._longest, len(cased) - 1) + 1):
                stem = cased[: len(cased) - length]
                for number, new in self._endings.get((case, cased[len(stem) :]), ()):
                    yield number, stem + new


def _shared(form: str, lemma: str) -> int:
    """How many characters the two begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(form, lemma, strict=False)))


def _cased(form: str, case: str) -> str:
    return form.lower() if case == "l" else form if case == "k" else form[:1].upper() + form[1:].lower()
