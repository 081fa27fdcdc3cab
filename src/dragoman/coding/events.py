"""From merged drafts to the Event records: codes, scores, mentions, ids."""

from __future__ import annotations

import hashlib

from dragoman.codebook import Codebook
from dragoman.codebook.entries import QUADS
from dragoman.records import About, Event, Mention, Where

from .drafts import Draft
from .scene import Scene

TRIGGER_MOST = 80  # characters: a longer trigger would say nothing about where the act is told


def event_of(group: list[Draft], draft: Draft, confidence: float, scene: Scene) -> Event:
    """The Event of a group of drafts that tell one happening and were merged into ``draft``."""
    codebook = scene.codebook
    cameo = cameo_of(draft, codebook)
    mentions = tuple(_mention(d, scene) for d in group)
    about = About(type=draft.about_type, mode=draft.about_mode, date=None) if draft.about_type else None
    entry = codebook.types[draft.type]
    mode = entry.mode(draft.mode)
    return Event(
        event=_identity(scene.report.report, draft, mentions),
        type=draft.type,
        mode=draft.mode if mode else None,
        about=about,
        contexts=tuple(sorted({context for d in group for context in d.rule.contexts})),
        cameo=cameo,
        quad=QUADS[draft.type],
        goldstein=codebook.cameo[cameo].goldstein,
        intensity=mode.score if mode else entry.score,
        status=draft.status,
        reciprocal=draft.reciprocal,
        actors=draft.actors,
        recipients=draft.recipients,
        date=draft.date,
        place=draft.place,
        size=draft.size,
        sources=draft.sources,
        mentions=mentions,
        in_=_where(mentions, scene.title_end),
        confidence=round(confidence, 2),
        why=draft.rule.id,
    )


def cameo_of(draft: Draft, codebook: Codebook) -> str:
    """The most specific CAMEO code that the words support."""
    entry = codebook.types[draft.type]
    mode = entry.mode(draft.mode)
    code = codebook.about.get((draft.type, draft.about_type or ""))
    about = code.cameo if code else None
    own = draft.rule.cameo if draft.rule.type == draft.type else None
    if own and (about is None or not own.endswith("0")):
        return own
    return about or own or (mode.cameo if mode and mode.cameo else entry.cameo)


def _mention(draft: Draft, scene: Scene) -> Mention:
    tokens = sorted(draft.words, key=lambda t: t.i)
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    if end - start > TRIGGER_MOST:
        start, end = draft.trigger.idx, draft.trigger.idx + len(draft.trigger)
    words = scene.report.text[start:end]  # a Doc puts its text together anew at each access
    return Mention(trigger=words, span=(start, end), sentence=scene.sentence_span(draft.trigger))


def _identity(report: str, draft: Draft, mentions: tuple[Mention, ...]) -> str:
    sides = ",".join(sorted(p.entity for p in draft.actors)), ",".join(sorted(p.entity for p in draft.recipients))
    parts = (report, draft.type, draft.about_type or "", *sides, str(mentions[0].span))
    return "e-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _where(mentions: tuple[Mention, ...], title_end: int) -> Where:
    inside = {mention.span[0] < title_end for mention in mentions}
    return "both" if len(inside) == 2 else "headline" if inside == {True} else "body"
