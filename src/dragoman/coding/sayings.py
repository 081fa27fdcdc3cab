"""Attribution: who says what. Verbs of saying, "according to", statements, and quotations that run on.

The kinds of cue and the three-way split into source, cue and content follow PARC (Pareti 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.language.lemmas import base_forms
from dragoman.language.tokens import Doc, Span, Token

from .contents import ADDRESSING, RELATIVE_TAGS, Range, content_of, inside, rest_of
from .predicates import lemma
from .quotes import quoted_ranges, within
from .tree import VERBAL, antecedent, case_word, children, coordinated, is_passive, subjects

LONGEST_TAIL = 12  # words before and behind the verb of a trailing "..., X said on Friday"
_CLOSING = frozenset({"”", '"', "''", "’", "'"})
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
        own = any(within(saying.cue[0].i, quotes) is None for saying in here)
        if not own and (running := _running_on(sentence, before, found, quotes)):
            here.append(running)
        found += here
    return tuple(found)


def _by_verbs(
    sentence: Span, before: Span | None, quotes: list[Range], words: Mapping[str, frozenset[str]]
) -> Iterator[Saying]:
    for verb in sentence:
        if verb.pos_ not in VERBAL or lemma(verb) not in words["verbs"]:
            continue
        content, quoted = content_of(verb, sentence, before, quotes, plain=lemma(verb) in words["plain"])
        if not content:
            continue
        sources = tuple(t for head in speakers_of(verb, content) for t in coordinated(head) if not inside(t, content))
        yield Saying(sources, (verb,), content, verb, quoted)


def speakers_of(verb: Token, content: tuple[Range, ...]) -> list[Token]:
    """Who speaks: the subject; in "said the minister" what stands behind the verb."""
    if is_passive(verb):
        agents = children(verb, "obl:agent") or [t for t in children(verb, "obl") if case_word(t) == "by"]
        quoted_one = [antecedent(t) for t in children(verb, "nsubj:pass")] if lemma(verb) in {"quote", "cite"} else []
        return agents or quoted_one
    found = _of_main_clause(verb) or subjects(verb)
    if not found or all(inside(t, content) for t in found):
        before = verb.nbor(-1) if verb.i else verb
        if before.pos_ in {"PROPN", "NOUN", "PRON"} and not inside(before, content):
            return [before]
        found = [
            t
            for t in children(verb, "obj", "dep", "obl", "parataxis", "xcomp")
            if t.i > verb.i and t.i - verb.i <= 8 and t.pos_ not in VERBAL
        ][:1]
    return found


def _of_main_clause(verb: Token) -> list[Token]:
    """The subject of the clause that ", saying ..." goes on with; the parser may hang it on any noun before it."""
    before = verb.nbor(-1) if verb.i else verb
    while before.text in _CLOSING and before.i:
        before = before.nbor(-1)
    if verb.tag_ != "VBG" or before.text != "," or children(verb, "nsubj", "aux"):
        return []
    for clause in verb.ancestors:
        own = children(clause, "nsubj", "nsubj:pass")
        if own and own[0].i < clause.i < verb.i and clause.dep_ not in {"acl:relcl", "ccomp", "acl"}:
            return [antecedent(t) for t in own]
    return []


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
            any(t.pos_ in VERBAL or t.tag_ in RELATIVE_TAGS for t in (*phrase, *rest))
            or max(len(phrase), len(rest)) > LONGEST_TAIL
        ):
            return
        if lemma(verb) not in ADDRESSING and any(t.dep_ == "obj" and t.head.i == verb.i for t in rest):
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
        heads = [t for t in token.lefts if t.dep_ == "case" or t.lower_ in {"according", "to"}]
        cues = tuple(part for t in heads for part in (t, *children(t, "fixed")))
        yield Saying(tuple(coordinated(token)), cues, rest_of(sentence, own), None, quoted=False)


def _running_on(sentence: Span, before: Span | None, found: list[Saying], quotes: list[Range]) -> Saying | None:
    """A sentence wholly in quotation marks without a speaker of its own: the last speaker goes on."""
    inside = within(sentence.start + 1, quotes)
    if inside is None or not found or before is None or not found[-1].quoted:
        return None
    last = found[-1]
    if sentence.start - max(end for _, end in last.content) > 60:
        return None
    return Saying(last.sources, last.cue, ((inside[0], inside[1]),), last.verb, quoted=True)
