"""Reports of sixteen months in which a few actors deal with each other, so that everything can be counted by hand.

Belarus consults China twice a month and fourteen times in January 2031, and once neither the day nor the outcome is
known; the army of Mali attacks Niger once a month at Koro.
"""

from __future__ import annotations

import msgspec
from archived import event, party, report

from dragoman.records import Mention, Place, Report, Tie

MONTHS = [f"{2030 + n // 12}-{n % 12 + 1:02}" for n in range(16)]
BUSY = "2031-01"
KORO = Place(name="Koro", country="MLI", lat=14.0, lon=-4.0, span=None)
LAKE = Place(name="Lake Town", country="CHN", lat=30.0, lon=110.0, span=None)
OTHERS = (
    # id, what, sides, day, quad, more
    ("accuse", "ACCUSE", "CHN/GOV > BLR/GOV", "2030-04-09", 3, {"place": LAKE}),
    ("person", "AGREE", "BLR/GOV/jane-doe > CHN/GOV/li-wen", "2030-05-02", 1, {}),
    ("aid-1", "AID", "UNO > NER/REF", "2030-06-01", 2, {}),
    ("aid-2", "AID", "UNO > NER/REF", "2030-07-01", 2, {}),
    ("inner", "COERCE/arrest", "MLI/GOV > MLI/OPP", "2030-08-01", 4, {}),
    ("guard", "ACCUSE", "-/lake-guard > MLI/MIL", "2030-09-01", 3,
     {"actors": (msgspec.structs.replace(party("-/lake-guard"), country=None, sector=None),)}),
    ("undated", "CONSULT", "BLR/GOV > CHN/GOV", None, 1, {}),
    ("future", "CONSULT/visit", "BLR/GOV > CHN/GOV", "2031-05-05", 1, {"status": "future"}),
)  # fmt: skip


def reports() -> list[Report]:
    """One report for each event, and two that tell an alliance, one of which denies it."""
    events = [
        event(f"e-talks-{month}-{n}", "CONSULT", "BLR/GOV > CHN/GOV", f"{month}-{n + 1:02}", quad=1)
        for month in MONTHS
        for n in range(14 if month == BUSY else 2)
    ]
    events += [event(f"e-raid-{month}", "ASSAULT", "MLI/MIL > NER/CVL", f"{month}-20", place=KORO) for month in MONTHS]
    events += [event(f"e-{name}", what, sides, day, quad=quad, **more) for name, what, sides, day, quad, more in OTHERS]
    told = [report(f"Report {n} of a dealing.", each, day="2031-06-01") for n, each in enumerate(events)]
    return [*told, _allied("r-ally", "2030-02-01", since="2019"), _allied("r-denial", "2030-03-01", negated=True)]


def _allied(name: str, day: str, *, since: str | None = None, negated: bool = False) -> Report:
    tie = Tie(
        tie=f"t-{name}", a=party("BLR/GOV"), b=party("CHN/GOV"), relation="alliance", kind="military", since=since,
        until=None, past=False, negated=negated, sources=(), confidence=0.8,
        mentions=(Mention(trigger="allies", span=(0, 6), sentence=(0, 6)),),
    )  # fmt: skip
    return report(f"allies in {name}", event(f"e-{name}", "AID", "UNO > SDN", day, quad=2), day=day, ties=(tie,))
