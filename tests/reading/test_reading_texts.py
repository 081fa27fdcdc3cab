import pytest

from dragoman.reading import read
from dragoman.reading.texts import paragraphs_of, split_title


def test_text_file(pages):
    (report,) = read([pages / "visit.txt"])
    assert report.text == (
        "Norland premier to visit Sudmark for talks\n\n"
        "The prime minister of Norland will travel to Sudmark next week, her office said on Tuesday.\n\n"
        "Both states have kept troops on the river since the winter."
    )
    assert report.title == "Norland premier to visit Sudmark for talks"
    assert report.authors == ("Mira Holt",)
    assert (report.published.start, report.published.basis) == ("2024-05-14", "text")


def test_wrapped_text_is_joined(pages):
    (report,) = read([pages / "wrapped.txt"])
    assert report.title == "Norland premier to visit Sudmark for talks on the river border"
    assert [len(paragraph) > 80 for paragraph in report.text.split("\n\n")[1:]] == [True, True]
    assert "\n" not in report.text.replace("\n\n", "")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\nTwo.\n\nThree.", ["One.", "Two.", "Three."]),
        ("One.\r\nTwo.\r\rThree.", ["One.", "Two.", "Three."]),
        ("A  b\tc.\n \nD.", ["A b c.", "D."]),
        ("", []),
    ],
)
def test_paragraphs(text, paragraphs):
    assert paragraphs_of(text) == paragraphs


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        (["Envoys meet on a bridge", "They spoke."], "Envoys meet on a bridge"),
        (["Will the envoys meet?", "They may."], "Will the envoys meet?"),
        (["The envoys met.", "They spoke."], None),
        (["Envoys meet on a bridge"], None),
        (["SUDHAVEN", "They spoke."], None),
        (["By Mira Holt", "They spoke."], None),
        (["25 February 2023", "They spoke."], None),
        (["word " * 60, "They spoke."], None),
    ],
)
def test_title_line(paragraphs, title):
    assert split_title(paragraphs)[0] == title


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published on Feb 25, 2023", "2023-02-25"),
        ("Agency | Updated: 2017-09-15 17:52", "2017-09-15"),
        ("Saturday, 25 February 2023, 10:15 GMT", "2023-02-25"),
        ("SUDHAVEN, Feb. 25, 2023 (Courier) -- The envoys met on the bridge.", "2023-02-25"),
        ("SUDHAVEN, Feb. 25 (Courier) -- The envoys met on the bridge.", None),
        ("The envoys set a date for 25 February 2023.", None),
        ("They were released on 25 February 2023", None),
        ("Published on 03/04/2023", None),
    ],
)
def test_day_in_the_text(read_bytes, line, day):
    text = f"Envoys meet on a bridge\n\n{line}\n\nThe envoys spoke for an hour and then went home."
    (report,), _ = read_bytes(text)
    assert (report.published and report.published.start) == day


def test_dateline_stays_and_date_line_goes(read_bytes):
    (first,), _ = read_bytes("Envoys meet again\n\nSUDHAVEN, Feb. 25, 2023 (Courier) -- The envoys met.\n\nThey spoke.")
    (second,), _ = read_bytes("Envoys meet again\n\nPublished: 25.02.2023\n\nThe envoys met.\n\nThey spoke.")
    assert "Feb. 25, 2023" in first.text
    assert "2023" not in second.text


def test_nothing_but_furniture(read_bytes):
    reports, (failure,) = read_bytes("fbpx\nScroll Top\n\nRelated Posts\n")
    assert not reports
    assert "no text" in failure.message
