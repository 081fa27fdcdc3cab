"""How far an event can be trusted: the share of events like it that are right, by a logistic regression.

Right is an event whose type and whose countries on both sides a reader of the report would give it. The regression was
fitted on events coded in reports written for the project and judged by a second reader (``training/trust.py``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from dragoman.codebook.entries import QUADS

from .drafts import Draft
from .judging import RULE

SHIPPED = Path(__file__).parent / "weigher" / "trust.json"
_LEAST = 0.01  # of a chance, so that its odds are finite


class Trust(msgspec.Struct, frozen=True):
    """The regression: what each feature adds to the log-odds, with the scorers and by the rules alone."""

    with_scorers: dict[str, float]
    by_rules: dict[str, float]

    def of(self, features: dict[str, float], *, scored: bool) -> float:
        """The confidence, from 0 to 1."""
        weights = self.with_scorers if scored else self.by_rules
        total = weights["always"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))


def features_of(group: Sequence[Draft], draft: Draft, title_end: int) -> dict[str, float]:
    """What is known of an event: its drafts and what they were merged into; every feature lies within some -5 and 5."""
    best = max(group, key=lambda d: (d.weighed is not None, d.weighed.light if d.weighed else 0.0))
    sides = (draft.actors, draft.recipients)
    found = {
        "constraints": float(max(min(len(d.reading.pattern.constraints), 3) for d in group)),
        "mentions": math.log(len(group)),
        "actor": float(bool(draft.actors)),
        "recipient": float(bool(draft.recipients)),
        "stateless": float(any(p.country is None for side in sides for p in side)),
        "borrowed": float(all(d.borrowed for d in group)),
        "asserted": float(any(d.asserted for d in group)),
        "headline": float(any(d.trigger.idx < title_end for d in group)),
        "noun": float(all(d.reading.predicate.pos == "n" and d.reading.predicate.carrier is None for d in group)),
        "sources": float(bool(draft.sources)),
        "dated": float(draft.date is not None),
        "unreal": float(draft.status in {"hypothetical", "negated"}),
        "future": float(draft.status == "future"),
        f"quad {QUADS[draft.type]}": 1.0,
    }
    if (weighed := best.weighed) is None:
        return found | {"unweighed": 1.0}
    found |= {"light": _odds(weighed.light), "nothing": _odds(weighed.none)}
    if best.rule.id == RULE:
        found |= {"found": 1.0, "light": 0.0, "nothing": 0.0}
    return found if weighed.full is None else found | {"full": _odds(weighed.full)}


def _odds(chance: float) -> float:
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))


@cache
def load_trust() -> Trust:
    """The shipped regression."""
    return msgspec.json.decode(SHIPPED.read_bytes(), type=Trust)
