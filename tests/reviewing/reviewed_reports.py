"""Two coded reports that people decide about."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "archive"))  # where coded reports are made by hand

from archived import event, report

from dragoman.records import Place

TEXT = "Rangers from Koro fired on a convoy near Tessaban. Niger accused Mali of the attack on Monday."
KORO = Place(name="Koro", country="MLI", lat=1.0, lon=2.0, span=None)


def coded():
    """Two reports with four events, one of them without an id of the user's."""
    return [
        report(
            TEXT, event("e-shot", "ASSAULT/firearms", "MLI/MIL > NER/CVL", place=KORO, at=18),
            event("e-blame", "ACCUSE", "NER/GOV > MLI/GOV", trigger="accused", at=57, quad=3), id="koro",
        ),
        report(
            f"Later: {TEXT}", event("e-again", "ASSAULT", "MLI/MIL > NER/CVL", at=25),
            event("e-talk", "CONSULT/visit", "NER/GOV > MLI/GOV", None, trigger="accused", at=64, quad=1),
        ),
    ]  # fmt: skip
