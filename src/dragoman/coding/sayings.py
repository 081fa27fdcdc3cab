"""Attribution: who says what. Verbs of saying, "according to", statements, and quotations that run on.

The kinds of cue and the three-way split into source, cue and content follow PARC (Pareti 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from dragoman.language.lemmas import base_forms

from .predicates import lemma
from .quotes import quoted_ranges, within
from .tree import VERBAL, antecedent, case_word, children, coordinated, is_passive, subjects

Range = tuple[int, int]
LONGEST_TAIL = 12  # words before and behind the verb of a trailing "..., X said on Friday"
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
_ADDRESSING = frozenset({"tell", "inform", "notify", "assure"})  # their object is who is spoken to
_TAIL_MARKS = frozenset({",", "”", '"', "''", "—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution: the source's head words, the cue, the content as token ranges, and the verb that dates it."""

    sources: tuple[Token, ...]
    cue: tuple[Token, ...]
    content: tuple[Range, ...]
    verb: Token | None
    quoted: bool

    def covers(self, token: Token) -> bool:
        """Whether the token lies in what is said."""
        return any(start <= token.i < end for start, end in self.content)


def find_sayings(doc: Doc, sentences: tuple[Span, ...], words: Mapping[str, frozenset[str]]) -> tuple[Saying, ...]:
    """Every attribution of a report in text order. ``words`` is the word list ``speech`` of the codebook."""
    quotes = quoted_ranges(doc)
    found: list[Saying] = []
    for n, sentence in enumerate(sentences):
        before = sentences[n - 1] if n else None
        here = [*_by_verbs(sentence, before, quotes, words), *_by_prepositions(sentence, words)]
        if not any(saying.verb is not None for saying in here):
            here += _by_tail(sentence, quotes, words)
        if not here and (running := _running_on(sentence, before, found, quotes)):
            here = [running]
        found += here
    return tuple(found)


def _by_verbs(
    sentence: Span, before: Span | None, quotes: list[Range], words: Mapping[str, frozenset[str]]
) -> Iterator[Saying]:
    for verb in sentence:
        if verb.pos_ not in VERBAL or lemma(verb) not in words["verbs"]:
            continue
        content, quoted = _content(verb, sentence, before, quotes, plain=lemma(verb) in words["plain"])
        if not content:
            continue
        sources = tuple(t for head in _sources(verb, content) for t in coordinated(head) if not _inside(t, content))
        yield Saying(sources, (verb,), content, verb, quoted)


def _sources(verb: Token, content: tuple[Range, ...]) -> list[Token]:
    """Who speaks: the subject; in "said the minister" what stands behind the verb."""
    if is_passive(verb):
        agents = children(verb, "obl:agent")
        quoted_one = [antecedent(t) for t in children(verb, "nsubj:pass")] if lemma(verb) in {"quote", "cite"} else []
        return agents or quoted_one
    found = subjects(verb)
    if not found or all(_inside(t, content) for t in found):
        before = verb.nbor(-1) if verb.i else verb
        if before.pos_ in {"PROPN", "NOUN", "PRON"} and not _inside(before, content):
            return [before]
        found = [
            t
            for t in children(verb, "obj", "dep", "obl", "parataxis", "xcomp")
            if t.i > verb.i and t.i - verb.i <= 8 and t.pos_ not in VERBAL
        ][:1]
    return found


def _content(
    verb: Token, sentence: Span, before: Span | None, quotes: list[Range], *, plain: bool
) -> tuple[tuple[Range, ...], bool]:
    """What is said, as token ranges, and whether in quotation marks; nothing where the verb says nothing."""
    own = {t.i for t in _without_content(verb)}
    nearby = _quotes_near(verb, sentence, quotes)
    clause = [c for c in children(verb, "ccomp") if not _infinitive(c)]
    if clause and clause[0].i != verb.i:
        span = _range(clause[0])
        if span[0] <= verb.i < span[1] and (around := _rest(sentence, own | _outside(clause[0], sentence))):
            return around, within(clause[0].i, quotes) is not None
        return (_widen(span, quotes),), within(clause[0].i, quotes) is not None
    if plain and (said := _that_clause(verb, sentence)):
        return (said,), within(said[0] + 1, quotes) is not None
    if nearby and (plain or verb.dep_ in {"parataxis", "ROOT", "ccomp"}):
        return tuple(nearby), True
    trailing = _trails(verb, sentence)
    if plain and trailing:
        rest = _rest(sentence, own)
        if rest:
            return rest, within(rest[0][0], quotes) is not None
        if before is not None and _ends_open(before):
            return ((before.start, before.end),), within(before.start + 1, quotes) is not None
    infinitive = [c for c in children(verb, "xcomp") if _infinitive(c)]
    if infinitive and not plain:
        return (_range(infinitive[0]),), False
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
    if not own or not doers or any(t.tag_ in _RELATIVE_TAGS for t in doers):
        return False
    if children(verb, "obj") and lemma(verb) not in _ADDRESSING:
        return False  # "..., they announced a partnership" says what it says in its object
    start = min(own)
    return start > sentence.start + 2 and sentence.doc[start - 1].text in {",", "”", '"', "''", "—", "–", "--"}


