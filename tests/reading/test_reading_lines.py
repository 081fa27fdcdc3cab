import json

import pytest

from dragoman.reading import Limits

GOOD = {"text": "Norland said no."}


def jsonl(*items):
    return "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in items)


def test_text_is_verbatim_and_id_given_back(read_bytes):
    text = "  fbpx\n\nEnvoys  meet\n\nThey spoke.\n\nBy Mira Holt\n"
    (report,), failures = read_bytes(jsonl({"text": text, "id": "a-1"}), "x.jsonl")
    assert report.text == text
    assert report.id == "a-1"
    assert not failures


def test_all_fields(read_bytes):
    item = {"text": "Talks end\n\nThey spoke.", "id": 7, "title": "Talks end", "published": "2023-02-25T10:00:00Z",
            "url": "https://example.org/a", "publisher": "The Harbour Courier", "other": 1}  # fmt: skip
    (report,), _ = read_bytes(jsonl(item), "x.jsonl")
    assert (report.id, report.title, report.url) == ("7", "Talks end", "https://example.org/a")
    assert report.publisher == "The Harbour Courier"
    assert (report.published.start, report.published.basis) == ("2023-02-25", "given")


@pytest.mark.parametrize(
    ("value", "start", "end", "precision"),
    [
        ("2023-02-25", "2023-02-25", "2023-02-25", "day"),
        ("2023-02-25 10:00", "2023-02-25", "2023-02-25", "day"),
        ("Sat, 25 Feb 2023 23:30:00 -0500", "2023-02-25", "2023-02-25", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
    ],
)
def test_published(read_bytes, value, start, end, precision):
    (report,), _ = read_bytes(jsonl({**GOOD, "published": value}), "x.jsonl")
    assert (report.published.start, report.published.end, report.published.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ('{"text": ', "not valid JSON"),
        ("plain words", "not valid JSON"),
        ("[1, 2]", "no object"),
        ({"title": "x"}, "no 'text'"),
        ({}, "no 'text'"),
        ({"text": 5}, "a number"),
        ({"text": None}, "null"),
        ({"text": "  \n"}, "empty"),
        ({**GOOD, "title": ["x"]}, "'title' is a list"),
        ({**GOOD, "id": {"a": 1}}, "'id' is an object"),
        ({**GOOD, "id": True}, "'id' is true or false"),
        ({**GOOD, "published": "yesterday"}, "no date"),
        ({**GOOD, "published": "2023-02-30"}, "no date"),
        ({**GOOD, "published": "2023-13"}, "no date"),
        ({**GOOD, "published": 2023}, "'published' is a number"),
    ],
)
def test_bad_line_is_named_and_the_rest_goes_on(read_bytes, bad, words):
    reports, (failure,) = read_bytes(jsonl(GOOD, bad, {**GOOD, "id": "last"}), "x.jsonl")
    assert failure.line == 2
    assert words in failure.message
    assert f"line 2: {failure.message}" in str(failure)
    assert [report.id for report in reports] == [None, "last"]


def test_line_that_is_too_long(read_bytes):
    long = {"text": "word " * 1000}
    reports, (failure,) = read_bytes(jsonl(long, GOOD), "x.jsonl", limits=Limits(line=2000))
    assert (len(reports), failure.line) == (1, 1)
    assert "2,000 bytes" in failure.message


def test_file_longer_than_a_document_may_be(read_bytes):
    reports, failures = read_bytes(jsonl(*[GOOD] * 100), "x.jsonl", limits=Limits(document=500))
    assert (len(reports), failures) == (100, [])


def test_broken_utf8_is_repaired_with_a_note(read_bytes):
    (report,), _ = read_bytes(b'{"text": "Caf\xe9 closed."}\n', "x.jsonl")
    assert report.text == "Caf\ufffd closed."
    assert "1 characters" in report.notes[0]


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_empty_file(read_bytes, data):
    reports, (failure,) = read_bytes(data, "x.jsonl")
    assert not reports
    assert failure.message.startswith("empty")


def test_byte_order_mark_and_blank_lines(read_bytes):
    reports, failures = read_bytes(b'\xef\xbb\xbf{"text": "One."}\n\n{"text": "Two."}', "x.jsonl")
    assert [report.text for report in reports] == ["One.", "Two."]
    assert not failures


def test_content_not_name_makes_jsonl(read_bytes):
    reports, _ = read_bytes(jsonl(GOOD, GOOD), "x.txt")
    assert len(reports) == 2


def test_title_is_found_in_the_text(read_bytes):
    (report,), _ = read_bytes(jsonl({"text": "Envoys meet on a bridge\n\nThey spoke for an hour."}), "x.jsonl")
    assert report.title == "Envoys meet on a bridge"


def test_own_day_goes_before_the_callers(read_bytes):
    reports, _ = read_bytes(jsonl({**GOOD, "published": "2021-01-01"}, GOOD), "x.jsonl", published="2023-02-25")
    assert [report.published.start for report in reports] == ["2021-01-01", "2023-02-25"]


def test_same_text_with_other_ids_is_another_report(read_bytes):
    reports, _ = read_bytes(jsonl({**GOOD, "id": "a"}, {**GOOD, "id": "b"}, {**GOOD, "id": "a"}), "x.jsonl")
    a, b, again = (report.report for report in reports)
    assert a == again
    assert a != b
