"""Finds ties: the wordings of ``codebook/data/ties.toml`` matched against the predicates of a report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.codebook.entries import TieRule
from dragoman.coding.asserting import source_of, speakers
from dragoman.coding.dating import governors, moment_of
from dragoman.coding.match import check, known_predicate, triggers_in
from dragoman.coding.predicates import Predicate, lemma
from dragoman.coding.sayings import Saying
from dragoman.coding.scene import Scene
from dragoman.coding.status import status_of
from dragoman.coding.tree import antecedent, children
from dragoman.records import Interval, Mention, Party, Source, Tie

SYMMETRIC = frozenset({"alliance", "partnership", "rivalry", "war", "border"})
_NEIGHBOURS = frozenset({"neighbor", "neighbour"})
_PAST = frozenset({"former", "formerly", "once", "previously", "erstwhile", "ex"})


@dataclass(frozen=True, slots=True)
class _Found:
    rule: TieRule
    a: Party
    b: Party
    kind: str | None
    past: bool
    token: Token
    carrier: Token | None
    garbled: bool

    @property
    def words(self) -> tuple[Token, ...]:
        """The words that time may hang on."""
        return (self.token, self.carrier) if self.carrier is not None else (self.token,)


def find_ties(scene: Scene, sayings: tuple[Saying, ...]) -> tuple[Tie, ...]:
    """The ties of a report, each once with all its mentions. ``sayings`` are its attributions: who asserts a tie."""
    found = _settled([tie for token in triggers_in(scene) for tie in _read(token, scene)])
    anchors = {t.i for tie in found for t in tie.words}
    hung = governors(scene.doc, scene.timeline.moments_in(0, len(scene.report.text)), anchors)
    groups: dict[tuple[str, ...], list[_Found]] = {}
    for tie in found:
        groups.setdefault(_key(tie), []).append(tie)
    return tuple(_tie(group, scene, sayings, hung) for group in groups.values())


def _read(token: Token, scene: Scene) -> Iterator[_Found]:
    predicate = known_predicate(token, scene)
    if predicate is None:
        return
    for word in predicate.words:
        for pattern, rule in scene.codebook.ties.get((word, predicate.pos), ()):
            if check(pattern, predicate, scene)[0] is not None and (pairs := _pairs(predicate, rule, scene)):
                if status_of(predicate, scene.codebook.words) in {"reported", "future"}:
                    yield from _with_kinds(predicate, rule, pairs)
                return


def _pairs(predicate: Predicate, rule: TieRule, scene: Scene) -> list[tuple[Party, Party]]:
    first, second = _side(predicate, rule.a, scene), _side(predicate, rule.b, scene)
    if first and [p.entity for p in first] == [p.entity for p in second] and len(first) > 1:
        first, second = first[:1], second[1:]
    return [
        (a, b) for a in first for b in second if (a.country, a.sector) != (b.country, b.sector) or a.country is None
    ]


def _side(predicate: Predicate, roles: tuple[str, ...], scene: Scene) -> list[Party]:
    """The parties of the first role that holds any; ``subj_of`` is whom a copula, apposition or name makes it."""
    for role in roles:
        tokens = _bearers(predicate.trigger) if role == "subj_of" else predicate.roles.get(role)
        if found := {p.entity: p for token in tokens for p in (*_parties(token, scene), *scene.beside(token))}:
            return list(found.values())
    return []


def _parties(token: Token, scene: Scene) -> tuple[Party, ...]:
    """Whom a role means; "its neighbour" is the state that the sentence before speaks of most."""
    if lemma(token) not in _NEIGHBOURS or not children(token, "nmod:poss"):
        state = scene.state_at(token)  # "a border with Ukraine" names it as a place
        return scene.parties_of(token) or ((state,) if state is not None else ())
    owners = {p.country for owner in children(token, "nmod:poss") for p in scene.parties.at(owner)}
    here = scene.sentence_of(token).start
    before = next((s for s in reversed(scene.sentences) if s.end <= here), None)
    if before is None:
        return ()
    named = [p for m in scene.parties.mentions if before.start <= m.start < before.end for p in [m.party]]
    counts = Counter(p.country for p in named if p.country not in owners and scene.world.state(p.country or ""))
    top = counts.most_common(2)
    if not top or (len(top) > 1 and top[0][1] == top[1][1]):
        return ()
    return tuple(p for p in named if p.country == top[0][0])[:1]


def _bearers(noun: Token) -> list[Token]:
    """Of whom a noun is said: "X is an ally", "X, an ally of Y", "Y's ally X"."""
    subject = [antecedent(t) for t in children(noun, "nsubj")]
    if subject:
        return subject
    if noun.dep_ == "appos":
        return [noun.head]
    named = children(noun, "appos", "flat")
    if noun.dep_ in {"compound", "nmod:desc"} and noun.head.pos_ == "PROPN":
        named.append(noun.head)
    return named


def _with_kinds(predicate: Predicate, rule: TieRule, pairs: list[tuple[Party, Party]]) -> Iterator[_Found]:
    trigger = predicate.trigger
    near = [t for t in trigger.subtree if t.dep_ in {"advmod", "amod", "compound", "conj"}]
    kinds = list(dict.fromkeys(rule.kinds[lemma(t)] for t in near if lemma(t) in rule.kinds)) or [""]
    auxiliaries = {t.lower_ for t in children(trigger, "cop", "aux")}
    past = bool({t.lower_ for t in near} & _PAST) or (
        bool(auxiliaries & {"was", "were", "had"}) and not auxiliaries & {"has", "is", "are"}
    )
    garbled = any(t.lower_ in {"which", "whom", "that"} for t in trigger.subtree if t.dep_ in {"obl", "nmod"})
    for a, b in pairs:
        for kind in kinds:
            yield _Found(rule, a, b, kind or None, past, trigger, predicate.carrier, garbled)


def _settled(found: list[_Found]) -> list[_Found]:
    """A relative pronoun's antecedent is uncertain: a plain wording of the same tie elsewhere settles it."""
    plain = {(f.rule.relation, f.a.country) for f in found if not f.garbled}
    return [f for f in found if not f.garbled or (f.rule.relation, f.a.country) not in plain]


