"""Finds every actor mention of a parsed report and says who is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dragoman.records import Published
from dragoman.world import Metonym, World, load_world

from . import anaphora
from .context import Context, Resolved
from .history import Seen
from .joining import grow
from .mentions import ActorMention, Parties
from .people import People
from .phrases import Phrase
from .resolve import resolve
from .scene import Scene
from .speakers import speakers
from .spotting import spot
from .text import Text, read_text
from .usage import Usage, is_place, usage
from .words import Words, load_words

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc

_PRONOUNS = frozenset({"PRP", "PRP$"})
_STATES = frozenset({"state", "capital", "demonym"})


def find_parties(
    doc: Doc,
    published: Published | None = None,
    *,
    world: World | None = None,
    places: Mapping[int, str] | None = None,
) -> Parties:
    """Every actor mention of a report, resolved to country, sector, office and person.

    ``doc`` carries tags and a Universal Dependencies tree. ``published`` settles who held an office. ``places``
    gives the country of the tokens of place names, for "rebels in Aleppo" (None: the report's own countries must do).
    """
    text, words, world = read_text(doc), load_words(), world or load_world()
    phrases = grow(spot(text, world, words), text, words)
    places = places or {}
    day = published.start if published else None
    usages = _usages(phrases, text, words)
    context = Context(
        text=text,
        world=world,
        words=words,
        day=day,
        scene=Scene(phrases, usages, text, world, words, places, day),
        people=People(phrases, text, world, words),
        usages=usages,
        places=places,
    )
    mentions = list(_mentions(phrases, context))
    return Parties(doc, [*mentions, *speakers(mentions, context)])


def _usages(phrases: list[Phrase], text: Text, words: Words) -> dict[int, Usage]:
    found: dict[int, Usage] = {}
    before: tuple[Phrase, Usage] | None = None
    for phrase in phrases:
        if phrase.kind == "body" and isinstance(phrase.forms[0].entry, Metonym) and is_place(phrase, text, words):
            found[id(phrase)] = "place"
        if phrase.kind not in _STATES:
            continue
        if before and text.sentence[before[0].start] != text.sentence[phrase.start]:
            before = None
        used = usage(phrase, before, text, words)
        found[id(phrase)] = used
        before = (phrase, used) if phrase.kind != "demonym" else None
    return found


def _mentions(phrases: list[Phrase], context: Context) -> Iterator[ActorMention]:
    """Resolve in text order, the headline last: it takes up what the body says in full."""
    sites = sorted([*_phrase_sites(phrases, context), *_pronoun_sites(phrases, context)], key=lambda site: site[0])
    body = [site for site in sites if context.text.sentence[site[0]] >= context.text.headline]
    head = [site for site in sites if context.text.sentence[site[0]] < context.text.headline]
    last: Seen | None = None
    for start, end, core, phrase in [*body, *head]:
        resolved = resolve(phrase, context) if phrase else anaphora.resolve_pronoun(start, context)
        if resolved is None or not resolved.actors:
            continue
        if phrase and context.usages.get(id(phrase)) == "place":
            if resolved.actors[0].kind == "state":
                context.history.add_place(start, resolved.actors[0])
            continue
        head_token = context.text.head_of(start, end, core)
        last = _remember(start, end, head_token, core, resolved, last, context)
        for actor in resolved.actors:
            words = context.text.doc[start:end].text
            yield ActorMention(actor.party(words, context.text.span(start, end)), start, end, head_token, resolved.how)


def _phrase_sites(phrases: list[Phrase], context: Context) -> Iterator[tuple[int, int, int, Phrase | None]]:
    for phrase in phrases:
        if context.usages.get(id(phrase)) != "none":
            yield phrase.start, phrase.end, phrase.core, phrase


def _pronoun_sites(phrases: list[Phrase], context: Context) -> Iterator[tuple[int, int, int, Phrase | None]]:
    covered = {i for phrase in phrases for i in range(phrase.start, phrase.end)}
    for i, tag in enumerate(context.text.tags):
        if tag in _PRONOUNS and i not in covered:
            yield i, i + 1, i, None


def _remember(
    start: int, end: int, head: int, core: int, resolved: Resolved, last: Seen | None, context: Context
) -> Seen:
    text = context.text
    plural = len(resolved.actors) > 1 or (text.tags[core] in {"NNS", "NNPS"} and resolved.how == "agent")
    seen = Seen(start, end, text.sentence[start], resolved.actors, text.deps[head] in {"nsubj", "nsubj:pass"}, plural)
    context.history.add(seen)
    if last and last.sentence == seen.sentence and text.lower[last.end : start] == ["and"]:
        joint = Seen(last.start, end, seen.sentence, (*last.actors, *seen.actors), last.subject, True)
        context.history.add(joint)
        return joint
    return seen
