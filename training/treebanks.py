"""Universal Dependencies treebanks (CoNLL-U) turned into spaCy documents, one for each paragraph.

Multiword tokens keep their true spacing: "don't" is two words with no space between, as the tokenizer will see them.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass
class Sentence:
    """One sentence as columns; ``heads`` are indices within the sentence, ``spaces`` whether a blank follows."""

    words: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    new_paragraph: bool = False
    document: str = ""


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a text file, plain or gzipped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as file:
        for line in file:
            yield line.rstrip("\n")


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file in order; empty nodes ("8.1") are left out, as the basic tree has none."""
    sentence, document, inside, inside_last = Sentence(), "", {}, 0
    for line in lines_of(path):
        if line.startswith("#"):
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
                sentence.new_paragraph = True
            sentence.new_paragraph |= line.startswith(("# newpar", "# newdoc"))
        elif not line:
            if sentence.words:
                sentence.document = document
                yield sentence
            sentence, inside, inside_last = Sentence(), {}, 0
        else:
            columns = line.split("\t")
            if "-" in columns[0]:
                first, inside_last = map(int, columns[0].split("-"))
                inside = {
                    n: n == inside_last and "SpaceAfter=No" not in columns[9] for n in range(first, inside_last + 1)
                }
            elif "." not in columns[0]:
                _add_word(sentence, columns, inside)


def _add_word(sentence: Sentence, columns: list[str], inside: dict[int, bool]) -> None:
    """Append one word line; ``inside`` says of the words of a multiword token whether a blank follows."""
    number, form, lemma, pos, tag, morph, head, dep, _, misc = columns
    n = int(number)
    sentence.words.append(form)
    sentence.lemmas.append("people" if form.lower() == "people" and lemma == "person" else lemma)  # as EWT has it
    sentence.pos.append(pos)
    sentence.tags.append(tag)
    sentence.morphs.append("" if morph == "_" else morph)
    sentence.heads.append(n - 1 if head == "0" else int(head) - 1)
    sentence.deps.append("ROOT" if dep == "root" else dep)
    sentence.spaces.append(inside.get(n, "SpaceAfter=No" not in misc))
    sentence.misc.append(misc)


def paragraphs(path: Path, *, most: int = 12) -> Iterator[list[Sentence]]:
    """Runs of sentences that share a paragraph, at most ``most`` in one."""
    run: list[Sentence] = []
    for sentence in sentences(path):
        if run and (sentence.new_paragraph or sentence.document != run[0].document or len(run) >= most):
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def to_doc(vocab: Vocab, run: list[Sentence]) -> Doc:
    """One spaCy document from the sentences of a paragraph, with every annotation."""
    starts: list[bool] = []
    heads: list[int] = []
    for sentence in run:
        heads.extend(head + len(starts) for head in sentence.heads)
        starts.extend(i == 0 for i in range(len(sentence.words)))
    columns = {
        name: [value for s in run for value in getattr(s, name)]
        for name in ("words", "spaces", "tags", "pos", "morphs", "lemmas", "deps")
    }
    return Doc(vocab, heads=heads, sent_starts=starts, **columns)


def read_docs(vocab: Vocab, path: Path) -> Iterator[Doc]:
    """A treebank file as paragraph documents."""
    for run in paragraphs(path):
        yield to_doc(vocab, run)
