"""Named entities from four sources, mapped to one scheme: PERSON, ORG, GPE, LOC, NORP.

| source | persons | organisations | places | groups |
|---|---|---|---|---|
| GUM (named mentions of the entity layer) | person | organization | place | demonyms |
| UNER on EWT | PER | ORG | LOC | demonyms |
| CrossNER politics | person, politician | organisation, politicalparty | country = GPE, location | demonyms |
| WikiGold | PER | ORG | LOC | MISC that is a demonym, demonyms |

A place is GPE where the table of states or the gazetteer of cities knows its name, else LOC. Demonyms (table of states,
and the religions below) are NORP wherever they stand outside another name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab

from treebanks import Sentence, lines_of, paragraphs

PERSONS = frozenset({"PER", "person", "politician"})
ORGANISATIONS = frozenset({"ORG", "organisation", "organization", "politicalparty"})
PLACES = frozenset({"LOC", "location", "country", "place"})
INSIDE = frozenset({"flat", "compound", "amod", "nummod", "goeswith", "det"})  # what a name hangs on its head
_WORDS = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf8"))
INDEFINITE, TITLES, FAITHS = (frozenset(_WORDS[key].split()) for key in ("indefinite", "titles", "faiths"))
Entity = tuple[int, int, str]


@dataclass(frozen=True)
class Gazetteer:
    """Lower-case names of states and cities, and of peoples."""

    states: frozenset[str]
    peoples: frozenset[str]

    def place(self, name: str) -> str:
        """GPE for a state or city that is known, else LOC."""
        return "GPE" if name.lower().removeprefix("the ") in self.states else "LOC"


def gazetteer(states: Path, cities: Iterable[str]) -> Gazetteer:
    """Names from the table of states (``states.tsv``) and a list of cities."""
    rows = [line.split("\t") for line in lines_of(states) if line and not line.startswith("#")]
    columns = {name: i for i, name in enumerate(rows[0])}
    named, peoples = {city.lower() for city in cities}, set(FAITHS)
    for row in rows[1:]:
        cell = {name: row[i] if i < len(row) else "" for name, i in columns.items()}
        named |= {
            name.lower() for key in ("name", "names", "capital", "capital_names") for name in cell[key].split("|")
        }
        peoples |= {name.lower() for name in cell["demonyms"].split("|")}
    return Gazetteer(frozenset(named - {""}), frozenset(peoples - {""} - named))


def iob_docs(vocab: Vocab, path: Path, names: Gazetteer, *, column: int) -> Iterator[Doc]:
    """Documents from a file of one word a line with its IOB label in ``column`` (IOB1 or IOB2)."""
    words: list[str] = []
    labels: list[str] = []
    first = 1 if path.name.endswith("iob2.gz") else 0
    for line in [*lines_of(path), ""]:
        if line.startswith("#"):
            continue
        if line.strip():
            cells = line.split("\t") if "\t" in line else line.split()
            words.append(cells[first])
            labels.append(cells[column])
        elif words:
            yield _doc(vocab, words, None, _entities(words, labels, names), names)
            words, labels = [], []


def _entities(words: list[str], labels: list[str], names: Gazetteer) -> Iterator[Entity]:
    start, kind = None, ""
    for i, label in enumerate([*labels, "O"]):
        if start is not None and (label[0] in "OB" or label[2:] != kind):
            if mapped := _mapped(kind, " ".join(words[start:i]), names):
                yield start, i, mapped
            start = None
        if start is None and label[0] in "BI":
            start, kind = i, label[2:]


def _mapped(kind: str, name: str, names: Gazetteer) -> str | None:
    if kind in PERSONS:
        return "PERSON"
    if kind in ORGANISATIONS:
        return "ORG"
    if kind in PLACES:
        return "GPE" if kind == "country" else names.place(name)
    return None


def gum_docs(vocab: Vocab, path: Path, names: Gazetteer) -> Iterator[Doc]:
    """Documents from GUM: of every mention of a person, organisation or place the proper name within it."""
    for run in paragraphs(path):
        tokens = [token for sentence in run for token in _tokens(sentence)]
        heads, before = [], 0
        for sentence in run:
            heads += [head + before for head in sentence.heads]
            before += len(sentence.words)
        entities = [e for e in (_named(m, tokens, heads, names) for m in _mentions(run)) if e]
        yield _doc(vocab, [t.word for t in tokens], [s for r in run for s in r.spaces], entities, names)


class _Token(NamedTuple):
    word: str
    pos: str
    tag: str
    dep: str


def _tokens(sentence: Sentence) -> Iterator[_Token]:
    return map(_Token, sentence.words, sentence.pos, sentence.tags, sentence.deps)


def _mentions(run: list[Sentence]) -> Iterator[Entity]:
    """Start, end and type of every mention in a paragraph (``Entity=(3-person-...`` opens, ``3)`` closes)."""
    opened: list[tuple[str, int, str]] = []
    i = 0
    for sentence in run:
        for misc in sentence.misc:
            field = next((f[7:] for f in misc.split("|") if f.startswith("Entity=")), "")
            for match in re.finditer(r"\((\d+)-(\w+)-[^()]*(\))?|(\d+)\)", field):
                if match[1]:
                    opened.append((match[1], i, match[2]))
                    if match[3]:
                        yield _close(opened, match[1], i)
                elif any(o[0] == match[4] for o in opened):
                    yield _close(opened, match[4], i)
            i += 1


def _close(opened: list[tuple[str, int, str]], number: str, i: int) -> Entity:
    at = max(n for n, o in enumerate(opened) if o[0] == number)
    _, start, kind = opened.pop(at)
    return start, i + 1, kind


def _named(mention: Entity, tokens: list[_Token], heads: list[int], names: Gazetteer) -> Entity | None:
    """The proper name that is the head of a mention: without articles, titles and what describes it."""
    first, end, kind = mention
    head = next((i for i in range(first, end) if not first <= heads[i] < end or heads[i] == i), first)
    before = [tokens[i] for i in range(first, head) if heads[i] == head]
    if kind not in PERSONS | ORGANISATIONS | PLACES or any(token.word.lower() in INDEFINITE for token in before):
        return None
    if kind == "person" and tokens[head].pos == "NOUN":  # "novelist Ann Lee", where the name hangs on the noun
        head = next((i for i in range(head, end) if heads[i] == head and tokens[i].dep == "flat"), head)
    if tokens[head].pos != "PROPN" or not _capital(tokens[head].word):
        return None
    start, stop = _left(first, head, tokens, heads), _right(head, end, tokens, heads)
    if kind != "person":
        stop = _with_of(head, stop, end, tokens, heads)
    elif tokens[stop - 1].word.lower() in names.peoples or (
        tokens[stop - 1].tag == "NNPS" and any(token.word.lower() == "the" for token in before)
    ):
        return start, stop, "NORP"
    elif any(token.pos in {"DET", "PRON"} for token in before) or (
        {token.word.lower() for token in tokens[start:stop]} & TITLES
    ):
        return None  # "our Special Envoy", "Prime Minister", who have no name here
    mapped = _mapped(kind, " ".join(token.word for token in tokens[start:stop]), names)
    return (start, stop, mapped) if mapped else None


def _capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _left(first: int, head: int, tokens: list[_Token], heads: list[int]) -> int:
    """Where the name starts: capitalised modifiers before its head, up to a title (``nmod:desc``) or an article."""
    start = head
    while start > first:
        word, pos, _, dep = tokens[start - 1]
        inside = first <= heads[start - 1] and (dep in INSIDE or word in {"-", "'", "’", "St."})
        if not inside or pos == "DET" or not (_capital(word) or word == "-"):
            break
        start -= 1
    return start + 1 if tokens[start].word == "-" else start


def _right(head: int, end: int, tokens: list[_Token], heads: list[int]) -> int:
    """Where the name ends: words that are flat on its head, and the rest of a name that hangs whole on another noun."""
    stop = head + 1
    while stop < end:
        word, pos, _, dep = tokens[stop]
        flat = dep in {"flat", "goeswith"} or set(word) <= set("IVX")
        rest = pos == "PROPN" and dep == "compound" and heads[stop] == heads[head]
        joint = word == "-" and stop + 1 < end and tokens[stop + 1].dep in {"flat", "compound"}
        if not (flat or rest or joint):
            break
        stop += 1
    return stop


def _with_of(head: int, stop: int, end: int, tokens: list[_Token], heads: list[int]) -> int:
    """The end behind "of ...", "for ..." where that belongs to the name: "Ministry of Labour and Social Affairs"."""
    if stop >= end or tokens[stop].word not in {"of", "for"} or heads[heads[stop]] != head:
        return stop
    last = heads[stop]
    for i in range(last + 1, end):
        if heads[i] in range(stop, i) and tokens[i].dep in INSIDE | {"conj", "cc"}:
            last = i
        elif not (tokens[i].dep == "cc" and heads[i] in range(i, end)):
            break
    phrase = tokens[stop + 1 : last + 1]
    proper = all(_capital(t.word) or t.pos in {"DET", "CCONJ"} or t.dep == "cc" for t in phrase)
    return last + 1 if proper and any(t.pos == "PROPN" for t in phrase) else stop


def _doc(
    vocab: Vocab, words: list[str], spaces: list[bool] | None, entities: Iterable[Entity], names: Gazetteer
) -> Doc:
    """A document with its entities (the longer of two that overlap) and NORP on free demonyms."""
    doc = Doc(vocab, words=words, spaces=spaces or _guessed_spaces(words))
    taken: set[int] = set()
    kept: list[Entity] = []
    for start, end, kind in sorted(set(entities), key=lambda e: (e[0] - e[1], e)):  # strings of a set have no order
        if not taken & set(range(start, end)):
            kept.append((start, end, kind))
            taken |= set(range(start, end))
    for i, word in enumerate(words):
        if i not in taken and word[0].isupper() and word.lower() in names.peoples:
            kept.append((i, i + 1, "NORP"))
    doc.ents = [doc.char_span(doc[s].idx, doc[e - 1].idx + len(doc[e - 1]), label=k) for s, e, k in sorted(kept)]
    return doc


def _guessed_spaces(words: list[str]) -> list[bool]:
    """Spacing for word lists without it: none before closing and none behind opening punctuation."""
    closing, opening = set(".,;:!?)]}%’”") | {"'s", "n't", "’s"}, set("([{$“")
    return [not (word in opening or (i + 1 < len(words) and words[i + 1] in closing)) for i, word in enumerate(words)]
