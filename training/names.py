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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from treebanks import Sentence, lines_of, paragraphs

PERSONS = frozenset({"PER", "person", "politician"})
ORGANISATIONS = frozenset({"ORG", "organisation", "organization", "politicalparty"})
PLACES = frozenset({"LOC", "location", "country", "place"})
TITLES = frozenset(
    [
        "president",
        "prime",
        "minister",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "sir",
        "king",
        "queen",
        "pope",
        "general",
        "senator",
        "secretary",
        "professor",
        "prof.",
        "lord",
        "lady",
        "saint",
        "captain",
        "colonel",
        "major",
        "judge",
        "governor",
        "mayor",
        "chancellor",
    ]
)
FAITHS = frozenset(
    [
        "muslim",
        "muslims",
        "christian",
        "christians",
        "jewish",
        "jew",
        "jews",
        "islamic",
        "islamist",
        "islamists",
        "catholic",
        "catholics",
        "sunni",
        "sunnis",
        "shia",
        "shiite",
        "shiites",
        "hindu",
        "hindus",
        "buddhist",
        "buddhists",
        "kurdish",
        "kurds",
        "arab",
        "arabs",
        "uyghur",
        "uyghurs",
        "palestinian",
        "palestinians",
        "democrat",
        "democrats",
        "republican",
        "republicans",
        "european",
        "europeans",
        "african",
        "africans",
        "asian",
        "asians",
        "latino",
        "latinos",
    ]
)
_MENTION = re.compile(r"\((\d+)-(\w+)-|(\d+)\)")
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
        words = [word for s in run for word in s.words]
        spaces = [space for s in run for space in s.spaces]
        pos = [tag for s in run for tag in s.pos]
        entities = [e for e in (_named(m, words, pos, names) for m in _mentions(run)) if e]
        yield _doc(vocab, words, spaces, entities, names)


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


def _named(mention: Entity, words: list[str], pos: list[str], names: Gazetteer) -> Entity | None:
    """The run of proper nouns that a mention starts with (behind determiners and titles) or ends with."""
    start, end, kind = mention
    if kind not in {"person", "organization", "place"}:
        return None
    while start < end and (pos[start] in {"DET", "ADP", "PUNCT"} or words[start].lower() in TITLES):
        start += 1
    stop = start
    while stop < end and (
        pos[stop] == "PROPN"
        or (
            stop > start
            and words[stop].lower() in {"of", "the", "for", "and", "de", "al"}
            and "PROPN" in pos[stop:end]
            and all(p in {"PROPN", "ADP", "DET", "CCONJ", "ADJ"} for p in pos[stop:end])
        )
    ):
        stop += 1
    if stop == start or (stop < end and pos[stop] in {"NOUN"}):
        return None
    mapped = _mapped(kind, " ".join(words[start:stop]), names)
    return (start, stop, mapped) if mapped else None


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
