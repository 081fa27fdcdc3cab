"""Short clauses turned into headlines: news in the present tense, without articles, auxiliaries and the final stop.

The tree stays that of the treebanks for such lines: the subject of a passive without its auxiliary stays nsubj:pass, a
predicate without its copula keeps its nsubj, and "to" before the verb is its mark.
"""

from __future__ import annotations

import random
from copy import deepcopy

from phrases import WORDS
from rows import children, without
from treebanks import Sentence

SMALL = frozenset(WORDS["casing"]["small"].split())
TITLED = 0.35  # of the headlines; Title Case is American practice
CAPITALS = 0.08
ARTICLES_KEPT = 0.2
COMMA_FOR_AND = 0.6
WITH_STOP = 0.05
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_ONE_BODY = frozenset({"United States", "United Nations", "United Arab Emirates", "Philippines", "Netherlands"})
_QUESTIONS = frozenset({"WP", "WDT", "WRB", "WP$"})
PRESENT = "Mood=Ind|Number={}|Person=3|Tense=Pres|VerbForm=Fin"


def headline(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """The clause as a headline would have it; None where its verb does not allow a sure form."""
    verb = _told_briefly(sentence)
    if verb is None:
        return None
    short = single_quotes(_comma_for_and(verb, chance))
    if chance.random() >= ARTICLES_KEPT:
        short = without_articles(short)
    if chance.random() >= WITH_STOP:
        short = without_stop(short)
    short.words = _cased(short, chance)
    return short


def title_case(words: list[str]) -> list[str]:
    """Every word capitalised but the small ones, as American headlines are."""
    return [w if i and w.lower() in SMALL else w[:1].upper() + w[1:] for i, w in enumerate(words)]


def upper_case(words: list[str]) -> list[str]:
    """ALL CAPITALS."""
    return [word.upper() for word in words]


def without_stop(sentence: Sentence) -> Sentence:
    """The sentence without its final stop."""
    last = len(sentence.words) - 1
    return without(sentence, {last}) if last > 1 and sentence.words[last] in {".", "!", ":"} else sentence


def without_articles(sentence: Sentence) -> Sentence:
    """The sentence without "a", "an" and "the"."""
    return without(sentence, {i for i, lemma in enumerate(sentence.lemmas) if _is_article(sentence, i, lemma)})


def single_quotes(sentence: Sentence) -> Sentence:
    """Single quotation marks in the place of double ones, in the same style."""
    copy = deepcopy(sentence)
    change = {'"': "'", "“": "‘", "”": "’", "``": "'", "''": "'"}
    copy.words = [change.get(word, word) for word in copy.words]
    return copy


def third_person(lemma: str, *, plural: bool) -> str | None:
    """The present of a regular verb ("carries", "reaches", "has"); None where spelling gives no sure form."""
    if not lemma.isalpha() or not lemma.islower() or lemma == "be" or len(lemma) < 2:
        return None
    if plural:
        return lemma
    if lemma == "have":
        return "has"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return None if lemma.endswith(("s", "z")) and not lemma.endswith(("ss", "zz")) else f"{lemma}es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def is_plural(sentence: Sentence, subject: int) -> bool | None:
    """Whether a subject of the third person is plural; None for any other and for words of no sure number."""
    if any(sentence.deps[j] == "conj" for j in children(sentence, subject)):
        return True
    name = " ".join(sentence.words[j] for j in sorted({*children(sentence, subject), subject}) if j <= subject)
    if any(name.endswith(body) for body in _ONE_BODY):
        return False
    tag, word = sentence.tags[subject], sentence.words[subject].lower()
    if tag in {"NN", "NNP"} or word in {"he", "she", "it"}:
        return False
    return True if tag in {"NNS", "NNPS"} or word == "they" else None


def _told_briefly(sentence: Sentence) -> Sentence | None:
    """The clause with its finite verb as headlines have it: present, or without its auxiliaries or copula."""
    root = sentence.deps.index("ROOT")
    own = children(sentence, root)
    subject = next((i for i in own if sentence.deps[i].startswith("nsubj") and i < root), None)
    if subject is None or any(sentence.words[i].lower() in _NEGATIONS for i in own):
        return None
    if any(tag in _QUESTIONS for tag in (*sentence.tags[: subject + 1], *(sentence.tags[i] for i in own))):
        return None
    helpers = [i for i in own if sentence.deps[i] in {"aux", "aux:pass", "cop"}]
    if any(i < subject for i in helpers) or sentence.tags[root] == "MD":
        return None  # a question
    if any(sentence.tags[i] == "MD" for i in helpers):
        return _future(sentence, helpers)
    kind = (sentence.tags[root], sentence.deps[helpers[-1]] if helpers else "")
    match kind:
        case (("VBD" | "VBZ" | "VBP"), ""):
            return _in_present(sentence, root, subject, [])
        case ("VBN", "aux:pass") | ("VBG", "aux"):
            return without(sentence, set(helpers))
        case ("VBN", "aux") if [sentence.lemmas[i] for i in helpers] == ["have"]:
            return _in_present(sentence, root, subject, helpers)
        case (_, "cop") if len(helpers) == 1 and _may_lack_copula(sentence, root, subject):
            return without(sentence, set(helpers))
    return None


def _may_lack_copula(sentence: Sentence, root: int, subject: int) -> bool:
    """ "Minister ready to resign", "Talks in crisis": an adjective or a noun with its preposition, of a noun."""
    own = {sentence.deps[i] for i in children(sentence, root)}
    fitting = sentence.pos[root] == "ADJ" or "case" in own
    return fitting and sentence.pos[subject] in {"NOUN", "PROPN"} and "conj" not in own


def _future(sentence: Sentence, helpers: list[int]) -> Sentence | None:
    """ "to" for "will"; other modal verbs stay as they are."""
    modal = helpers[0]
    if sentence.words[modal].lower() not in {"will", "'ll", "’ll", "shall"}:
        return sentence if sentence.words[modal].isalpha() else None
    copy = deepcopy(sentence)
    copy.words[modal], copy.lemmas[modal], copy.pos[modal], copy.tags[modal] = "to", "to", "PART", "TO"
    copy.morphs[modal], copy.deps[modal] = "", "mark"
    if modal:
        copy.spaces[modal - 1] = True
    return copy


def _in_present(sentence: Sentence, root: int, subject: int, helpers: list[int]) -> Sentence | None:
    """The main verb in the present; the auxiliaries ("has") go."""
    plural = is_plural(sentence, subject)
    form = None if plural is None else third_person(sentence.lemmas[root], plural=bool(plural))
    if form is None:
        return None
    copy = deepcopy(sentence)
    copy.words[root], copy.tags[root] = form, "VBP" if plural else "VBZ"
    copy.morphs[root] = PRESENT.format("Plur" if plural else "Sing")
    return without(copy, set(helpers))


def _comma_for_and(sentence: Sentence, chance: random.Random) -> Sentence:
    """ "Sri Lanka, India agree": a comma for the "and" between two nouns; like the "and" it hangs on the second."""
    copy = deepcopy(sentence)
    for i, word in enumerate(sentence.words):
        second = sentence.heads[i]
        first = sentence.heads[second]
        nouns = {sentence.pos[first], sentence.pos[second]} <= {"NOUN", "PROPN"}
        bare = i > 0 and sentence.words[i - 1] != "," and sentence.deps[i] == "cc" and sentence.deps[second] == "conj"
        if word == "and" and nouns and bare and first < i < second and chance.random() < COMMA_FOR_AND:
            copy.words[i], copy.lemmas[i], copy.pos[i], copy.tags[i], copy.morphs[i] = ",", ",", "PUNCT", ",", ""
            copy.deps[i], copy.spaces[i - 1] = "punct", False
    return copy


def _is_article(sentence: Sentence, i: int, lemma: str) -> bool:
    return lemma in {"the", "a", "an"} and sentence.tags[i] == "DT" and sentence.deps[i] == "det"


def _cased(sentence: Sentence, chance: random.Random) -> list[str]:
    draw = chance.random()
    if draw < TITLED:
        return title_case(sentence.words)
    if draw < TITLED + CAPITALS:
        return upper_case(sentence.words)
    first = sentence.words[0]
    return [first[:1].upper() + first[1:], *sentence.words[1:]]
