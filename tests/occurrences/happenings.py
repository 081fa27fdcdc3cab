"""Events made by hand, as a report would tell them."""

from __future__ import annotations

from dragoman.occurrences.told import Told
from dragoman.occurrences.wording import NO_WORDS, Words
from dragoman.records import About, Count, Event, Interval, Party, Place, Published, Source

TOWNS = {"Omdurman": ("SDN", 15.65, 32.48), "Nyala": ("SDN", 12.05, 24.88), "Khartoum": ("SDN", 15.55, 32.53)}


def party(code: str) -> Party:
    """A state "SDN/GOV", an office "SDN/GOV/president", a person "SDN/GOV/omar-hassan!", one of no country "/x!"."""
    code, person = code.removesuffix("!"), code.endswith("!")
    country, *rest = code.split("/")
    sector = rest[0] if len(rest) > 1 or (rest and rest[0].isupper()) else None
    slug = rest[-1] if rest and not rest[-1].isupper() else ""
    kind = "person" if person else "office" if slug in {"president", "foreign-minister"} else "state"
    if kind == "state" and (slug or sector != "GOV"):
        kind = "group"
    return Party(
        name=slug.replace("-", " ").title() or country,
        text=slug,
        span=(0, 1),
        kind=kind,
        country=country or None,
        sector=sector,
        role=slug.replace("-", " ") if kind == "office" else None,
        entity=code,
    )


def interval(dates: str | None) -> Interval | None:
    """A day "2031-05-06", or days "2031-05-06..2031-05-08"."""
    if dates is None:
        return None
    start, _, end = dates.partition("..")
    return Interval(start=start, end=end or start, precision="day", text="", span=None, basis="text")


def source(entity: str) -> Source:
    return Source(
        name=entity, text=entity, span=(0, 1), kind="organisation", country=None, sector=None, role=None,
        entity=entity, cue="said", quoted=False, date=None,
    )  # fmt: skip


def told(
    event: str,
    what: str = "ASSAULT",
    sides: str = "SDN/MIL > SDN/CVL",
    when: str | None = "2031-05-06",
    *,
    report: str | None = None,
    published: str | None = "2031-05-07",
    status: str = "reported",
    about: str | None = None,
    reciprocal: bool = False,
    town: str | None = None,
    dead: int | None = None,
    sources: tuple[str, ...] = (),
    publisher: str | None = None,
    story: str | None = None,
    copy_group: str | None = None,
    names: str = "",
    content: str = "",
) -> Told:
    """One event of a report of its own; ``what`` is a type or TYPE/mode, ``sides`` actors > recipients."""
    type_, _, mode = what.partition("/")
    actors, _, recipients = sides.partition(">")
    country, lat, lon = TOWNS.get(town or "", (town, None, None))
    number = Count(low=dead, high=dead, exact=True, unit=None, text="", span=(0, 1), sources=())
    return Told(
        event=Event(
            event=event, type=type_, mode=mode or None,
            about=About(type=about, mode=None, date=None) if about else None,
            contexts=(), cameo="", quad=4, goldstein=0.0, intensity=0.0, status=status, reciprocal=reciprocal,
            actors=tuple(map(party, actors.split())), recipients=tuple(map(party, recipients.split())),
            date=interval(when),
            place=Place(name=town, country=country, lat=lat, lon=lon, span=None) if town else None,
            size={"dead": (number,)} if dead is not None else {},
            sources=tuple(map(source, sources)), mentions=(), in_="body", confidence=0.8, why="",
        ),
        report=report or f"r-{event}",
        published=published
        and Published(start=published, end=published, precision="day", basis="given", why="test"),
        publisher=publisher,
        story=story,
        copy_group=copy_group,
        words=Words(frozenset(names.split()), frozenset(content.split())) if names or content else NO_WORDS,
    )  # fmt: skip
