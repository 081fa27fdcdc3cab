"""Claims of headlines and of cited sources: what bears them out, what contradicts them, and how often that is right."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from dragoman.coding.bearing import bearing
from dragoman.coding.claims import checked, claims_of_sources
from dragoman.pipeline import Coder
from dragoman.records import About, Event, Interval, Mention, Party, Published, Report, Source

PAIRS = Path(__file__).parents[1] / "data" / "claims.jsonl"
DAY = Published(start="2031-05-08", end="2031-05-08", precision="day", basis="given", why="invented")
WORST = ("contradicted", "unsupported", "supported")


def party(code: str) -> Party:
    country, _, sector = code.partition("/")
    return Party(
        name=code, text=code, span=(0, 1), kind="state", country=country or None, sector=sector or "GOV", role=None,
        entity=code,
    )  # fmt: skip


def event(what: str, sides: str = "MLI > TCD", status="reported", day: str | None = None, **more: Any) -> Event:
    """An event; ``what`` is TYPE, TYPE/mode or TYPE:ABOUT, ``sides`` actors > recipients."""
    head, _, about = what.partition(":")
    type_, _, mode = head.partition("/")
    actors, _, recipients = sides.partition(">")
    date = day and Interval(start=day, end=day, precision="day", text=day, span=None, basis="text")
    fields: dict[str, Any] = {
        "event": f"e-{what}-{sides}-{status}", "type": type_, "mode": mode or None,
        "about": About(type=about, mode=None, date=None) if about else None, "contexts": (), "cameo": "190", "quad": 4,
        "goldstein": -9.0, "intensity": -9.0, "status": status, "reciprocal": False,
        "actors": tuple(map(party, actors.split())), "recipients": tuple(map(party, recipients.split())),
        "date": date or None, "place": None, "size": {}, "sources": (),
        "mentions": (Mention(trigger="t", span=(0, 1), sentence=(0, 4)),), "in_": "body", "confidence": 0.5, "why": "x",
    }  # fmt: skip
    return Event(**fields | more)


CLAIM = event("ASSAULT", in_="headline")
CASES = [
    # a claim, an event, and what the event says of it
    (CLAIM, event("ASSAULT"), "for"),
    (CLAIM, event("ASSAULT", "MLI/MIL > TCD/CVL"), "for"),
    (CLAIM, event("ASSAULT", status="future"), None),
    (CLAIM, event("ASSAULT", status="hypothetical"), None),
    (CLAIM, event("ASSAULT", status="negated"), "against"),
    (CLAIM, event("ASSAULT", "TCD > MLI"), "against"),
    (CLAIM, event("ASSAULT", "TCD > MLI", reciprocal=True), "for"),
    (CLAIM, event("ASSAULT", "NER > TCD"), "against"),
    (CLAIM, event("ASSAULT", "MLI > NER"), "against"),
    (CLAIM, event("ASSAULT", "PER > NER"), None),
    (CLAIM, event("ASSAULT", "> TCD"), None),
    (CLAIM, event("COERCE"), None),
    (CLAIM, event("THREATEN:ASSAULT"), None),
    (CLAIM, event("ACCUSE:ASSAULT", "TCD > MLI"), None),
    (CLAIM, event("REJECT:ASSAULT"), "against"),
    (CLAIM, event("REJECT:ASSAULT", "PER >"), None),
    (event("ASSAULT", "MLI >"), event("ASSAULT", "MLI > TCD"), "for"),
    (event("ASSAULT", status="future"), event("ASSAULT"), "for"),
    (event("ASSAULT", status="future"), event("THREATEN:ASSAULT"), "for"),
    (event("ASSAULT", status="negated"), event("ASSAULT"), "against"),
    (event("ASSAULT", status="negated"), event("ASSAULT", status="negated"), "for"),
    (event("AGREE:AID"), event("AID"), "for"),
    (event("AGREE:AID"), event("AID", status="future"), None),
    (event("ASSAULT", day="2031-05-04"), event("ASSAULT", day="2031-05-07"), "against"),
    (event("ASSAULT", day="2031-05-07"), event("ASSAULT", day="2031-05-07"), "for"),
    (event("ASSAULT"), event("ASSAULT", day="2031-05-07"), "for"),
    (event("SANCTION/discontinue"), event("SANCTION/withdraw"), None),
    (event("SANCTION/withdraw"), event("SANCTION/discontinue"), "for"),
    (event("PROTEST/riot", intensity=-7.0), event("PROTEST/demo", intensity=-5.0), None),
    (event("COERCE/arrest"), event("SANCTION/convict"), "for"),
    (event("COERCE", "TUN/COP > TUN/CVL"), event("COERCE", "TUN/CVL > TUN/COP"), "against"),
    (event("COERCE", "TUN/COP > TUN/CVL"), event("COERCE", "TUN/COP > TUN/CVL"), "for"),
]


@pytest.mark.parametrize(("claim", "told", "said"), CASES)
def test_what_one_event_says_of_another(claim, told, said):
    assert bearing(claim, told) == said


def test_a_claim_that_anything_bears_out_is_supported():
    good, bad = event("ASSAULT"), event("ASSAULT", status="negated")
    claim = checked(CLAIM, "Words", (0, 5), [good, bad])
    assert (claim.verdict, claim.supported, claim.by, claim.against) == (
        "supported",
        True,
        (good.event,),
        (bad.event,),
    )
    assert checked(CLAIM, "Words", (0, 5), [bad]).verdict == "contradicted"
    assert checked(CLAIM, "Words", (0, 5), []).verdict == "unsupported"


def test_what_only_a_source_tells_is_checked_against_what_the_report_tells():
    cited = Source(
        name="NER", text="NER", span=(0, 1), kind="state", country="NER", sector="GOV", role=None, entity="NER/GOV",
        cue="said", quoted=False, date=None,
    )  # fmt: skip
    claim = event("ASSAULT", sources=(cited,), event="e-said")
    report = Report(report="r-1", text="Said so.", events=(claim, event("ASSAULT", status="negated")))
    [found] = claims_of_sources(report)
    assert (found.event, found.verdict, found.text, found.span) == ("e-said", "contradicted", "Said", (0, 4))


@pytest.fixture(scope="module")
def judged():
    """Every pair with the worst verdict of its headline's claims, None where it has none."""
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf8").splitlines()]
    reports = [
        Report(
            report=f"r-{n}", title=pair["headline"], text=f"{pair['headline']}\n\n{pair['body']}", published=DAY,
            language="en",
        )
        for n, pair in enumerate(pairs)
    ]  # fmt: skip
    verdicts = [{claim.verdict for claim in report.claims} for report in Coder().code_many(reports)]
    return [(p, next((v for v in WORST if v in found), None)) for p, found in zip(pairs, verdicts, strict=True)]


def test_there_are_enough_pairs_and_half_of_them_are_not_borne_out(judged):
    assert len(judged) >= 60
    supported = sum(pair["verdict"] == "supported" for pair, _ in judged)
    assert 0.45 <= supported / len(judged) <= 0.55


@pytest.mark.parametrize(("held_out", "floor"), [(False, 0.9), (True, 0.8)])
def test_most_headlines_get_the_right_verdict(judged, held_out, floor):
    half = [(p["verdict"], v) for p, v in judged if (zlib.crc32(p["headline"].encode()) % 2 == 0) is held_out]
    assert len(half) >= 30
    assert sum(wanted == found for wanted, found in half) / len(half) >= floor
