"""Inputs made to hurt a reader, each small: what took memory or time out of proportion, or ended with a traceback."""

import time

import pytest

from dragoman.reading.bylines import names_in, read_byline
from dragoman.reading.decoding import declared_charset, decode
from dragoman.reading.skimming import skim

SENTENCE = "Rangers fired on a convoy near Tessaban, the ministry said on Tuesday. "


@pytest.mark.parametrize(
    "codec", ["hex", "zip", "rot13", "idna", "punycode", "unicode_escape", "utf-7", "undefined", "mbcs"]
)
def test_a_codec_that_is_no_charset_of_pages_is_not_used(codec):
    assert declared_charset(b"<meta charset=%s>" % codec.encode()) is None
    assert SENTENCE in decode(b"<meta charset=%s> %s\xe9" % (codec.encode(), SENTENCE.encode())).text


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        (b"charset=windows-1251", "cp1251"),
        (b"charset = 'koi8-r'", "koi8-r"),
        (b'charset= " gbk"', "gbk"),
        (b"<?xml version='1.0' encoding='euc-jp'?>", "euc_jp"),
        (b"charset=latin1", "cp1252"),
    ],
)
def test_a_charset_of_the_web_is_used(declared, codec):
    assert declared_charset(declared) == codec


@pytest.mark.parametrize("piece", ["<p>", "a<br>", "<a href=/x>News</a> "])
def test_a_page_of_millions_of_tags_is_given_up_before_a_tree_is_made(read_bytes, piece):
    page = f"<html><body><p>{SENTENCE}</p>" + piece * 400_000
    reports, [failure] = read_bytes(page, "page.html")
    assert not reports
    assert "tags, more than any article has" in failure.message


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + " ".join(f"a{n}" for n in range(900)) + ">",
        "<p " + "/".join(f"a{n}" for n in range(900)) + ">",
        "<p " + "".join(f'a{n}="b"' for n in range(900)) + ">",
        "<p title='<'" + "".join(f" a{n} = '>'" for n in range(900)) + ">",
    ],
    ids=["bare", "parted by bars", "not parted", "with angles"],
)
def test_an_element_of_hundreds_of_attributes_is_given_up(read_bytes, tag):
    _, [failure] = read_bytes(f"<html><body>{tag}<p>{SENTENCE * 2_000}</p></body></html>", "page.html")
    assert "more than 400 attributes" in failure.message


def script(words):
    return f"<script>for(x=0;x<last.length;++x){{{' '.join(f'a{n}=b;' for n in range(words))}}}</script>"


def test_names_behind_a_comparison_in_a_script_are_no_attributes(read_bytes):
    page = f"<html><body>{script(5_000)}<article>{f'<p>{SENTENCE}</p>' * 2_000}</article></body></html>"
    assert len(read_bytes(page, "page.html")[0]) == 1


@pytest.mark.parametrize(
    "page",
    [script(10) + "<p " + " ".join(f"a{n}" for n in range(900)) + ">", script(9_000)],
    ids=["behind a script", "what is made to look like one"],
)
def test_a_script_hides_no_element_of_thousands_of_attributes(read_bytes, page):
    _, [failure] = read_bytes(f"<html><body>{page}<p>{SENTENCE * 2_000}</p></body></html>", "page.html")
    assert "attributes" in failure.message


def test_an_element_of_some_attributes_with_long_values_is_read(read_bytes):
    tag = "<div " + " ".join(f"""data-a{n}='{{"a": "b c > d"}}' b{n}="c d e f" hidden""" for n in range(60)) + ">"
    assert read_bytes(f"<html><body>{tag}<p>{SENTENCE * 2_000}</p></div></body></html>", "page.html")[0]


def test_a_page_of_thousands_of_elements_in_the_deep_is_given_up(read_bytes):
    _, [failure] = read_bytes(f"<html><body>{'<div>' * 100}{f'<p>{SENTENCE}</p>' * 6_000}</body></html>", "page.html")
    assert "nested deeper than 60" in failure.message


