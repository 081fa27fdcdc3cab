"""What an act counts as where it is only spoken of: promised, refused, threatened, or asked of one's own side."""

from __future__ import annotations

from dataclasses import replace

from dragoman.codebook.entries import QUADS
from dragoman.language.tokens import Token
from dragoman.records import Party

from .drafts import Draft
from .predicates import lemma
from .scene import Scene
from .status import is_denied, is_refused
from .tree import case_word, children, subjects

_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
_PROMISES = frozenset({"AGREE", "CONCEDE"})
_VOWS = frozenset({"vow", "swear", "pledge", "promise"})
_YIELDING = _COOPERATIVE | {"RETREAT", "CONCEDE"}


def as_spoken(draft: Draft, scene: Scene) -> Draft:
    """The draft as what it is by PLOVER's rules for acts that have not come about and for calls for an end of war."""
    return _refused(draft, scene) or _promised(draft) or _sought(draft, scene) or _vowed(draft, scene) or draft


def _promised(draft: Draft) -> Draft | None:
    """Acts still to come: cooperation becomes AGREE about it, a retreat CONCEDE about it."""
    if draft.status != "future":
        return None
    if draft.type in _COOPERATIVE:
        return replace(draft, type="AGREE", mode=None, about_type=draft.type, about_mode=draft.mode)
    if draft.type == "RETREAT":
        return replace(draft, type="CONCEDE", mode=None, about_type="RETREAT", about_mode=draft.mode)
    return None


def _refused(draft: Draft, scene: Scene) -> Draft | None:
    """Cooperation or yielding that its actor says will not come is REJECT about it; "did not" only denies a fact."""
    if not draft.actors or not (_will_not(draft, scene) or _promises_not(draft)):
        return None
    about = (draft.about_type, draft.about_mode) if draft.type in _PROMISES else (draft.type, draft.mode)
    code = scene.codebook.about.get(("REJECT", about[0] or ""))
    return replace(
        draft,
        type="REJECT",
        mode=code.mode if code else None,
        about_type=about[0],
        about_mode=about[1],
        status="reported",
        reciprocal=draft.reciprocal and _all_act(draft, scene),  # "A will not meet B": only A says no
    )


def _will_not(draft: Draft, scene: Scene) -> bool:
    """ "Will not send", "has no plans to meet", "is not going to agree": the actor's own no."""
    refusable = draft.status == "negated" and draft.type in _YIELDING | _PROMISES
    refused = refusable and is_refused(draft.reading.predicate, scene.codebook.words)
    return refused and not _foretold(draft, scene)


def _promises_not(draft: Draft) -> bool:
    """ "Vowed not to release", "decided not to attend": the promise of no act is its refusal."""
    promised = draft.type in _PROMISES and draft.status in {"reported", "future"} and draft.about_type in _YIELDING
    return promised and any(map(is_denied, draft.reading.predicate.roles.get("comp")))


def _foretold(draft: Draft, scene: Scene) -> bool:
    """Whether somebody of another country says what the actor will not do: a forecast and no refusal."""
    clause = draft.reading.predicate.clause
    head = clause.head
    if clause.dep_ not in {"ccomp", "parataxis"} or lemma(head) not in scene.codebook.words["speech"]["verbs"]:
        return False
    named = [p for t in subjects(head) for p in scene.parties_of(t)]
    speakers = {p.country for p in named if p.kind != "people" or p.sector != "GOV"}  # "officials" may be the actor's
    return bool(speakers) and not speakers & {p.country for p in draft.actors}


def _all_act(draft: Draft, scene: Scene) -> bool:
    """Whether the words make both sides of an act its actors: "Chad and Niger will not meet"."""
    predicate = draft.reading.predicate
    acting = {p.entity for role in draft.rule.actor for t in predicate.roles.get(role) for p in scene.parties_of(t)}
    return all(p.entity in acting for p in (*draft.actors, *draft.recipients))


def _sought(draft: Draft, scene: Scene) -> Draft | None:
    """A side that calls for an end of its own war speaks of its own intent: AGREE about RETREAT."""
    if draft.type not in {"REQUEST", "AGREE"} or draft.about_type != "RETREAT" or not draft.actors:
        return None
    acting = {p.entity for p in draft.actors}
    roles = draft.reading.predicate.roles
    asked = [word for role in (*draft.rule.about, "to") for t in roles.get(role) for word in t.subtree]
    others = {p.entity: p for word in asked for p in _enemies(word, scene) if p.entity not in acting}
    if not others or any(p.entity not in others for p in draft.recipients):
        return None
    return replace(draft, type="AGREE", mode=None, recipients=tuple(others.values()))


def _vowed(draft: Draft, scene: Scene) -> Draft | None:
    """ "Vowed to cut aid to Mali": the promise of a hostile act to whom it hits is a threat of it."""
    hostile = draft.type == "AGREE" and draft.about_type is not None and QUADS[draft.about_type] == 4
    hit = {p.country for p in draft.recipients} - {p.country for p in draft.actors}
    if not hostile or not hit or lemma(draft.trigger) not in _VOWS:
        return None
    code = scene.codebook.about.get(("THREATEN", draft.about_type or ""))
    return replace(draft, type="THREATEN", mode=code.mode if code else None)


def _enemies(word: Token, scene: Scene) -> tuple[Party, ...]:
    """Whom a war or a truce is with."""
    if lemma(word) not in scene.codebook.words["embedding"]["conflicts"]:
        return ()
    return tuple(
        p for t in children(word, "nmod", "obl") if case_word(t) in {"with", "against"} for p in scene.parties_of(t)
    )


def threatened(draft: Draft) -> Draft:
    """What a party says that it would do against another is a threat of it (PLOVER: verbal conflict)."""
    conflict = QUADS[draft.type] == 4
    own_words = {s.country for s in draft.sources} & {p.country for p in draft.actors}
    if conflict and draft.status == "future" and own_words and draft.type != "MOBILIZE" and draft.recipients:
        return replace(
            draft,
            type="THREATEN",
            mode=_threat_mode(draft),
            about_type=draft.type,
            about_mode=draft.mode,
            status="reported",
        )
    return draft


def _threat_mode(draft: Draft) -> str | None:
    if draft.type == "ASSAULT":
        return "violence"
    return {"arrest": "arrest", "expel": "expel", "restrict": "restrict"}.get(draft.mode or "")
