"""The dearest functions of the chain, each costly stage by itself."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable, Sequence
from pathlib import Path

import made_pages
from chain_stages import code_parsed, load_tools
from dragoman.language import load, parse_many
from dragoman.reading import Raw, gate, reports_of
from dragoman.records import Report

DEAREST = 12  # functions listed of each stage


def dearest(reports: Sequence[Report], warming: int) -> str:
    """What gate, extraction, parse and coding spend most time in, behind some reports that are gone through before.

    Seconds of a profile are longer than those of the program, the more so the more functions are called.
    """
    tools = load_tools()
    raws = [Raw(path=f"{n}", kind="page", data=made_pages.page(each, n)) for n, each in enumerate(reports)]
    texts = [raw.data.decode() for raw in raws]
    nlp = load()
    docs = list(parse_many(nlp, [report.text for report in reports[:warming]]))
    stages: dict[str, Callable[[int, int], object]] = {
        "gate": lambda start, end: [gate.why_passed(text) for text in texts[start:end]],
        "extract": lambda start, end: [reports_of(raw) for raw in raws[start:end]],
        "parse": lambda start, end: docs.extend(parse_many(nlp, [report.text for report in reports[start:end]])),
        "code": lambda start, end: code_parsed(reports[start:end], docs[start:end], tools),
    }
    parts = []
    for name, stage in stages.items():
        if name != "parse":
            stage(0, warming)
        profile = cProfile.Profile()
        profile.runcall(stage, warming, len(reports))
        parts.append("\n".join((f"{name}, {len(reports) - warming} reports", *listed(profile))))
    return "\n\n".join(parts)


def listed(profile: cProfile.Profile, most: int = DEAREST) -> list[str]:
    """The functions that take most time by themselves, the dearest first, and what all take."""
    rows = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    ranked = sorted(rows, key=lambda row: row[1][2], reverse=True)[:most]
    whole = f"{sum(figures[2] for _, figures in rows):6.2f} s in all"
    return [whole, *(_dear(*place, *figures) for place, figures in ranked)]


def _dear(file: str, line: int, name: str, _: int, calls: int, own: float, whole: float, callers: object) -> str:
    where = f"{name} ({Path(file).name}:{line})"
    return f"{own:6.2f} s by itself, {whole:6.2f} s with what it calls, {calls:>9,} calls: {where}"
