"""The figures of the chain as Markdown, each beside what is aimed at."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chain_runs import Run
from chain_stages import PAGES, PARSE, SKIPPING, STAGES, TEXT, WHOLE, StageCosts

WORDS = 450  # of a report by which rates are told
RATIO, RATE, RATE_SKIPPING, SPEED_UP, FLAT = 1.5, 25.0, 40.0, 1.8, 0.10  # aims; the last one is a limit


class Chain(msgspec.Struct, frozen=True):
    """What was measured: stage by stage, runs by what they are called, runs of growing input."""

    stages: StageCosts | None = None
    runs: dict[str, Run] = {}
    growth: list[Run] = []


def text(chain: Chain, where: str) -> str:
    """All tables."""
    parts = [f"on {where}"]
    if chain.stages:
        parts += [_stages(chain.stages)] if WHOLE in chain.stages.seconds else []
        parts.append(_rates(chain.stages))
    parts += [_runs(chain.runs)] if chain.runs else []
    parts += [_growth(chain.growth)] if chain.growth else []
    return "\n\n".join(parts)


def grows(growth: Sequence[Run]) -> bool:
    """Whether the time or the memory of the largest run is more than a tenth above that of the smallest."""
    return bool(growth) and any(each > 1 + FLAT for each in ratios(growth[0], growth[-1]))


def ratios(small: Run, large: Run) -> tuple[float, float, float]:
    """Time by report and memory of a worker and of the parent, as multiples of a smaller run's; 0 where unknown."""
    return (
        large.report_s / small.report_s,
        large.worker_mb / small.worker_mb if small.worker_mb else 0.0,
        large.parent_mb / small.parent_mb,
    )


def _stages(costs: StageCosts) -> str:
    staged = sum(costs.seconds[name] for name in STAGES)
    rows = [_row(costs, name, staged) for name in (*STAGES, WHOLE, PARSE, PAGES)]
    found = (
        f"{costs.reports:,} reports of {costs.words / costs.reports:.0f} words, {costs.passed} pages passed over; "
        f"{costs.peak_mb:.0f} MB at most in the process that did all of it."
    )
    ratio = f"Whole chain / (trafilatura + parse, each alone): {_judged(costs.ratio, RATIO, at_most=True)}."
    head = "| stage | ms a report | share | reports a second and core | events |\n|---|---|---|---|---|"
    return "\n".join((found, "", head, *rows, "", ratio))


def _row(costs: StageCosts, name: str, staged: float) -> str:
    seconds, events = costs.seconds[name], costs.events.get(name)
    share = f"{seconds / staged:.1%}" if name in STAGES else ""
    told = "" if events is None else f"{events:,}"
    return f"| {name} | {seconds / costs.reports * 1000:.1f} | {share} | {costs.reports / seconds:,.1f} | {told} |"


def _rates(costs: StageCosts) -> str:
    rows = [
        f"| {name} | {costs.rate(name, WORDS):.1f} | {aim} | {costs.events.get(name, 0):,} |"
        for name, aim in ((TEXT, f"{RATE:g}"), (SKIPPING, f"{RATE_SKIPPING:g}"), (PARSE, ""))
    ]
    head = f"| of {costs.reports:,} reports | {WORDS} words each, a second and core | aim | events |\n|---|---|---|---|"
    return "\n".join((head, *rows))


def _runs(runs: dict[str, Run]) -> str:
    rows = [
        f"| {name} | {run.reports:,} | {run.report_s * 1000:.0f} | {run.rate:.1f} "
        f"| {run.processor_s / run.clock_s:.2f} | {run.worker_mb:.0f} | {run.parent_mb:.0f} |"
        for name, run in runs.items()
    ]
    head = (
        "| input | reports | processor ms a report | reports a second, clock | cores had | worker MB | parent MB |\n"
        "|---|---|---|---|---|---|---|"
    )
    return "\n".join((head, *rows, "", *_scaling(list(runs.values()))))


def _scaling(runs: Sequence[Run]) -> list[str]:
    """One worker against two, of the last two runs."""
    if len(runs) < 2:
        return []
    one, two = runs[-2:]
    free = two.workers * one.report_s / two.report_s / one.workers
    return [
        f"Two workers against one: {_judged(two.rate / one.rate, SPEED_UP)} by the clock, "
        f"{free:.2f} by processor time, which is what cores that nobody else uses would give."
    ]


def _growth(growth: Sequence[Run]) -> str:
    rows = [
        f"| {run.reports:,} | {run.report_s * 1000:.1f} | {run.events:,} | {run.worker_mb:.0f} | {run.parent_mb:.0f} |"
        for run in growth
    ]
    head = "| reports | processor ms a report | events | worker MB | parent MB |\n|---|---|---|---|---|"
    time, worker, parent = ratios(growth[0], growth[-1])
    verdict = f"{'grows' if grows(growth) else 'flat'}: limit {1 + FLAT:g}"
    last = f"Largest against smallest: time {time:.2f}, worker {worker:.2f}, parent {parent:.2f} ({verdict})."
    return "\n".join((head, *rows, "", last))


def _judged(value: float, aim: float, *, at_most: bool = False) -> str:
    good = value <= aim if at_most else value >= aim
    return f"{value:.2f} (aim {aim:g}: {'ok' if good else 'short'})"
