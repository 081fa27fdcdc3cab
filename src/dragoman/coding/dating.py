"""Which moment belongs to which act: an expression of time dates the word it hangs on in the tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from dragoman.language.tokens import Doc, Token
from dragoman.records import Interval

from .tree import NOMINAL, VERBAL, case_word, children, path_up

_SHARES = frozenset({"xcomp", "conj", "advcl", "ccomp", "acl"})


def governors(
    doc: Doc, moments: Iterable[Interval], triggers: Collection[int], deeds: Collection[int] = ()
) -> dict[int, list[Interval]]:
    """Token index -> the moments that hang on it.

    A moment climbs the tree from its own head word to the first trigger of an act or the first verb. ``deeds`` are
    nouns of conflict, which dates stand behind where they are a reason ("held over an attack last week").
    """
    found: dict[int, list[Interval]] = {}
    for moment in moments:
        if moment.span is None:
            continue
        span = doc.char_span(*moment.span)
        if span is None or not len(span):
            continue
        if case_word(span.root) == "of" and span.root.head.pos_ in NOMINAL and span.root.head.i not in triggers:
            continue  # "a treaty of 1997" dates the treaty, not what is done under it
        if deed := _deed_before(span.root, span.start, deeds):
            found.setdefault(deed.i, []).append(moment)
            continue
        for token in list(path_up(span.root))[1:] or [span.root]:
            if token.i in triggers or _heads_clause(token):
                found.setdefault(_within_subject(span.root, token).i, []).append(moment)
                break
        else:
            found.setdefault(span.root.i, []).append(moment)
    return found


def _deed_before(word: Token, start: int, deeds: Collection[int]) -> Token | None:
    """The deed of a phrase with a preposition that a bare moment ("last week") stands right behind."""
    before = word.doc[start - 1] if start else word
    if before.i not in deeds or case_word(before) is None or case_word(word) is not None:
        return None
    return before


def _within_subject(word: Token, verb: Token) -> Token:
    """The participle before a moment that stands between a subject and its verb ("the men held a year ago were freed").

    The parser hangs some such moments on the verb; behind a comma they may belong there.
    """
    if word.i > verb.i:
        return verb
    for participle in reversed(word.doc[verb.left_edge.i : word.i]):
        if participle.is_punct:
            return verb
        if participle.dep_ == "acl" and participle.tag_ in {"VBN", "VBG"}:
            return participle
        if participle.dep_ in {"aux", "aux:pass", "cop"} and participle.head.i == verb.i:
            return verb
    return verb


def _heads_clause(token: Token) -> bool:
    if token.pos_ in VERBAL:
        return token.dep_ not in {"aux", "cop", "aux:pass"}
    return any(child.dep_ == "cop" for child in token.children)


def moment_of(tokens: Iterable[Token], hung: Mapping[int, list[Interval]]) -> Interval | None:
    """The moment that hangs on one of these words, the first word that has one; a full value before a bare one."""
    for token in tokens:
        moments = hung.get(token.i)
        if moments:
            return min(
                moments, key=lambda m: (m.start is None and m.end is None, abs((m.span or (0, 0))[0] - token.idx))
            )
    return None


def shared_moment(verb: Token, hung: Mapping[int, list[Interval]], stops: Collection[str]) -> Interval | None:
    """The moment of a clause that this one continues: the controlling or coordinated verb, not a verb of saying."""
    word = verb
    while word.dep_ in _SHARES and word.head.i != word.i:
        word = word.head
        if word.lemma_.lower() in stops:
            return None
        if found := moment_of([word], hung):
            return found
    return None


def span_since(verb: Token, hung: Mapping[int, list[Interval]], printed: str | None) -> Interval | None:
    """From the date of a clause of time to ``printed``, the day of the report, for what came about between the two.

    "Have been held since the army ousted him in 2013"; "had been tried after ..." where that date is no single day.
    """
    perfect = {t.lower_ for t in children(verb, "aux")} & {"has", "have", "had", "'ve", "’ve"}
    if printed is None or not perfect:
        return None
    for clause, mark in _clauses_of_time(verb):
        moment = moment_of([clause], hung)
        if moment is None or moment.start is None:
            continue
        if mark == "since" or ("had" in perfect and moment.start != moment.end):
            return msgspec.structs.replace(moment, end=printed)
    return None


def span_since_act(verb: Token, dates: Mapping[int, Interval | None], printed: str | None) -> Interval | None:
    """The same where the clause of time tells an act that another sentence dates; ``dates`` are by its trigger."""
    for clause, mark in _clauses_of_time(verb):
        date = dates.get(clause.i)
        if printed and mark == "since" and date is not None and date.start is not None:
            return msgspec.structs.replace(date, end=printed, basis="inferred")
    return None


def _clauses_of_time(verb: Token) -> Iterator[tuple[Token, str]]:
    """The clauses with "since" or "after" beside a verb, or beside one that is coordinated with it."""
    for clause in (c for t in (verb, *children(verb, "conj")) for c in children(t, "advcl")):
        for mark in children(clause, "mark"):
            if mark.lower_ in {"since", "after"}:
                yield clause, mark.lower_
