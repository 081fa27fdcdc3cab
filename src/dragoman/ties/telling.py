"""How a tie is told: as holding, as past, or denied, and of which kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.codebook.entries import NOUN, TieRule
from dragoman.coding.predicates import Predicate, lemma
from dragoman.coding.scene import Scene
from dragoman.coding.status import status_of
from dragoman.coding.tree import children, is_wanted
from dragoman.language.tokens import Token
from dragoman.records import Status

_PAST = frozenset({"former", "formerly", "once", "previously", "erstwhile", "ex", "onetime", "one-time"})
_DECLARED = frozenset({"announce", "declare", "proclaim"})
_NEAR = frozenset({"advmod", "amod", "compound", "conj"})
_OF = frozenset({"obl", "nmod", "obj"})
_HELD = frozenset({"have", "maintain", "keep", "operate", "enjoy", "run"})
_VERBAL = frozenset({"head", "holder", "held", "does"})
_WAS = frozenset({"was", "were", "had"})
_IS = frozenset({"has", "have", "is", "are", "'s", "’s"})
_SPANS = frozenset({"year", "decade", "month", "century", "generation"})


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether a tie is told as past or denied; neither where it holds."""

    past: bool
    negated: bool


def telling_of(predicate: Predicate, rule: TieRule, scene: Scene) -> Telling | None:
    """How a predicate tells a tie, None where it tells none: a question, a plan, a fear, or an act of the past."""
    clause = _clause(predicate, rule)
    if _asks(clause, scene) or (clause.dep_ == "ccomp" and is_wanted(clause)):
        return None
    if rule.eventive and _is_purpose(clause, scene):
        return None
    statuses = _statuses(predicate, clause, scene)
    if "hypothetical" in statuses or ("future" in statuses and not _goes_on(predicate)):
        return None
    if rule.act in {"begins", "ends"}:
        told = not set(statuses) & {"future", "negated"} and _is_told(clause)
        return Telling(past=rule.act == "ends", negated=False) if told else None
    if rule.act == "lasts" and not _lasts(clause, predicate.trigger):
        return None
    ended = any(_before(t) in {"until", "till"} for t in _times(clause, predicate.trigger))
    over = _is_plain_past(clause) and (rule.eventive or ended)
    past = _is_former(predicate, clause) or _is_over(predicate, clause, rule) or (over and ended)
    if over and not past:
        return None
    return Telling(past, statuses.count("negated") % 2 == 1 and not past)


def kinds_of(predicate: Predicate, rule: TieRule) -> list[str | None]:
    """The kinds that the words near a trigger tell, none told as one None."""
    near = [predicate.trigger, *_near(predicate.trigger)]
    near += [t for t in predicate.trigger.children if t.dep_ in _OF]
    near += predicate.roles.get("thing")
    near += [
        t for role in rule.b for b in predicate.roles.get(role) for t in children(b, "nmod") if _before(t) == "for"
    ]
    if predicate.carrier is not None:
        near += children(predicate.carrier, "advmod", "obl")
    found = (rule.kinds.get(word) for t in near for word in (lemma(t), t.lower_) if word in rule.kinds)
    return list(dict.fromkeys(found)) or [None]


def _is_purpose(clause: Token, scene: Scene) -> bool:
    """Whether a clause says what is to be done, was done or is alleged: "promised to cooperate", "went on trading".

    What "continues to" be done is a state.
    """
    if clause.tag_ == "VBG" and children(clause, "mark"):
        return True  # "accused them of arming the rebels"
    if clause.dep_ == "xcomp" and clause.head.tag_ == "VBD" and clause.head.lower_ != "used":
        return True  # "went on trading"
    if clause.tag_ != "VB" or clause.dep_ not in {"xcomp", "acl", "advcl"}:
        return False
    return not any(t.lower_ == "to" for t in children(clause, "mark")) or lemma(clause.head) not in (
        scene.codebook.words["embedding"]["transparent"] | {"refuse", "use", "decline"}
    )


def _is_told(clause: Token) -> bool:
    """Whether a clause tells what has happened: in the past or perfect, or as a participle behind a noun."""
    auxiliaries = {t.lower_ for t in children(clause, "aux", "aux:pass")}
    return clause.tag_ == "VBD" or (clause.tag_ == "VBN" and (not auxiliaries or bool(auxiliaries & (_WAS | _IS))))


def _lasts(clause: Token, trigger: Token) -> bool:
    """Whether words say that something goes on for long: "has been fighting", "since 1984", "for decades", "long"."""
    auxiliaries = {t.lower_ for t in children(clause, "aux")}
    if clause.tag_ == "VBG" and "been" in auxiliaries and auxiliaries & _IS:
        return True
    times = [t for word in (clause, trigger) for t in children(word, "obl", "nmod", "obl:unmarked")]
    long = any(lemma(t) in _SPANS and _before(t) in {"for", "over"} for t in times)
    return (
        long or any(_before(t) == "since" for t in times) or any(t.lower_ == "long" for t in children(clause, "advmod"))
    )


def _clause(predicate: Predicate, rule: TieRule) -> Token:
    """The word that bears tense and negation: a copula's noun itself, the verb that carries or governs a noun."""
    noun = predicate.trigger
    if predicate.pos != NOUN or children(noun, "cop"):
        return predicate.clause
    held = predicate.roles.get("head")
    one = held[0] if held else noun
    governed = bool(predicate.roles.get("holder")) and _asks_verb(rule) and one.pos_ in {"VERB", "AUX", "ADJ"}
    remains = (
        noun.dep_ == "nsubj" and _asks_verb(rule) and (one.pos_ == "VERB" or (one.pos_ == "ADJ" and _asks_head(rule)))
    )
    return one if governed or (remains and predicate.carrier is None) else predicate.clause


def _asks_verb(rule: TieRule) -> bool:
    """Whether a rule looks at the verb that its noun hangs on, or at who acts in it."""
    return bool(_VERBAL & {*rule.a, *rule.b}) or any(c.role in _VERBAL for p in rule.patterns for c in p.constraints)


def _asks_head(rule: TieRule) -> bool:
    """Whether a rule names the word that its noun hangs on: "relations are strained"."""
    return any(c.role == "head" for pattern in rule.patterns for c in pattern.constraints)


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
    then = any(t.lower_ == "then" for t in _near(predicate.trigger))
    return no_longer or used or then or any(t.lower_ in _PAST for t in near)


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


def _is_over(predicate: Predicate, clause: Token, rule: TieRule) -> bool:
    """Whether auxiliary or copula put a state into the past; a verb's plain past may only follow "said"."""
    if not rule.eventive and {t.lower_ for t in children(clause, "aux:pass")} & {"was", "were"}:
        return True  # "were joined in a federation"
    if clause.tag_ == "VBD" and lemma(clause) in _HELD and clause.dep_ not in {"ccomp", "parataxis"}:
        return True  # "maintained an embargo", unless it follows "said"
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
