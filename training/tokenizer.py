"""The tokenizer of the news pipeline: spaCy's English rules brought closer to the English UD treebanks.

Everything is a regular expression or an exception, so that ``nlp.to_disk`` saves the whole of it. The word lists are
in ``tokenizer.toml``. The order of work in spaCy: a chunk without blanks is kept whole if ``token_match`` or an
exception has it, otherwise prefixes and suffixes are taken off it one by one, and what is left is kept if it is a web
address and split at the infixes if not.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, HYPHENS
from spacy.lang.en import English
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

LISTS = Path(__file__).with_name("tokenizer.toml")

Lists = dict[str, dict[str, Any]]
Exceptions = dict[str, list[dict[int, str]]]

SPACY_HYPHEN = rf"(?<=[{ALPHA}0-9])(?:{HYPHENS})(?=[{ALPHA}])"
"""The rule of spaCy for hyphens and dashes inside words, as English has it; ours takes its place."""

RUNS = [r"[!?]{2,}", r"\*{2,}", r"_{2,}", r"={2,}", r"#{2,}", r"<{2,}", r">{2,}", r"-{2,}", r"…\.+"]
"""A run of one sign is one token: "?!", "***", "--"."""

WHOLE = [
    r"(?:\+?\d{1,2}-)?\d{3}[-/]\d{3}-\d{4}",  # telephone numbers
    r"\d{3}-\d{4}(?<![05]0)",  # short ones; with a round end it is a range
    r"\d{5}-\d{4}",  # American postcodes
    r"\d{1,2}-\d{1,2}-(?:\d{2}|\d{4})",  # dates in figures
    r"\d{4}-\d{2}-\d{2}",
]
"""Chunks that stay one token."""

GUARDED = {
    r"\'": r"'(?!(?:\d0s|0\d)(?!\w))",  # short years: "'90s", "'05"
    "’": r"’(?!\d\ds?(?!\w))",  # "’72"; a straight mark may open a quotation: "'10 killed'"
    "#": r"#(?!\w*[^\W\d])",  # hashtags
    "'s": r"(?<!^\d0)(?<!^1[5-9]\d0)'s",  # decades: "80's", "1960's"
    "’s": r"(?<!^\d0)(?<!^1[5-9]\d0)’s",
}
"""Rules of spaCy for prefixes and suffixes, and what takes their place to spare certain words."""

STOP_GUARD = r"(?<!^[a-z])(?<!\.[a-z])(?<!\.[A-Z][a-z])"
"""Before spaCy's rules for a full stop: not in "c. 1640", "a.k.a.", "M.Sc."."""

UNIT_GUARD = r"(?!(?:(?<=^[2-6])|(?<=/[2-6]))[Gg]$)"
"""Before spaCy's rule for units: "5G" is a network."""

SUFFIXES = [
    r"(?<=^I)\.",  # "World War I.", "and I."; other single capitals are initials
    rf"(?<=[{ALPHA_LOWER}0-9&][{ALPHA_UPPER}])\.",  # the end of a sentence after "PhD", "$10M", "R&D"
    rf"(?<=[{ALPHA}]{{3}})-",  # "short- and long-term"; shorter ones are stammers: "th- the"
    r"(?:(?<=[0-9])|(?<=[0-9][a-z]))-",  # "10- to 15-year-old", "the 1980s- "
    r"(?<=[A-Za-z])['’](?:ve|ll|re|VE|LL|RE)",
    r"(?<=[a-z]{3})['’]d",  # not after two letters: "Sa'd" is a name
    r"(?<=[a-z])[`´]s",
    r"(?<=^[A-F])\++",  # grades and ratings
]
"""What is taken off the end of a chunk, beginning with a sign."""

SUFFIXES_AFTER_FIGURES = [
    r"(?<=^[0-9]{2})[CF]",  # degrees
    r"(?<=[0-9]\.[0-9])B",  # "$1.5B"
]

