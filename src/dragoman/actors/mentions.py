"""The actor mentions of a report, by place in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.records import Party

from .actor import How

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention of one actor: tokens ``start`` to ``end`` (exclusive), ``head`` the token that governs them.

    ``how`` says what settled it: a name, a title with a name, a demonym, a metonym, a pronoun, an anaphor ("the two
    leaders", which makes one mention for each), or an agent noun.
    """

    party: Party
    start: int
    end: int
    head: int
    how: How


class Parties:
    """Every actor mention of a report, in text order."""

    def __init__(self, doc: Doc, mentions: Iterable[ActorMention]) -> None:
        self._doc = doc
        self.mentions: tuple[ActorMention, ...] = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))
        self._at: dict[int, list[ActorMention]] = {}
        for mention in self.mentions:
            for i in range(mention.start, mention.end):
                self._at.setdefault(i, []).append(mention)

    def at(self, token: Token) -> tuple[Party, ...]:
        """The parties that the phrase with this head denotes: those of the mention that covers the token.

        A relative pronoun denotes what its clause hangs on, a count ("some of the rebels") what it counts.
        """
        found = self.mentions_at(token)
        return tuple(mention.party for mention in found)

    def mentions_at(self, token: Token) -> tuple[ActorMention, ...]:
        """The mentions behind ``at``."""
        if token.i in self._at:
            return tuple(self._at[token.i])
        if token.tag_ in {"WDT", "WP", "WP$"}:
            clause = next((a for a in token.ancestors if a.dep_ in {"acl:relcl", "acl"}), None)
            return tuple(self._at.get(clause.head.i, ())) if clause is not None and clause.head.i < token.i else ()
        if token.tag_ in {"CD", "DT", "JJ", "NNS", "NN", "JJS", "JJR"}:
            for child in token.children:
                if child.dep_ == "nmod" and child.i in self._at and any(c.lower_ == "of" for c in child.children):
                    return tuple(self._at[child.i]) if token.tag_ in {"CD", "DT", "JJ", "JJS", "JJR"} else ()
        return ()

    def under(self, token: Token) -> tuple[Party, ...]:
        """The parties mentioned anywhere in the token's subtree, in text order, each entity once."""
        inside = {t.i for t in token.subtree}
        found = (m for m in self.mentions if m.head in inside)
        return tuple({m.party.entity: m.party for m in found}.values())