def _key(tie: _Found) -> tuple[str, ...]:
    ends = (f"{tie.a.country}/{tie.a.sector}", f"{tie.b.country}/{tie.b.sector}")
    return (
        tie.rule.relation,
        tie.kind or "",
        str(tie.past),
        *(sorted(ends) if tie.rule.relation in SYMMETRIC else ends),
    )


def _since(group: list[_Found], hung: dict[int, list[Interval]]) -> str | None:
    """Since when: an open "since 1963" at its words, or the day of the act that began it ("announced in 2022").

    Written as precisely as it is known: a day, "2022-09" for a month, "1963" for a year.
    """
    for found in group:
        moment = moment_of(found.words, hung)
        if moment is None or moment.start is None or not (moment.end is None or found.carrier is not None):
            continue
        return moment.start[: {"month": 7, "year": 4}.get(moment.precision, 10)]
    return None


def _sources(group: list[_Found], sayings: tuple[Saying, ...], scene: Scene) -> tuple[Source, ...]:
    """Who asserts the tie; nobody where the report itself tells it once."""
    told = [[s for s in sayings if s.covers(f.token)] for f in group]
    if not all(told):
        return ()
    found = {p.entity: source_of(p, s, None) for covering in told for s in covering for p in speakers(s, scene)}
    return tuple(found.values())


def _tie(group: list[_Found], scene: Scene, sayings: tuple[Saying, ...], hung: dict[int, list[Interval]]) -> Tie:
    first = group[0]
    digest = hashlib.sha256("\n".join((scene.report.report, *_key(first))).encode()).hexdigest()[:16]
    mentions = tuple(
        Mention(
            trigger=f.token.text,
            span=(f.token.idx, f.token.idx + len(f.token)),
            sentence=scene.sentence_span(f.token),
        )
        for f in group
    )
    return Tie(
        tie=f"t-{digest}",
        a=first.a,
        b=first.b,
        relation=first.rule.relation,
        kind=first.kind,
        since=_since(group, hung),
        until=None,
        past=first.past,
        sources=_sources(group, sayings, scene),
        mentions=mentions,
        confidence=0.4 if first.garbled else 0.7,
    )
