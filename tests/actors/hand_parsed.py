"""Makes small parsed reports by hand, so that the tests do not hang on one language model.

Words are given with a tag where the guess would be wrong ("met_VBD", "Chinese_JJ"). The tree is a plain one: words
before a noun hang on it, the first noun before the verb is its subject, and the other nouns hang on the verb.
"""

from __future__ import annotations

from itertools import pairwise

import spacy
from spacy.tokens import Doc as SpacyDoc

from dragoman.language import Doc

_VOCAB = spacy.blank("en").vocab
_TAGS = {
    **dict.fromkeys(["the", "a", "an", "this", "that", "these", "those", "both", "all", "some", "another", "no"], "DT"),
    **dict.fromkeys(
        [
            "of",
            "in",
            "on",
            "at",
            "to",
            "for",
            "from",
            "with",
            "by",
            "between",
            "against",
            "over",
            "into",
            "as",
            "than",
            "near",
            "after",
            "under",
        ],
        "IN",
    ),
    **dict.fromkeys(["he", "she", "it", "they", "we", "i", "him", "them", "us", "me", "himself", "itself"], "PRP"),
    **dict.fromkeys(["his", "her", "its", "their", "our", "my"], "PRP$"),
    **dict.fromkeys(["and", "or", "but"], "CC"),
    **dict.fromkeys(["will", "would", "could", "may", "must", "can"], "MD"),
    **dict.fromkeys(["two", "three", "five", "twenty"], "CD"),
    **dict.fromkeys(["who", "which"], "WP"),
    **dict.fromkeys(["'s", "’s", "'"], "POS"),
    **dict.fromkeys([",", ".", ";", ":", "--", "(", ")", "“", "”", '"'], None),
}
_NO_SPACE = frozenset({",", ".", ";", ":", "'s", "’s", ")", "”"})


def report(text: str) -> Doc:
    """A document of the tagged words; "//" is a blank line, a full stop ends a sentence."""
    words, tags = [], []
    for item in text.split():
        word, _, tag = item.partition("_") if "_" in item else (item, "", "")
        words.append("\n\n" if word == "//" else word)
        tags.append(tag or _guess(word))
    spaces = [_spaced(word, after) for word, after in zip(words, [*words[1:], "."], strict=False)]
    starts = [i == 0 or words[i - 1] in {".", "\n\n"} for i in range(len(words))]
    heads, deps = _tree(words, tags, starts)
    pos = [_pos(tag) for tag in tags]
    return Doc(SpacyDoc(_VOCAB, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps, pos=pos))


def _spaced(word: str, after: str) -> bool:
    return after not in _NO_SPACE and word not in {"(", "“", "\n\n", "-"} and after not in {"\n\n", "-"}


def _guess(word: str) -> str:
    lower = word.lower()
    if lower in _TAGS:
        return _TAGS[lower] or ("SYM" if word in {"(", ")"} else ",")
    if word == "//":
        return "_SP"
    if word[0].isdigit():
        return "CD"
    if word[0].isupper():
        return "NNP"
    return "NNS" if word.endswith("s") and not word.endswith("ss") else "NN"


def _pos(tag: str) -> str:
    known = {"NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "PRP": "PRON", "_SP": "SPACE", "JJ": "ADJ"}
    return known.get(tag, "VERB" if tag.startswith("VB") else "X")


def _tree(words: list[str], tags: list[str], starts: list[bool]) -> tuple[list[int], list[str]]:
    heads, deps = list(range(len(words))), ["dep"] * len(words)
    bounds = [i for i, start in enumerate(starts) if start] + [len(words)]
    for start, end in pairwise(bounds):
        verbs = [i for i in range(start, end) if tags[i] in {"VBD", "VBZ", "VBP", "VB"}]
        root = verbs[0] if verbs else start
        subject = False
        for i in range(start, end):
            heads[i], deps[i] = root, "ROOT" if i == root else "dep"
            if i == root:
                continue
            nominal = tags[i].startswith("NN") or tags[i] == "PRP"
            following = next((k for k in range(i + 1, end) if tags[k].startswith("NN")), None)
            between = tags[i + 1 : following] if following else ["."]
            adjacent = all(tag in {"JJ", "CD", "VBN"} for tag in between)
            if tags[i] in {"JJ", "DT", "PRP$", "CD", "VBN"} and adjacent:
                heads[i], deps[i] = following, {"JJ": "amod", "DT": "det", "PRP$": "nmod:poss"}.get(tags[i], "amod")
            elif nominal and following == i + 1:
                heads[i], deps[i] = following, "compound"
            elif tags[i] == "POS":
                heads[i], deps[i] = i - 1, "case"
            elif tags[i] == "IN" and following is not None:
                heads[i], deps[i] = following, "case"
            elif nominal:
                verb = next((k for k in verbs if k > i), None)
                free = not any(tags[k] == "IN" for k in range(start, i)) and not subject
                if verb == root and (free or tags[i] == "PRP"):
                    heads[i], deps[i], subject = root, "nsubj", True
                else:
                    heads[i], deps[i] = (verb, "nsubj") if verb and tags[i] == "PRP" else (root, "obj")
    return heads, deps
