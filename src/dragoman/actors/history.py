"""What has been mentioned so far, and which of it a pronoun or an anaphor takes up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .actor import Actor

_REACH = 3  # sentences back for a pronoun
_FAR = 60  # mentions back for "the ministry", "the group"


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention: its actors (several in "Xi and Lukashenko"), whether it is a clause's subject, whether it is plural."""

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

    def add(self, seen: Seen) -> None:
        """Add a mention; one that follows another with "and" makes a joint one besides."""
        self._seen.append(seen)

    def last(self, fits: Callable[[Actor], bool]) -> Actor | None:
        """The last single actor that fits, however far back."""
        for seen in reversed(self._seen[-_FAR:]):
            if len(seen.actors) == 1 and fits(seen.actors[0]):
                return seen.actors[0]
        return None

    def salient(self, start: int, sentence: int, fits: Callable[[Seen], bool]) -> Seen | None:
        """The mention a pronoun takes up: sentence by sentence backwards, in each the subject first, then the latest."""
        for number in range(sentence, sentence - _REACH - 1, -1):
            here = [seen for seen in self._in(number) if seen.start < start and fits(seen)]
            if here:
                subjects = [seen for seen in here if seen.subject]
                if number == sentence:
                    return (subjects or here)[-1]
                return (subjects or here)[0] if subjects else here[-1]
        return None

    def distinct(self, number: int, key: Callable[[Actor], str | None]) -> tuple[Actor, ...]:
        """The last ``number`` actors with different keys: of one sentence where it has just so many, else gathered back."""
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

    def _in(self, sentence: int) -> list[Seen]:
        return [seen for seen in self._seen[-_FAR:] if seen.sentence == sentence]

    def _sentences(self) -> Iterator[int]:
        numbers = dict.fromkeys(seen.sentence for seen in reversed(self._seen[-_FAR:]))
        yield from list(numbers)[: _REACH + 1]
