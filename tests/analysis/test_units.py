"""Units on small coded reports whose counts can be done by hand."""

from __future__ import annotations

import pytest
from counted import event, report, viewed

from dragoman.analysis import units
from dragoman.archive import filter_of
from dragoman.archive.digest import in_memory_digest
from dragoman.errors import UsageError


def rows(con, columns, asked=None, unit="occurrences", **options):
    """The rows of the pairs, sorted."""
    with units(con, asked or filter_of(), unit, **options) as found:
        return sorted(con.sql(f"select {columns} from {found.pairs}").fetchall(), key=str)


THREE = (
    report("r-1", event("e-1", "ASSAULT", "BLR/MIL > CHN/GOV", "2031-05-06"), publisher="The Ford"),
    report("r-2", event("e-2", "ASSAULT/drone", "BLR/GOV > CHN/CVL", "2031-05-06"), publisher="the ford "),
    report("r-3", event("e-3", "ACCUSE", "BLR/GOV > CHN/GOV", "2031-05-07"), day="2031-05-08", publisher="Weir News"),
)
ONE_HAPPENING = {"o-1": "e-1 e-2 e-3"}


def test_an_occurrence_is_one_unit_and_says_what_most_of_its_events_say():
    con = viewed(*THREE, happenings=ONE_HAPPENING)
    columns = "occurrence, actor, recipient, type, mode, quad, goldstein, intensity, day::varchar, n_reports"
    assert rows(con, columns) == [
        ("o-1", "BLR", "CHN", "ASSAULT", "drone", 4, -10.0, -9.0, "2031-05-06", 3),
    ]
    assert len(rows(con, "unit", unit="events")) == 3


def test_a_unit_has_the_ids_of_all_its_events():
    with units(viewed(*THREE, happenings=ONE_HAPPENING), filter_of()) as found:
        told = found.con.sql(f"select event from {found.members} where unit in (select unit from {found.pairs})")
        assert sorted(told.fetchall()) == [("e-1",), ("e-2",), ("e-3",)]


@pytest.mark.parametrize(
    ("copies", "expected"),
    [({}, 2), ({"c-1": "r-1 r-3"}, 2), ({"c-1": "r-1 r-2 r-3"}, 1)],
    ids=["two publishers", "copies across publishers", "all copies"],
)
def test_tellers_that_share_a_publisher_or_a_copy_count_once(copies, expected):
    assert rows(viewed(*THREE, happenings=ONE_HAPPENING, copies=copies), "n_independent") == [(expected,)]


def test_reports_of_unknown_publisher_are_independent():
    con = viewed(*[report(f"r-{n}", event(f"e-{n}", "AID", "BLR > CHN", None)) for n in (1, 2)],
                 happenings={"o-1": "e-1 e-2"})  # fmt: skip
    assert rows(con, "n_reports, n_independent") == [(2, 2)]


SIDES = {
    "one way": ("BLR > CHN", False, [("BLR", "CHN")]),
    "both ways": ("BLR > CHN", True, [("BLR", "CHN"), ("CHN", "BLR")]),
    "each with each": ("BLR RUS > CHN KAZ", False,
                       [("BLR", "CHN"), ("BLR", "KAZ"), ("RUS", "CHN"), ("RUS", "KAZ")]),
    "two of one country once": ("BLR/GOV BLR/MIL > CHN", False, [("BLR", "CHN")]),
    "within a country": ("BLR/GOV > BLR/OPP", False, [("BLR", "BLR")]),
    "nobody named": ("", False, []),
    "actor alone": ("BLR >", False, [("BLR", None)]),
    "recipient alone": ("> CHN", False, [(None, "CHN")]),
    "no country": ("-/lake-guard > CHN", False, [("-/lake-guard", "CHN")]),
}  # fmt: skip


@pytest.mark.parametrize(("sides", "reciprocal", "expected"), SIDES.values(), ids=SIDES)
def test_every_ordered_pair_has_a_row(sides, reciprocal, expected):
    con = viewed(report("r-1", event("e-1", "CONSULT", sides, "2031-05-06", reciprocal=reciprocal)))
    assert rows(con, "actor, recipient") == sorted(expected, key=str)


LEVELS = {
    "country": ("BLR", "-/lake-guard"),
    "sector": ("BLR/GOV", "-/lake-guard"),
    "entity": ("BLR/GOV/jane-doe", "-/lake-guard"),
}


@pytest.mark.parametrize(("level", "expected"), LEVELS.items(), ids=LEVELS)
def test_the_level_tells_what_a_party_is_filed_under(level, expected):
    con = viewed(report("r-1", event("e-1", "AID", "BLR/GOV/jane-doe > -/lake-guard", None)))
    assert rows(con, "actor, recipient", level=level) == [expected]


