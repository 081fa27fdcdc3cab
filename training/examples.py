"""What the network learns from: paragraphs as columns of labels, numbered and put together to batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from spacy.tokens import Doc

from dragoman.language.lemma_rules import rule_for
from dragoman.language.wordpieces import Pieces, shape, suffix
from network import Batch
from treebanks import Sentence

UNKNOWN = -100
LONGEST = 250  # words of one example; a longer paragraph is cut at a sentence
COLUMNS = ("tags", "morphs", "lemmas", "deps", "names")
RAREST = 3  # labels seen less often are not learned
RAREST_WORD = 2  # so are lemmas that are kept as known words: once may be a slip


@dataclass
class Paragraph:
    """Words with their labels; a column that is not annotated is empty. ``heads`` are positions, its own for a root."""

    words: list[str]
    starts: list[int]  # 1 where a sentence starts
    columns: dict[str, list[str]] = field(default_factory=dict)
    heads: list[int] = field(default_factory=list)


def from_run(run: Sequence[Sentence], names: Sequence[str] = ()) -> Paragraph:
    """A paragraph of treebank sentences, with name labels (BIO) where there are some."""
    paragraph = Paragraph([], [], {name: [] for name in COLUMNS[:4]})
    for sentence in run:
        base = len(paragraph.words)
        paragraph.words += sentence.words
        paragraph.starts += [int(i == 0) for i in range(len(sentence.words))]
        paragraph.heads += [base + head for head in sentence.heads]
        paragraph.columns["tags"] += sentence.tags
        paragraph.columns["deps"] += sentence.deps
        paragraph.columns["morphs"] += [
            f"{pos}|{morph}" for pos, morph in zip(sentence.pos, sentence.morphs, strict=True)
        ]
        paragraph.columns["lemmas"] += map(rule_for, sentence.words, sentence.lemmas)
    if names:
        paragraph.columns["names"] = list(names)
    return paragraph


def from_doc(doc: Doc) -> Paragraph:
    """A sentence with names and nothing else."""
    return Paragraph([token.text for token in doc], [int(token.i == 0) for token in doc], {"names": bio(doc)})


def bio(doc: Doc) -> list[str]:
    """The name labels of a document: ``B-ORG``, ``I-ORG``, ``O``."""
    return [f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc]


def cut(run: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """A run of sentences in parts of at most ``LONGEST`` words (a longer sentence stands alone)."""
    part: list[Sentence] = []
    for sentence in run:
        if part and sum(len(s.words) for s in part) + len(sentence.words) > LONGEST:
            yield part
            part = []
        part.append(sentence)
    if part:
        yield part


def label_sets(paragraphs: Iterable[Paragraph]) -> dict[str, list[str]]:
    """The labels of each column that occur ``RAREST`` times or more, most frequent first."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in COLUMNS}
    for paragraph in paragraphs:
        for name, values in paragraph.columns.items():
            counts[name].update(values)
    return {
        name: sorted((v for v, n in found.items() if n >= RAREST), key=lambda v: (-found[v], v))
        for name, found in counts.items()
    }


@dataclass
class Numbered:
    """A paragraph as numbers, ready for a batch."""

    words: list[str]
    gold: dict[str, np.ndarray]
    sentences: np.ndarray


def number(paragraph: Paragraph, sets: dict[str, dict[str, int]]) -> Numbered:
    """The labels as their numbers, ``UNKNOWN`` where there is none."""
    nothing = [UNKNOWN] * len(paragraph.words)
    gold = {
        name: np.asarray([sets[name].get(v, UNKNOWN) for v in paragraph.columns.get(name) or ()] or nothing)
        for name in COLUMNS
    }
    gold["starts"] = np.asarray(paragraph.starts or nothing)
    gold["starts"][0] = UNKNOWN  # the first word starts a sentence, whatever it is
    gold["heads"] = np.asarray(paragraph.heads or nothing)
    return Numbered(paragraph.words, gold, np.cumsum(paragraph.starts or [1] * len(nothing)))


def batches(examples: Sequence[Numbered], pieces: Pieces, *, words: int, chance: random.Random) -> Iterator[Batch]:
    """All examples once, in batches of about ``words`` words of like length, in a random order."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].words) * (1 + 0.2 * chance.random()))
    groups: list[list[int]] = [[]]
    for i in order:
        longest = max((len(examples[j].words) for j in groups[-1]), default=0)
        if groups[-1] and max(longest, len(examples[i].words)) * (len(groups[-1]) + 1) > words:
            groups.append([])
        groups[-1].append(i)
    chance.shuffle(groups)
    for group in groups:
        yield collate([examples[i] for i in group], pieces)


def collate(group: Sequence[Numbered], pieces: Pieces) -> Batch:
    """One batch of the examples, padded."""
    forms: dict[str, int] = {}
    length = max(len(example.words) for example in group)
    words = np.zeros((len(group), length), dtype=np.int64)
    sentences = np.full((len(group), length), -1, dtype=np.int64)
    gold = {name: np.full((len(group), length), UNKNOWN, dtype=np.int64) for name in group[0].gold}
    for row, example in enumerate(group):
        n = len(example.words)
        words[row, :n] = [forms.setdefault(word, len(forms)) for word in example.words]
        sentences[row, :n] = example.sentences
        for name, values in example.gold.items():
            gold[name][row, :n] = values
    cut_forms = [pieces(form) for form in forms]
    return Batch(
        first=torch.tensor([p[0] for p in cut_forms]),
        rest=torch.tensor([q for p in cut_forms for q in p[1:]], dtype=torch.int64),
        offsets=torch.tensor(np.cumsum([0] + [len(p) - 1 for p in cut_forms[:-1]])),
        shapes=torch.tensor([shape(form) for form in forms]),
        suffixes=torch.tensor([suffix(form) for form in forms]),
        words=torch.tensor(words),
        lengths=torch.tensor([len(example.words) for example in group]),
        gold={name: torch.tensor(values) for name, values in gold.items()},
        sentences=torch.tensor(sentences),
    )


def known_words(sentences: Iterable[Sentence]) -> list[str]:
    """The lemmas of the treebanks in small letters, in order; of one or two letters only frequent ones."""
    counts = Counter(lemma.lower() for sentence in sentences for lemma in sentence.lemmas)
    return sorted(word for word, n in counts.items() if n >= (RAREST_WORD if len(word) > 2 else 20))
