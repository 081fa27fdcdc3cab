"""A copy of a text for the tokenizer, of the same length, without what is no writing.

Control characters and invisible marks stick to the word beside them and make it an unknown one, and an emoji in the
middle of a sentence tears it apart. In the copy they are white space, which the model never sees; the document keeps
the characters themselves.
"""

from __future__ import annotations

import re

# Cc of Unicode, without what Python counts as white space.
CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
# Zero-width space, marks of direction, word joiner, byte order mark. The joiners U+200C and U+200D and the soft hyphen
# stay: they stand inside words and emoji.
_INVISIBLE = r"\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
# Emoji and dingbats, with the joiners, selectors and tags that make one picture of several (Unicode TS 51).
_PICTURE = r"[\u2600-\u27bf\U0001f000-\U0001faff][\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]*"
# A terminal's escape sequence goes as a whole (ECMA-48, of these only the "CSI" ones for colours and the like).
_HIDDEN = re.compile(rf"[{CONTROLS}{_INVISIBLE}](?:(?<=\x1b)\[[\d;]*[A-Za-z])?|{_PICTURE}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# What is longer without a blank is no word: a line of dots, encoded data, an address. It becomes one token, for a
# tokenizer that peels sign after sign off it takes time with the square of its length.
_RUN = re.compile(r"(?<!\S)\S{201,}")


def readable(text: str) -> str:
    """The copy: white space for each hidden character, a single made-up word for each run too long for one."""
    return _RUN.sub(_word, _HIDDEN.sub(_blank, text))


def whole(text: str) -> tuple[str, int]:
    """The text with U+FFFD for each lone surrogate, which is half a character, and how many there were.

    Neither UTF-8 nor JSON can write one; Python makes them of broken bytes (``surrogateescape``).
    """
    return (text, 0) if text.isascii() else _SURROGATE.subn("\ufffd", text)


def _blank(match: re.Match[str]) -> str:
    return "\t" * len(match[0])


def _word(match: re.Match[str]) -> str:
    return "x" * len(match[0])
