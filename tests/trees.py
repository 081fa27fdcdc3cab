"""Hand-made parses for tests: one word a line as ``word lemma POS TAG head dep``."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc as SpacyDoc

from dragoman.language import Doc

BLANK = spacy.blank("en")
VOCAB = BLANK.vocab


def made(**columns: list) -> Doc:
    """A Doc of these columns, as spaCy's own takes them: words, tags, heads, deps ..."""
    return Doc(SpacyDoc(VOCAB, **columns))


def plain(text: str) -> Doc:
    """The tokens of a text, without any annotation."""
    return Doc(BLANK(text))


def tree(lines: str) -> Doc:
    """A Doc from lines of ``word lemma POS TAG head dep``; head is the line number from 1, 0 for the root."""
    return Doc(parsed(lines))


def parsed(lines: str) -> SpacyDoc:
    """The same as spaCy has it, as the language room sees it before it is put together."""
    rows = [line.split() for line in lines.strip().splitlines()]
    words, lemmas, pos, tags, heads, deps = map(list, zip(*rows, strict=True))
    indices = [i if head == "0" else int(head) - 1 for i, head in enumerate(heads)]
    deps = ["ROOT" if head == "0" else dep for head, dep in zip(heads, deps, strict=True)]
    return SpacyDoc(VOCAB, words=words, lemmas=lemmas, pos=pos, tags=tags, heads=indices, deps=deps)


ACTIVE = """
Russia   Russia   PROPN NNP 2 nsubj
attacked attack   VERB  VBD 0 root
Ukraine  Ukraine  PROPN NNP 2 obj
in       in       ADP   IN  5 case
February February PROPN NNP 2 obl
"""
PASSIVE = """
Ukraine  Ukraine PROPN NNP 3 nsubj:pass
was      be      AUX   VBD 3 aux:pass
attacked attack  VERB  VBN 0 root
by       by      ADP   IN  5 case
Russia   Russia  PROPN NNP 3 obl:agent
"""
NOMINAL = """
Russia   Russia   PROPN NNP 3 nmod:poss
's       's       PART  POS 1 case
invasion invasion NOUN  NN  0 root
of       of       ADP   IN  5 case
Ukraine  Ukraine  PROPN NNP 3 nmod
"""
LIGHT = """
Xi     Xi     PROPN NNP 2 nsubj
paid   pay    VERB  VBD 0 root
a      a      DET   DT  4 det
visit  visit  NOUN  NN  2 obj
to     to     ADP   IN  6 case
France France PROPN NNP 2 obl
"""
CONTROL = """
Belarus   Belarus   PROPN NNP 2 nsubj
allowed   allow     VERB  VBD 0 root
Russia    Russia    PROPN NNP 2 obj
to        to        PART  TO  5 mark
use       use       VERB  VB  2 xcomp
bases     base      NOUN  NNS 5 obj
"""
RELATIVE = """
troops   troop   NOUN  NNS 0 root
which    which   PRON  WDT 3 nsubj
attacked attack  VERB  VBD 1 acl:relcl
Goma     Goma    PROPN NNP 3 obj
"""
COORDINATED = """
Police   police   NOUN NNS 2 nsubj
arrested arrest   VERB VBD 0 root
and      and      CCONJ CC 4 cc
deported deport   VERB VBD 2 conj
activists activist NOUN NNS 4 obj
"""
PARTICIPLE = """
sanctions sanction NOUN NNS 0 root
imposed   impose   VERB VBN 1 acl
on        on       ADP  IN  4 case
Iran      Iran     PROPN NNP 2 obl
by        by       ADP  IN  6 case
Canada    Canada   PROPN NNP 2 obl:agent
"""
