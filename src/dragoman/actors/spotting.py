"""Finds the cores of phrases: names and agent nouns of the tables, and runs of capitals that may be a name."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.world import Agent, Form, Metonym, Officeholder, Organisation, State, World
from dragoman.world.spelling import singular

from .phrases import Kind, Phrase
from .text import Text
from .words import Words

_NAME_ENTITIES = frozenset({"PERSON", "PER", "ORG"})


def spot(text: Text, world: World, words: Words) -> list[Phrase]:
    """Every core in text order, without overlaps."""
    known = list(_known(text, world, words))
    taken = [False] * len(text)
    for phrase in known:
        _take(phrase, taken)
    known += _short_states(known, text, words, taken)
    found = known + list(_generic(text, words, taken)) + list(_Runs(text, words, taken, known).find())
    found.sort(key=lambda phrase: phrase.start)
    names = [phrase for phrase in found if phrase.kind == "name"]
    before, behind = {name.end: name for name in names}, {name.start: name for name in names}
    return [p for p in found if not _inside_name(p, before.get(p.start), behind.get(p.end), text, words)]


def _take(phrase: Phrase, taken: list[bool]) -> None:
    taken[phrase.start : phrase.end] = [True] * (phrase.end - phrase.start)


def _short_states(known: list[Phrase], text: Text, words: Words, taken: list[bool]) -> list[Phrase]:
    """ "the North" and "North and South Korea", where the report names North Korea in full."""
    full = {text.lower[p.start]: p for p in known if p.kind == "state" and p.end - p.start == 2}
    shorts = []
    for i, word in enumerate(text.lower):
        if word not in words.short_states or taken[i] or not text.words[i][0].isupper():
            continue
        pair = text.lower[i + 1 : i + 2] == ["and"] and i + 2 < len(text) and text.lower[i + 2] in full
        alone = i > 0 and text.lower[i - 1] == "the" and not (i + 1 < len(text) and text.is_name(i + 1))
        if word in full and (pair or alone):
            shorts.append(Phrase("state", i, i + 1, i, i, forms=full[word].forms))
            _take(shorts[-1], taken)
    return shorts


def _known(text: Text, world: World, words: Words) -> Iterator[Phrase]:
    offsets = [token.idx for token in text.doc]
    starts = {at: i for i, at in enumerate(offsets)}
    ends = {at + len(word): i for i, (at, word) in enumerate(zip(offsets, text.words, strict=True), start=1)}
    for match in world.index.scan(text.doc.text):
        start, end = starts.get(match.start), ends.get(match.end)
        if start is None or end is None:
            continue
        forms = match.forms
        if isinstance(forms[0].entry, Agent) and (owner := _owner_before(text, start, end, world)):
            yield owner
            start = owner.end
            forms = world.index.find(text.doc[start:end].text)
        phrase = _phrase(text, start, end, forms)
        if phrase and not _blocked(phrase, text, words) and not _is_mere_thing(phrase, text):
            yield phrase


def _owner_before(text: Text, start: int, end: int, world: World) -> Phrase | None:
    """What an agent noun of several words begins with, if that is a phrase of its own.

    "White House press secretary", "Syrian refugee": the table may hold them whole; their country is in the first words.
    """
    for size in (2, 1):
        if end - start <= size or not text.words[start][0].isupper():
            continue
        forms = world.index.find(text.doc[start : start + size].text)
        owners = tuple(form for form in forms if isinstance(form.entry, State | Metonym | Organisation))
        if owners and world.index.find(text.doc[start + size : end].text):
            return _phrase(text, start, start + size, owners)
    return None


def _phrase(text: Text, start: int, end: int, forms: tuple[Form, ...]) -> Phrase | None:
    kind = _kind(text, start, end, forms) if forms else None
    if kind is None:
        return None
    phrase = Phrase(kind, start, end, end - 1, start, forms=_of_kind(forms, kind))
    entry = phrase.forms[0].entry
    if isinstance(entry, Agent):
        phrase.agent = entry
    if kind == "person":
        phrase.name = (start, end)
    return phrase


def _kind(text: Text, start: int, end: int, forms: tuple[Form, ...]) -> Kind | None:
    kinds = [_form_kind(form) for form in forms]
    if "agent" in kinds and not _tagged_as_noun(text, start, end):
        kinds = [kind for kind in kinds if kind != "agent"]
    for kind in ("person", "body", "state", "capital", "demonym", "agent"):
        if kind in kinds:
            return kind
    return None


def _tagged_as_noun(text: Text, start: int, end: int) -> bool:
    """An agent noun must not be the verb or adjective of the same spelling ("to guard", "general")."""
    return any(text.is_noun(i) for i in range(start, end))


def _form_kind(form: Form) -> Kind:
    if isinstance(form.entry, State):
        return {"name": "state", "demonym": "demonym", "capital": "capital"}[form.use]  # type: ignore[return-value]
    if isinstance(form.entry, Officeholder):
        return "person"
    return "agent" if isinstance(form.entry, Agent) else "body"


def _of_kind(forms: tuple[Form, ...], kind: Kind) -> tuple[Form, ...]:
    return tuple(form for form in forms if _form_kind(form) == kind)


def _blocked(phrase: Phrase, text: Text, words: Words) -> bool:
    """Names that look like a state's and are not: "Latin American", "South China Sea", "U.S.-led"."""
    before = text.lower[phrase.start - 1] if phrase.start else ""
    after = text.lower[phrase.end] if phrase.end < len(text) else ""
    if phrase.kind in {"state", "demonym", "capital"}:
        if after in words.terrain and text.words[phrase.end][0].isupper():
            return True
        if phrase.kind == "demonym" and before in words.not_the_state and text.words[phrase.start - 1][0].isupper():
            return True
        return after in {"-", "‑"} and text.words[min(phrase.end + 1, len(text) - 1)].islower()
    return False


