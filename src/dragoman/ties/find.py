"""Finds ties: the wordings of ``codebook/data/ties.toml`` matched against the predicates of a report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.codebook.entries import TieRule
from dragoman.coding.asserting import source_of, speakers
from dragoman.coding.dating import governors
from dragoman.coding.match import check, known_predicate, triggers_in
from dragoman.coding.predicates import Predicate
from dragoman.coding.sayings import Saying
from dragoman.coding.scene import Scene
from dragoman.language.tokens import Token
from dragoman.records import Interval, Mention, Party, Source, Tie

from .dating import dated_before, since_of, told_of_then, until_of
from .named import Named
from .roles import standing
from .sides import pairs_of
from .telling import Telling, kinds_of, telling_of

SYMMETRIC = frozenset({"alliance", "partnership", "rivalry", "war", "border"})
_SURE, _UNSURE = 0.7, 0.4


@dataclass(frozen=True, slots=True)
class _Found:
    rule: TieRule
    a: Party
    b: Party
    kind: str | None
    telling: Telling
    predicate: Predicate
    garbled: bool
    ended: str | None = None

    @property
    def token(self) -> Token:
        return self.predicate.trigger

    @property
    def words(self) -> tuple[Token, ...]:
        """The words that time may hang on."""
        own = (self.token, self.predicate.clause, *self.predicate.roles.get("head")[:1])
        return tuple({t.i: t for t in own}.values())


def find_ties(scene: Scene, sayings: tuple[Saying, ...]) -> tuple[Tie, ...]:
    """The ties of a report, each once with all its mentions. ``sayings`` are its attributions: who asserts a tie."""
    scene = replace(scene, parties=Named(scene))
    found = _settled([tie for token in triggers_in(scene) for tie in _read(token, scene)])
    anchors = {t.i for tie in found for t in tie.words}
    hung = governors(scene.doc, scene.timeline.moments_in(0, len(scene.report.text)), anchors)
    groups: dict[tuple[str, ...], list[_Found]] = {}
    for tie in found:
        if (timed := _timed(tie, hung, scene)) is not None:
            groups.setdefault(_key(timed), []).append(timed)
    return tuple(_tie(group, scene, sayings, hung) for group in groups.values())


def _read(token: Token, scene: Scene) -> Iterator[_Found]:
    """The ties that a word tells by the first rule whose pattern holds and whose sides are there."""
    known = known_predicate(token, scene)
    if known is None or not any((word, known.pos) in scene.codebook.ties for word in known.words):
        return
    predicate = standing(known, scene.is_party)
    for word in predicate.words:
        worded = predicate.as_word(word)
        for pattern, rule in scene.codebook.ties.get((word, predicate.pos), ()):
            if check(pattern, worded, scene)[0] is None or not (pairs := pairs_of(worded, rule, scene)):
                continue
            if (telling := telling_of(worded, rule, scene)) is None:
                continue
            for a, b in pairs:
                for kind in kinds_of(worded, rule):
                    yield _Found(rule, a, b, kind, telling, worded, _is_garbled(token))
            return


def _timed(tie: _Found, hung: dict[int, list[Interval]], scene: Scene) -> _Found | None:
    """A tie as its date has it: an act that begins or ends one needs a date of an earlier year, which ends others."""
    if tie.rule.act in {"begins", "ends"}:
        return tie if dated_before(tie.words, hung, scene) else None
    verb = told_of_then(tie.predicate) if tie.rule.act is None else None
    day = dated_before((verb,), hung, scene) if verb is not None else None
    if day is None or tie.telling.past:
        return tie
    return replace(tie, telling=Telling(past=True, negated=False), ended=day)


def _is_garbled(trigger: Token) -> bool:
    return any(t.lower_ in {"which", "whom", "that"} for t in trigger.subtree if t.dep_ in {"obl", "nmod"})


def _settled(found: list[_Found]) -> list[_Found]:
    """A relative pronoun's antecedent is uncertain: a plain wording of the same tie elsewhere settles it."""
    plain = {(f.rule.relation, f.a.country) for f in found if not f.garbled}
    return [f for f in found if not f.garbled or (f.rule.relation, f.a.country) not in plain]


def _key(tie: _Found) -> tuple[str, ...]:
    ends = [f"{p.country}/{p.sector}" if p.kind != "organisation" else p.entity for p in (tie.a, tie.b)]
    return (
        tie.rule.relation,
        tie.kind or "",
        f"{tie.telling.past}{' denied' * tie.telling.negated}",
        *(sorted(ends) if tie.rule.relation in SYMMETRIC else ends),
    )


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
    begun = (_since(f, hung, scene) for f in group)
    return Tie(
        tie=f"t-{digest}",
        a=first.a,
        b=first.b,
        relation=first.rule.relation,
        kind=first.kind,
        since=next((day for day in begun if day), None),
        until=next((day for f in group if (day := _until(f, hung, scene))), None),
        past=first.telling.past,
        negated=first.telling.negated,
        sources=_sources(group, sayings, scene),
        mentions=tuple(_mention(f.token, scene) for f in group),
        confidence=_UNSURE if first.garbled else _SURE,
    )


def _since(tie: _Found, hung: dict[int, list[Interval]], scene: Scene) -> str | None:
    if tie.rule.act == "begins":
        return dated_before(tie.words, hung, scene)
    if tie.rule.act == "ends" or tie.ended:
        return None
    return since_of(tie.words, hung, carried=tie.predicate.carrier is not None)


def _until(tie: _Found, hung: dict[int, list[Interval]], scene: Scene) -> str | None:
    return tie.ended or (dated_before(tie.words, hung, scene) if tie.rule.act == "ends" else until_of(tie.words, hung))


def _mention(token: Token, scene: Scene) -> Mention:
    return Mention(trigger=token.text, span=(token.idx, token.idx + len(token)), sentence=scene.sentence_span(token))
