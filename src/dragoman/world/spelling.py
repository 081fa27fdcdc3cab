"""How names are compared: as runs of letters and digits, without case, diacritics or punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
# Letters that no decomposition reduces to ASCII, as news agencies write them.
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "ə": "a"}
)
_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people", "wife": "wives"}


@lru_cache(maxsize=20_000)  # a text is folded word by word, and its words come again
def fold(text: str) -> str:
    """The text in lower case without diacritics."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return text.lower()


def words(text: str) -> tuple[str, ...]:
    """The folded words of a name: "Jean-Claude Juncker's" gives jean, claude, juncker, s; "U.S." gives u, s."""
    return tuple(WORD.findall(fold(text)))


def slug(text: str) -> str:
    """A name as part of a key: "Aleksandr Lukashenko" gives "aleksandr-lukashenko"."""
    return "-".join(words(text.replace("'", "").replace("’", "")))


def plural(noun: str) -> str:
    """The regular English plural of a noun or noun phrase, by its last word."""
    for ending, many in _IRREGULAR.items():
        if noun.endswith(ending):
            return noun[: -len(ending)] + many
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|z|ch|sh)$", noun) else "s")


def singular(noun: str) -> str:
    """The likely singular of a lower-case English noun; a singular stays as it is."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
