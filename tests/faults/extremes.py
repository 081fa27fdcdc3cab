"""Inputs that no newspaper has, each made to use up time or memory, or to reach beyond what it was given."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator

from mutating import warc

MB = 1_000_000
FULL = 19 * MB  # just within the limit of a document
LINE = 4 * MB + 900_000  # just within the limit of a line
_SENTENCE = "Russia attacked Ukraine on Tuesday, the Norwegian foreign ministry said. "
_ARTICLE = "".join(f"<p>{_SENTENCE * 3}</p>" for _ in range(6))
_BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u202c\u200e\u200f\u061c"


def page(body: str = _ARTICLE, head: str = "") -> bytes:
    """A page with these parts."""
    top = f"<!DOCTYPE html><html><head><title>Attack told</title>{head}</head>"
    return f"{top}<body><article>{body}</article></body></html>".encode("utf8", "surrogatepass")


def rss(items: str, doctype: str = "") -> bytes:
    """A feed with these items."""
    top = f'<?xml version="1.0"?>{doctype}<rss version="2.0">'
    return f"{top}<channel><title>Courier</title>{items}</channel></rss>".encode()


def _item(text: str) -> str:
    return f"<item><title>Attack told</title><description>{text}</description></item>"


def _laughs(levels: int, times: int) -> str:
    first = '<!ENTITY l0 "Russia attacked Ukraine. ">'
    more = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * times}">' for n in range(1, levels))
    return f"<!DOCTYPE rss [{first}{more}]>"


def _outside(address: str) -> str:
    return f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{address}">]>'


def _line(text: str) -> bytes:
    return b'{"text": "' + text.encode("utf8", "surrogatepass") + b'"}\n'


def _bomb(piece: bytes, size: int) -> bytes:
    """A gzip stream that unpacks to ``size`` bytes of a repeated piece, made in bounded memory."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0) as file:
        block = piece * (MB // len(piece) + 1)
        for _ in range(size // len(block) + 1):
            file.write(block)
    return out.getvalue()


def _filled(piece: str, size: int = FULL) -> str:
    return piece * (size // len(piece.encode("utf8", "surrogatepass")))


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


Make = Callable[[], bytes]


def all_of() -> Iterator[tuple[str, str, Make]]:
    """Each case: what it is, the name of its file, and what makes it."""
    yield from _pages()
    yield from _feeds()
    yield from _texts()
    yield from _lines()
    yield from _packed()
    yield from _records()


def _pages() -> Iterator[tuple[str, str, Make]]:
    fills = {
        "paragraphs": f"<p>{_SENTENCE}</p>",
        "empty elements": "<p>",
        "nested blocks": "<div>",
        "nested marks": "<b><i>",
        "nested tables": "<table><tr><td>",
        "nested lists": "<ul><li>a",
        "nested quotes": "<blockquote><p>",
        "open angles": "<",
        "open comments": "<!--",
        "ampersands": "&",
        "references": "&#1;",
        "entities": "&amp;amp;",
        "NUL bytes": "\x00",
        "spaces": " ",
        "line ends": "\n",
        "one word": "a",
        "closing tags": "</div>",
        "unknown tags": "<x-y z>",
        "attributes": "<p a b c d e f g>",
        "breaks": "a<br>",
        "links": "<a href=/x>News</a> ",
        "pictures": "<img src=x>",
        "bidirectional controls": _BIDI,
        "combining marks": "e\u0301\u0316\u0323",
        "times": "<time datetime=2024-05-06>now</time>",
        "forms": "<form><select><option>a",
        "frames": "<iframe srcdoc='<p>a'>",
        "pictures in XML": "<svg><g>",
        "processing": "<?a",
        "CDATA": "<![CDATA[",
        "dashes": "- ",
        "dates": "6 May 2024 ",
        "quotes": "“",
        "brackets": "(",
        "names": "Marta Olsen, ",
    }
    for name, piece in fills.items():
        yield f"19 MB of {name} in a page", "page.html", lambda piece=piece: page(_ARTICLE + _filled(piece))
    for name, piece in fills.items():
        yield f"200 kB of {name} in a page", "page.html", lambda piece=piece: page(_ARTICLE + _filled(piece, 200_000))
    yield (
        "20 attributes for each element",
        "page.html",
        lambda: page(_ARTICLE + _filled("<p a b c d e f g h i j k l m n o p q r s t>")),
    )
    yield (
        "2 million attributes of one element",
        "page.html",
        lambda: page(_ARTICLE + "<p " + " ".join(f"a{n}" for n in range(2 * MB)) + ">"),
    )
    yield (
        "240,000 elements of many attributes",
        "page.html",
        lambda: page(_ARTICLE + ("<p " + " ".join(f"a{n}" for n in range(20)) + ">") * 240_000),
    )
    yield "a title of 19 MB", "page.html", lambda: page(_ARTICLE, f"<title>{_filled('War ')}</title>")
    yield "a heading of 19 MB", "page.html", lambda: page(f"<h1>{_filled('War | ')}</h1>" + _ARTICLE)
    yield "an attribute of 19 MB", "page.html", lambda: page(f"<p class='{_filled('date ')}'>a</p>" + _ARTICLE)
    yield (
        "a link of 19 MB",
        "page.html",
        lambda: page(_ARTICLE, f"<link rel=canonical href='https://a.example/{_filled('2024/05/06/')}'>"),
    )
    yield "meta of 19 MB", "page.html", lambda: page(_ARTICLE, f"<meta name=author content='{_filled('Ada Olsen, ')}'>")
    yield "40,000 meta elements", "page.html", lambda: page(_ARTICLE, "<meta name=date content=2024-05-06>" * 40_000)
    yield "49,000 paragraphs", "page.html", lambda: page(f"<p>{_SENTENCE}</p>" * 49_000)
    yield "49,000 nested blocks", "page.html", lambda: page("<div>" * 49_000 + _ARTICLE)
    yield (
        "200 nested blocks, 40,000 paragraphs",
        "page.html",
        lambda: page("<div>" * 200 + f"<p>{_SENTENCE}</p>" * 40_000),
    )
    for name, piece in (
        ("lists", "["),
        ("objects", '{"@graph":'),
        ("spaces", " "),
        ("line ends", "\n"),
        ("strings", '"a",'),
    ):
        yield (
            f"JSON-LD with 19 MB of {name}",
            "page.html",
            lambda piece=piece: page(_ARTICLE, f"<script type=application/ld+json>{_filled(piece)}</script>"),
        )
    yield "a page of 100 MB", "page.html", lambda: page(_filled(f"<p>{_SENTENCE}</p>", 100 * MB))
    yield (
        "an entity that a page declares",
        "page.html",
        lambda: _laughs(10, 10).replace("rss", "html").encode() + page("<p>&l9;</p>" + _ARTICLE),
    )
    yield (
        "a file that a page includes",
        "page.xhtml",
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html xmlns:xi="http://www.w3.org/2001/XInclude">'
            b'<body><p>&x;</p><xi:include href="file:///etc/passwd" parse="text"/>'
            + _ARTICLE.encode()
            + b"</body></html>"
        ),
    )
    yield "lone surrogates in a page", "page.html", lambda: page(_ARTICLE + "<p>\ud800 \udfff</p>" * 100)


def _feeds() -> Iterator[tuple[str, str, Make]]:
    yield "entities of entities (XML)", "feed.xml", lambda: rss(_item("&l9;"), _laughs(10, 10))
    yield (
        "an entity of 1 MB, 10,000 times",
        "feed.xml",
        lambda: rss(_item("&big;" * 10_000), f'<!DOCTYPE rss [<!ENTITY big "{"a" * MB}">]>'),
    )
    yield (
        "an entity that names itself",
        "feed.xml",
        lambda: rss(_item("&a;"), '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'),
    )
    for name, address in (
        ("file", "file:///etc/passwd"),
        ("address", "http://192.0.2.1/x"),
        ("DTD", "https://dtd.example/x.dtd"),
    ):
        yield f"an entity from a {name}", "feed.xml", lambda address=address: rss(_item("&x;"), _outside(address))
    yield (
        "a parameter entity",
        "feed.xml",
        lambda: rss(_item("a"), '<!DOCTYPE rss [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'),
    )
    yield "60,000 entries", "feed.xml", lambda: rss(_item(_SENTENCE) * 60_000)
    yield "200,000 empty entries", "feed.xml", lambda: rss("<item/>" * 200_000)
    for name, piece in (
        ("elements", "<a>"),
        ("markup", "&lt;b>"),
        ("spaces", " "),
        ("words", "War "),
        ("references", "&amp;amp;"),
        ("angles", "&lt;"),
    ):
        yield f"an entry with 19 MB of {name}", "feed.xml", lambda piece=piece: rss(_item(_filled(piece)))
        yield f"an entry with 200 kB of {name}", "feed.xml", lambda piece=piece: rss(_item(_filled(piece, 200_000)))
    yield (
        "an author of 10 MB",
        "feed.xml",
        lambda: rss(f"<item><title>War</title><author>{'a' * 10 * MB}</author></item>"),
    )
    yield (
        "4,000 authors of 4 kB",
        "feed.xml",
        lambda: rss(f"<item><title>War</title><author>{'a' * 4_000}</author></item>" * 4_000),
    )
    yield (
        "an author of 10 MB in UTF-16",
        "feed.xml",
        lambda: (
            rss(f"<item><title>War</title><author>{'a' * 5 * MB}</author></item>")
            .decode()
            .replace("?>", " encoding='utf-16'?>", 1)
            .encode("utf-16")
        ),
    )
    yield (
        "a date of 10 MB",
        "feed.xml",
        lambda: rss(f"<item><title>War</title><pubDate>{'1 ' * 5 * MB}</pubDate></item>"),
    )
    yield "a feed that is an address", "feed.xml", lambda: b"<rss>https://feed.example/a.xml</rss>"
    yield "100,000 nested elements", "feed.xml", lambda: rss("<item>" * 100_000)
    yield (
        "100,000 name spaces",
        "feed.xml",
        lambda: rss("<item " + " ".join(f'xmlns:a{n}="b{n}"' for n in range(100_000)) + "/>"),
    )


def _texts() -> Iterator[tuple[str, str, Make]]:
    pieces = {
        "sentences": _SENTENCE,
        "paragraphs": _SENTENCE + "\n\n",
        "one word": "a",
        "capitals": "A ",
        "spaces": " ",
        "line ends": "\n",
        "digits": "1",
        "dates": "6 May 2024, ",
        "quotes": '"',
        "brackets": "(",
        "NUL bytes": "a\x00",
        "bidirectional controls": "a" + _BIDI,
        "combining marks": "a\u0301\u0316\u0323",
        "full stops": ".",
        "dashes": "- ",
        "addresses": "a@b ",
        "names": "Marta Olsen, ",
    }
    for name, piece in pieces.items():
        yield f"19 MB of {name}", "text.txt", lambda piece=piece: (_SENTENCE + _filled(piece)).encode()
    for name, piece in pieces.items():
        yield f"50 kB of {name}, coded", "text.txt", lambda piece=piece: (_SENTENCE + _filled(piece, 50_000)).encode()
    yield "half UTF-16", "text.txt", lambda: b"\xff\xfe" + _SENTENCE.encode() * 1_000
    yield "broken UTF-8", "text.txt", lambda: (_SENTENCE.encode() + b"\xff\xc0\xed\xa0\x80 ") * 1_000


def _lines() -> Iterator[tuple[str, str, Make]]:
    yield "1 million nested lists", "lines.jsonl", lambda: b'{"text": ' + b"[" * MB + b"\n" + _line(_SENTENCE)
    yield "1 million nested objects", "lines.jsonl", lambda: b'{"a":' * MB + b"\n" + _line(_SENTENCE)
    yield "a number of 1 million digits", "lines.jsonl", lambda: b'{"text": "a", "id": ' + b"9" * MB + b"}\n"
    yield "lone surrogates", "lines.jsonl", lambda: _line("\\ud800 " + _SENTENCE) + _line(_SENTENCE + "\ud800")
    yield "4.9 MB of escaped surrogates", "lines.jsonl", lambda: _line(_filled("\\ud800", LINE))
    yield "4.9 MB of bidirectional controls", "lines.jsonl", lambda: _line(_filled(_BIDI, LINE))
    yield "4.9 MB of NUL bytes", "lines.jsonl", lambda: _line(_filled("\\u0000", LINE))
    yield "a line of 100 MB", "lines.jsonl", lambda: _line(_filled(_SENTENCE, 100 * MB)) + _line(_SENTENCE)
    yield "1 million empty lines", "lines.jsonl", lambda: b"\n" * MB + _line(_SENTENCE)
    yield "200,000 broken lines", "lines.jsonl", lambda: b"{\n" * 200_000
    yield "100,000 keys", "lines.jsonl", lambda: b"{" + b",".join(b'"k%d":1' % n for n in range(100_000)) + b"}\n"
    yield "a title of 4.9 MB", "lines.jsonl", lambda: b'{"text": "a", "title": "' + b"War | " * (LINE // 6) + b'"}\n'
    yield "a date of 4.9 MB", "lines.jsonl", lambda: b'{"text": "a", "published": "' + b"1" * LINE + b'"}\n'
    yield (
        "an address of 4.9 MB",
        "lines.jsonl",
        lambda: b'{"text": "a", "url": "http://a.example/' + b"2024/05/06/" * (LINE // 11) + b'"}\n',
    )


def _packed() -> Iterator[tuple[str, str, Make]]:
    yield "a gzip bomb of 10 GB, a page", "page.html.gz", lambda: _bomb(b"<p>", 1000 * MB) * 10
    yield "a gzip bomb of 1 GB, a text", "text.txt.gz", lambda: _bomb(b"War. ", 1000 * MB)
    yield (
        "a gzip bomb of 1 GB, one line",
        "lines.jsonl.gz",
        lambda: gzip.compress(b'{"text": "') + _bomb(b"a", 1000 * MB),
    )
    yield (
        "a gzip bomb of 1 GB, a feed",
        "feed.xml.gz",
        lambda: gzip.compress(b"<rss><channel>") + _bomb(b"<item>", 1000 * MB),
    )
    yield "a gzip bomb in a gzip bomb", "page.html.gz", lambda: gzip.compress(_bomb(b"\x00", 100 * MB))
    yield "a gzip stream cut off", "page.html.gz", lambda: _cut(gzip.compress(page()))
    yield "100,000 gzip members", "page.html.gz", lambda: gzip.compress(b"") * 100_000 + gzip.compress(page())


def _records() -> Iterator[tuple[str, str, Make]]:
    yield "20,000 records of nothing", "crawl.warc", lambda: warc([b""] * 20_000)
    yield "a record of 100 MB", "crawl.warc", lambda: warc([page(_filled(f"<p>{_SENTENCE}</p>", 100 * MB)), page()])
    yield (
        "a record that is a gzip bomb",
        "crawl.warc",
        lambda: warc([_bomb(b"<p>", 1000 * MB)], b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
    )
    yield (
        "a record that says it is longer",
        "crawl.warc",
        lambda: warc([page()]).replace(b"Content-Length: ", b"Content-Length: 9999999"),
    )
    yield (
        "headers of 50 MB",
        "crawl.warc",
        lambda: warc([page()], b"Content-Type: text/html\r\n" + b"X-A: b\r\n" * (50 * MB // 8)),
    )
    yield (
        "a chunk that says it is longer",
        "crawl.warc",
        lambda: warc([b"FFFFFFFFFFFFFFF\r\n" + page()], b"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"),
    )
    yield "a gzip bomb of records", "crawl.warc.gz", lambda: gzip.compress(b"WARC/1.0\r\n") + _bomb(b"a", 1000 * MB)
    yield "records cut off", "crawl.warc", lambda: _cut(warc([page()] * 3))
