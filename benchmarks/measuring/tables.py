"""The figures of a language pipeline as Markdown: the bars, the sets, the forms of news text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cases import MEASURES
from figures import FORM, Figure, Figures
from running import Running
from scoring import SYNTAX

BARS = Path(__file__).parents[1] / "language-bars.toml"
RUNNING = "running"
TITLES = {
    "dep_las": "LAS",
    "dep_uas": "UAS",
    "las_all": "LAS with marks",
    "tag_acc": "tags",
    "pos_acc": "parts of speech",
    "lemma_acc": "lemmas",
    "sents_f": "sentences F1",
    "token_acc": "tokens",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """What is asked of one figure: the least that it may be, or the most."""

    name: str
    set: str
    measure: str
    least: float | None = None
    most: float | None = None

    def met(self, value: float) -> bool:
        """Whether a figure is good enough."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


def read_bars(path: Path = BARS) -> list[Bar]:
    """The bars of a file."""
    return [Bar(**row) for row in tomllib.loads(path.read_text(encoding="utf8"))["bar"]]


def bars_table(bars: Sequence[Bar], figures: Figures, running: Running | None = None) -> str:
    """A bar a row: what is asked, what was measured, its interval, ok or short."""
    return _table(("bar", "asked", "measured", "95 % interval", ""), (_bar_row(bar, figures, running) for bar in bars))


def sets_table(figures: Figures) -> str:
    """A treebank a row, and the names of each corpus."""
    syntax = [
        (name, *(_cell(scores[key]) for key in SYNTAX)) for name, scores in figures.items() if "dep_las" in scores
    ]
    names = [(name, _cell(scores["f1"]), str(scores["f1"].facts)) for name, scores in figures.items() if "f1" in scores]
    head = ("set", *(TITLES[key] for key in SYNTAX))
    return _table(head, syntax) + "\n\n" + _table(("set", "F1", "names"), names)


def forms_table(figures: Figures) -> str:
    """A robustness set a row: the share right of what is asserted, its interval, and the number of facts."""
    rows = [
        (name.removeprefix(FORM), *(_cell(scores[key], facts=True) if key in scores else "–" for key in MEASURES))
        for name, scores in figures.items()
        if name.startswith(FORM)
    ]
    return _table(("form", "arcs", "parts of speech", "names F1", "number of sentences"), rows)


def _bar_row(bar: Bar, figures: Figures, running: Running | None) -> tuple[str, ...]:
    asked = f"at least {bar.least:g}" if bar.least is not None else f"at most {bar.most:g}"
    if bar.set == RUNNING:
        value = getattr(running, bar.measure)
        shown, interval = f"{value:g}", ""
    else:
        figure = figures[bar.set][bar.measure]
        value, shown, interval = figure.value, f"{figure.value:.4f}", f"{figure.low:.3f} to {figure.high:.3f}"
    return bar.name, asked, shown, interval, "ok" if bar.met(value) else "short"


def _cell(figure: Figure, *, facts: bool = False) -> str:
    of = f", of {figure.facts}" if facts else ""
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f}{of})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
