"""What a verb of saying says: its clause, the quotation beside it, or the sentence that it trails."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.tokens import Span, Token

from .predicates import lemma
from .quotes import within
from .tree import VERBAL, children

Range = tuple[int, int]
FINITE = frozenset({"VBD", "VBZ", "VBP"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
ADDRESSING = frozenset({"tell", "inform", "notify", "assure"})  # their object is who is spoken to


def content_of(
    verb: Token, sentence: Span, before: Span | None, quotes: list[Range], *, plain: bool
) -> tuple[tuple[Range, ...], bool]:
    """What is said, as token ranges, and whether in quotation marks; nothing where the verb says nothing."""
    own = {t.i for t in _without_content(verb)}
    nearby = _quotes_near(verb, sentence, quotes)
    clause = [c for c in children(verb, "ccomp") if not _infinitive(c)]
    if clause and clause[0].i != verb.i:
        span = range_of(clause[0])
        if span[0] <= verb.i < span[1] and (around := rest_of(sentence, own | _outside(clause[0], sentence))):
            return around, within(clause[0].i, quotes) is not None
        return (_widen(span, quotes),), within(clause[0].i, quotes) is not None
    if plain and (said := _that_clause(verb, sentence)):
        return (said,), within(said[0] + 1, quotes) is not None
    if nearby and (plain or verb.dep_ in {"parataxis", "ROOT", "ccomp"}):
        return tuple(nearby), True
    trailing = _trails(verb, sentence)
    if plain and trailing:
        rest = rest_of(sentence, own)
        if rest:
            return rest, within(rest[0][0], quotes) is not None
        if before is not None and _ends_open(before):
            return ((before.start, before.end),), within(before.start + 1, quotes) is not None
    infinitive = [c for c in children(verb, "xcomp") if _infinitive(c)]
    if infinitive and not plain:
        return (range_of(infinitive[0]),), False
    return (), False


def _that_clause(verb: Token, sentence: Span) -> Range | None:
    """ "Said earlier this month that ...": the clause behind "that" where the parser hung it on something else."""
    mark = next(
        (
            t
            for t in sentence.doc[verb.i + 1 : verb.i + 9]
            if t.lower_ == "that" and (t.tag_ == "IN" or t.dep_ == "mark")
        ),
        None,
    )
    if mark is None or mark.i >= sentence.end or any(t.pos_ in VERBAL for t in sentence.doc[verb.i + 1 : mark.i]):
        return None
    return mark.i, sentence.end


def _without_content(verb: Token) -> Iterator[Token]:
    """The saying itself: the verb with its subject, addressee and adjuncts, without clauses."""
    yield verb
    for child in verb.children:
        if child.dep_ not in {"ccomp", "parataxis", "ROOT", "conj"}:
            yield from child.subtree


def _trails(verb: Token, sentence: Span) -> bool:
    """Whether the saying stands behind or within what it reports: "..., the ministry said on Friday"."""
    if verb.dep_ == "parataxis":
        return True
    own = [t.i for t in _without_content(verb)]
    doers = [child for child in verb.children if child.dep_.startswith("nsubj")]
    if not own or not doers or any(t.tag_ in RELATIVE_TAGS for t in doers):
        return False
    if children(verb, "obj") and lemma(verb) not in ADDRESSING:
        return False  # "..., they announced a partnership" says what it says in its object
    start = min(own)
    return start > sentence.start + 2 and sentence.doc[start - 1].text in {",", "”", '"', "''", "—", "–", "--"}


def rest_of(sentence: Span, own: set[int]) -> tuple[Range, ...]:
    """The sentence without the words of the saying, as ranges of at least two words."""
    ranges: list[Range] = []
    start = None
    for token in sentence:
        if token.i in own:
            if start is not None:
                ranges.append((start, token.i))
            start = None
        elif start is None and not token.is_punct and not token.is_space:
            start = token.i
    if start is not None:
        ranges.append((start, sentence.end))
    return tuple(r for r in ranges if r[1] - r[0] > 2)


def _outside(clause: Token, sentence: Span) -> set[int]:
    """The words of a sentence that are not in a clause."""
    inside = {t.i for t in clause.subtree}
    return {t.i for t in sentence if t.i not in inside}


def _ends_open(sentence: Span) -> bool:
    """Whether a sentence stops at a comma or a closing quotation mark, as before "said the minister"."""
    text = str(sentence.text).rstrip()
    return bool(text) and text[-1] in ",”\"'"


def _quotes_near(verb: Token, sentence: Span, quotes: list[Range]) -> list[Range]:
    """Quotations of more than three words that touch the sentence and do not hold the verb itself."""
    return [
        q
        for q in quotes
        if q[1] - q[0] > 3 and q[0] < sentence.end and q[1] > sentence.start and not q[0] <= verb.i < q[1]
    ]


def range_of(token: Token) -> Range:
    """The words below a token, itself included."""
    return token.left_edge.i, token.right_edge.i + 1


def _widen(span: Range, quotes: list[Range]) -> Range:
    """A quotation that starts within the clause and runs past it belongs to it whole."""
    for start, end in quotes:
        if span[0] <= start < span[1] < end:
            return span[0], end
    return span


def inside(token: Token, content: tuple[Range, ...]) -> bool:
    """Whether the token lies in one of the ranges."""
    return any(start <= token.i < end for start, end in content)


def _infinitive(clause: Token) -> bool:
    return any(m.lower_ == "to" for m in children(clause, "mark")) and not any(
        t.dep_.startswith("nsubj") for t in clause.children
    )
