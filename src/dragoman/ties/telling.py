"""How a tie is told: as holding, as past, or denied; since when, until when, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dragoman.codebook.entries import NOUN, TieRule
from dragoman.coding.predicates import Predicate, lemma
from dragoman.coding.scene import Scene
from dragoman.coding.status import status_of
from dragoman.coding.tree import children, is_wanted
from dragoman.records import Interval, Status

_PAST = frozenset({"former", "formerly", "once", "previously", "erstwhile", "ex", "onetime", "one-time"})
_DECLARED = frozenset({"announce", "declare", "proclaim"})
_NEAR = frozenset({"advmod", "amod", "compound", "conj"})
_OF = frozenset({"obl", "nmod", "obj"})
_WAS = frozenset({"was", "were", "had"})
_IS = frozenset({"has", "have", "is", "are", "'s", "’s"})
_BEGUN = re.compile(r"\b(?:from|between)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether a tie is told as past or denied; neither where it holds."""

    past: bool
    negated: bool


def telling_of(predicate: Predicate, rule: TieRule, scene: Scene) -> Telling | None:
    """How a predicate tells a tie, None where it tells none: a question, a plan, a fear, or an act of the past."""
    clause = _clause(predicate)
    if _asks(clause, scene) or (clause.dep_ == "ccomp" and is_wanted(clause)):
        return None
    statuses = _statuses(predicate, clause, scene)
    if "hypothetical" in statuses or ("future" in statuses and not _goes_on(predicate)):
        return None
    ended = any(_before(t) in {"until", "till"} for t in _times(clause, predicate.trigger))
    over = _is_plain_past(clause) and (rule.eventive or ended)
    past = _is_former(predicate, clause) or _is_over(predicate, clause) or (over and ended)
    if over and not past:
        return None
    return Telling(past, statuses.count("negated") % 2 == 1 and not past)


def kinds_of(predicate: Predicate, rule: TieRule) -> list[str | None]:
    """The kinds that the words near a trigger tell, none told as one None."""
    near = [predicate.trigger, *_near(predicate.trigger)]
    near += [t for t in predicate.trigger.children if t.dep_ in _OF]
    near += [
        t for role in rule.b for b in predicate.roles.get(role) for t in children(b, "nmod") if _before(t) == "for"
    ]
    if predicate.carrier is not None:
        near += children(predicate.carrier, "advmod", "obl")
    found = (rule.kinds.get(word) for t in near for word in (lemma(t), t.lower_) if word in rule.kinds)
    return list(dict.fromkeys(found)) or [None]


def since_of(words: Iterable[Token], hung: Mapping[int, list[Interval]], *, carried: bool) -> str | None:
    """Since when, as precisely as it is told: an open "since 1963", or the day of the act that began the tie.

    ``carried``: the tie is told by an act ("a partnership announced in 2022").
    """
    for moment in _moments(words, hung):
        if moment.start is None or _ends(words, moment):
            continue
        if moment.end is None or carried or _begins(words, moment):
            return _written(moment.start, moment)
    return None


def until_of(words: Iterable[Token], hung: Mapping[int, list[Interval]]) -> str | None:
    """Until when: "until 2020", the second year of "from 1955 to 1991"."""
    for moment in _moments(words, hung):
        if moment.end is not None and (moment.start is None or _ends(words, moment)):
            return _written(moment.end, moment)
    return None


def _clause(predicate: Predicate) -> Token:
    """The word that bears tense and negation: a copula's noun itself, the verb that carries or governs a noun."""
    noun = predicate.trigger
    if predicate.pos != NOUN or children(noun, "cop"):
        return predicate.clause
    held = predicate.roles.get("head")
    one = held[0] if held else noun
    governed = bool(predicate.roles.get("holder")) and one.pos_ in {"VERB", "AUX", "ADJ"}
    remains = noun.dep_ == "nsubj" and one.pos_ == "VERB"
    return one if governed or (remains and predicate.carrier is None) else predicate.clause


