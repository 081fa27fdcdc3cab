"""Parties as ties see them: also the states and bodies that a sentence names without letting them act.

The actors room leaves "Peru" out in "an ally in Peru" and "NATO" in "a NATO country": nobody acts there. A tie has a
side there all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors import ActorMention
from dragoman.actors.actor import entity
from dragoman.coding.scene import Scene
from dragoman.coding.tree import case_word
from dragoman.language.tokens import Token
from dragoman.records import Party
from dragoman.world import Group, State

from .bodies import body_named
from .meant import meant_by


@dataclass(frozen=True, slots=True)
class Named:
    """The parties of a scene, and behind them who is only named; each word is looked up once."""

    scene: Scene
    known: dict[int, tuple[Party, ...]] = field(default_factory=dict)

    def at(self, token: Token) -> tuple[Party, ...]:
        """The parties that the noun phrase of a token denotes, else the state or body that it names."""
        if token.i not in self.known:
            self.known[token.i] = self._group(token) or self.scene.parties.at(token) or self._only_named(token)
        return self.known[token.i]

    def under(self, token: Token) -> tuple[Party, ...]:
        """The parties named anywhere below the token."""
        return self.scene.parties.under(token)

    @property
    def mentions(self) -> tuple[ActorMention, ...]:
        """Every mention of the actors room, in text order."""
        return self.scene.parties.mentions

    def _group(self, token: Token) -> tuple[Party, ...]:
        """The armed group that a name within a longer mention is of: "men of the People's Front"."""
        if token.pos_ != "PROPN" or case_word(token) != "of":
            return ()
        first = min((t.i for t in token.lefts if t.pos_ in {"PROPN", "ADJ"}), default=token.i)
        span = self.scene.doc[first : token.i + 1]
        groups = [entry for entry in self.scene.world.find(span.text) if isinstance(entry, Group)]
        found = next((group for group in groups if self._was(group)), None)
        if found is None:
            return ()
        return (
            Party(
                name=found.name, text=span.text, span=(span.start_char, span.end_char), kind="group",
                country=found.country, sector=found.sector, role=None,
                entity=entity(found.country, found.sector, found.name),
            ),
        )  # fmt: skip

    def _was(self, group: Group) -> bool:
        """Whether an entry of a group is that of the day of the report; the last one where that is not known."""
        published = self.scene.timeline.published
        day = (published.start if published is not None else None) or "9999"
        return (group.start or "") <= day <= (group.end or "9999")

    def _only_named(self, token: Token) -> tuple[Party, ...]:
        if token.pos_ == "NOUN":
            return meant_by(token, self.scene)
        if token.pos_ != "PROPN":
            return ()
        if (state := self.scene.state_at(token)) is not None:
            owns = token.dep_ == "nmod:poss"  # "Lima's ally": a capital stands for its state
            return (state,) if owns or self._is_state(state.text) else ()
        body = body_named(token, self.scene)
        return () if body is None else (body,)

    def _is_state(self, name: str) -> bool:
        return any(isinstance(entry, State) for entry in self.scene.world.find(name))
