"""The report that the project began from: everything it holds must be coded (skipped where the report is absent)."""

import pytest

import dragoman

# type, mode, about, actor, recipient, date, status; None where it is not pinned
EVENTS = {
    "the announced visit": ("AGREE", None, "CONSULT", "BLR", "CHN", ("2023-02-28", "2023-03-02"), "future"),
    "the phone call": ("CONSULT", "phone", None, "CHN", "BLR", ("2023-02-24", "2023-02-24"), "reported"),
    "the willingness to work together": ("AGREE", None, None, "CHN", "BLR", ("2023-02-24", "2023-02-24"), "reported"),
    "the partnership": ("SUPPORT", None, None, "CHN", "BLR", ("2022-09-01", "2022-09-30"), "reported"),
    "the meeting in Samarkand": ("CONSULT", None, None, "CHN", "BLR", ("2022-09-01", "2022-09-30"), "reported"),
    "the use of territory": ("AID", None, None, "BLR", "RUS", ("2022-02-01", "2022-02-28"), "reported"),
    "the attack on Ukraine": ("ASSAULT", None, None, "RUS", "UKR", ("2022-02-01", "2022-02-28"), "reported"),
    "readiness to do so again": ("AGREE", None, "AID", "BLR", "RUS", ("2023-02-01", "2023-02-25"), "reported"),
    "the invitation": ("AGREE", None, "CONSULT", "CHN", "BLR", None, "reported"),
    "backing the invasion": ("SUPPORT", None, None, "BLR", "RUS", None, "reported"),
    "Kyiv's concern": ("ACCUSE", "disapprove", "ASSAULT", "UKR", "BLR", None, "reported"),
    "joining the war": ("ASSAULT", None, None, "BLR", "UKR", None, "hypothetical"),
    "troops diverted": ("MOBILIZE", "troops", None, "UKR", None, None, "reported"),
    "the promised support": ("AGREE", None, "SUPPORT", "CHN", "BLR", ("2023-02-24", "2023-02-24"), "future"),
    "the opposition to sanctions": ("ACCUSE", "disapprove", None, "CHN", None, ("2023-02-24", "2023-02-24"), None),
    "the headline's request": ("REQUEST", "assist", None, "BLR", "CHN", None, "reported"),
}
TIES = [
    ("BLR", "alliance", None, "RUS"),
    ("BLR", "dependence", "financial", "RUS"),
    ("BLR", "dependence", "political", "RUS"),
    ("BLR", "border", None, "UKR"),
    ("CHN", "partnership", "strategic", "BLR"),
    ("UKR", "war", None, "RUS"),
]


@pytest.fixture(scope="module", params=["report.html", "report.txt"])
def report(request, shared):
    [read] = dragoman.read([shared / "seed" / request.param])
    return dragoman.Coder().code(read, detail=True)


def has(event, wanted):
    type_, mode, about, actor, recipient, date, status = wanted
    countries = {p.country for p in event.actors}, {p.country for p in event.recipients}
    sides = actor in countries[0] and (recipient is None or recipient in countries[1])
    turned = event.reciprocal and recipient in countries[0] and actor in countries[1]
    return (
        event.type == type_
        and (mode is None or event.mode == mode)
        and (about is None or (event.about is not None and event.about.type == about))
        and (sides or turned)
        and (date is None or (event.date is not None and (event.date.start, event.date.end) == date))
        and (status is None or event.status == status)
    )


@pytest.mark.parametrize("name", EVENTS)
def test_event(report, name):
    told = [
        (e.type, e.mode, [p.entity for p in (*e.actors, *e.recipients)], e.date and e.date.start) for e in report.events
    ]
    assert any(has(event, EVENTS[name]) for event in report.events), told


@pytest.mark.parametrize("tie", TIES)
def test_tie(report, tie):
    a, relation, kind, b = tie
    found = {(t.relation, t.kind, frozenset({t.a.country, t.b.country})) for t in report.ties}
    assert (relation, kind, frozenset({a, b})) in found


def test_the_partnership_has_its_beginning(report):
    [partnership] = [t for t in report.ties if t.relation == "partnership"]
    assert partnership.since == "2022-09"


def test_what_is_told_twice_is_one_event(report):
    for type_, mode in (("CONSULT", "phone"), ("SUPPORT", None), ("AGREE", None)):
        keys = [
            (
                e.status,
                e.about and e.about.type,
                *(frozenset(p.country for p in side) for side in (e.actors, e.recipients)),
            )
            for e in report.events
            if e.type == type_ and e.mode == mode
        ]
        assert len(keys) == len(set(keys))


def test_it_is_dated_from_within(report):
    published = report.published
    assert (published.start, published.end, published.basis) == ("2023-02-25", "2023-02-27", "inferred")
    assert published.why


def test_the_attack_is_one_event_with_every_mention(report):
    [attack] = [e for e in report.events if has(e, EVENTS["the attack on Ukraine"])]
    assert [m.trigger for m in attack.mentions] == ["invasion", "invasion", "attack"]


def test_what_is_announced_is_no_quotation(report):
    [meeting] = [e for e in report.events if has(e, EVENTS["the meeting in Samarkand"]) and e.mode == "third-party"]
    assert meeting.sources == ()


def test_announced_on_saturday(report):
    [visit] = [e for e in report.events if has(e, EVENTS["the announced visit"])]
    assert any(s.country == "CHN" for s in visit.sources)
    assert "2023-02-25" in {s.date.start for s in visit.sources if s.date}
    assert len(visit.mentions) == 2


def test_the_headline_is_not_borne_out(report):
    [request] = [e for e in report.events if e.type == "REQUEST"]
    assert request.in_ == "headline"
    assert [claim.supported for claim in report.claims] == [False]


def test_the_head(report):
    assert report.title == "President Lukashenko asks China for their economic support"
    assert report.authors == ("Cora Sulleyman",)
    assert not any(word in report.text for word in ("fbpx", "Scroll Top", "Related Posts", "Cora Sulleyman"))


def test_every_span_is_its_words(report):
    parties = [p for e in report.events for p in (*e.actors, *e.recipients, *e.sources)]
    for thing in (*parties, *report.moments, *report.parties):
        assert report.text[slice(*thing.span)] == thing.text
