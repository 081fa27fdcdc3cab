"""Coded reports made by hand for the tests of exports."""

from __future__ import annotations

from typing import Any

from dragoman.records import (
    About,
    Claim,
    Count,
    Event,
    Interval,
    MadeBy,
    Mention,
    Party,
    Place,
    Published,
    Report,
    Source,
    Tie,
)

TEXT = "Lagos talks open\n\nBenin and Togo opened talks in Lagos on Monday.\n\nA patrol was shelled later, Togo said."
NIAMEY = Place(name="Niamey", country="NER", lat=13.51, lon=2.11, span=(0, 6))


def party(name: str, country: str | None = None, sector: str | None = "GOV", kind: str = "state", **more: Any) -> Party:
    entity = more.pop("entity", "/".join(part for part in (country, sector, name.lower().replace(" ", "-")) if part))
    fields = {"text": name, "span": (18, 23), "role": None, **more}
    return Party(name=name, country=country, sector=sector, kind=kind, entity=entity, **fields)  # type: ignore[arg-type]


BENIN, TOGO = party("Benin", "BEN"), party("Togo", "TGO")
NIGER, KOSOVO = party("Niger", "NER"), party("Kosovo", "XKX")
REBELS = party("Front of the Dunes", "MLI", "REB", "group")
UNITED_NATIONS = party("United Nations", "UNO", None, "organisation")
MINISTER = party("Awa Bello", "ROU", "GOV", "person", role="foreign minister")


def day(start: str | None, end: str | None = None, precision: str = "day") -> Interval:
    return Interval(start=start, end=end or start, precision=precision, text="", span=None, basis="text")  # type: ignore[arg-type]


def event(name: str, **more: Any) -> Event:
    fields: dict[str, Any] = {
        "type": "ASSAULT", "mode": None, "about": None, "contexts": ("military",), "cameo": "190", "quad": 4,
        "goldstein": -10.0, "intensity": -9.0, "status": "reported", "reciprocal": False, "actors": (REBELS,),
        "recipients": (TOGO,), "date": day("2023-05-01"), "place": None, "size": {}, "sources": (),
        "mentions": (Mention(trigger="shelled", span=(79, 86), sentence=(67, 104)),), "in_": "body",
        "confidence": 0.75, "why": "assault-shell",
    }  # fmt: skip
    return Event(event=name, **{**fields, **more})


def talks(name: str, **more: Any) -> Event:
    fields: dict[str, Any] = {
        "type": "CONSULT", "cameo": "046", "quad": 1, "goldstein": 7.0, "intensity": 2.5, "contexts": ("diplomatic",),
        "reciprocal": True, "actors": (BENIN,), "recipients": (TOGO,), "why": "consult-talks",
        "mentions": (Mention(trigger="talks", span=(40, 45), sentence=(18, 65)),),
    }  # fmt: skip
    return event(name, **{**fields, **more})


def report(name: str, events: tuple[Event, ...] = (), **more: Any) -> Report:
    fields: dict[str, Any] = {
        "made_by": MadeBy(dragoman="0.1.0", model="m", codebook="c"), "id": f"paper-{name}", "path": f"{name}.txt",
        "url": f"https://gazette.example/{name}?utm_source=x", "title": "Lagos talks open", "authors": ("Ife Obi",),
        "publisher": "Lagos Gazette", "language": "en", "text": TEXT,
        "published": Published(start="2023-05-02", end="2023-05-02", precision="day", basis="given", why="given"),
    }  # fmt: skip
    return Report(report=f"r-{name}", events=events, **{**fields, **more})


def everything() -> list[Report]:
    """Two reports with an event of every kind that formats treat in their own way, and one without events."""
    dead = Count(low=3, high=4, exact=False, unit=None, text="three or four", span=(0, 4), sources=())
    said = Source(
        name="Togo", text="Togo", span=(94, 98), kind="state", country="TGO", sector="GOV", role=None,
        entity="TGO/GOV/togo", cue="said", quoted=False, date=None,
    )  # fmt: skip
    one = report(
        "one",
        (
            talks("e-talks", place=Place(name="Lagos", country="NGA", lat=6.45, lon=3.39, span=(0, 5))),
            event(
                "e-many",
                actors=(REBELS, NIGER),
                recipients=(TOGO, UNITED_NATIONS),
                size={"dead": (dead,)},
                sources=(said,),
            ),
            talks("e-among", actors=(BENIN, TOGO, NIGER), recipients=()),
            event("e-nobody", actors=(), recipients=(), date=None),
            event("e-planned", status="future", about=About(type="CONSULT", mode="visit", date=None)),
            event("e-denied", status="negated"),
        ),
        ties=(
            Tie(
                tie="t-1",
                a=BENIN,
                b=TOGO,
                relation="border",
                kind=None,
                since=None,
                until=None,
                past=False,
                sources=(),
                mentions=(),
                confidence=0.7,
            ),
        ),
        claims=(Claim(text="Lagos talks open", span=(0, 16), supported=True, by=("e-talks",)),),
    )
    visit = talks(
        "e-visit", mode="visit", cameo="042", goldstein=1.9, reciprocal=False, actors=(MINISTER,), recipients=(KOSOVO,)
    )
    two = report(
        "two",
        (visit, event("e-spring", date=day("2023-04-01", "2023-04-30", "month"), place=NIAMEY, in_="headline")),
        url=None,
    )
    return [one, two, report("three")]
