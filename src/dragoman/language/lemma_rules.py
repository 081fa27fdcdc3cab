"""Lemmas as rules that turn a form into its lemma: what the lemmatizer chooses between.

A rule is written ``case|ending|new ending``: the form in small letters (``l``), as it stands (``k``) or with a capital
(``t``), its ending replaced by another; or ``=|form|lemma`` for a pair that shares no beginning ("went", "go").
After the lemma rules of UDPipe 2 (Straka 2018), with endings in the place of edit scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    """Rules by their numbers, taken apart once."""

    def __init__(self, rules: Sequence[str]) -> None:
        self._rules = [tuple(rule.split("|", 2)) for rule in rules]

    def apply(self, number: int, form: str) -> str | None:
        """The lemma that a rule makes of a form; None where the rule does not fit it."""
        case, old, new = self._rules[number]
        if case == "=":
            return new if form.lower() == old else None
        cased = _cased(form, case)
        if not cased.endswith(old) or len(cased) == len(old):
            return None
        return cased[: len(cased) - len(old)] + new


def _shared(form: str, lemma: str) -> int:
    """How many characters the two begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(form, lemma, strict=False)))


def _cased(form: str, case: str) -> str:
    return form.lower() if case == "l" else form if case == "k" else form[:1].upper() + form[1:].lower()
