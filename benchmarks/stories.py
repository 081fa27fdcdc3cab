"""Measures near-duplicates and stories, and prints the figures as Markdown tables.

    python benchmarks/stories.py [--data FILE] [--floors] [--no-halves]

FILE (default: ``shared/data/clusters/stories-dev.jsonl.gz`` beside the project) has lines with "id", "text", "title",
"published", "url" and "story". Near-duplicates are made of its articles as ``measuring/duplicates.py`` says. Stories
are B-cubed as in ``dragoman evaluate stories``, with the reports in one batch, in a batch a day, and one at a time,
and with the threshold chosen on random halves of the stories and measured on the others.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "measuring"))

from dragoman.evaluation import Figure, evaluate
from dragoman.reading import read
from dragoman.records import Report
from dragoman.stories import Fingerprint, Placed, assign, copies, fingerprint
from dragoman.stories.settings import SIMILARITY
from duplicates import Found, counted, variants

CLUSTERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "clusters" / "stories-dev.jsonl.gz"
FLOORS = Path(__file__).parent / "stories-floors.toml"
THRESHOLDS = (0.16, 0.18, 0.2, 0.22, 0.24)
DRAWS = 6


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=CLUSTERS, help="articles with their stories")
    parser.add_argument("--floors", action="store_true", help="exit with 1 where a figure is below its floor")
    parser.add_argument("--no-halves", action="store_true", help="leave out the random halves, half of the time")
    options = parser.parse_args()
    if not options.data.exists():
        print(f"not here: {options.data}; give the file with --data", file=sys.stderr)
        return 2
    reports = [item for item in read([str(options.data)]) if isinstance(item, Report)]
    prints = [fingerprint(report) for report in reports]
    figures = {**_duplicates(reports, prints), **_stories(reports, prints, options.data)}
    if not options.no_halves:
        print("\n" + _halves(reports, prints, _golds(options.data)))
    short = [f"{name}: {figures[name]:.4f} is below its floor of {least}" for name, least in _floors().items()
             if figures[name] < least]  # fmt: skip
    if options.floors:
        print("\n".join(["", *(short or ["no figure is below its floor"])]))
    return 1 if options.floors and short else 0


def placed_in(batches: Iterable[Sequence[Fingerprint]], least: float = SIMILARITY) -> dict[str, str]:
    """The story of each report where reports arrive in batches, stories that become one followed."""
    placed: dict[str, Placed] = {}
    for batch in batches:
        result = assign(batch, list(placed.values()), least=least)
        kept = {merge.gone: merge.kept for merge in result.merges}
        for report, place in placed.items():
            story = place.story
            while story in kept:
                story = kept[story]
            placed[report] = Placed(story=story, fingerprint=place.fingerprint)
        for each, placement in zip(batch, result.placements, strict=True):
            placed[each.report] = Placed(story=placement.story, fingerprint=each)
    return {report: place.story for report, place in placed.items()}


def _duplicates(reports: Sequence[Report], prints: Sequence[Fingerprint]) -> dict[str, float]:
    made = variants(reports)
    pairs = copies([fingerprint(each.report) for each in made], prints)
    kinds = counted(made, reports, pairs)
    total = Found(*map(sum, zip(*kinds.values(), strict=True)))
    print(
        "| near-duplicates | made | found | recall | pairs given | right | precision |\n|---|---|---|---|---|---|---|"
    )
    for kind, found in (*kinds.items(), ("all", total)):
        recall, precision = found.recalled / found.made, found.right / max(found.given, 1)
        print(
            f"| {kind} | {found.made} | {found.recalled} | {recall:.4f} "
            f"| {found.given} | {found.right} | {precision:.4f} |"
        )
    return {"copies recall": total.recalled / total.made, "copies precision": total.right / max(total.given, 1)}


def _stories(reports: Sequence[Report], prints: Sequence[Fingerprint], gold: Path) -> dict[str, float]:
    dated = sorted(prints, key=lambda each: (each.first or "", each.report))
    ways = {
        "one batch": [prints],
        "a batch a day": [list(batch) for _, batch in groupby(dated, key=lambda each: each.first)],
        "one at a time": [[each] for each in dated],
    }
    print("\n| stories, B-cubed | precision | recall | F1 | 95 % interval |\n|---|---|---|---|---|")
    figures = {}
    for name, batches in ways.items():
        found = _evaluated(reports, placed_in(batches), gold)
        f1 = found["f1"]
        figures[f"stories {name}"] = f1.value
        print(f"| {name} | {found['precision'].value:.4f} | {found['recall'].value:.4f} | {f1.value:.4f} | "
              f"{f1.low:.3f} to {f1.high:.3f} |")  # fmt: skip
    return figures


def _evaluated(reports: Sequence[Report], stories: dict[str, str], gold: Path) -> dict[str, Figure]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stories.jsonl"
        lines = [json.dumps({"id": report.id, "story": stories[report.report]}) for report in reports]
        file.write_text("\n".join(lines), encoding="utf8")
        return evaluate("stories", gold, file).figures["b3"]


def _halves(reports: Sequence[Report], prints: Sequence[Fingerprint], golds: dict[str, str]) -> str:
    """Random halves of the stories: the threshold that is best on one, on the other; and the shipped one on each."""
    chance, names = random.Random(1), sorted(set(golds.values()))
    other_half, shipped = [], []
    for _ in range(DRAWS):
        drawn = set(chance.sample(names, len(names) // 2))
        rows = []
        for side in (True, False):
            part = [i for i, report in enumerate(reports) if (golds[str(report.id)] in drawn) is side]
            told = [golds[str(reports[i].id)] for i in part]
            rows.append(
                [_f1(told, placed_in([[prints[i] for i in part]], least), prints, part) for least in THRESHOLDS]
            )
        for ours, theirs in (rows, rows[::-1]):
            other_half.append(theirs[ours.index(max(ours))])
            shipped.append(ours[THRESHOLDS.index(SIMILARITY)])
    return (
        f"Random halves of the stories, {DRAWS} draws: F1 with the threshold chosen on the other half, mean "
        f"{statistics.mean(other_half):.4f}, least {min(other_half):.4f}; with the shipped one ({SIMILARITY}) mean "
        f"{statistics.mean(shipped):.4f}, least {min(shipped):.4f}"
    )


def _f1(told: Sequence[str], stories: dict[str, str], prints: Sequence[Fingerprint], part: Sequence[int]) -> float:
    given = [stories[prints[i].report] for i in part]
    shares = [
        (both / sum(g == given[k] for g in given), both / sum(t == told[k] for t in told))
        for k in range(len(part))
        if (both := sum(g == given[k] and t == told[k] for g, t in zip(given, told, strict=True)))
    ]
    precision, recall = (statistics.mean(column) for column in zip(*shares, strict=True))
    return 2 * precision * recall / (precision + recall)


def _golds(path: Path) -> dict[str, str]:
    from dragoman.reading.opening import opened

    with opened(str(path)) as (_, stream):
        return {str(row["id"]): row["story"] for row in map(json.loads, stream)}


def _floors() -> dict[str, float]:
    return tomllib.loads(FLOORS.read_text(encoding="utf8"))["floors"] if FLOORS.exists() else {}


if __name__ == "__main__":
    sys.exit(main())