NAMED = {
    "a sector": (["BLR/GOV"], "BLR/GOV"),
    "a name": (["jane-doe"], "jane-doe"),
    "the longest of several": (["BLR", "BLR/GOV"], "BLR/GOV"),
    "another": (["BLR/MIL"], "BLR"),
}


@pytest.mark.parametrize(("named", "expected"), NAMED.values(), ids=NAMED)
def test_a_code_that_is_named_goes_before_the_level(named, expected):
    con = viewed(report("r-1", event("e-1", "AID", "BLR/GOV/jane-doe > CHN", None)))
    assert rows(con, "actor", named=named) == [(expected,)]


def test_a_pair_that_few_events_of_a_happening_name_is_not_of_it():
    con = viewed(
        *[report(f"r-{n}", event(f"e-{n}", "AID", "BLR > CHN", None)) for n in (1, 2)],
        report("r-3", event("e-3", "AID", "BLR > KAZ", None)), report("r-4", event("e-4", "AID", "BLR >", None)),
        happenings={"o-1": "e-1 e-2 e-3 e-4"},
    )  # fmt: skip
    assert rows(con, "actor, recipient") == [("BLR", "CHN")]


def statuses(*given):
    """The views over one happening of which reports give these statuses."""
    names = [f"e-{n}" for n in range(len(given))]
    told = [report(f"r-{name}", event(name, "AID", "BLR > CHN", None, status=status))
            for name, status in zip(names, given, strict=True)]  # fmt: skip
    return viewed(*told, happenings={"o-1": " ".join(names)})


STATUSES = {
    "most report it": (("reported", "reported", "negated"), [("o-1", "reported", 3)]),
    "most deny it": (("reported", "negated", "negated"), []),
}


@pytest.mark.parametrize(("given", "expected"), STATUSES.values(), ids=STATUSES)
def test_a_happening_must_be_asked_for_by_what_most_say(given, expected):
    asked = filter_of(status="reported")
    assert rows(statuses(*given), "occurrence, status, n_reports", asked) == expected


DATES = {
    "most": (("2031-05-06", "2031-05-07", "2031-05-07"), "2031-05-07", "day"),
    "the first told of a tie": (("2031-05-09", "2031-05-07"), "2031-05-09", "day"),
    "a day before a month": (("2031-05-01..2031-05-31 month", "2031-05-01..2031-05-31 month", "2031-05-07"),
                             "2031-05-07", "day"),
    "open before": (("..2031-05-06",), "2031-05-06", "day"),
    "one that is dated": ((None, "2031-05-06"), "2031-05-06", "day"),
    "none": ((None, None), None, None),
}  # fmt: skip


@pytest.mark.parametrize(("given", "day", "precision"), DATES.values(), ids=DATES)
def test_the_date_is_the_one_most_events_give(given, day, precision):
    names = [f"e-{n}" for n in range(len(given))]
    told = [report(f"r-{name}", event(name, "AID", "BLR > CHN", when)) for name, when in zip(names, given, strict=True)]
    con = viewed(*told, happenings={"o-1": " ".join(names)})
    assert rows(con, "day::varchar, precision") == [(day, precision)]


def test_a_happening_is_of_the_days_that_most_say():
    told = [report(f"r-{n}", event(f"e-{n}", "AID", "BLR > CHN", day))
            for n, day in enumerate(("2031-05-06", "2031-05-06", "2031-05-09"))]  # fmt: skip
    con = viewed(*told, happenings={"o-1": "e-0 e-1 e-2"})
    assert rows(con, "occurrence", filter_of(since="2031-05-08")) == []
    assert rows(con, "occurrence", filter_of(until="2031-05-06")) == [("o-1",)]


def test_what_is_not_in_the_pairs_is_counted():
    con = viewed(report("r-1", event("e-1", "AID", "", "2031-05-06"), event("e-2", "AID", "BLR > CHN", None)))
    with units(con, filter_of()) as found:
        assert (found.n, found.n_undated, found.n_partyless) == (2, 1, 1)


def test_the_tables_are_gone_after_the_block():
    con = in_memory_digest(viewed(*THREE))
    before = con.sql("show all tables").fetchall()
    with units(con, filter_of()) as found:
        assert con.table(found.members)
    assert con.sql("show all tables").fetchall() == before


@pytest.mark.parametrize("wrong", [{"unit": "reports"}, {"level": "continent"}], ids=["unit", "level"])
def test_a_unit_or_level_that_does_not_exist_is_told(wrong):
    with pytest.raises(UsageError, match="there are: "), units(viewed(*THREE), filter_of(), **wrong):
        pass
