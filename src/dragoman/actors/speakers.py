"""Who "I" and "we" are inside quotation marks: whoever is said to speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.records import Party

from .actor import Actor, entity
from .context import Context
from .mentions import ActorMention
from .text import Text

_OPEN, _CLOSE, _EITHER = "“", "”", '"'


def speakers(mentions: Iterable[ActorMention], context: Context) -> Iterator[ActorMention]:
    """A mention for every first-person pronoun in quotation marks whose speaker is named."""
    text, words = context.text, context.words
    inside = _inside_quotes(text)
    pronouns = [i for i, word in enumerate(text.lower) if inside[i] and (word in words.me or word in words.us)]
    if not pronouns:
        return
    saying = {text.sentence[m.head]: m.party for m in reversed(list(mentions)) if _says(m, inside, context)}
    for i in pronouns:
        number = text.sentence[i]
        party = next(
            (saying[n] for n in (number, number + 1, number - 1) if n in saying and _near(number, n, text)), None
        )
        party = _we(party, context) if party and text.lower[i] in words.us else party
        if party:
            span = text.span(i, i + 1)
            record = Actor(party.name, party.kind, party.country, party.sector, party.role, party.entity).party(
                text.words[i], span
            )
            yield ActorMention(record, i, i + 1, i, "pronoun")


def _inside_quotes(text: Text) -> list[bool]:
    """Whether each token is within quotation marks, which a paragraph's end closes."""
    inside, opened = [], False
    for word in text.words:
        if word.isspace() and "\n\n" in word:
            opened = False
        closing = word == _CLOSE or (word == _EITHER and opened)
        opening = word == _OPEN or (word == _EITHER and not opened)
        opened = (opened or opening) and not closing
        inside.append(opened)
    return inside


def _says(mention: ActorMention, inside: list[bool], context: Context) -> bool:
    """Whether the mention is the subject of a verb of speech outside the quotation marks."""
    text = context.text
    if inside[mention.head]:
        return False
    around = (mention.end, mention.start - 1, text.heads[mention.head])
    return any(0 <= i < len(text) and text.lower[i] in context.words.said and not inside[i] for i in around)


def _near(one: int, other: int, text: Text) -> bool:
    """The same paragraph."""
    first, last = sorted((one, other))
    return not any(
        word.isspace() and "\n\n" in word for word in text.words[text.sentences[first][0] + 1 : text.sentences[last][1]]
    )


def _we(party: Party, context: Context) -> Party | None:
    """Who "we" are: of an official his state, of another office its sector, of a private person nobody known."""
    if party.kind in {"state", "organisation", "group"}:
        return party
    state = context.world.state(party.country or "")
    if state and party.sector == "GOV":
        return Actor(state.name, "state", party.country, "GOV", None, entity(party.country, "GOV")).party(
            party.text, party.span
        )
    if party.sector is None and party.country:
        return party  # of an international body
    if party.country and party.sector != "CVL":
        name = context.state_name(party.country) or party.country
        return Actor(name, "group", party.country, party.sector, None, entity(party.country, party.sector)).party(
            party.text, party.span
        )
    return None
