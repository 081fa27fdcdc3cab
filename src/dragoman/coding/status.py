"""Whether an act is reported, future, hypothetical or negated: tense, modality, negation and governing words."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.language.tokens import Token
from dragoman.records import Status

from .predicates import Predicate, lemma
from .tree import VERBAL, case_word, children, path_up

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "wo_"})
_POSSIBLE = frozenset({"would", "could", "may", "might", "can", "should", "must", "'d", "’d", "ought", "ca"})
_NEGATION = frozenset({"not", "n't", "n’t", "never", "no", "neither", "without", "hardly"})
_MERELY = frozenset({"only", "just", "merely", "simply"})
_NONE: frozenset[str] = frozenset()
_DEPENDENT = frozenset({"xcomp", "ccomp", "acl", "advcl", "conj", "csubj", "acl:relcl", "advcl:relcl"})
# "Call for talks", "fear of war", "refrain from attacks": the noun is what the governing word is about.
_OBJECTS = frozenset({"for", "of", "from", "about", "on", "to"})
Words = Mapping[str, Mapping[str, frozenset[str]]]


def status_of(predicate: Predicate, words: Words) -> Status:
    """The status of the act a predicate names. ``words`` are the word lists ``embedding``, ``speech`` and ``light``."""
    found = _signs(predicate, words)
    if found.count("negated") % 2:
        return "negated"
    return "hypothetical" if "hypothetical" in found else "future" if "future" in found else "reported"


def is_refused(predicate: Predicate, words: Words) -> bool:
    """Whether a negated act is one that will not come, by somebody's will: "will not", "has no plans to".

    What is not expected, has not been decided or "no longer" is does not say so.
    """
    clause, embedding = predicate.clause, words["embedding"]
    if any(t.lower_ == "longer" for t in children(clause, "advmod")):
        return False
    wills = {"future": embedding["intentions"], "future_modifiers": _NONE}
    found = _signs(predicate, {**words, "embedding": {**embedding, **wills}, "light": {"future": _NONE}})
    willed = "future" in found or lemma(predicate.trigger) in embedding["intentions"]
    decided = clause.dep_ == "xcomp" and is_denied(clause) and lemma(clause.head) in embedding["future"]
    return (willed or decided) and "hypothetical" not in found


def is_denied(verb: Token) -> bool:
    """Whether a clause itself is negated: "not to release"."""
    return any(_negates(t) for t in children(verb, "advmod", "det"))


def _signs(predicate: Predicate, words: Words) -> list[Status]:
    """What every word around an act says of its status; a word that is not there means nothing."""
    found = _of_noun(predicate, words) if predicate.pos == "n" else []
    if predicate.pos != "n" or predicate.carrier is not None:
        found += _of_clause(predicate.clause, words)
    if predicate.carrier is not None and lemma(predicate.carrier) in words["light"]["future"]:
        found.append("future")
    return found


def _negates(word: Token) -> bool:
    """Whether an adverb or determiner negates: "not", "no", "no longer"."""
    if any(t.lower_ in _MERELY for t in word.children) or (
        word.i + 1 < len(word.doc) and word.nbor().lower_ in _MERELY
    ):
        return False  # "not only visited"
    return word.lower_ in _NEGATION or any(t.lower_ == "no" for t in word.children)


def _of_clause(verb: Token, words: Words) -> list[Status]:
    """What a clause's own words and all that govern it say, up to a verb of saying."""
    found = _own(verb, words)
    embedding, speech = words["embedding"], words["speech"]["plain"]
    word = verb
    while word.dep_ in _DEPENDENT and word.head.i != word.i:
        head = word.head
        key = lemma(head)
        if word.dep_ == "conj":
            if _bare(word):
                found += _own(head, words)
            elif not _bare(word) and children(word, "aux", "nsubj", "nsubj:pass"):
                break
        elif (
            word.dep_ in {"acl:relcl", "advcl:relcl"}
            or (word.dep_ == "advcl" and not _purpose(word))
            or (key in speech and not _purpose(word))
        ):
            break
        else:
            found += [s for s in ("future", "hypothetical", "negated") if key in embedding[s]]
            if head.pos_ in VERBAL or head.pos_ == "ADJ":
                found += _own(head, words)
            elif is_denied(head):
                found.append("negated")  # "has no plans to visit"
        word = head
    return found


def _purpose(word: Token) -> bool:
    return any(m.lower_ == "to" for m in children(word, "mark"))


def _bare(verb: Token) -> bool:
    return verb.tag_ in {"VB", "VBG"} and not children(verb, "aux", "nsubj", "mark")


def _own(verb: Token, words: Words) -> list[Status]:
    """What the clause's auxiliaries, negation and conjunctions say."""
    found: list[Status] = []
    auxiliaries = {t.lower_ for t in children(verb, "aux", "aux:pass", "cop")}
    marks = {t.lower_ for t in children(verb, "mark", "advmod")}
    if auxiliaries & _FUTURE:
        found.append("future")
    if auxiliaries & _POSSIBLE:
        found.append("future" if "would" in auxiliaries and _reported_speech(verb, words) else "hypothetical")
    if is_denied(verb):
        found.append("negated")
    if marks & words["embedding"]["conditions"]:
        found.append("hypothetical")
    if "to" in marks and (verb.dep_ == "ROOT" or children(verb, "cop")):
        found.append("future")  # a headline's infinitive: "Minister to visit ...", or "is to visit"
    return found


def _reported_speech(verb: Token, words: Words) -> bool:
    """ "She said that they would come": a future seen from the past."""
    return verb.dep_ in {"ccomp", "conj"} and any(lemma(t) in words["speech"]["plain"] for t in verb.ancestors)


def _of_noun(predicate: Predicate, words: Words) -> list[Status]:
    """What stands around a noun: "planned talks", "no attack", "the threat of war", "called for talks"."""
    noun, embedding = predicate.trigger, words["embedding"]
    modifiers = {word for t in predicate.roles.get("mod") for word in (lemma(t), t.lower_)}
    found: list[Status] = []
    if modifiers & embedding["future_modifiers"]:
        found.append("future")
    if modifiers & embedding["hypothetical_modifiers"]:
        found.append("hypothetical")
    if any(t.lower_ == "no" for t in children(noun, "det")):
        found.append("negated")
    if predicate.carrier is None:
        for word in list(path_up(noun))[:3]:
            if (
                word.dep_ not in {"obj", "obl", "nmod", "conj", "nsubj:pass", "xcomp", "compound"}
                or word.head.i == word.i
            ):
                break
            if word.dep_ in {"obl", "nmod"} and case_word(word) not in _OBJECTS:
                break
            key = lemma(word.head)
            found += [s for s in ("hypothetical", "negated") if key in embedding[s]]
            if word.head.pos_ in VERBAL:
                break
    return found
