"""The small readers of words: bylines, furniture, written days, languages, encodings, data files."""

import datetime as dt

import pytest

from dragoman.errors import DataError
from dragoman.reading import facts
from dragoman.reading.bylines import names_in, read_byline, take_bylines
from dragoman.reading.dates import parse_day, written_day
from dragoman.reading.decoding import decode
from dragoman.reading.furniture import without_furniture
from dragoman.reading.languages import language_of
from dragoman.reading.sniffing import sniff
from dragoman.reading.titles import without_site


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Cora Sulleyman", ("Cora Sulleyman",)),
        ("By Cora Sulleyman in Minsk", ("Cora Sulleyman",)),
        ("BY CORA SULLEYMAN", ("CORA SULLEYMAN",)),
        ("Written by Ana de la Cruz and Bo O'Neil", ("Ana de la Cruz", "Bo O'Neil")),
        ("By Ada Brook, Leo Carr and Mira Holt", ("Ada Brook", "Leo Carr", "Mira Holt")),
        ("By Ada Brook in Sudhaven and Leo Carr in Nordby", ("Ada Brook", "Leo Carr")),
        ("By Ada Brook, Harbour Courier", ("Ada Brook", "Harbour Courier")),
        ("By Ada Brook, Diplomatic Correspondent, in Sudhaven", ("Ada Brook",)),
        ("By Ada Brook | Feb 25, 2023", ("Ada Brook",)),
        ("By Ada Brook February 25, 2023 4:05 p.m.", ("Ada Brook",)),
        ("By Jean-Luc Müller", ("Jean-Luc Müller",)),
        ("(Reporting by Ada Brook in Sudhaven and Leo Carr in Nordby; Editing by Sam Dale)", ("Ada Brook", "Leo Carr")),
        ("Reporting by Ada Brook; additional reporting by Leo Carr; editing by Sam Dale", ("Ada Brook", "Leo Carr")),
        ("By Friday the troops had left.", None),
        ("By Monday, Russia had withdrawn its troops", None),
        ("By contrast Minsk said no", None),
        ("By Russia's own account, 300 died.", None),
        ("By Norland 300 were taken.", None),
        ("By 2020, Norland", None),
        ("Written by the foreign ministry, the note says no.", None),
        ("Reporting by the committee was late.", None),
        ("The book was written by Ada Brook", None),
    ],
)
def test_byline(line, authors):
    found = read_byline(line)
    assert (found and found.authors) == authors


def test_bylines_are_taken_at_both_ends_only():
    middle = ["One.", "Two.", "Three.", "By Ada Brook", "Four.", "Five.", "Six."]
    kept, authors, _ = take_bylines(["By Mira Holt", *middle, "By Leo Carr"])
    assert kept == middle
    assert authors == ("Mira Holt", "Leo Carr")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("by Mira Holt & Leo Carr", ["Mira Holt", "Leo Carr"]),
        ("Mira Holt, Chief Political Writer", ["Mira Holt"]),
        ("https://example.org/mira", []),
        ("mira@example.org", []),
        ("the newsroom of the paper", []),
    ],
)
def test_names(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("paragraphs", "kept"),
    [
        (["fbpx", "Scroll Top", "The envoys met."], ["The envoys met."]),
        (["» Share this:", "THE ENVOYS MET."], ["THE ENVOYS MET."]),
        (["5 min read", "The envoys met."], ["The envoys met."]),
        (["* * *", "___", "The envoys met."], ["The envoys met."]),
        (["Enlarge this image toggle caption The envoys met."], ["The envoys met."]),
        (["The envoys met.", "Related Posts", "Ten lakes to swim in", "Fees go up", "They spoke."],
         ["The envoys met.", "They spoke."]),
        (["The post Talks end appeared first on The Courier.", "The envoys met."], ["The envoys met."]),
        (["Read more books, the minister told pupils."], ["Read more books, the minister told pupils."]),
        (["Advertisement rules were on the table."], ["Advertisement rules were on the table."]),
        (["We use cookies to remember you."], []),
    ],
)  # fmt: skip
def test_furniture(paragraphs, kept):
    assert without_furniture(paragraphs) == kept


