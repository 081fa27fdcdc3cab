"""``dragoman explain``: every sentence with what was seen in it and why it was, or was not, coded."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.explaining import Sentence, Trigger, explained
from dragoman.pipeline import Coder
from dragoman.records import Report

_STYLES = {"coded": "green", "part of another act": "dim", "no rule held": "yellow", "nobody named": "yellow"}


def print_explanation(coder: Coder, report: Report) -> None:
    """Print the sentences of a report, each with its parties, dates and triggers and what became of them."""
    console = Console()
    console.rule(Text(report.title or report.path or report.report, style="bold"), align="left")
    found = explained(coder, report)
    if found.note:
        console.print(found.note)
    for sentence in found.sentences:
        console.print(Text(" ".join(sentence.text.split())))
        for line in (*_context(sentence), *map(_line, sentence.triggers)):
            console.print(Padding(line, (0, 4)))
        if not sentence.triggers:
            why = sentence.outcome if sentence.parsed else "not parsed (see below)"
            console.print(Padding(Text(f"not coded: {why}", style="dim"), (0, 4)))
    if found.left_out_note:
        console.print(Text(f"{found.left_out_note}; --parse-all parses everything", style="dim"))


def _context(sentence: Sentence) -> list[Text]:
    lines = []
    if sentence.parties:
        named = ", ".join(f"{p.text} = {p.entity}" for p in sentence.parties)
        lines.append(Text(f"parties: {named}", style="cyan"))
    if sentence.moments:
        dated = ", ".join(f"{m.text} = {m.start or '?'}..{m.end or '?'}" for m in sentence.moments)
        lines.append(Text(f"times: {dated}", style="cyan"))
    return lines


def _line(trigger: Trigger) -> Text:
    words = f"“{trigger.trigger}”: {trigger.outcome} [{trigger.rule}] {trigger.detail}"
    return Text(words, style=_STYLES.get(trigger.outcome, "yellow"))
