"""What is told twice is one event; what differs in type, status, sides or date is not."""

from types import SimpleNamespace

import pytest

from dragoman.coding import merge
from dragoman.coding.drafts import Draft
from dragoman.coding.merge import group_drafts, merged
from dragoman.records import Interval, Party


def party(code, name=None):
    country, _, sector = code.partition("/")
    return Party(
        name=name or code, text=name or code, span=(0, 1), kind="state", country=country or None, sector=sector or None,
        role=None, entity=code,
    )  # fmt: skip


def day(start, end=None):
    return Interval(start=start, end=end or start, precision="day", text=start, span=(0, 1), basis="text")


def draft(i, type_="ASSAULT", actors="RUS/GOV", recipients="UKR/GOV", **other):
    reading = SimpleNamespace(trigger=SimpleNamespace(i=i), predicate=None, pattern=None)
    sides = {
        "actors": tuple(party(c) for c in actors.split()),
        "recipients": tuple(party(c) for c in recipients.split()),
    }
    fields = {
        "mode": None,
        "about_type": None,
        "about_mode": None,
        "status": "reported",
        "reciprocal": False,
        **sides,
        **other,
    }
    return Draft(reading=reading, rule=SimpleNamespace(type=type_), type=type_, **fields)


SAME = [
    (draft(1), draft(9)),
    (draft(1), draft(9, actors="")),
    (draft(1), draft(9, mode="aerial")),
    (draft(1, date=day("2022-02-01", "2022-02-28")), draft(9, date=day("2022-02-24"))),
    (draft(1, date=day("2022-02-24")), draft(9)),
    (
        draft(1, "CONSULT", reciprocal=True),
        draft(9, "CONSULT", actors="UKR/GOV", recipients="RUS/GOV", reciprocal=True),
    ),
    (draft(1), draft(9, recipients="UKR/GOV UKR/MIL")),
]
DIFFERENT = [
    (draft(1), draft(9, "SANCTION")),
    (draft(1), draft(9, status="hypothetical")),
    (draft(1), draft(9, actors="UKR/GOV", recipients="RUS/GOV")),
    (draft(1), draft(9, recipients="GEO/GOV")),
    (draft(1, mode="aerial"), draft(9, mode="abduct")),
    (draft(1, date=day("2022-02-24")), draft(9, date=day("2014-02-27"))),
    (draft(1, "AGREE", about_type="AID"), draft(9, "AGREE", about_type="CONSULT")),
    (draft(1, actors="EGY/COP", recipients=""), draft(9, actors="EGY/CVL", recipients="")),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=range(len(SAME)))
def test_told_again(one, other):
    assert len(group_drafts([one, other])) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=range(len(DIFFERENT)))
def test_another_happening(one, other):
    assert len(group_drafts([one, other])) == 2


def test_the_fullest_value_of_each_field_is_kept():
    whole = merged([draft(1, actors=""), draft(9, mode="aerial", recipients="", date=day("2022-02-24"))])
    assert [p.entity for p in (*whole.actors, *whole.recipients)] == ["RUS/GOV", "UKR/GOV"]
    assert (whole.mode, whole.date.start) == ("aerial", "2022-02-24")


def test_a_day_is_finer_than_a_month():
    month = Interval(start="2022-02-01", end="2022-02-28", precision="month", text="x", span=(0, 1), basis="text")
    assert merged([draft(1, date=month), draft(9, date=day("2022-02-24"))]).date.precision == "day"


def test_groups_come_in_the_order_of_the_text():
    groups = group_drafts([draft(20, "AID"), draft(3, "SANCTION"), draft(11, "AID")])
    assert [[d.trigger.i for d in group] for group in groups] == [[3], [11, 20]]


def test_a_report_that_tells_one_act_many_times_is_not_compared_each_with_each(monkeypatch):
    compared = []
    same = merge.same_sides
    monkeypatch.setattr(merge, "same_sides", lambda a, b: compared.append(1) or same(a, b))
    [group] = group_drafts([draft(i) for i in range(500)])
    assert [d.trigger.i for d in group] == list(range(500))
    assert len(compared) < 1000


def test_of_two_happenings_that_fit_the_nearer_mention_wins():
    groups = group_drafts(
        [draft(1, date=day("2022-02-24")), draft(50, date=day("2022-03-01")), draft(40), draft(7, actors="")]
    )
    assert [[d.trigger.i for d in group] for group in groups] == [[1, 7], [40, 50]]
