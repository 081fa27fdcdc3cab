"""``dragoman explain``: every sentence with what was seen in it and why it was, or was not, coded."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.coding import Scene, Seen
from dragoman.language import unparsed
from dragoman.pipeline import Coder, is_english
from dragoman.records import Report

_STYLES = {"coded": "green", "part of another act": "dim", "no rule held": "yellow", "nobody named": "yellow"}


def print_explanation(coder: Coder, report: Report) -> None:
    """Print the sentences of a report, each with its parties, dates and triggers and what became of them."""
    console = Console()
    console.rule(Text(report.title or report.path or report.report, style="bold"), align="left")
    if not is_english(report):
        console.print(f"language {report.language}: not coded, only English is")
        return
    scene, trace = coder.trace(report)
    left_out = unparsed(scene.doc)
    for sentence in scene.sentences:
        console.print(Text(" ".join(sentence.text.split())))
        seen = [item for item in trace if sentence.start <= item.token.i < sentence.end]
        parsed = not any(start <= sentence.start < end for start, end in left_out)
        for line in (*_context(scene, sentence.start_char, sentence.end_char), *map(_line, seen)):
            console.print(Padding(line, (0, 4)))
        if not seen:
            why = "no word of the lexicon" if parsed else "not parsed (see below)"
            console.print(Padding(Text(f"not coded: {why}", style="dim"), (0, 4)))
    if left_out:
        console.print(Text(_left_out(scene, left_out), style="dim"))


def _left_out(scene: Scene, stretches: Sequence[tuple[int, int]]) -> str:
    words = sum(token.is_alpha or token.like_num for start, end in stretches for token in scene.doc[start:end])
    number = "1 paragraph" if len(stretches) == 1 else f"{len(stretches):,} paragraphs"
    was = "was" if len(stretches) == 1 else "were"
    return f"{number} ({words:,} words) can hold no event and {was} not parsed; --parse-all parses everything"


def _context(scene: Scene, start: int, end: int) -> list[Text]:
    parties = [m.party for m in scene.parties.mentions if start <= m.party.span[0] < end]
    moments = [m for m in scene.timeline.moments if m.span and start <= m.span[0] < end]
    lines = []
    if parties:
        lines.append(Text("parties: " + ", ".join(f"{p.text} = {p.entity}" for p in parties), style="cyan"))
    if moments:
        lines.append(
            Text("times: " + ", ".join(f"{m.text} = {m.start or '?'}..{m.end or '?'}" for m in moments), style="cyan")
        )
    return lines


def _line(seen: Seen) -> Text:
    return Text(f"“{seen.token.text}”: {seen.outcome} [{seen.rule}] {seen.detail}", style=_STYLES[seen.outcome])
