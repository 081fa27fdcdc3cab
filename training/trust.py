"""Fits how far events can be trusted (``dragoman.coding.trust``) on reports written for the project.

python training/trust.py [--out FILE]

``reports/`` holds invented news reports and, for each, every event that a careful reader sees in it, in the format of
``dragoman evaluate reports``. An event that Dragoman codes is right where a reader's event stands at its place with the
same type and the same countries on both sides. Whether the chances hold is told by ten-fold cross-validation.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from dragoman.coding.trust import SHIPPED, Trust
from dragoman.evaluation.events import CodedReport, GoldReport
from dragoman.evaluation.matching import match
from dragoman.pipeline import Coder
from dragoman.reading import read
from dragoman.records import Report

REPORTS = Path(__file__).parent / "reports"
FOLDS = 10
PENALTY = 1.0  # on the square of every weight but the constant
BANDS = (0.0, 0.4, 0.6, 0.8, 0.9, 1.01)

Rows = list[tuple[str, dict[str, float], bool]]  # of every event: its report, its features, whether it is right


def main() -> None:
    """Fit, print how the chances hold, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    fitted = {}
    for name, coder in (("with_scorers", Coder()), ("by_rules", Coder(rules_only=True))):
        rows = rows_of(coder)
        print(f"{name}: {len(rows)} events, {np.mean([right for *_, right in rows]):.3f} right")
        print(calibration(*validated(rows)))
        fitted[name] = fit(rows)
    trust = Trust(**fitted)
    options.out.write_bytes(msgspec.json.format(msgspec.json.encode(trust), indent=1) + b"\n")


def rows_of(coder: Coder) -> Rows:
    """The events that a coder finds in the reports, each with its features and whether it is right."""
    rows: Rows = []
    for report in (r for path in sorted(REPORTS.glob("*.jsonl")) for r in read([str(path)]) if isinstance(r, Report)):
        gold = msgspec.json.decode((REPORTS / "gold" / f"{report.id}.json").read_bytes(), type=GoldReport)
        coded, grounds = coder.grounds(report)
        events = msgspec.json.decode(msgspec.json.encode(coded), type=CodedReport).events or []
        found = match(gold.events, events)
        right = {m.coded for m in found.taken.values() if m.like.type and m.like.countries} | (
            found.ignored - {m.coded for m in found.taken.values()}
        )
        rows += [(str(report.id), features, n in right) for n, features in enumerate(grounds)]
    return rows


def fit(rows: Rows) -> dict[str, float]:
    """The weights of a logistic regression with a penalty on their squares."""
    names = sorted({name for _, features, _ in rows for name in features})
    x, y = _numbers(rows, names), torch.tensor([float(right) for *_, right in rows])
    weights = torch.zeros(len(names) + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(x @ weights[1:] + weights[0], y, reduction="sum")
        loss = loss + PENALTY / 2 * weights[1:].square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)  # type: ignore[arg-type]
    values = [round(float(value), 4) for value in weights.detach()]
    return {"always": values[0], **dict(zip(names, values[1:], strict=True))}


def validated(rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """For every event its chance by what was fitted without its report's fold, and whether it is right."""
    reports = sorted({report for report, *_ in rows})
    fold = {report: n % FOLDS for n, report in enumerate(reports)}
    chances = np.empty(len(rows))
    for held in range(FOLDS):
        trust = Trust(with_scorers=fit([row for row in rows if fold[row[0]] != held]), by_rules={})
        for n, (report, features, _) in enumerate(rows):
            if fold[report] == held:
                chances[n] = trust.of(features, scored=True)
    return chances, np.asarray([right for *_, right in rows])


def calibration(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> str:
    """A line for each band of chances: how many, what was given, what was right; and the Brier score."""
    lines = [f"Brier score {np.mean((chances - right) ** 2):.3f}"]
    for low, high in pairwise(BANDS):
        if (inside := (chances >= low) & (chances < high)).any():
            lines.append(
                f"{inside.sum():4d} events: given {chances[inside].mean():.2f}, right {right[inside].mean():.2f}"
            )
    return "\n".join(lines)


def _numbers(rows: Rows, names: Sequence[str]) -> Tensor:
    return torch.tensor([[features.get(name, 0.0) for name in names] for _, features, _ in rows])


if __name__ == "__main__":
    main()
