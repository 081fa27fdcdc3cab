"""Lays made reports out as pages with the furniture of a news site, as a WARC file and as JSONL.

The reports are those of ``coding.py``, each with names of its own, so that reports differ and bring new words as news
does. A page has about as many elements and bytes as the median of 186 pages of news and general sites (800; 120 kB),
most of the bytes in scripts and styles.
"""

from __future__ import annotations

import datetime as dt
import gzip
import random
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path

import msgspec

from dragoman.records import Report
from synthetic import SYLLABLES

MENU = ("World", "Politics", "Economy", "Region", "Opinion", "Culture", "Sport", "Science", "Travel", "Weather")
SUBMENU = ("Latest", "Most read", "Analysis", "Interviews", "Pictures", "Archive")
TEASERS, RELATED, TAGS = 40, 28, 10
SCRIPTS, RULES = 10, 300  # blocks of script; rules of style
FIRST_DAY = dt.date(2024, 1, 1)
_FETCHED = "2026-01-31T12:00:00Z"


def varied(reports: Iterable[Report], *, start: int = 0) -> Iterator[Report]:
    """The reports, each with a name of its own behind the last sentence of every paragraph but the headline."""
    for number, report in enumerate(reports, start=start):
        chance = random.Random(f"names {number}")
        title, *paragraphs = report.text.split("\n\n")
        named = [f"{paragraph.rstrip('.')} near {_name(chance)}." for paragraph in paragraphs]
        yield msgspec.structs.replace(report, text="\n\n".join((title, *named)))


def write_jsonl(path: Path, reports: Iterable[Report]) -> None:
    """Write a line for each report."""
    with path.open("wb") as file:
        for number, report in enumerate(reports):
            line = {"id": f"made-{number}", "text": report.text, "title": report.title, "published": _day(number)}
            file.write(msgspec.json.encode(line) + b"\n")


def write_pages(folder: Path, reports: Iterable[Report]) -> None:
    """Write a page for each report, in folders of a thousand."""
    for number, report in enumerate(reports):
        path = folder / f"{number // 1000:04}" / f"{number:06}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page(report, number))


def write_warc(path: Path, reports: Iterable[Report]) -> None:
    """Write a packed WARC file with a response for each report."""
    with path.open("wb") as file:
        for number, report in enumerate(reports):
            file.write(gzip.compress(_record(page(report, number), _address(number)), 6))


WRITERS: dict[str, Callable[[Path, Iterable[Report]], None]] = {  # by how the name of the file or folder ends
    ".jsonl": write_jsonl, ".gz": write_warc, "": write_pages,
}  # fmt: skip


def page(report: Report, number: int) -> bytes:
    """The page of a report: head, banner, menu, article with teasers in it, related articles, footer."""
    chance = random.Random(f"page {number}")
    title, *paragraphs = report.text.split("\n\n")
    middle = len(paragraphs) // 2
    halves = [_paragraphs(paragraphs[:middle]), _share(), _teasers(chance, 2, "more"), _paragraphs(paragraphs[middle:])]
    return "\n".join((
        "<!doctype html>", '<html lang="en">', _head(title, number, chance), "<body>", _banner(), _menu(),
        f'<main><article class="story"><header><h1>{escape(title)}</h1>',
        f'<p class="byline">By {_name(chance)} {_name(chance)}</p><time datetime="{_day(number)}T08:00:00Z">'
        f"{_day(number)}</time></header>{_share()}",
        *halves, _tags(chance), "</article>", _teasers(chance, TEASERS, "latest"), _teasers(chance, RELATED, "related"),
        "</main>", _footer(), _scripts(chance), "</body></html>",
    )).encode()  # fmt: skip


def _record(html: bytes, address: str) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: {_FETCHED}\r\n"
        "WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _address(number: int) -> str:
    return f"https://paper{number % 50}.example/news/{number}"


def _day(number: int) -> str:
    return (FIRST_DAY + dt.timedelta(days=number % 700)).isoformat()


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).title()


def _paragraphs(paragraphs: Iterable[str]) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def _head(title: str, number: int, chance: random.Random) -> str:
    rules = "".join(f".c{n}-{chance.randrange(999)}{{margin:{n % 9}px;padding:0 {n % 7}px}}\n" for n in range(RULES))
    icons = "".join(f'<link rel="icon" sizes="{n}x{n}" href="/i/{n}.png">' for n in range(16, 256, 16))
    return (
        f'<head><meta charset="utf-8"><title>{escape(title)} | The Paper</title>'
        f'<link rel="canonical" href="{_address(number)}"><meta property="og:title" content="{escape(title)}">'
        f'<meta property="og:site_name" content="The Paper"><meta property="article:published_time" '
        f'content="{_day(number)}T08:00:00Z"><meta name="viewport" content="width=device-width">{icons}'
        f"<style>{rules}</style></head>"
    )


def _banner() -> str:
    return (
        '<div id="cookies" class="banner"><p>We use cookies to remember your settings.</p>'
        "<button>Accept</button><button>Refuse</button><a href=/cookies>Settings</a></div>"
    )


def _menu() -> str:
    below = "".join(f"<li><a href=/{name.replace(' ', '-')}>{name}</a></li>" for name in SUBMENU)
    items = "".join(f"<li><a href=/{name}>{name}</a><ul>{below}</ul></li>" for name in MENU)
    logo = '<a href="/"><img src="/logo.png" alt="The Paper"></a>'
    return f'<header class="site">{logo}<nav><ul>{items}</ul></nav></header>'


def _share() -> str:
    links = "".join(f'<li><a class="share" href="#{n}"><span>{n}</span></a></li>' for n in ("Mail", "Link", "Print"))
    return f'<ul class="share-buttons">{links}</ul>'


def _teasers(chance: random.Random, number: int, kind: str) -> str:
    cards = "".join(
        f'<li class="card"><a href="/n/{n}"><img src="/t/{n}.jpg" alt="">'
        f"<h3>{_name(chance)} and {_name(chance)}</h3></a>"
        f'<span class="kicker">{chance.choice(MENU)}</span><time>{n + 1} hours ago</time></li>'
        for n in range(number)
    )
    return f'<aside class="{kind}"><h2>{kind.title()}</h2><ul>{cards}</ul></aside>'


def _tags(chance: random.Random) -> str:
    return f'<div class="tags">{"".join(f"<a href=/t/{n}>{_name(chance)}</a>" for n in range(TAGS))}</div>'


def _footer() -> str:
    columns = "".join(
        f"<div><h4>{name}</h4><ul>{''.join(f'<li><a href=/f/{n}>{n}</a></li>' for n in SUBMENU)}</ul></div>"
        for name in MENU[::2]
    )
    search = "<form><input name=q><button>Search</button></form>"
    return f"<footer>{columns}<p>© The Paper. All rights reserved.</p>{search}</footer>"


def _scripts(chance: random.Random) -> str:
    block = "".join(f'window.s{n}={{"id":{chance.randrange(10**9)},"slot":"top-{n}"}};\n' for n in range(200))
    return "".join(f"<script>/*{n}*/{block}</script>" for n in range(SCRIPTS))
