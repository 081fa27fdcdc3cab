"""Any report comes back from the columns of the tables as it was put there."""

import msgspec
import pyarrow as pa
import pytest
from archived import event, report
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.archive.arrow import schema_of, to_json, to_rows, to_table
from dragoman.archive.commits import now
from dragoman.archive.rows import Coding, address, report_of, report_row
from dragoman.archive.tables import ROWS
from dragoman.records import Report

STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ALL_64 = st.integers(-(2**63) + 1, 2**63 - 1)
_SIMPLE = {
    msgspec.inspect.StrType: STRINGS, msgspec.inspect.IntType: ALL_64, msgspec.inspect.BoolType: st.booleans(),
    msgspec.inspect.FloatType: st.floats(allow_nan=False, allow_infinity=False), msgspec.inspect.NoneType: st.none(),
}  # fmt: skip


def strategy(type_):
    """Values of a type as msgspec describes it."""
    match type_:
        case msgspec.inspect.StructType():
            fields = {field.name: strategy(field.type) for field in type_.fields}
            return st.builds(type_.cls, **fields)
        case msgspec.inspect.UnionType():
            return st.one_of(*map(strategy, type_.types))
        case msgspec.inspect.VarTupleType():
            return st.lists(strategy(type_.item_type), max_size=2).map(tuple)
        case msgspec.inspect.TupleType():
            return st.tuples(*map(strategy, type_.item_types))
        case msgspec.inspect.DictType():  # numbers of an event: a kind that is told has at least one
            numbers = st.lists(strategy(type_.value_type.item_type), min_size=1, max_size=2).map(tuple)
            return st.dictionaries(STRINGS, numbers, max_size=2)
        case msgspec.inspect.LiteralType():
            return st.sampled_from(type_.values)
    return _SIMPLE[type(type_)]


REPORTS = strategy(msgspec.inspect.type_info(Report))


def through(name, rows):
    """The rows as they come back from a table's columns."""
    return list(to_rows(to_table(rows, schema_of(ROWS[name])), ROWS[name]))


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_any_report_comes_back(given):
    given = msgspec.structs.replace(given, schema=1)
    coding = Coding()
    coding.add(given, "c-1", now())
    [row] = through("reports", [report_row(given, texts=True)])
    tables = coding.tables()
    [coded] = through("codings", tables["codings"])
    events, ties, claims = (through(name, tables[name]) for name in ("events", "ties", "claims"))
    assert report_of(row, coded, events, ties, claims) == given


HUGE = 2**63


@pytest.mark.parametrize("number", [HUGE, -HUGE, 10**40])
def test_a_number_beyond_64_bits_keeps_its_words_alone(number):
    coding = Coding()
    coding.add(report("words", event("e-1", dead=number)), "c-1", now())
    [row] = through("events", coding.events)
    assert (row.size[0].low, row.size[0].counted) == (None, "dead")


@pytest.mark.parametrize("value", ["half \ud83d", ["\udc80"], {"\udc80": ("a", "\ud800b")}])
def test_json_has_no_half_characters(value):
    assert "�" in str(msgspec.json.decode(to_json(value)))


def test_no_rows_are_an_empty_table_with_every_column():
    schema = schema_of(ROWS["events"])
    assert to_table([], schema).schema == schema
    assert isinstance(to_table([], schema), pa.Table)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (None, None),
        ("", None),
        ("https://paper.example/a/?utm_source=x#top", "paper.example/a"),
        ("http://paper.example/a", "paper.example/a"),
        ("//[", "//["),  # no address of anything: urllib refuses to part it
    ],
)
def test_links_to_one_page_have_one_address(url, found):
    assert address(url) == found