INFIXES = [
    r"—+|–+",  # a dash splits whatever is beside it: "1914–1918", "D.C.—and"
    rf"(?<=[{ALPHA}0-9])~(?=[{ALPHA}])",
    r"(?<=[A-Za-z]\.)-(?=[A-Za-z])",  # "U.S.-led"
    rf"(?<=[{ALPHA}0-9%])-(?=[$£€])",  # "$5m-$7m"
    rf"(?<=[%\"”’')\]])-(?=[{ALPHA}0-9\"“‘(])",  # "10%-15%", "“no”-vote"
    rf"(?<=[{ALPHA}]):(?=[0-9])",
    r"(?<=[0-9])'(?=[0-9])",  # feet and inches
    rf"(?<=[{ALPHA}0-9.])[(\[{{]|[)\]}}](?=[{ALPHA}0-9/])",  # "person(s)", "Paris[1]"
    rf"(?<=[{ALPHA_LOWER}]{{2}})[.,:;](?=[\[)\"“”])",
    r"(?<=[0-9])%(?=[-/])",
    r"(?<=^[Oo]ver)-(?=the-)",  # "over-the-counter" has no prefix
    r"[\"“”]",
    r"[$£€](?=[0-9])",
    rf"(?<=[\"”’)\]])[,.;:](?=[{ALPHA}0-9\"“‘(])",  # a forgotten blank after a quotation
    rf"(?<=[{ALPHA_LOWER}])[?!;]+(?=[{ALPHA}])",
    r"(?<=[a-z])(?=['’](?:s|ve|ll|re)(?![A-Za-z]))",  # words that a dash joins: "you’ve—you’ve"
    r"(?<=[a-z]{3})(?=['’]d(?![A-Za-z]))",
    r"(?<=\bI)(?=['’](?:m|ve|ll|d)(?![A-Za-z]))",
]
"""What splits a chunk in its middle, beginning with a sign; an empty match splits without a token of its own."""

NEGATION_SUFFIX = r"(?:n['’]t|N['’]T)(?<=[A-Za-z]...)"
NEGATION_INFIX = r"(?=n['’]t(?![A-Za-z]))(?<=[a-z])"
"""Negations that spaCy's list of exceptions has not: "DON'T", "didn’t—couldn’t"."""

NAME_AFTER_LETTER = r"(?<=^[A-Z]\.)(?=[A-Z][a-z]{2})"
"""The place after the full stop in "S.Korea"."""

SIGN, AFTER_FIGURE_OR_STOP = "(?=[^A-Za-z0-9])", "(?<=[0-9.])"
"""Tests before groups of rules: most places in a word then cost one step and not one for each rule."""


def news_tokenizer(nlp: Language) -> Tokenizer:
    """A tokenizer for ``nlp.vocab`` that splits news text as the English UD treebanks do."""
    lists = tomllib.loads(LISTS.read_text("utf8"))
    return Tokenizer(
        nlp.vocab,
        rules=_exceptions(lists),
        prefix_search=compile_prefix_regex(_prefixes(lists)).search,
        suffix_search=compile_suffix_regex(_suffixes(lists)).search,
        infix_finditer=compile_infix_regex(_infixes(lists)).finditer,
        token_match=_whole().match,
        url_match=English.Defaults.url_match,
    )


def _exceptions(lists: Lists) -> Exceptions:
    """The exceptions of spaCy without those that do harm, and with ours."""
    dropped = {*lists["dropped"]["words"], *lists["dropped"]["emoticons"]}
    rules: Exceptions = {
        word: parts
        for word, parts in English.Defaults.tokenizer_exceptions.items()
        if word not in dropped and not _is_letter_with_stop(word)
    }
    for words in lists["abbreviations"].values():
        rules |= {word: [{ORTH: word}] for word in words}
    for table in ("answers", "lists", "contractions"):
        rules |= {"".join(parts): [{ORTH: part} for part in parts] for parts in lists[table]["split"]}
    return rules


def _is_letter_with_stop(word: str) -> bool:
    """True for "a.", "b." and so on, which as exceptions would also join the end of "$5m."; ``STOP_GUARD`` has them."""
    return len(word) == 2 and word[0].islower() and word[1] == "."


