"""``dragoman explain``: every sentence with what was seen in it and why it was, or was not, coded."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.coding import Scene, Seen
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
    for sentence in scene.sentences:
        console.print(Text(" ".join(sentence.text.split())))
        seen = [item for item in trace if sentence.start <= item.token.i < sentence.end]
        for line in (*_context(scene, sentence.start_char, sentence.end_char), *map(_line, seen)):
            console.print(Padding(line, (0, 4)))
        if not seen:
            console.print(Padding(Text("not coded: no word of the lexicon", style="dim"), (0, 4)))


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