def test_a_long_article_with_much_markup_is_read(read_bytes):
    page = (
        f"<html><body><article>{f'<p>{SENTENCE}</p>' * 10_000}</article><script>{'<b>' * 60_000}</script></body></html>"
    )
    assert len(read_bytes(page, "page.html")[0]) == 1


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("desk@paper.org (Ada Olsen)", ["Ada Olsen"]),
        ("Ada Olsen", ["Ada Olsen"]),
        ("Ada Olsen (ada@paper.org)", ["Ada Olsen"]),
        ("ada@a.org (bo@b.org (Ada Olsen)", ["Ada Olsen"]),
    ],
)
def test_addresses_of_a_feed_s_authors_are_left_out(read_bytes, author, names):
    item = f"<item><title>Convoy attacked</title><description>{SENTENCE}</description><author>{author}</author></item>"
    reports, _ = read_bytes(f"<rss version='2.0'><channel>{item}</channel></rss>", "feed.xml")
    assert list(reports[0].authors) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Olsen , Bo Berg", ["Ada Olsen", "Bo Berg"]),
        ("Ada Olsen,Bo Berg, and Cy Cole", ["Ada Olsen", "Bo Berg", "Cy Cole"]),
        ("Ada Olsen and Bo Berg; Cy Cole", ["Ada Olsen", "Bo Berg", "Cy Cole"]),
        ("Ada Olsen, , Bo Berg", ["Ada Olsen", "Bo Berg"]),
    ],
)
def test_names_are_parted_as_before(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("By Ada Olsen | 6 May 2024", "6 May 2024"),
        ("By Ada Olsen , Published 6 May 2024", "Published 6 May 2024"),
        ("By Ada Olsen May 6, 2024", "May 6, 2024"),
        ("By Ada Olsen - Lusaka", "Lusaka"),
        ("By Ada Olsen (6 May 2024)", "(6 May 2024)"),
        ("By Ada Olsen  ,  Updated today", "Updated today"),
        ("By Ada Olsen", ""),
    ],
)
def test_what_stands_behind_a_byline_is_parted_as_before(line, rest):
    byline = read_byline(line)
    assert byline
    assert (byline.authors, byline.rest) == (("Ada Olsen",), rest)


@pytest.mark.parametrize("piece", ["<a>", "&lt;b>", "&#60;b>", "&#x3C;b>", "&amp;" * 4])
def test_a_feed_of_hundreds_of_thousands_of_tags_is_given_up(read_bytes, piece):
    item = f"<item><title>Convoy attacked</title><description>{piece * 310_000}</description></item>"
    _, [failure] = read_bytes(f"<rss version='2.0'><channel>{item}</channel></rss>", "feed.xml")
    assert "more than any feed has" in failure.message


@pytest.mark.parametrize(
    "page",
    ["<" + "A" * 300_000, "<html lang=" + " " * 300_000 + ">", "<html lang" + " " * 300_000 + ">", "<a" * 150_000],
)
def test_a_page_is_skimmed_in_a_time_as_it_is_long(page):
    began = time.process_time()
    assert not skim(page).prose
    assert time.process_time() - began < 2  # with the square of its length it took half a minute


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("author", ["a" * 60_000, "<![CDATA[" + "a" * 60_000 + "]]>", "(" * 60_000, "a@" * 30_000])
def test_an_author_of_a_feed_takes_time_as_it_is_long(read_bytes, author, encoding):
    item = f"<item><title>Convoy fired on in Côte</title><author>{author}</author></item>"
    feed = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel>{item}</channel></rss>"
    began = time.process_time()
    [report], _ = read_bytes(feed.encode(encoding), "feed.xml")
    assert report.title == "Convoy fired on in Côte"
    assert time.process_time() - began < 5  # with the square of its length it took half a minute
