"""Pronouns ("it", "his"), definite nouns ("the ministry", "the group") and counted ones ("the two leaders")."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dragoman.world import Agent
from dragoman.world.spelling import singular

from .actor import Actor, entity
from .context import Context, Resolved
from .history import Seen
from .phrases import Phrase

_GROUPS = frozenset({"REB", "PRM", "PRE", "CRM", "UAF", "OPP"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_PERSONAL = frozenset({"person", "office"})


def resolve_pronoun(i: int, context: Context) -> Resolved | None:
    """Whom the pronoun at this token stands for, where that is clear."""
    word, words = context.text.lower[i], context.words
    if word == "it" and _is_empty(i, context):
        return None
    if word in words.he:
        gender = "f" if word in words.female else "m"
        fits = _fits(lambda a: a.kind in _PERSONAL and a.gender in {gender, None})
    elif word in words.it:
        fits = _fits(lambda a: a.kind in {"state", "organisation", "group"})
    elif word in words.they:
        fits = _fits_plural
    else:
        return None
    fits = _not_own_subject(i, fits, context)
    seen = _subject_above(i, fits, context) or context.history.salient(i, context.text.sentence[i], fits)
    return Resolved(seen.actors, "pronoun") if seen else None


def _is_empty(i: int, context: Context) -> bool:
    """ "It is not known whether ...", "it seems that ...": the word stands for the clause behind it."""
    token = context.text.doc[i]
    if token.dep_ == "expl":
        return True
    labels = {child.dep_ for child in token.head.children}
    clause = labels & {"ccomp", "csubj", "csubj:pass"} or ("xcomp" in labels and "cop" in labels)
    return token.dep_ in {"nsubj", "nsubj:pass"} and bool(clause) and bool(labels & {"cop", "aux:pass"})


def _subject_above(i: int, fits: Callable[[Seen], bool], context: Context) -> Seen | None:
    """A subject that governs the pronoun, if it is a mention and fits.

    "Its" takes the nearest one, that of its own clause first; "it" as a subject the nearest above its own clause; as an
    object it cannot mean its own clause's subject, and the main clause's is the likeliest.
    """
    label = context.text.deps[i]
    subjects = list(_governing_subjects(i, context))
    if context.text.tags[i] != "PRP$" and label not in {"nsubj", "nsubj:pass"}:
        subjects = subjects[:0:-1]
    seen = (context.history.covering(subject) for subject in subjects)
    return next((s for s in seen if s is not None and fits(s)), None)


def _governing_subjects(i: int, context: Context) -> Iterator[int]:
    """The subjects before the pronoun of the clauses it stands in, from the inmost outwards."""
    for verb in context.text.doc[i].ancestors:
        subject = next((c.i for c in verb.lefts if c.dep_ in {"nsubj", "nsubj:pass"} and c.i < i), None)
        if subject is None and verb.dep_ == "xcomp":  # "let Russia use its bases": Russia is who uses them
            subject = next((c.i for c in verb.head.children if c.dep_ in {"obj", "iobj"} and c.i < verb.i), None)
        if subject is not None:
            yield subject


def _not_own_subject(i: int, fits: Callable[[Seen], bool], context: Context) -> Callable[[Seen], bool]:
    """An object is not its own subject: in "the Kremlin denied it" the word stands for something else."""
    token = context.text.doc[i]
    if token.tag_ == "PRP$" or token.dep_ in {"nsubj", "nsubj:pass"}:
        return fits
    own = [context.history.covering(c.i) for c in token.head.lefts if c.dep_ in {"nsubj", "nsubj:pass"}]
    taken = {actor.entity for seen in own if seen for actor in seen.actors}
    return lambda seen: fits(seen) and not any(actor.entity in taken for actor in seen.actors)


def _fits(single: Callable[[Actor], bool]) -> Callable[[Seen], bool]:
    return lambda seen: len(seen.actors) == 1 and not seen.plural and single(seen.actors[0])


def _fits_plural(seen: Seen) -> bool:
    return seen.plural or (len(seen.actors) == 1 and seen.actors[0].kind in {"group", "people"})


def counted(phrase: Phrase, context: Context) -> Resolved | None:
    """ "the two leaders", "both countries": as many of the last persons or states as the number says."""
    text, words = context.text, context.words
    before = [text.lower[i] for i in range(phrase.start, phrase.first)]
    number = next((words.numbers[word] for word in before if word in words.numbers), 0)
    noun = text.lower[phrase.core]
    if not number or phrase.modifiers("pre", "poss", "of", "and"):
        return None
    if noun in words.many_leaders:
        found = context.history.distinct(number, lambda a: a.entity if a.kind in _PERSONAL else None)
        if len(found) < number:
            found = context.history.distinct(number, lambda a: a.country)
    elif noun in words.many_sides and (found := context.history.joint(number)):
        return Resolved(found, "anaphor")
    elif noun in words.many_states:
        own = _own_countries(phrase, context)
        states = context.history.distinct(
            number, lambda a: a.country if a.kind == "state" and a.country not in own else None
        )
        found = states or context.history.distinct(number, lambda a: a.country if a.country not in own else None)
        found = tuple(_state(actor, context) for actor in found)
    else:
        return None
    return Resolved(found, "anaphor") if len(found) == number else Resolved((), "anaphor")


def _own_countries(phrase: Phrase, context: Context) -> set[str | None]:
    """The countries of the subject whose object a phrase is: he who "called on both countries" meant two others."""
    core = context.text.doc[phrase.core]
    if core.dep_ not in {"obj", "iobj", "obl"}:
        return set()
    subjects = [context.history.covering(c.i) for c in core.head.lefts if c.dep_ in {"nsubj", "nsubj:pass"}]
    return {actor.country for seen in subjects if seen for actor in seen.actors}


def _state(actor: Actor, context: Context) -> Actor:
    state = context.world.state(actor.country or "")
    if state is None:
        return actor
    return Actor(state.name, "state", actor.country, "GOV", None, entity(actor.country, "GOV"))


def taken_up(phrase: Phrase, context: Context) -> Actor | None:
    """The earlier actor that a definite noun without a country of its own takes up."""
    agent, text = phrase.agent, context.text
    if agent is None or phrase.det is None or phrase.det < 0 or text.lower[phrase.det] not in _DEFINITE:
        return None
    last, noun = context.history.last, agent.noun
    if noun in context.words.state_nouns:
        return context.history.last_state() or _state_of(last(lambda a: a.country is not None), context)
    if noun in context.words.group_nouns and agent.weak:
        return last(lambda a: a.kind in {"organisation", "group"} and a.noun is None)
    if agent.sector in _GROUPS:
        return last(lambda a: a.sector in _GROUPS and a.noun is None and a.kind in {"group", "organisation"}) or last(
            _same(noun)
        )
    if agent.kind in {"office", "person"}:
        role = context.words.roles.get(agent.role or noun, agent.role or noun)
        return last(lambda a: a.kind in _PERSONAL and _role_fits(a, role))
    if agent.kind in {"organisation", "group"} and text.tags[phrase.core] != "NNS":
        return last(_same(noun)) or last(lambda a: _is_same_body(a, agent, context))
    return last(_same(noun))


def holder_of(phrase: Phrase, country: str | None, context: Context) -> Actor | None:
    """Who has been named as holding this office: "the U.S. president" after "Donald Trump"."""
    agent = phrase.agent
    if agent is None or agent.kind != "office" or country is None or phrase.marks or _det(phrase, context) != "the":
        return None
    role = context.words.roles.get(agent.role or agent.noun, agent.role or agent.noun)
    return context.history.last(lambda a: a.kind == "person" and a.role == role and a.country == country)


def _det(phrase: Phrase, context: Context) -> str:
    """The determiner of the phrase, or of the modifier that begins it."""
    return context.text.lower[phrase.start]


def _state_of(actor: Actor | None, context: Context) -> Actor | None:
    return _state(actor, context) if actor and context.world.state(actor.country or "") else None


def _same(noun: str) -> Callable[[Actor], bool]:
    """An actor named by the same noun, or by one that ends in it ("the ministry" after "foreign ministry")."""
    last = singular(noun)
    return lambda a: (
        bool(a.noun)
        and (
            singular(a.noun or "") == last
            or (a.noun or "").endswith(" " + noun)
            or (a.kind == "people" and len(last) > 3 and singular(a.noun or "").endswith(last))
        )
    )


def _role_fits(actor: Actor, role: str) -> bool:
    return (
        bool(actor.role)
        and (actor.role == role or (actor.role or "").endswith(" " + role))
        and not (actor.role or "").startswith("vice")
    )


def _is_same_body(actor: Actor, agent: Agent, context: Context) -> bool:
    """ "The army" after "the military", or after an army's own name."""
    if (
        actor.sector != agent.sector
        or actor.kind not in {"organisation", "group"}
        or agent.noun not in context.words.whole
    ):
        return False
    return actor.noun is None or _body(actor.noun) == _body(agent.noun)


def _body(noun: str) -> str:
    """Nouns that stand for one body: "army" and "military"."""
    return {"army": "military", "armed forces": "military", "regime": "government", "administration": "government"}.get(
        noun, noun
    )