def _is_mere_thing(phrase: Phrase, text: Text) -> bool:
    """A ship or missile that does not act."""
    return phrase.agent is not None and phrase.agent.equipment and text.deps[phrase.core] not in {"nsubj", "obl:agent"}


def _generic(text: Text, words: Words, taken: list[bool]) -> Iterator[Phrase]:
    """Nouns such as "member" and "counterpart" where the table of agents does not hold them."""
    for i, word in enumerate(text.lower):
        if taken[i] or not text.is_noun(i):
            continue
        noun = word if word in words.generic else singular(word)
        if noun in words.generic:
            taken[i] = True
            yield Phrase("agent", i, i + 1, i, i, agent=Agent(noun=noun, sector="UNK", kind="group", weak="needs"))


class _Runs:
    """Runs of capitalised names outside the tables, cut behind an organisation's noun and at a sentence's end."""

    def __init__(self, text: Text, words: Words, taken: list[bool], known: list[Phrase]) -> None:
        self.text, self.words, self.taken = text, words, taken
        plain = (i for i in range(len(text)) if text.is_name(i) and not text.titled[text.sentence[i]])
        self.names = {text.words[i] for i in plain}
        self.names.update(text.words[i] for p in known if p.kind == "person" for i in range(p.start, p.end))

    def find(self) -> Iterator[Phrase]:
        text, particles, at = self.text, self.words.particles, 0
        while at < len(text):
            # All that a name can begin with: a capital, or "al" and the like before one.
            may_begin = text.words[at][0].isupper() or text.lower[at] in particles
            end = self.end(at) if may_begin else at
            if end == at:
                at += 1
                continue
            phrase = Phrase("name", at, end, end - 1, at, name=(at, end))
            phrase.organisation = self.text.lower[end - 1] in self.words.organisation_nouns
            yield phrase
            at = end

    def end(self, at: int) -> int:
        """Where a name that starts at this token ends; the token itself if none starts."""
        text, end = self.text, at
        while end < len(text) and not self.taken[end] and text.sentence[end] == text.sentence[at]:
            if self.is_part(end):
                end += 1
                if text.lower[end - 1] in self.words.organisation_nouns and end - at > 1:
                    break
            elif step := self.joint(at, end):
                end += step
            else:
                break
        return end

    def is_part(self, i: int) -> bool:
        """A capitalised word that the tagger, the model's names or another place in the report take for a name."""
        text, word = self.text, self.text.words[i]
        if not word[0].isupper() or self.is_date(i):
            return False
        return text.is_name(i) or text.doc[i].ent_type_ in _NAME_ENTITIES or (word in self.names and len(word) > 2)

    def is_date(self, i: int) -> bool:
        """A weekday or month; "May" is one only beside a number or a word of time."""
        word, lower = self.text.lower[i].rstrip("."), self.text.lower
        if word not in self.words.calendar:
            return False
        beside = [lower[k] for k in (i - 1, i + 1) if 0 <= k < len(lower)]
        before = lower[i - 1] if i else ""
        return (
            word not in self.words.calendar_names
            or before in self.words.time_words
            or any(w[0].isdigit() for w in beside)
        )

    def joint(self, at: int, i: int) -> int:
        """How many tokens join two parts of a name: a hyphen, "al" or "van der", "and" before a committee."""
        text, ahead = self.text, i + 1
        if ahead >= len(text) or self.taken[ahead]:
            return 0
        if text.words[i] in {"-", "‑"}:
            return int(i > at and not text.doc[i].whitespace_ and self.is_part(ahead))
        if text.lower[i] in self.words.particles:
            while ahead < len(text) - 1 and (text.lower[ahead] in self.words.particles or text.words[ahead] == "-"):
                ahead += 1
            return ahead - i if self.is_part(ahead) and not self.taken[ahead] else 0
        if text.lower[i] == "and" and i > at:
            near = range(ahead, min(ahead + 3, len(text)))
            last = next((k for k in near if text.lower[k] in self.words.organisation_nouns), None)
            return int(last is not None and all(self.is_part(k) for k in range(ahead, last + 1)))
        return 0


def _in_longer_entity(phrase: Phrase, text: Text) -> bool:
    """Whether the model takes the word for a part of a person's longer name."""
    token = text.doc[phrase.start]
    if token.ent_type_ not in {"PERSON", "PER"}:
        return False
    goes_on = phrase.end < len(text) and text.doc[phrase.end].ent_iob_ == "I"
    return token.ent_iob_ == "I" or goes_on


def _inside_name(phrase: Phrase, before: Phrase | None, behind: Phrase | None, text: Text, words: Words) -> bool:
    """Whether a one-word state or capital is a piece of another name ("Michael Jordan", "Air India")."""
    if (
        phrase.kind not in {"state", "capital"}
        or phrase.end - phrase.start > 1
        or text.titled[text.sentence[phrase.start]]
    ):
        return False
    if _in_longer_entity(phrase, text):
        return True
    if before and text.lower[before.end - 1] not in words.directions:
        return True
    return behind is not None and behind.organisation