def _statuses(predicate: Predicate, clause: Token, scene: Scene) -> list[Status]:
    """What the words around a noun and its clause say: "fears a war", "is not an ally", "does not keep sanctions"."""
    words = scene.codebook.words
    carrier = predicate.carrier
    if carrier is not None and lemma(carrier) in _DECLARED:  # whoever announces a tie has it
        words = {**words, "light": {**words["light"], "future": frozenset()}}
    found = [status_of(predicate, words)]
    if (predicate.pos == NOUN and clause.i != predicate.clause.i) or (
        clause.i == predicate.trigger.i and predicate.pos == NOUN
    ):
        found.append(status_of(replace(predicate, carrier=clause, clause=clause), words))
        if found[0] == "negated" == found[1]:
            found.pop()  # the noun's own "no", told by both
    return found


def _is_former(predicate: Predicate, clause: Token) -> bool:
    """Whether words say that it once held: "former", "once", "no longer", "used to"."""
    near = [*_near(predicate.trigger), *children(clause, "advmod")]
    no_longer = any(t.lower_ in {"longer", "more"} and any(c.lower_ in {"no", "any"} for c in t.children) for t in near)
    used = clause.dep_ == "xcomp" and clause.head.lower_ == "used"
    return no_longer or used or any(t.lower_ in _PAST for t in near)


def _near(trigger: Token) -> list[Token]:
    """The words that describe a trigger, not those of a clause that hangs on it."""
    return [t for t in trigger.subtree if t.dep_ in _NEAR and not _inside_clause(t, trigger)]


def _inside_clause(word: Token, trigger: Token) -> bool:
    return any(t.dep_ in {"acl:relcl", "acl", "advcl"} for t in (word, *word.ancestors) if trigger.is_ancestor(t))


def _asks(clause: Token, scene: Scene) -> bool:
    return str(scene.sentence_of(clause).text).rstrip(" \n”\"'").endswith("?")


def _goes_on(predicate: Predicate) -> bool:
    """Whether what will be is already: "will remain an ally"."""
    around = (predicate.trigger.head, *children(predicate.trigger, "cop"), *children(predicate.clause, "advmod"))
    return any(lemma(t) in {"remain", "stay", "continue", "still"} for t in around)


def _is_over(predicate: Predicate, clause: Token) -> bool:
    """Whether auxiliary or copula put a state into the past; a verb's plain past may only follow "said"."""
    auxiliaries = {t.lower_ for t in (*children(predicate.trigger, "cop", "aux"), *children(clause, "cop", "aux"))}
    return bool(auxiliaries & _WAS) and not auxiliaries & _IS


def _is_plain_past(clause: Token) -> bool:
    """Whether a verb stands in the simple past or past passive, or as a bare participle of an act ("was occupied")."""
    auxiliaries = {t.lower_ for t in children(clause, "aux", "aux:pass", "cop")}
    if clause.tag_ == "VBD" or auxiliaries & {"was", "were", "did"}:
        return not auxiliaries & _IS
    return False


def _times(*words: Token) -> Iterable[Token]:
    return (t for word in words for t in word.children if t.dep_ in {"obl", "obl:unmarked", "nmod", "advcl"})


def _before(token: Token) -> str:
    """The preposition or conjunction that a phrase or clause begins with."""
    first = next((t for t in token.lefts if t.dep_ in {"case", "mark"}), None)
    return first.lower_ if first is not None else ""


def _moments(words: Iterable[Token], hung: Mapping[int, list[Interval]]) -> list[Interval]:
    return [moment for token in words for moment in hung.get(token.i, ()) if moment.span is not None]


def _ends(words: Iterable[Token], moment: Interval) -> bool:
    """Whether a moment stands behind "until", or behind "from ... to"."""
    before = _text_before(words, moment)
    return bool(re.search(r"\b(?:until|till)\W*$", before, re.IGNORECASE)) or bool(
        re.search(r"\b(?:from|between)\s+\S+(?:\s+\S+)?\s+(?:to|and)\W*$", before, re.IGNORECASE)
    )


def _begins(words: Iterable[Token], moment: Interval) -> bool:
    return bool(_BEGUN.search(_text_before(words, moment)))


def _text_before(words: Iterable[Token], moment: Interval) -> str:
    doc = next(iter(words)).doc
    start = moment.span[0] if moment.span else 0
    return str(doc.text[max(0, start - 40) : start])


def _written(day: str, moment: Interval) -> str:
    """A day as precisely as it is known: a day, "2022-09" for a month, "1963" for a year."""
    return day[: {"month": 7, "year": 4}.get(moment.precision, 10)]