def _rest(sentence: Span, own: set[int]) -> tuple[Range, ...]:
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


def _range(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _widen(span: Range, quotes: list[Range]) -> Range:
    """A quotation that starts within the clause and runs past it belongs to it whole."""
    for start, end in quotes:
        if span[0] <= start < span[1] < end:
            return span[0], end
    return span


def _inside(token: Token, content: tuple[Range, ...]) -> bool:
    return any(start <= token.i < end for start, end in content)


def _infinitive(clause: Token) -> bool:
    return any(m.lower_ == "to" for m in children(clause, "mark")) and not any(
        t.dep_.startswith("nsubj") for t in clause.children
    )


def _by_tail(sentence: Span, quotes: list[Range], words: Mapping[str, frozenset[str]]) -> Iterator[Saying]:
    """ "..., the ministry in Rome announced on Saturday.": found by its words, as small parsers often lose this tail.

    Behind the last comma or quotation mark stand a noun phrase without a verb, a verb of saying, and little else.
    """
    marks = [t.i for t in sentence if t.text in _TAIL_MARKS and t.i > sentence.start + 2]
    for mark in reversed(marks):
        tail = [t for t in sentence.doc[mark + 1 : sentence.end] if not t.is_punct and not t.is_space]
        verb = next((t for t in tail if _says(t, words["plain"])), None)
        if verb is None:
            continue
        phrase = [t for t in tail if t.i < verb.i]
        rest = [t for t in tail if t.i > verb.i]
        if (
            any(t.pos_ in VERBAL or t.tag_ in _RELATIVE_TAGS for t in (*phrase, *rest))
            or max(len(phrase), len(rest)) > LONGEST_TAIL
        ):
            return
        if lemma(verb) not in _ADDRESSING and any(t.dep_ == "obj" and t.head.i == verb.i for t in rest):
            return
        head = _phrase_head(phrase)
        if head is not None:
            quoted = within(sentence.start + 1, quotes) is not None
            yield Saying((head,), (verb,), ((sentence.start, mark),), verb, quoted)
        return


def _says(token: Token, plain: frozenset[str]) -> bool:
    """Whether a word is a finite form of a verb of saying, whatever tag the model gave it."""
    if token.tag_ in {"VB", "VBG"} or lemma(token) == token.lower_:
        return False
    return lemma(token) in plain or any(base in plain for base in base_forms(token.lower_) if base != token.lower_)


def _phrase_head(phrase: list[Token]) -> Token | None:
    """The head of a noun phrase read from its words: the last noun before the first preposition, or a pronoun."""
    end = next((n for n, t in enumerate(phrase) if t.pos_ == "ADP" and n), len(phrase))
    return next((t for t in reversed(phrase[:end]) if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)


def _by_prepositions(sentence: Span, words: Mapping[str, frozenset[str]]) -> Iterator[Saying]:
    """ "According to the ministry": the rest of the sentence is the content."""
    for token in sentence:
        cue = case_word(token)
        if cue not in words["prepositions"] and not (cue == "to" and any(c.lower_ == "according" for c in token.lefts)):
            continue
        own = {t.i for t in token.subtree}
        cues = tuple(t for t in token.lefts if t.dep_ == "case" or t.lower_ in {"according", "to"})
        yield Saying(tuple(coordinated(token)), cues, _rest(sentence, own), None, quoted=False)


def _running_on(sentence: Span, before: Span | None, found: list[Saying], quotes: list[Range]) -> Saying | None:
    """A sentence wholly in quotation marks without a speaker of its own: the last speaker goes on."""
    inside = within(sentence.start + 1, quotes)
    if inside is None or not found or before is None or not found[-1].quoted:
        return None
    last = found[-1]
    if sentence.start - max(end for _, end in last.content) > 60:
        return None
    return Saying(last.sources, last.cue, ((inside[0], inside[1]),), last.verb, quoted=True)