def _prefixes(lists: Lists) -> list[str]:
    """What is taken off the front of a chunk; the first that fits is taken, so the longer ones come first."""
    codes, dollars = ("|".join(lists["currencies"][name]) for name in ("codes", "dollars"))
    ours = [*RUNS, r"-(?=[A-Za-z]{2})", rf"(?:{codes})(?=[0-9])", rf"(?:{dollars})\$"]
    return [*ours, *(GUARDED.get(rule, rule) for rule in English.Defaults.prefixes)]


def _suffixes(lists: Lists) -> list[str]:
    """What is taken off the end of a chunk."""
    rules = [_guarded_suffix(rule) for rule in English.Defaults.suffixes]
    figures = [rule for rule in rules if "(?<=[0-9])" in rule]
    others = [rule for rule in rules if rule not in figures]
    return [
        _group(SIGN, [*RUNS, *SUFFIXES, *others]),
        _group(AFTER_FIGURE_OR_STOP, [*SUFFIXES_AFTER_FIGURES, _after_figures(lists, "(?:{})"), *figures]),
        NEGATION_SUFFIX,
    ]


def _guarded_suffix(rule: str) -> str:
    """A suffix rule of spaCy that spares the words it would hurt."""
    if rule.endswith(r"\."):
        return STOP_GUARD + rule
    if "(?:km|" in rule:
        return UNIT_GUARD + rule
    return GUARDED.get(rule, rule)


def _infixes(lists: Lists) -> list[str]:
    """What splits a chunk in its middle."""
    if SPACY_HYPHEN not in English.Defaults.infixes:
        raise RuntimeError("spaCy's rule for hyphens has changed: adapt training/tokenizer.py to it")
    kept = [rule for rule in English.Defaults.infixes if rule != SPACY_HYPHEN]
    units = _after_figures(lists, "(?=(?:{})(?![A-Za-z0-9]))")
    return [
        _group(SIGN, [*RUNS, *INFIXES, *_hyphens(lists["hyphens"]), *kept]),
        _group(AFTER_FIGURE_OR_STOP, [units, NAME_AFTER_LETTER, _before_figures(lists["numbered"]["words"])]),
        NEGATION_INFIX,
    ]


def _group(test: str, rules: list[str]) -> str:
    """One pattern for all the rules, tried only where ``test`` fits."""
    return test + "(?:" + "|".join(rules) + ")"


def _after_figures(lists: Lists, form: str) -> str:
    """The pattern ``form`` for all units, only after a figure that is not part of a code such as "A4"."""
    units = [unit for group in lists["units"].values() for unit in group]
    return "(?<=[0-9])(?<![A-Za-z][0-9])" + form.format("|".join(sorted(units, key=len, reverse=True)))


def _before_figures(words: list[str]) -> str:
    """The place between the full stop of an abbreviation and the number after it."""
    return "(?:" + "|".join(rf"(?<=^{word}\.)" for word in words) + ")(?=[0-9])"


def _hyphens(lists: dict[str, list[str]]) -> list[str]:
    """Hyphens that are tokens: all but those after certain prefixes and before certain suffixes."""
    any_case = [*lists["prefixes"], *lists["more_prefixes"]]
    kept = "".join(rf"(?<!^[{p[0].upper()}{p[0]}]{p[1:]})" for p in any_case)
    kept += "".join(rf"(?<!^{p})" for p in lists["lower_prefixes"])
    kept_figures = "".join(rf"(?<!^[{p[0].upper()}{p[0]}]{p[1:]})" for p in lists["before_figures"])
    return [
        rf"(?<=[{ALPHA}0-9]){kept}-(?!(?:{'|'.join(lists['suffixes'])})$)(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]){kept_figures}-(?=[0-9])",
    ]


def _whole() -> re.Pattern[str]:
    """The pattern for chunks that stay one token."""
    return re.compile(f"^(?:{'|'.join(WHOLE)})$")
