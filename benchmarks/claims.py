"""Measures the check of headline claims on pairs of headline and body written for the project.

The pairs (``tests/data/claims.jsonl``) are labelled supported, unsupported or contradicted, with the way in which the
headline goes beyond its body. A pair gets the worst verdict of its headline's claims; one whose headline gives no
claim counts as wrong. The half that the hash of the headline holds out was not looked at while the check was written.

    python benchmarks/claims.py [--show]
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.evaluation.bootstrap import interval, resampled
from dragoman.pipeline import Coder
from dragoman.reading.assembling import layout
from dragoman.records import Claim, Published, Report

PAIRS = Path(__file__).parents[1] / "tests" / "data" / "claims.jsonl"
WORST = ("contradicted", "unsupported", "supported")
DAY = Published(start="2031-05-08", end="2031-05-08", precision="day", basis="given", why="invented")


def main() -> int:
    """Print the share of right verdicts of both halves; ``--show`` lists the wrong ones of the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list the wrong pairs of the half that is not held out")
    show = parser.parse_args().show
    judged = [(pair, verdict_of(report.claims)) for pair, report in coded(Coder())]
    for name, held in (("written with", False), ("held out", True)):
        some = [(pair, found) for pair, found in judged if held_out(pair) is held]
        print(f"{name}: {len(some)} pairs")
        print("  three verdicts     ", _share([pair["verdict"] == found for pair, found in some]))
        told = [(pair["verdict"] == "supported") == (found == "supported") for pair, found in some if found]
        print("  supported or not   ", _share(told), f"of {len(told)} with a claim")
        for (wanted, found), count in sorted(Counter((pair["verdict"], str(found)) for pair, found in some).items()):
            print(f"    {wanted:13} given {found:13} {count}")
    for pair, found in judged if show else ():
        if pair["verdict"] != found and not held_out(pair):
            print(f"{pair['how']}: {pair['verdict']} given {found}: {pair['headline']} / {pair['body']}")
    return 0


def coded(coder: Coder) -> list[tuple[dict[str, Any], Report]]:
    """Every pair with its report, coded."""
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf8").splitlines()]
    return list(zip(pairs, coder.code_many(map(_report, pairs)), strict=True))


def verdict_of(claims: tuple[Claim, ...]) -> str | None:
    """The worst verdict of a headline's claims, None where it has none."""
    found = {claim.verdict for claim in claims}
    return next((verdict for verdict in WORST if verdict in found), None)


def held_out(pair: dict[str, Any]) -> bool:
    """Whether a pair is of the half that the check was not written with."""
    return zlib.crc32(pair["headline"].encode()) % 2 == 0


def _report(pair: dict[str, Any]) -> Report:
    text = layout(pair["headline"], [pair["body"]])
    return Report(report=f"r-{pair['headline']}", title=pair["headline"], text=text, published=DAY, language="en")


def _share(right: list[bool]) -> str:
    drawn = resampled(np.array([[float(each), 1.0] for each in right]))
    low, high = interval(drawn[:, 0] / drawn[:, 1]) or (0.0, 1.0)
    return f"{sum(right) / len(right):.3f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    sys.exit(main())
