"""What the resolution of one report shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.world import World

from .actor import Actor, How
from .history import History
from .people import People
from .phrases import Phrase
from .scene import Scene
from .text import Text
from .usage import Usage
from .words import Words


@dataclass(slots=True)
class Resolved:
    """Who a phrase stands for, and what settled it."""

    actors: tuple[Actor, ...]
    how: How


@dataclass(slots=True, eq=False)
class Context:
    """The report, the tables, and what has been settled so far; ``day`` is the day of publication where it is known."""

    text: Text
    world: World
    words: Words
    day: str | None
    scene: Scene
    people: People
    usages: dict[int, Usage]
    places: Mapping[int, str]
    history: History = field(default_factory=History)
    done: dict[int, Resolved] = field(default_factory=dict)

    def country(self, phrase: Phrase, *, armed: bool) -> str | None:
        """The country that settles a noun without one of its own.

        "The mayor of the city" is of a place that the sentence need not name.
        """
        if self.text.lower[phrase.end : phrase.end + 1] == ["of"]:
            return self.scene.main()
        topic = self.history.topic(phrase.start, self.scene.paragraph(self.text.sentence[phrase.core]))
        return self.scene.country_at(phrase.core, armed=armed, topic=topic)

    def state_name(self, country: str | None) -> str | None:
        """The name of the state with this code."""
        state = self.world.state(country) if country else None
        return state.name if state else country

    def words_of(self, phrase: Phrase) -> str:
        """The words of the phrase's core (with a ministry's field), as printed."""
        end = phrase.field[1] if phrase.field else phrase.core + 1
        return " ".join(self.text.doc[phrase.first : end].text.split())
