"""Words that give voice to somebody without an act of saying: verbs of judging, wanting, thinking; nouns; adjectives.

"The union criticised the plan", "she doubts that", "the belief that it works", "he is wary of it". What is judged,
wanted or thought of is the content. None of them makes anybody the source of an event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from dragoman.language.tokens import Span, Token

from .contents import FINITE, Range, inside, range_of
from .predicates import lemma
from .sayings import Saying, speakers_of
from .tree import VERBAL, antecedent, case_word, children, coordinated, is_passive, subjects

_CLAUSES = frozenset({"ccomp", "xcomp", "csubj"})
_CASES = frozenset({"about", "against", "as", "at", "for", "from", "of", "on", "over", "to", "upon", "with"})
_TOPICS = frozenset({"about", "against", "as", "of", "on"})
_SUBJECT = frozenset({"PROPN", "NOUN", "PRON"})
_QUOTE_ENDS = frozenset({",", "?", "!", "—"})
_LONGEST_SUBJECT = 8  # words
_SHORTEST = 3  # words; less behind a verb of saying is no clause that the parser lost


def find_voices(sentence: Span, quotes: list[Range], words: Mapping[str, frozenset[str]]) -> Iterator[Saying]:
    """The voices of a sentence in text order. ``quotes`` are quoted ranges, ``words`` the word list ``speech``."""
    for token in sentence:
        found = None
        if token.pos_ == "VERB":
            found = _by_verb(token, sentence, quotes, words)
        elif token.pos_ == "NOUN" and lemma(token) in words["voice_nouns"]:
            found = _by_noun(token)
        elif token.pos_ == "ADJ" and lemma(token) in words["voice_adjectives"]:
            found = _by_adjective(token)
        if found is not None:
            yield found


def _by_verb(verb: Token, sentence: Span, quotes: list[Range], words: Mapping[str, frozenset[str]]) -> Saying | None:
    base = lemma(verb)
    if base in words["seeming"]:
        seen = _behind(verb, _CLAUSES)
        return Saying((), (verb,), _spans(children(verb, "nsubj"), seen), verb, quoted=False) if seen else None
    content: tuple[Range, ...] = ()
    if base in words["voices"]:
        content = _complements(verb, _TOPICS if base in words["voices_about"] else _CASES)
    if not content and base in words["always"]:
        content = _lost_clause(verb, sentence)
    before = () if content else _quote_before(verb, quotes)
    content = content or before
    if not content:
        return None
    sources = tuple(t for head in speakers_of(verb, content) for t in coordinated(head) if not inside(t, content))
    return Saying(sources, (verb,), content, verb, quoted=bool(before))


def _complements(verb: Token, cases: frozenset[str]) -> tuple[Range, ...]:
    """What a verb judges, wants or thinks of: its object, clause or phrase, and the subject of a passive."""
    right = [
        *_behind(verb, _CLAUSES),
        *(_behind(verb, {"obj", "iobj"}) if cases is _CASES else ()),
        *(c for c in _behind(verb, {"obl"}) if case_word(c) in cases),
    ]
    return _spans(children(verb, "nsubj:pass") if is_passive(verb) else (), right)


def _lost_clause(verb: Token, sentence: Span) -> tuple[Range, ...]:
    """The rest of the sentence behind a finite verb of saying whose clause the parser hung elsewhere."""
    rest = [t for t in sentence.doc[verb.i + 1 : sentence.end] if not t.is_punct]
    return ((verb.i + 1, sentence.end),) if verb.tag_ in FINITE and len(rest) >= _SHORTEST else ()


def _quote_before(verb: Token, quotes: list[Range]) -> tuple[Range, ...]:
    """The quotation that any finite verb closes: "“Enough of this,” the mayor thundered"."""
    if verb.tag_ not in FINITE:
        return ()
    n = bisect_left(quotes, verb.i, key=itemgetter(1))
    last = quotes[n - 1] if n else (0, 0)
    if last[1] - last[0] <= _SHORTEST or verb.doc[last[1] - 1].text not in _QUOTE_ENDS:
        return ()
    between = verb.doc[last[1] + 1 : verb.i]
    return (last,) if len(between) <= _LONGEST_SUBJECT and _nominal(between) else ()


def _nominal(between: Span) -> bool:
    """Whether the words can be a subject and nothing more."""
    return any(t.pos_ in _SUBJECT for t in between) and not any(
        t.pos_ in VERBAL or t.is_space or t.text in {".", "“", '"'} for t in between
    )


def _by_noun(noun: Token) -> Saying | None:
    """ "The claim that ...", "his refusal to ..."; without a clause a noun tells too rarely what somebody holds."""
    clauses = [
        c
        for c in _behind(noun, {"acl", "ccomp"})
        if any(m.lower_ in {"that", "to", "whether"} for m in children(c, "mark"))
    ]
    return Saying(tuple(_owners(noun)), (noun,), _spans((), clauses), None, quoted=False) if clauses else None


def _owners(noun: Token) -> list[Token]:
    """Whose claim or view it is: a possessor, "by", "from" or "among" somebody, the subject of "raised doubts"."""
    near = children(noun, "nmod:poss") or [
        c for c in children(noun, "nmod", "obl") if case_word(c) in {"by", "from", "among"}
    ]
    if near or noun.dep_ != "obj" or noun.head.pos_ not in VERBAL:
        return near
    return subjects(noun.head)


def _by_adjective(word: Token) -> Saying | None:
    """ "He is wary of", "they are convinced that", "it is unclear whether"."""
    right = [
        *_behind(word, {"ccomp", "xcomp", "csubj", "advcl"}),
        *(c for c in _behind(word, {"obl"}) if case_word(c) in _CASES | {"in"}),
    ]
    if not right:
        return None
    own = [antecedent(t) for t in children(word, "nsubj")]
    sources = own or ([word.head] if word.dep_ == "amod" else subjects(word))
    return Saying(tuple(sources), (word,), _spans((), right), None, quoted=False)


def _behind(token: Token, labels: Iterable[str]) -> list[Token]:
    return [child for child in token.rights if child.dep_ in labels]


def _spans(before: Iterable[Token], after: Iterable[Token]) -> tuple[Range, ...]:
    """What stands before the cue as it is, what stands behind it as one range."""
    spans = [range_of(token) for token in before]
    ranges = [range_of(token) for token in after]
    if ranges:
        spans.append((min(start for start, _ in ranges), max(end for _, end in ranges)))
    return tuple(spans)
