"""Counts in how many documents of the treebanks' training parts each term is, for the stories room.

    PYTHONPATH=src python training/background.py --treebanks DIR

DIR has ``en_ewt-train.conllu.gz`` and ``en_gum-train.conllu.gz``. The output, ``term<TAB>documents`` sorted by term
with the number of all documents under ``*``, leaves out terms of a single document.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.stories.background import ALL, SHIPPED
from dragoman.stories.terms import terms
from treebanks import lines_of

TREEBANKS = ("en_ewt-train.conllu.gz", "en_gum-train.conllu.gz")
FEWEST = 2
_TEXT = "# text = "


def documents(path: Path) -> Iterator[str]:
    """The text of each document of a CoNLL-U file, its sentences joined by blanks."""
    sentences: list[str] = []
    for line in lines_of(path):
        if line.startswith("# newdoc") and sentences:
            yield " ".join(sentences)
            sentences = []
        elif line.startswith(_TEXT):
            sentences.append(line.removeprefix(_TEXT))
    if sentences:
        yield " ".join(sentences)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the treebanks")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the table to write")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    number = 0
    for name in TREEBANKS:
        for text in documents(options.treebanks / name):
            counts.update(set(terms(text)))
            number += 1
    rows = sorted((term, count) for term, count in counts.items() if count >= FEWEST)
    lines = [f"{ALL}\t{number}", *(f"{term}\t{count}" for term, count in rows)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf8")
    print(f"{number} documents, {len(rows)} terms")


if __name__ == "__main__":
    main()
