"""What the other reports of an archive say of a claim."""

from __future__ import annotations

import pytest
from archived import event, report

from dragoman.archive.views import in_memory
from dragoman.archive.witnesses import claims_against, claims_against_all
from dragoman.errors import UsageError
from dragoman.records import About

CLAIM = report("Claim", event("e-claim", when=None), day="2031-05-06", publisher="Bote")


def other(name: str, *, day: str = "2031-05-07", publisher: str | None = None, **more):
    return report(f"{name} {day}", event(f"e-{name}", **{"when": None} | more), day=day, publisher=publisher)


CASES = [
    # the other reports; the verdict, who is for it and who against it, and how many independent reports are for it
    ([], "unsupported", [], [], 0),
    ([other("same")], "supported", ["e-same"], [], 1),
    ([other("late", day="2031-07-01")], "unsupported", [], [], 0),
    ([other("denied", status="negated")], "contradicted", [], ["e-denied"], 0),
    ([other("swapped", sides="NER/CVL > MLI/MIL")], "contradicted", [], ["e-swapped"], 0),
    ([other("else", sides="TCD/MIL > NER/CVL")], "contradicted", [], ["e-else"], 0),
    ([other("plan", status="future")], "unsupported", [], [], 0),
    ([other("talks", what="CONSULT")], "unsupported", [], [], 0),
    ([other("same"), other("denied", status="negated")], "unsupported", ["e-same"], ["e-denied"], 1),
    ([other("one", publisher="Post"), other("two", publisher="post")], "supported", ["e-one", "e-two"], [], 1),
    ([other("one", publisher="Post"), other("two", publisher="Welt")], "supported", ["e-one", "e-two"], [], 2),
]


@pytest.mark.parametrize(("others", "verdict", "by", "against", "independent"), CASES)
def test_other_reports_bear_a_claim_out_or_contradict_it(others, verdict, by, against, independent):
    found = claims_against(in_memory([CLAIM, *others]), "e-claim")
    assert (found.verdict, found.n_independent) == (verdict, independent)
    assert sorted(witness.event for witness in found.by) == by
    assert [witness.event for witness in found.against] == against
    assert found.disputed is (bool(by) and bool(against))


def test_the_claims_own_report_is_no_witness():
    twice = report("Twice", event("e-claim", when=None), event("e-again", when=None), day="2031-05-06")
    assert claims_against(in_memory([twice]), "e-claim").by == ()


def test_a_date_told_in_words_counts_though_the_report_is_printed_later():
    late = other("late", day="2031-07-01", when="2031-05-05")
    [witness] = claims_against(in_memory([CLAIM, late]), "e-claim").by
    assert (witness.event, witness.on, witness.published) == ("e-late", "dyad", "2031-07-01")


def test_an_event_that_is_not_there_is_named():
    with pytest.raises(UsageError, match="no event 'e-nowhere' in this archive"):
        claims_against(in_memory([CLAIM]), "e-nowhere")


def test_many_claims_are_answered_like_each_alone():
    reports = [CLAIM, *(each for others, *_ in CASES for each in others)]
    con = in_memory({each.report: each for each in reports}.values())
    events = list({event.event for each in reports for event in each.events})
    found = claims_against_all(con, [*events, "e-nowhere"])
    assert found == {event: claims_against(con, event) for event in events}
    assert sum(bool(each.by) for each in found.values()) > 3
    assert sum(bool(each.against) for each in found.values()) > 3


def test_an_event_of_another_type_bears_where_it_is_about_the_claimed_act_or_its_sister():
    arrest = report("Claim", event("e-claim", "COERCE/arrest", when=None), day="2031-05-06")
    denied = other("denied", what="REJECT", sides="MLI/MIL > NER/CVL", about=About(type="COERCE", mode=None, date=None))
    convicted = other("jailed", what="SANCTION/convict")
    found = claims_against(in_memory([arrest, denied, convicted]), "e-claim")
    assert [each.event for each in found.by] == ["e-jailed"]
    assert [each.event for each in found.against] == ["e-denied"]
