"""What has been mentioned so far, and which of it a pronoun or an anaphor takes up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .actor import Actor

_REACH = 3  # sentences back for a pronoun
_FAR = 60  # mentions back for "the ministry", "the group"


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention: its actors (several in "Xi and Lukashenko"), whether it is a subject, whether it is plural."""

    start: int
    end: int
    sentence: int
    actors: tuple[Actor, ...]
    subject: bool
    plural: bool


class History:
    """Mentions in the order they were resolved."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self._places: list[tuple[int, Actor]] = []

    def add_place(self, start: int, state: Actor) -> None:
        """Add a state that is only where something is: "the country" can take it up."""
        self._places.append((start, state))

    def last_state(self) -> Actor | None:
        """The last state mentioned, as an actor or as a place."""
        seen = next((s for s in reversed(self._seen) if len(s.actors) == 1 and s.actors[0].kind == "state"), None)
        if self._places and (seen is None or self._places[-1][0] > seen.start):
            return self._places[-1][1]
        return seen.actors[0] if seen else None

    def add(self, seen: Seen) -> None:
        """Add a mention."""
        self._seen.append(seen)

    def covering(self, token: int) -> Seen | None:
        """The mention that this token belongs to; of two, the one added last."""
        return next((seen for seen in reversed(self._seen) if seen.start <= token < seen.end), None)

    def last(self, fits: Callable[[Actor], bool]) -> Actor | None:
        """The last single actor that fits, however far back."""
        for seen in reversed(self._seen[-_FAR:]):
            if len(seen.actors) == 1 and fits(seen.actors[0]):
                return seen.actors[0]
        return None

    def salient(self, start: int, sentence: int, fits: Callable[[Seen], bool]) -> Seen | None:
        """The mention a pronoun takes up.

        In its own sentence that is the first subject before it, else the latest mention; in sentences before it the
        subject, or the only mention that fits in the sentence right before.
        """
        for number in range(sentence, sentence - _REACH - 1, -1):
            here = [seen for seen in self._in(number) if seen.start < start and fits(seen)]
            subjects = [seen for seen in here if seen.subject]
            if subjects:
                return subjects[0]
            if number == sentence and here:
                return here[-1]
            if number == sentence - 1 and len({seen.actors for seen in here}) == 1:
                return here[0]
        return None

    def topic(self, start: int, paragraph: int) -> str | None:
        """The country of the last subject before this token in the sentences from ``paragraph`` on."""
        for seen in reversed(self._seen[-_FAR:]):
            if seen.sentence < paragraph:
                return None
            if seen.subject and seen.start < start and len(seen.actors) == 1 and seen.actors[0].country:
                return seen.actors[0].country
        return None

    def distinct(self, number: int, key: Callable[[Actor], str | None]) -> tuple[Actor, ...]:
        """The last ``number`` actors of different keys: those of one sentence if just so many, else gathered back."""
        if joint := self.joint(number, key):
            return joint
        gathered: dict[str, Actor] = {}
        for sentence in self._sentences():
            here: dict[str, Actor] = {}
            leading: dict[str, Actor] = {}
            for seen in self._in(sentence):
                for actor in seen.actors:
                    if name := key(actor):
                        here.setdefault(name, actor)
                        if seen.subject:
                            leading.setdefault(name, actor)
            for candidates in (here, leading):
                if len(candidates) == number:
                    return tuple(candidates.values())
            gathered = {**here, **gathered} if len({**here, **gathered}) <= number else gathered
            if len(gathered) == number:
                return tuple(gathered.values())
        return ()

    def joint(self, number: int, key: Callable[[Actor], str | None] = lambda actor: actor.entity) -> tuple[Actor, ...]:
        """The actors of the last coordination of just so many ("the army and the rebels"), if it is near."""
        recent = list(self._sentences())[:2]
        for seen in reversed(self._seen):
            if seen.sentence not in recent:
                break
            if len(seen.actors) == number and len({key(actor) for actor in seen.actors} - {None}) == number:
                return seen.actors
        return ()

    def _in(self, sentence: int) -> list[Seen]:
        return [seen for seen in self._seen[-_FAR:] if seen.sentence == sentence]

    def _sentences(self) -> Iterator[int]:
        numbers = dict.fromkeys(seen.sentence for seen in reversed(self._seen[-_FAR:]))
        yield from list(numbers)[: _REACH + 1]
