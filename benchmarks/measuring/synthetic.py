"""Makes coded reports in any number, the same ones at every call, to fill an archive with.

Their events are those of the coded pages of ``examples``, with other parties (of thirty states), days (of ten years),
sentences and triggers; their texts are put together from the codebook's sentences. Of six reports in a row three tell
one story: they share half of their sentences, invented names and five events, and the last is nearly a copy of the one
before. No two other reports share more than chance has it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from dragoman.codebook import load_sentences
from dragoman.reading import read
from dragoman.records import Event, Interval, MadeBy, Mention, Party, Published, Report
from dragoman.world import load_world

EXAMPLES = Path(__file__).parents[2] / "examples"
STATES = (
    "ARG", "ARM", "AUS", "AZE", "BLR", "BRA", "CHN", "COL", "DEU", "EGY", "ESP", "ETH", "FRA", "GBR", "IND", "IRN",
    "IRQ", "ISR", "JPN", "KEN", "MEX", "NGA", "PAK", "POL", "RUS", "SRB", "SYR", "TUR", "UKR", "USA",
)  # fmt: skip
FIRST_DAY, DAYS = dt.date(2014, 1, 1), 3650
EVENTS = 8  # of a report on average
SENTENCES, SHARED = 20, 10  # of a report of about 450 words; of them those that its story shares
TOLD = 5  # events that every report of a story tells
SPREAD = 2  # a report has up to so many events more or fewer
STORY_OF = (0, 1, 2, 3, 3, 3)  # of six reports in a row
SYLLABLES = ("ba", "dor", "el", "fim", "gu", "hal", "ko", "lem", "mar", "nis", "or", "pel", "ras", "sut", "tav", "ze")
NEW, OLD = (MadeBy(dragoman="0", model="made", codebook=name) for name in ("new", "old"))


class Place(NamedTuple):
    """Where a sentence stands in a text, and a word of it as span and words."""

    sentence: tuple[int, int]
    span: tuple[int, int]
    trigger: str


def coded_examples() -> list[Event]:
    """The events of the pages of ``examples`` that have parties on both sides; needs the language model."""
    from dragoman.pipeline import Coder

    pages = [item for page in sorted(EXAMPLES.glob("*.html")) for item in read([str(page)])]
    coded = Coder().code_many(page for page in pages if isinstance(page, Report))
    return [event for report in coded for event in report.events if event.actors and event.recipients]


class Maker:
    """Makes reports number 0 to ``total`` - 1 from coded events, in the order of their days."""

    def __init__(self, events: Sequence[Event], total: int) -> None:
        self._events, self._total = events, total
        self._sentences = [sentence.text for sentence in load_sentences()]
        named = {state.iso3: state.name for state in load_world().states}
        self._states = [(code, named[code]) for code in STATES]

    def reports(self, start: int, end: int, *, made_by: MadeBy = NEW) -> Iterator[Report]:
        """The reports from one number up to another."""
        return (self.report(number, made_by=made_by) for number in range(start, end))

    def story(self, number: int) -> int:
        """The number of the story that a report tells."""
        return number // len(STORY_OF) * (max(STORY_OF) + 1) + STORY_OF[number % len(STORY_OF)]

    def report(self, number: int, *, made_by: MadeBy = NEW) -> Report:
        """One report with its events."""
        story, copies = self.story(number), number % len(STORY_OF) == len(STORY_OF) - 1
        tale, own = random.Random(f"story {story}"), random.Random(f"report {number - copies}")
        day = FIRST_DAY + dt.timedelta(days=DAYS * story // max(1, self.story(self._total)))
        shared = self._drawn(tale, SHARED)
        rest = self._drawn(own, SENTENCES - SHARED)
        text, places = _laid_out([*shared, *rest, *([f"Wire copy number {number}."] if copies else [])])
        id_ = f"r-{number:016x}"
        count = EVENTS + own.randint(-SPREAD, SPREAD)
        chance = [tale] * TOLD + [own] * (count - TOLD)
        events = tuple(self._event(f"{id_[2:]}{n:02x}", each, day, places[n]) for n, each in enumerate(chance))
        iso = day.isoformat()
        return Report(
            report=id_, url=f"https://paper{number % 50}.example/{iso[:4]}/{number:x}", title=shared[0].rstrip("."),
            publisher=f"Paper {number % 50}", language="en", text=text, made_by=made_by, events=events,
            published=Published(start=iso, end=iso, precision="day", basis="given", why="made"),
        )  # fmt: skip

    def _drawn(self, chance: random.Random, number: int) -> list[str]:
        """Sentences, a third of them with an invented name behind them."""
        names = ["".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(3)]
        drawn = chance.sample(self._sentences, number)
        return [f"{each.rstrip('.')} near {names[n // 3 % 3]}." if n % 3 == 0 else each for n, each in enumerate(drawn)]

    def _event(self, id_: str, chance: random.Random, day: dt.date, place: Place) -> Event:
        event = chance.choice(self._events)
        one, other = chance.sample(self._states, 2)
        iso = (day - dt.timedelta(days=chance.randint(0, 2))).isoformat()
        return msgspec.structs.replace(
            event, event=f"e-{id_}",
            actors=tuple(_party(party, *one) for party in event.actors),
            recipients=tuple(_party(party, *other) for party in event.recipients),
            date=Interval(start=iso, end=iso, precision="day", text="", span=None, basis="published"),
            mentions=(Mention(trigger=place.trigger, span=place.span, sentence=place.sentence),),
        )  # fmt: skip


def _party(party: Party, code: str, name: str) -> Party:
    """The same party of another state."""
    if party.kind == "state":
        return msgspec.structs.replace(party, name=name, text=name, country=code, entity=f"{code}/GOV")
    _, slash, rest = party.entity.partition("/")
    return msgspec.structs.replace(party, country=code, entity=f"{code}{slash}{rest}")


def _laid_out(sentences: Sequence[str]) -> tuple[str, list[Place]]:
    """The text of sentences, three a paragraph, and where each stands with its longest word."""
    parts: list[str] = []
    places, at = [], 0
    for number, sentence in enumerate(sentences):
        gap = "" if not number else "\n\n" if number % 3 == 0 else " "
        start = at + len(gap)
        word = max(sentence.split(), key=len)
        begin = start + sentence.index(word)
        at = start + len(sentence)
        parts += [gap, sentence]
        places.append(Place((start, at), (begin, begin + len(word)), word))
    return "".join(parts), places