def test_long_paragraph_that_begins_like_a_notice_is_prose():
    paragraph = "Follow us on the road, the guide said, " + "and they followed him over the hills " * 6
    assert without_furniture([paragraph]) == [" ".join(paragraph.split())]


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("Feb 25, 2023", None, (2023, 2, 25)),
        ("Saturday 25th of February 2023, 10:15", None, (2023, 2, 25)),
        ("25. Februar 2023", None, (2023, 2, 25)),
        ("25 de febrero de 2023", None, (2023, 2, 25)),
        ("25 февраля 2023", None, (2023, 2, 25)),
        ("2023年2月25日", None, (2023, 2, 25)),
        ("2023/02/25 10:15", None, (2023, 2, 25)),
        ("25.02.2023", None, (2023, 2, 25)),
        ("03.04.2023", None, (2023, 4, 3)),
        ("02/25/2023", None, (2023, 2, 25)),
        ("03/04/2023", None, None),
        ("03/04/2023", "month-first", (2023, 3, 4)),
        ("03/04/2023", "day-first", (2023, 4, 3)),
        ("30 February 2023", None, None),
        ("25 Feb", None, None),
        ("on 4 September 1683", None, None),
        ("first 1 March 2021, then 2 March 2021", None, (2021, 3, 1)),
        ("version 1.2.2023.4", None, None),
    ],
)
def test_written_day(text, order, day):
    assert written_day(text, order) == (dt.date(*day) if day else None)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023-02-25T23:59:00-08:00", "2023-02-25"),
        ("20230225", "2023-02-25"),
        ("Sat, 25 Feb 2023 10:00:00 GMT", "2023-02-25"),
        ("2023-02-30", None),
        ("1677283200", None),
        ("0000-00-00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_machine_day(value, day):
    assert parse_day(value) == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (
            "The ministers met in the capital and said that they would sign the treaty before the end of the year.",
            None,
            "en",
        ),
        (
            "The ministers met in the capital and said that they would sign the treaty before the end of the year.",
            "de",
            "en",
        ),
        ("Putin meets Xi", None, "en"),
        ("Norland, Sudmark sign pact", "en", "en"),
        (
            "Les ministres se sont rencontrés dans la capitale et ont dit que le traité serait signé avant la fin.",
            None,
            "fr",
        ),
        (
            "Die Minister trafen sich in der Hauptstadt und sagten, dass der Vertrag noch in diesem Jahr fertig ist.",
            None,
            "de",
        ),
        (
            "Los ministros se reunieron en la capital y dijeron que el tratado se firmará antes de que termine el año.",
            "en",
            "es",
        ),
        ("Министры встретились в столице и объявили о мире, который они подписали.", None, "ru"),
        ("Міністри зустрілися у столиці й оголосили про мир, який їм потрібен.", None, "uk"),
        ("部长们在首都会面，宣布签署和平条约。", None, "zh"),
        ("اجتمع الوزراء في العاصمة وأعلنوا توقيع معاهدة السلام", None, "ar"),
        ("zork blip " * 30, None, "und"),
        ("zork blip " * 30, "xh", "xh"),
    ],
)
def test_language(text, declared, language):
    assert language_of(text, declared) == language


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        ("Müller “said” no".encode(), "Müller “said” no", None),
        ("Müller".encode("utf-8-sig"), "Müller", None),
        ("Müller said no".encode("utf-16"), "Müller said no", None),
        (b'<meta charset="windows-1252"><p>M\xfcller \x93no\x94', '<meta charset="windows-1252"><p>Müller “no”', None),
        (b'<meta charset="iso-8859-1"><p>\x93no\x94', '<meta charset="iso-8859-1"><p>“no”', None),
        (b'<meta charset="utf-8"><p>M\xfcller', '<meta charset="utf-8"><p>M\ufffdller', "replaced"),
        ("Müller “said” no".encode() + b"\xff", "Müller “said” no\ufffd", "replaced"),
        (b"Mr M\xfcller told the caf\xe9 owner that the fa\xe7ade was his", None, "read as cp1252"),
        (b'<meta charset="zip">caf\xc3\xa9', '<meta charset="zip">café', None),
    ],
)
def test_decoding(data, text, note):
    found = decode(data)
    assert text is None or found.text == text
    assert [note in said for said in found.notes] == ([True] if note else [])


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"<!DOCTYPE html><html>", "x.txt", "page"),
        (b"<?xml version='1.0'?><!-- a --><rss>", "x.html", "feed"),
        (b"<?xml version='1.0'?><html xmlns='x'><body>", "x.xml", "page"),
        (b"\n <article><p>Talks</p></article>", "-", "page"),
        (b"Talks <b>end</b>", "x.txt", "text"),
        (b"Talks <br> end", "x.html", "page"),
        (b"Talks end", "x.html", "text"),
        (b'{"text": "a"}', "-", "lines"),
        (b"oops", "x.jsonl.gz", "lines"),
        (b"<p>no lines</p>", "x.jsonl", "page"),
    ],
)
def test_sniffing(head, name, kind):
    assert sniff(head, name) == kind


@pytest.mark.parametrize(
    ("title", "publisher", "url", "clean"),
    [
        ("Talks end | The Courier", None, None, "Talks end"),
        ("Talks end - The Courier", "The Courier", None, "Talks end"),
        ("Talks end - again", "The Courier", None, "Talks end - again"),
        ("Talks end – courier.org", None, "https://www.courier.org/a", "Talks end"),
        ("Courier - Talks end", "The Courier", None, "Courier - Talks end"),
    ],
)
def test_site_name_behind_a_title(title, publisher, url, clean):
    assert without_site(title, publisher, url) == clean


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: b\n[known]\nx", "line 1, 'a: b'"),
        ("[other]\nx", "line 1, '[other]': unknown section"),
        ("# c\n[known]\nx\nx", "line 4, 'x': given twice"),
        ("[known]\n", "'known': this section is missing or empty"),
    ],
)
def test_wrong_data_file_is_named_with_line_and_key(text, words):
    with pytest.raises(DataError) as caught:
        facts.parse("f.txt", text, ("known",))
    assert words in str(caught.value)


def test_row_that_is_no_pair():
    with pytest.raises(DataError, match="line 3"):
        facts.pair("f.txt", facts.Row(3, "no colon"))
