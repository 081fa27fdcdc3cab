"""Notes on what the model cannot read in a text, or reads only in pieces: one sentence for each kind.

Ordinary news has none of it. Accents, an emoji, a foreign name or a quotation in another script are ordinary.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from .cutting import MAX_SENTENCE, endless
from .hiding import CONTROLS

FOREIGN_LETTERS = 30  # fewer are names or a motto: the name of a Ukrainian ministry has 30 to 50
FOREIGN_SHARE = 0.1  # of all letters; below it stands a quotation or a list of names beside its English text
FEW_SIGNS = 30  # an ornamented headline has no more; it is noted only where it has no words at all
SIGNS_SHARE = 0.5  # of all that is no white space; prose has 3 %, tables of results up to 20 %
_NAMED = 4  # kinds of control characters that a note names
_SAMPLE = 500  # letters whose script is looked up

_CONTROL = re.compile(f"[{CONTROLS}]")
# The same, and all that is neither letter nor digit, as bytes of Latin-1: counting these is ten times as fast.
_CONTROL_BYTES = bytes(code for code in range(256) if _CONTROL.match(chr(code)))
_SIGN_BYTES = bytes(code for code in range(256) if not chr(code).isalnum())
# Letters outside the blocks of the Latin script, its phonetic and full-width forms, and letterlike signs and numbers.
_FOREIGN = re.compile(
    r"[^\W\d_\u0000-\u02ff\u1d00-\u1dbf\u1e00-\u1eff\u2070-\u218f\u2460-\u24ff\u2c60-\u2c7f"
    r"\ua720-\ua7ff\uab30-\uab6f\ufb00-\ufb06\uff00-\uff5e]"
)


def oddities(text: str) -> list[str]:
    """The notes on a text, none for ordinary news; under 50 microseconds for a report of 3,000 characters."""
    if not text.strip():
        return ["the text is empty: nothing to code"]
    latin = text.encode("latin-1", "ignore")  # what nearly all of ordinary text is
    notes = (_of_controls(text, latin), _of_script(text, latin), _of_signs(text, latin), _of_length(text))
    return [note for note in notes if note]


def _of_controls(text: str, latin: bytes) -> str | None:
    if len(latin.translate(None, _CONTROL_BYTES)) == len(latin):
        return None
    found = Counter(_CONTROL.findall(text))
    codes = [f"U+{ord(sign):04X}" for sign in sorted(found)]
    named = ", ".join([*codes[:_NAMED], *(["others"] if len(codes) > _NAMED else [])])
    number = found.total()
    return f"{number:,} control character{'s' * (number > 1)} ({named}): kept in the text, not read"


def _of_script(text: str, latin: bytes) -> str | None:
    if len(text) - len(latin) < FOREIGN_LETTERS:
        return None
    foreign = _FOREIGN.findall(text)
    letters = sum(map(str.isalpha, text))
    if len(foreign) < max(FOREIGN_LETTERS, FOREIGN_SHARE * letters):
        return None
    scripts = Counter(unicodedata.name(letter, "unknown").split()[0] for letter in foreign[:_SAMPLE])
    script = scripts.most_common(1)[0][0]
    name = script if script == "CJK" else script.capitalize()
    return f"{len(foreign):,} of {letters:,} letters are not Latin (mostly {name}): not read, only English is"


def _of_signs(text: str, latin: bytes) -> str | None:
    if 2 * len(latin.translate(None, _SIGN_BYTES)) >= len(text):
        return None
    solid = sum(not sign.isspace() for sign in text)
    signs = solid - sum(map(str.isalnum, text))
    if signs <= SIGNS_SHARE * solid or signs < min(FEW_SIGNS, solid):
        return None
    return f"{signs:,} of {solid:,} characters are signs, neither letters nor digits: little to read"


def _of_length(text: str) -> str | None:
    stretches = endless(text)
    if not stretches:
        return None
    start, end = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    which = "a stretch" if len(stretches) == 1 else f"{len(stretches):,} stretches, the longest"
    return (
        f"no sentence end in {which} of {end - start:,} characters from offset {start:,}: "
        f"read in pieces of at most {MAX_SENTENCE:,}"
    )
