"""The records that Dragoman gives: frozen, typed values that turn into JSON and back without loss.

Every ``span`` is a pair ``(start, end)`` of code-point offsets into ``Report.text``, end exclusive.
Every date is an ISO day, ``"YYYY-MM-DD"``; an interval's two ends are inclusive.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Span = tuple[int, int]
Precision = Literal["time", "day", "week", "month", "quarter", "year", "decade", "century", "unknown"]
MomentBasis = Literal["text", "published", "inferred"]
PublishedBasis = Literal["given", "metadata", "url", "text", "inferred"]
PartyKind = Literal["state", "office", "person", "organisation", "group", "people"]
Status = Literal["reported", "future", "hypothetical", "negated"]
Where = Literal["headline", "body", "both"]
Relation = Literal[
    "alliance", "partnership", "dependence", "support", "rivalry", "war", "border",
    "membership", "occupation", "recognition", "sanctions-regime", "other",
]  # fmt: skip

Verdict = Literal["supported", "unsupported", "contradicted"]

SCHEMA = 1
SUM = "sum"  # the kind of an event's numbers that are sums of money


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every record: immutable, compared by value, built with keywords only."""


class Interval(Record, frozen=True, kw_only=True):
    """A stretch of days named by an expression of time.

    ``start`` and ``end`` are inclusive ISO days; one of them is None where the text leaves that side open
    ("since 1963"), both where no year can be settled. ``basis`` says what settled the value: the words alone
    (``text``), the words counted from the publication date (``published``), or reasoning over it (``inferred``).
    """

    start: str | None
    end: str | None
    precision: Precision
    text: str
    span: Span | None
    basis: MomentBasis


class Published(Record, frozen=True, kw_only=True):
    """The day a report was published, or the interval of days it can have been, with what that rests on."""

    start: str
    end: str
    precision: Precision
    basis: PublishedBasis
    why: str


class Party(Record, frozen=True, kw_only=True):
    """An actor as mentioned: ``name`` is canonical, ``text`` and ``span`` are the words of this mention.

    ``country`` is ISO 3166-1 alpha-3 (XKX Kosovo), or IGO UNO EUR NGO ISM IMG MNC where no state fits.
    ``sector`` is a PLOVER sector code. ``entity`` is a stable key, the same for every mention of the same actor.
    """

    name: str
    text: str
    span: Span
    kind: PartyKind
    country: str | None
    sector: str | None
    role: str | None
    entity: str


class Known(Record, frozen=True, kw_only=True):
    """What the world tables say of a name: ``start`` and ``end`` as precisely as they are known ("1991", "1991-12-25").

    ``then`` tells whether it held on the day that was asked for (always true without a day), ``source`` where the fact
    is from.
    """

    name: str
    kind: PartyKind
    country: str
    state: str | None
    sector: str | None
    office: str | None
    body: str | None
    start: str | None
    end: str | None
    then: bool
    source: str


class Source(Record, frozen=True, kw_only=True):
    """Who asserts an event, with the cue ("said", "according to"), whether in quotation marks, and when it was said."""

    name: str
    text: str
    span: Span
    kind: PartyKind
    country: str | None
    sector: str | None
    role: str | None
    entity: str
    cue: str
    quoted: bool
    date: Interval | None


class Place(Record, frozen=True, kw_only=True):
    """Where an event took place; ``lat`` and ``lon`` in degrees, None where only the country is known."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    span: Span | None


class Mention(Record, frozen=True, kw_only=True):
    """One place in the text that tells an event or tie: the trigger word, its span, and its sentence's span."""

    trigger: str
    span: Span
    sentence: Span


class About(Record, frozen=True, kw_only=True):
    """The act that a verbal act is about: a planned visit is AGREE about CONSULT/visit."""

    type: str
    mode: str | None
    date: Interval | None


class Count(Record, frozen=True, kw_only=True):
    """A number the text gives for an event: ``low`` to ``high`` (one of them None where open), exact or not.

    Both bounds count ("more than 100" is 101 or more); where they are the same and ``exact`` is false, the number is
    rounded ("about 300"). ``unit`` is the ISO 4217 code of a sum of money, None where the words do not say which
    currency and for everything that is not money. ``sources`` gives who says the number: nobody where the report does.
    """

    low: int | None
    high: int | None
    exact: bool
    unit: str | None
    text: str
    span: Span
    sources: tuple[Source, ...]


class Event(Record, frozen=True, kw_only=True):
    """One happening in one report. See the record format page for each field.

    ``size`` holds by what is counted every number that the report gives, the one to use first: the report's own before
    those of others, of these the most precise, of these the latest.
    """

    event: str
    type: str
    mode: str | None
    about: About | None
    contexts: tuple[str, ...]
    cameo: str
    quad: int
    goldstein: float
    intensity: float
    status: Status
    reciprocal: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: Interval | None
    place: Place | None
    size: dict[str, tuple[Count, ...]]
    sources: tuple[Source, ...]
    mentions: tuple[Mention, ...]
    in_: Where = msgspec.field(name="in")
    confidence: float
    why: str


class Tie(Record, frozen=True, kw_only=True):
    """A standing relation that the report states as a condition, not as an event.

    ``past`` is true for what no longer holds, ``negated`` where the report says that it does not hold.
    """

    tie: str
    a: Party
    b: Party
    relation: Relation
    kind: str | None
    since: str | None
    until: str | None
    past: bool
    negated: bool = False
    sources: tuple[Source, ...]
    mentions: tuple[Mention, ...]
    confidence: float


class Claim(Record, frozen=True, kw_only=True):
    """A statement of the headline, and whether the body bears it out; ``by`` lists the events or ties that do.

    ``event`` is the event that makes the claim. ``verdict`` is supported, unsupported (nothing tells it, or only a
    plan, a threat or a weaker act) or contradicted, then ``against`` lists the events that do.
    """

    text: str
    span: Span
    supported: bool
    by: tuple[str, ...]
    event: str | None = None
    verdict: Verdict = "unsupported"
    against: tuple[str, ...] = ()


class Attribution(Record, frozen=True, kw_only=True):
    """Spans of who says (``source``), the words that show it (``cue``) and what is said (``content``)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Related(Record, frozen=True, kw_only=True):
    """Which type of event a sentence tells from a given source to a given target, and why.

    ``confidence`` is the calibrated probability of the type; ``why`` is the rule that says so too, or "scorer".
    """

    id: str | None
    type: str
    mode: str | None
    confidence: float
    why: str


class MadeBy(Record, frozen=True, kw_only=True):
    """What made a record: the versions of the program, the language model and the codebook."""

    dragoman: str
    model: str
    codebook: str


class Report(Record, frozen=True, kw_only=True):
    """A news report: as read (no events yet), or as coded.

    ``fetched`` is the moment at which a crawler fetched its page (WARC-Date); it bounds the day of publication.
    """

    schema: int = SCHEMA
    made_by: MadeBy | None = None
    report: str
    id: str | None = None
    path: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    published: Published | None = None
    fetched: str | None = None
    text: str
    events: tuple[Event, ...] = ()
    ties: tuple[Tie, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()


class DetailedReport(Report, frozen=True, kw_only=True):
    """A coded report with every moment, attribution and actor mention (``dragoman code --detail``)."""

    moments: tuple[Interval, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    parties: tuple[Party, ...] = ()
