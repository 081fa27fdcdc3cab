"""Why each sentence of a report was, or was not, coded: what was seen in it and what became of that.

``dragoman explain`` prints it and the workbench shows it. It holds plain records, nothing of the language model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from .coding import Scene, Seen
from .pipeline import Coder, is_english
from .records import Interval, Party, Report, Span


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """A word that may tell an event, its outcome, and the rule or the constraint that decided.

    ``outcome`` is "coded", "part of another act", "no rule held", "nobody named" or "doubted".
    """

    trigger: str
    span: Span
    outcome: str
    rule: str | None
    detail: str


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with what was seen in it. One that is not ``parsed`` stands in a paragraph that can hold no event."""

    span: Span
    text: str
    parsed: bool
    parties: tuple[Party, ...]
    moments: tuple[Interval, ...]
    triggers: tuple[Trigger, ...]

    @property
    def outcome(self) -> str:
        """What became of it, in words."""
        if not self.triggers:
            return "no word of the lexicon" if self.parsed else "not parsed"
        return "coded" if any(each.outcome == "coded" for each in self.triggers) else "not coded"


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences of a report in order. ``left_out`` counts the paragraphs that were not parsed, ``words`` theirs.

    ``note`` tells why nothing was looked at, where it was not: then there are no sentences.
    """

    sentences: tuple[Sentence, ...] = ()
    left_out: int = 0
    words: int = 0
    note: str | None = None

    @property
    def left_out_note(self) -> str | None:
        """What was not parsed, in words; None where everything was."""
        if not self.left_out:
            return None
        number, was = ("1 paragraph", "was") if self.left_out == 1 else (f"{self.left_out:,} paragraphs", "were")
        return f"{number} ({self.words:,} words) can hold no event and {was} not parsed"


def explained(coder: Coder, report: Report) -> Explanation:
    """Code a report and tell of each sentence what was seen in it. The spans count in the text as it was coded."""
    if not is_english(report):
        return Explanation(note=f"language {report.language}: not coded, only English is")
    scene, trace = coder.trace(report)
    stretches = scene.doc.unparsed
    by_sentence: dict[int, list[Seen]] = defaultdict(list)
    for seen in trace:
        by_sentence[scene.sentence_number(seen.token)].append(seen)
    return Explanation(
        sentences=tuple(
            _sentence(scene, number, by_sentence[number], stretches) for number in range(len(scene.sentences))
        ),
        left_out=len(stretches),
        words=sum(token.is_alpha or token.like_num for start, end in stretches for token in scene.doc[start:end]),
    )


def _sentence(scene: Scene, number: int, seen: Sequence[Seen], stretches: Sequence[tuple[int, int]]) -> Sentence:
    sentence = scene.sentences[number]
    start, end = sentence.start_char, sentence.end_char
    return Sentence(
        span=(start, end),
        text=sentence.text,
        parsed=not any(first <= sentence.start < last for first, last in stretches),
        parties=tuple(m.party for m in scene.parties.mentions if start <= m.party.span[0] < end),
        moments=tuple(m for m in scene.timeline.moments if m.span and start <= m.span[0] < end),
        triggers=tuple(_trigger(each) for each in seen),
    )


def _trigger(seen: Seen) -> Trigger:
    token = seen.token
    span = (token.idx, token.idx + len(token.text))
    return Trigger(trigger=token.text, span=span, outcome=seen.outcome, rule=seen.rule, detail=seen.detail)
