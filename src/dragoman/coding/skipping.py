"""Which paragraphs of a report need no parse: no sentence in them can hold an act, and nobody elsewhere needs them.

Kept are, beside what can hold an act: the first paragraph; one that describes somebody whom the parsed text names again
("the former minister X"); and one that names anybody before a paragraph that opens with a pronoun. A report in which
sentences that can hold an act are rare, and no paragraph with one names a state, a body of the tables or who is in
office, is left out whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise

from dragoman.actors.words import load_words
from dragoman.codebook import Codebook
from dragoman.codebook.patterns import PARTY_TESTS
from dragoman.language.cutting import sentence_ends
from dragoman.world import Agent, Entry, Group, Metonym, Officeholder, Organisation, Outlet, State, World
from dragoman.world.index import Match
from dragoman.world.spelling import fold, plural

from .possible import POLITICAL, Possible, Skim, bases
from .scene import ARMED

_OPENING = 12  # words of a paragraph in which a pronoun takes up the paragraph before
_RARE = 80  # words of a report for each sentence that can hold an act, at least, where the report is left out
_WORD = re.compile(r"[^\W_]+")
_ANYBODY = PARTY_TESTS - {"place", "number", "infinitive"}
_ALL = frozenset({*_ANYBODY, POLITICAL})
_UNKNOWN = frozenset({"party", "person", "organisation"})  # what two capitalised words, or one of them, may be
_STATE_LIKE = frozenset({"country", "nation", "state", "side", "kingdom", "republic"})


class Skipper:
    """Tells for a report, given as its paragraphs, which of them need no parse."""

    def __init__(self, codebook: Codebook, world: World) -> None:
        self._possible = Possible(codebook)
        self._common, self._world = codebook.vocabulary, world

    def __call__(self, blocks: Sequence[str]) -> frozenset[int]:
        """The numbers of the blocks (``language.cutting``) that can be left unparsed."""
        raw = _Raw(blocks, self._common, self._world)
        able = {i for i, sentences in raw.blocks.items() if any(self._is_able(own, raw) for own in sentences)}
        if not any(raw.is_political(i) for i in able):
            sentences = sum(self._is_able(own, raw) for i in able for own in raw.blocks[i])
            if len(raw.lower) >= _RARE * sentences:
                return frozenset(raw.blocks)
        idle = raw.blocks.keys() - able - {min(raw.blocks)}
        kept = {word for i in raw.blocks.keys() - idle for run in raw.runs_in(raw.span(i)) for word in raw.spelt(run)}
        return frozenset(i for i in raw.unneeded(idle) if not any(raw.describes(own, kept) for own in raw.blocks[i]))

    def _is_able(self, own: range, raw: _Raw) -> bool:
        """Whether a sentence can hold an act: cheap things first."""
        lower = raw.lower[own.start : own.stop]
        triggers = self._possible.triggers(lower)
        named = raw.named(own) if triggers else ()
        return self._possible.holds(Skim(raw.words[own.start : own.stop], lower, named), triggers)


class _Raw:
    """The text of a report as words and sentences, and who is named where; read once, before the parse.

    ``blocks`` are the sentences of every block that is not blank, as ranges of words. Words are without possessive.
    """

    def __init__(self, blocks: Sequence[str], common: frozenset[str], world: World) -> None:
        text = "".join(blocks)
        found = list(_WORD.finditer(text))
        self.words = [word[0] for word in found]
        self.lower = [word.lower() for word in self.words]
        self._starts = [word.start() for word in found]
        self._world = world
        self.blocks: dict[int, list[range]] = {}
        base = 0
        for i, block in enumerate(blocks):
            if sentences := self._sentences(block, base):
                self.blocks[i] = sentences
            base += len(block)
        self._matches = world.index.scan(text)
        self._matched = [bisect_left(self._starts, match.start) for match in self._matches]
        behind = [bisect_left(self._starts, match.end) for match in self._matches]
        self._taken = {i for start, end in zip(self._matched, behind, strict=True) for i in range(start, end)}
        standing = _standing()
        self._standing = [i for i, word in enumerate(self.lower) if word in standing and i not in self._taken]
        self._runs = self._capitals(common)
        self._run_starts = [run.start for run in self._runs]
        self._full = {word for run in self._runs if len(run) > 1 for word in self.spelt(run)}
        self._described = {
            word
            for sentences in self.blocks.values()
            for own in sentences
            if self.matches_in(own)
            for run in self.runs_in(own)
            for word in self.spelt(run)
        }

    def _sentences(self, block: str, base: int) -> list[range]:
        ends = [*(base + end for end in sentence_ends(block)), base + len(block)]
        places = [bisect_left(self._starts, end) for end in (base, *ends)]
        return [range(start, end) for start, end in pairwise(places) if start < end]

    def _capitals(self, common: frozenset[str]) -> list[range]:
        """Runs of capitalised words that may be names; a common word does not open a sentence as one."""
        calendar, plain = load_words().calendar, {word for word in self.words if word.islower()}
        opening = {own.start for sentences in self.blocks.values() for own in sentences}
        found: list[range] = []
        for i, word in enumerate(self.words):
            if not word[0].isupper() or len(word) < 2 or self.lower[i] in calendar:
                continue
            if i not in opening and found and found[-1].stop == i:
                found[-1] = range(found[-1].start, i + 1)
            elif i not in opening or (bases(self.lower[i]).isdisjoint(plain) and self.lower[i] not in common):
                found.append(range(i, i + 1))
        return found

    def span(self, i: int) -> range:
        """The words of a block."""
        return range(self.blocks[i][0].start, self.blocks[i][-1].stop)

    def spelt(self, run: range) -> list[str]:
        """The words of a run."""
        return self.words[run.start : run.stop]

    def matches_in(self, own: range) -> tuple[Match, ...]:
        """The names of the tables, and the nouns for actors, in a stretch of words."""
        return self._matches[bisect_left(self._matched, own.start) : bisect_left(self._matched, own.stop)]

    def runs_in(self, own: range) -> list[range]:
        """The names in capitals in a stretch of words."""
        return self._runs[bisect_left(self._run_starts, own.start) : bisect_left(self._run_starts, own.stop)]

    def named(self, own: range) -> list[frozenset[str]]:
        """Everybody whom a sentence may name, each as the tests that he can pass."""
        named = [frozenset[str]().union(*(_passed(f.entry) for f in m.forms)) for m in self.matches_in(own)]
        if bisect_left(self._standing, own.start) < bisect_left(self._standing, own.stop):
            named.append(_ALL)
        for run in self.runs_in(own):
            free = [self.words[i] for i in run if i not in self._taken]
            if any(word in self._described or self._world.known_as((fold(word),)) for word in free):
                named.append(_ALL)
            elif len(free) > 1 or not self._full.isdisjoint(free):
                named.append(_UNKNOWN)
        return named

    def is_political(self, i: int) -> bool:
        """Whether a block names more of the tables than nouns for actors and news outlets."""
        entries = (form.entry for match in self.matches_in(self.span(i)) for form in match.forms)
        return any(not isinstance(entry, Agent | Outlet) for entry in entries)

    def unneeded(self, idle: Collection[int]) -> list[int]:
        """Those of the idle blocks that no pronoun at the start of a parsed one can lead back to."""
        words = load_words()
        pronouns = words.he | words.it | words.they
        behind = dict(zip(self.blocks, [*list(self.blocks)[1:], None], strict=True))
        leading = {i for i in self.blocks if i not in idle and not pronouns.isdisjoint(self._opening(self.span(i)))}
        return [i for i, after in behind.items() if i in idle and not (after in leading and self._names(self.span(i)))]

    def _opening(self, own: range) -> list[str]:
        return self.lower[own.start : min(own.stop, own.start + _OPENING)]

    def _names(self, own: range) -> bool:
        return bool(self.matches_in(own) or self.runs_in(own))

    def describes(self, own: range, kept: Collection[str]) -> bool:
        """Whether a sentence may say what somebody is whom the parsed text names."""
        if not any(isinstance(form.entry, Agent) for match in self.matches_in(own) for form in match.forms):
            return False
        return any(len(run) > 1 and not set(self.spelt(run)).isdisjoint(kept) for run in self.runs_in(own))


@cache
def _standing() -> frozenset[str]:
    """Words that stand for somebody told of: pronouns, and nouns like "country" that the table does not hold."""
    words = load_words()
    nouns = words.generic | {plural(noun) for noun in words.generic}
    return words.he | words.it | words.they | words.me | words.us | nouns


@cache
def _passed(entry: Entry) -> frozenset[str]:
    """The tests of the pattern language that a party of this entry can pass, with what else is asked of it."""
    match entry:
        case State():
            return frozenset({"party", "state", "gov", "people", POLITICAL})
        case Officeholder():
            return frozenset({"party", "person", "gov", "armed", POLITICAL})
        case Metonym():
            return frozenset({"party", "state", "gov", "organisation", POLITICAL})
        case Group():
            return frozenset({"party", "people", "armed", POLITICAL})
        case Organisation():
            return frozenset({"party", "organisation", POLITICAL, *_of_sector(entry.sector)})
        case Outlet():
            return frozenset({"party", "organisation", *([POLITICAL] if entry.state_run else [])})
        case Agent():
            return _passed_by_agent(entry)


def _passed_by_agent(agent: Agent) -> frozenset[str]:
    kind = {"person": "person", "office": "person", "people": "people", "group": "people"}.get(agent.kind)
    state = {"state", "gov"} if agent.noun in load_words().state_nouns | _STATE_LIKE else set()
    sector = {"armed", "gov"} if agent.weak == "owner" else _of_sector(agent.sector)
    return frozenset({"party", POLITICAL, kind or "organisation", *state, *sector})


def _of_sector(sector: str | None) -> set[str]:
    return ({"armed"} if sector in ARMED else set()) | ({"gov"} if sector == "GOV" else set())
