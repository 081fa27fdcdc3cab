"""Finds the cores of phrases: names and agent nouns of the tables, and runs of capitals that may be a name."""

from __future__ import annotations

from collections.abc import Iterator

from ..world import Agent, Form, Officeholder, State, World
from ..world.spelling import singular
from .phrases import Kind, Phrase
from .text import SPACE, Text
from .words import Words

_NAME_ENTITIES = frozenset({"PERSON", "PER", "ORG"})


def spot(text: Text, world: World, words: Words) -> list[Phrase]:
    """Every core in text order, without overlaps."""
    known = list(_known(text, world, words))
    taken = [False] * len(text)
    for phrase in known:
        taken[phrase.start : phrase.end] = [True] * (phrase.end - phrase.start)
    found = known + list(_generic(text, words, taken)) + list(_runs(text, words, taken))
    found.sort(key=lambda phrase: phrase.start)
    names = [phrase for phrase in found if phrase.kind == "name"]
    before, behind = {name.end: name for name in names}, {name.start: name for name in names}
    return [p for p in found if not _inside_name(p, before.get(p.start), behind.get(p.end), text, words)]


def _known(text: Text, world: World, words: Words) -> Iterator[Phrase]:
    starts = {token.idx: token.i for token in text.doc}
    ends = {token.idx + len(token.text): token.i + 1 for token in text.doc}
    for match in world.index.scan(text.doc.text):
        start, end = starts.get(match.start), ends.get(match.end)
        if start is None or end is None:
            continue
        phrase = _phrase(text, start, end, match.forms)
        if phrase and not _blocked(phrase, text, words):
            yield phrase


def _phrase(text: Text, start: int, end: int, forms: tuple[Form, ...]) -> Phrase | None:
    kind = _kind(text, start, end, forms)
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
    if "agent" in kinds and not (text.is_noun(end - 1) and _tagged_as_noun(text, start, end)):
        kinds = [kind for kind in kinds if kind != "agent"]
    for kind in ("person", "body", "state", "capital", "demonym", "agent"):
        if kind in kinds:
            return kind  # type: ignore[return-value]
    return None


def _tagged_as_noun(text: Text, start: int, end: int) -> bool:
    """A lone agent noun must not be the verb or adjective of the same spelling ("to guard", "general")."""
    return end - start > 1 or text.deps[start] not in {"amod", "aux", "cop"} or text.tags[start] != "JJ"


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
        return after in {"-", "‑"} and text.tags[min(phrase.end + 1, len(text) - 1)] in {"VBN", "VBD", "JJ", "VBG"}
    return False


def _generic(text: Text, words: Words, taken: list[bool]) -> Iterator[Phrase]:
    """Nouns such as "member" and "counterpart" where the table of agents does not hold them."""
    for i, word in enumerate(text.lower):
        if taken[i] or not text.is_noun(i):
            continue
        noun = word if word in words.generic else singular(word)
        if noun in words.generic:
            taken[i] = True
            yield Phrase("agent", i, i + 1, i, i, agent=Agent(noun=noun, sector="UNK", kind="group", weak="needs"))


def _runs(text: Text, words: Words, taken: list[bool]) -> Iterator[Phrase]:
    """Runs of capitalised names outside the tables, cut behind an organisation's noun and at entity borders."""
    at = 0
    while at < len(text):
        end = _run_end(text, words, taken, at)
        if end == at:
            at += 1
            continue
        phrase = Phrase("name", at, end, end - 1, at, name=(at, end))
        phrase.organisation = text.lower[end - 1] in words.organisation_nouns or text.doc[at].ent_type_ == "ORG"
        yield phrase
        at = end


def _run_end(text: Text, words: Words, taken: list[bool], at: int) -> int:
    """Where a name that starts at this token ends; the token itself if none starts."""
    end = at
    while end < len(text) and not taken[end] and text.tags[end] != SPACE:
        if end > at and text.sentence[end] != text.sentence[at]:
            break
        if _is_part(text, words, end):
            end += 1
            if text.lower[end - 1] in words.organisation_nouns and end - at > 1:
                break
        elif step := _joint(text, words, taken, at, end):
            end += step
        else:
            break
    return end


def _is_part(text: Text, words: Words, i: int) -> bool:
    if text.lower[i].rstrip(".") in words.calendar or not text.words[i][0].isalpha():
        return False
    entity = text.doc[i].ent_type_ in _NAME_ENTITIES
    return text.words[i][0].isupper() and (text.is_name(i) or entity)


def _joint(text: Text, words: Words, taken: list[bool], at: int, i: int) -> int:
    """How many tokens join two parts of a name here: a hyphen, an article ("al", "van der"), or "and" before a committee."""
    ahead = i + 1
    if ahead >= len(text) or taken[ahead]:
        return 0
    if text.words[i] in {"-", "‑"} and text.doc[i].whitespace_ == "":
        return 1 if _is_part(text, words, ahead) else 0
    if text.lower[i] in words.particles:
        while ahead < len(text) - 1 and (text.lower[ahead] in words.particles or text.words[ahead] == "-"):
            ahead += 1
        return ahead - i if _is_part(text, words, ahead) else 0
    if text.lower[i] == "and" and i > at:
        near = range(ahead, min(ahead + 3, len(text)))
        ends = next((k for k in near if text.lower[k] in words.organisation_nouns), None)
        if ends is not None and all(_is_part(text, words, k) for k in range(ahead, ends + 1)):
            return 1
    return 0


def _inside_name(phrase: Phrase, before: Phrase | None, behind: Phrase | None, text: Text, words: Words) -> bool:
    """Whether a one-word state or capital is a piece of somebody's or something's name ("Michael Jordan", "Air India")."""
    if phrase.kind not in {"state", "capital"} or phrase.end - phrase.start > 1 or text.titled[text.sentence[phrase.start]]:
        return False
    if text.doc[phrase.start].ent_type_ in {"PERSON", "PER"}:
        return True
    if before and text.lower[before.end - 1] not in words.directions:
        return True
    return behind is not None and behind.organisation
