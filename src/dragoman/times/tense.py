"""Says whether an expression of time looks back or ahead, by the tense of its clause.

With an annotated document the verb that the expression hangs on decides; where that says nothing, or there is no
annotation, the nearest telling word of the sentence does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from .expressions import Counted, Expression
from .lexemes import BREAK, Lexemes
from .words import words

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc, Token

Direction = Literal["back", "ahead", ""]

_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "should", "must", "can", "could"})
_ENDS = frozenset({".", "?", "!", BREAK, ";"})
_REACH = 40  # lexemes on each side in which a telling word is looked for
_MAX_CLIMB = 12  # heads climbed at most; deeper trees are errors of the parser


class Tenses:
    """Answers for the expressions of one document."""

    def __init__(self, doc: Doc, lex: Lexemes) -> None:
        self.doc = doc if doc.has_annotation("DEP") and doc.has_annotation("TAG") else None
        self.lex = lex
        self.starts = [lexeme.start for lexeme in lex.all]

    def direction(self, expression: Expression) -> Direction:
        """Whether the expression looks back, looks ahead, or does not say."""
        at = bisect_left(self.starts, expression.start)
        if self.lex.word(at - 1) == "since":
            return "back"
        if self.lex.word(at - 1) in ("upcoming", "coming", "forthcoming"):
            return "ahead"
        return self._by_verb(expression) or self._by_words(at, bisect_left(self.starts, expression.end))

    def nowadays(self, expression: Expression) -> bool:
        """Whether "today" means these days: its clause tells a standing state ("is still in use today")."""
        if not isinstance(expression.meaning, Counted) or self.doc is None:
            return False
        at = bisect_left(self.starts, expression.start)
        if self.lex.word(at) != "today":
            return False
        head = next(iter(self._above(expression)), None)
        return head is not None and _stands(head)

    def _above(self, expression: Expression) -> Iterator[Token]:
        """The words that the expression hangs on, from the nearest up."""
        span = self.doc.char_span(expression.start, expression.end) if self.doc else None
        token = span.root if span else None
        for _ in range(_MAX_CLIMB):
            if token is None or token.head == token:
                return
            token = token.head
            yield token

    def _by_verb(self, expression: Expression) -> Direction:
        for token in self._above(expression):
            if token.pos_ in ("VERB", "AUX") and (direction := verb_direction(token)):
                return direction
        return ""

    def _by_words(self, start: int, after: int) -> Direction:
        """By the nearest telling word to the left in the sentence, else the nearest to the right."""
        for i in range(start - 1, max(-1, start - _REACH), -1):
            if self.lex.word(i) in _ENDS and not self._abbreviation(i):
                break
            if direction := self._telling(i):
                return direction
        for i in range(after, after + _REACH):
            if (self.lex.word(i) in _ENDS and not self._abbreviation(i)) or not self.lex.word(i):
                break
            if direction := self._telling(i):
                return direction
        return ""

    def _abbreviation(self, i: int) -> bool:
        return self.lex.word(i) == "." and len(self.lex.word(i - 1)) <= 4 and self.lex.word(i + 1) != BREAK

    def _telling(self, i: int) -> Direction:
        word = self.lex.word(i)
        if word in words().tense["future"] or (word == "ll" and self.lex.word(i - 1) == "'"):
            return "ahead"
        if (
            self.lex.matches(i, "won", "'", "t")
            or self.lex.matches(i, "set", "to")
            or self.lex.matches(i, "set", "for")
        ):
            return "ahead"
        if word in words().tense["past"]:
            return "back"
        past = len(word) > 4 and word.endswith("ed") and not self.lex.capital(i) and word != "united"
        return "back" if past else ""


def verb_direction(verb: Token) -> Direction:
    """Whether a verb tells of what is past or to come, by its auxiliaries, its form, and the verb it depends on."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop") and child.i < verb.i]
    forms = {helper.lower_ for helper in helpers}
    if forms & _MODALS:
        return "back" if "have" in forms else "ahead"
    present = any(helper.tag_ in ("VBZ", "VBP") for helper in helpers)
    if present and verb.tag_ == "VBN" and verb.lemma_ in words().tense["prospect"]:
        return "ahead"  # "is expected", "are due"
    if any(child.tag_ == "TO" for child in verb.children if child.i < verb.i):
        return _of_infinitive(verb)
    if any(helper.tag_ == "VBD" for helper in helpers) or forms & {"has", "have", "'ve", "’ve"}:
        return "back"
    return _of_form(verb, bool(helpers))


def _stands(head: Token) -> bool:
    """Whether a clause tells a state that holds, by its verb or copula in the present tense."""
    finite = [head, *(child for child in head.children if child.dep_ in ("aux", "aux:pass", "cop"))]
    if not any(token.tag_ in ("VBZ", "VBP") for token in finite):
        return False
    return verb_direction(head) == "" and (head.pos_ != "VERB" or head.lemma_ in words().tense["standing"])


def _of_infinitive(verb: Token) -> Direction:
    """ "Plans to visit" looks ahead, "failed to meet" back."""
    head = verb.head
    if head == verb or head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return "ahead"
    if head.lemma_ in words().tense["prospect"] or head.pos_ in ("AUX", "NOUN"):
        return "ahead"
    return verb_direction(head)


def _of_form(verb: Token, helped: bool) -> Direction:
    """By the form of the verb alone."""
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not helped):
        return "back"
    if verb.tag_ in ("VBZ", "VBP") and not helped and verb.pos_ == "VERB":
        return "back" if verb.lemma_ in words().tense["speech"] else ""
    if verb.tag_ == "VBG" and helped:
        return "ahead"  # "is meeting on Friday"
    return ""
