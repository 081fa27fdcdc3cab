"""/report/ID and what it loads later: related reports, what others say of its claims, why a sentence was coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

import msgspec
from starlette.responses import RedirectResponse, Response

from dragoman.archive.related import RelatedReport, related
from dragoman.archive.rows import attribution_rows
from dragoman.codebook import load_codebook
from dragoman.explaining import Explanation, Sentence
from dragoman.records import DetailedReport, Report
from dragoman.workbench.asking import number
from dragoman.workbench.bench import Pasted
from dragoman.workbench.faults import NotThere, WrongValue
from dragoman.workbench.looking.claimed import Heard, heard
from dragoman.workbench.looking.layout import Paragraph, laid_out
from dragoman.workbench.looking.marking import (
    KINDS,
    LEGEND,
    Mark,
    marks_of_attribution,
    marks_of_details,
    marks_of_event,
    marks_of_tie,
    tidy,
)
from dragoman.workbench.looking.reading import ReadEvent, ReportPage, as_read, headline_of, page_of
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

SHOWN = 200  # events beside the text of one page
RELATED = 20


@dataclass(frozen=True, slots=True)
class Reader:
    """What the template of the reader gets.

    ``base`` is the address of the report, ``tail`` what a query there ends with, ``first`` the number of the first
    event shown, ``numbers`` those of all events by their ids, ``spans`` the stretches of text that events and ties
    point to. ``rules`` are the types by the rules that the codebook has.
    """

    page: ReportPage
    base: str
    tail: str
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[Mark, ...]
    shown: tuple[ReadEvent, ...]
    first: int
    numbers: dict[str, int]
    spans: dict[str, str]
    everything: bool
    legend: tuple[tuple[str, str, str], ...]
    rules: dict[str, str]

    @property
    def parts(self) -> list[tuple[int, int, int]]:
        """The parts of a long list of events: the number of each, its first and its last event."""
        total = len(self.page.events)
        return [(at // SHOWN + 1, at + 1, min(at + SHOWN, total)) for at in range(0, total, SHOWN)]

    def here(self, event: str) -> str:
        """The address of an event of this report: on this page where it is shown, else on the part that has it."""
        number_ = self.numbers.get(event, self.first)
        if self.first <= number_ < self.first + len(self.shown):
            return f"#{event}"
        return f"{self.base}?part={(number_ - 1) // SHOWN + 1}{self.tail}#{event}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A report of what was pasted: the key it is kept by, and its place among those that were pasted with it."""

    pasted: Pasted
    key: str
    at: int

    @property
    def tail(self) -> str:
        """What a query about it ends with."""
        return f"&report={self.at + 1}" if self.at else ""


def report(visit: Visit) -> Response:
    """A report with its words marked; the rows of its twins are its events, JSON has all that is known of it."""
    name = visit.parts["report"]
    if name.startswith("e-"):
        return RedirectResponse(_home(visit, name), status_code=303)
    page = _page(visit, name)
    everything = page.text is not None and visit.asked.value("mark") == "all"
    if everything and (read := as_read(visit.con, name)) is not None:
        coded = visit.reading.once(("marked", name), lambda: visit.bench.code(read))
        page = _with_details(page, coded)
    return shown(visit, page, f"/report/{quote(name)}", everything=everything)


def shown(
    visit: Visit, page: ReportPage, base: str, *, everything: bool = True, pasted: Chosen | None = None
) -> Response:
    """The reader of a report, in the archive or just pasted."""
    data = Data(page.facts.report, ReadEvent, page.events, msgspec.to_builtins(_facts(page)))
    if visit.twin:
        return visit.answer("reader.html", data)
    reader = _reader(page, base, pasted.tail if pasted else "", _first(visit, page), everything=everything)
    return visit.page("reader.html", data=data, reader=reader, chosen=pasted)


def related_to(visit: Visit) -> Response:
    """The reports that are related to one, with why."""
    name = visit.parts["report"]
    headline = headline_of(visit.con, name)
    found = visit.reading.once(("related", name), lambda: _related(visit, name))
    data = Data("related", RelatedReport, found, {"report": name})
    return visit.answer("related.html", data, facts=headline, found=found, base=f"/report/{quote(name)}", most=RELATED)


def claims(visit: Visit) -> Response:
    """What the other reports of the archive say of the claims of a headline."""
    name = visit.parts["report"]
    headline = headline_of(visit.con, name)
    found = visit.reading.once(("heard", name), lambda: tuple(heard(visit.con, headline.claims)))
    data = Data("claims", Heard, found, {"report": name})
    return visit.answer("claims.html", data, facts=headline, found=found, base=f"/report/{quote(name)}")


def explain(visit: Visit) -> Response:
    """Why a sentence of a report was, or was not, coded; of every sentence where none is named."""
    name = visit.parts["report"]
    read = as_read(visit.con, name)
    if read is None:
        raise NotThere("this archive keeps no texts: there is nothing to read again")
    found = visit.reading.once(("explained", name), lambda: visit.bench.explain(read))
    return explanation(visit, found, read, f"/report/{quote(name)}")


def explanation(visit: Visit, found: Explanation, read: Report, base: str, tail: str = "") -> Response:
    """The page of an explanation; ``sentence`` in the query is a place in the text."""
    asked = visit.asked.value("sentence")
    sentences: Sequence[Sentence] = found.sentences
    at = number("sentence", asked, 0, max(len(read.text), 0)) if asked else None
    if at is not None and sentences:
        sentences = [next((each for each in sentences if each.span[1] > at), sentences[-1])]
    data = Data("explanation", Sentence, sentences, {"note": found.note or found.left_out_note})
    neighbours = _neighbours(found.sentences, sentences[0]) if at is not None and sentences else (None, None)
    return visit.answer(
        "explain.html", data, found=found, sentences=sentences, base=base, tail=tail, title=read.title or read.report,
        one=at is not None, neighbours=neighbours, rules=rules(),
    )  # fmt: skip


@cache
def rules() -> dict[str, str]:
    """The type of each rule of the codebook, by its id."""
    return {rule.id: entry.type for entry in load_codebook().types.values() for rule in entry.rules}


def _page(visit: Visit, name: str) -> ReportPage:
    """A report of the archive, read once for each version. Raises NotThere."""
    return visit.reading.once(("report", name), lambda: page_of(visit.con, name))


def _home(visit: Visit, event: str) -> str:
    """The address of an event among those of its report, also of one that was withdrawn. Raises NotThere."""
    found = visit.con.execute("select report from digest.acts where event = ?", [event]).fetchall()
    found = found or visit.con.execute("select report from tombstones where event = ?", [event]).fetchall()
    if not found:
        raise NotThere(f"no event {event!r} in this archive, and none that was withdrawn")
    return f"/report/{quote(found[0][0])}#{quote(event)}"


def _related(visit: Visit, name: str) -> tuple[RelatedReport, ...]:
    return tuple(related(visit.con, name, limit=RELATED))


def _with_details(page: ReportPage, coded: Report) -> ReportPage:
    """The page with the attributions, dates and actors of a coding with details; its events stay those stored."""
    if not isinstance(coded, DetailedReport):
        return page
    return msgspec.structs.replace(
        page, attributions=tuple(attribution_rows(coded)), moments=coded.moments, parties=coded.parties, detailed=True
    )


def _facts(page: ReportPage) -> dict[str, object]:
    return {name: getattr(page, name) for name in page.__struct_fields__ if name != "events"}


def _first(visit: Visit, page: ReportPage) -> int:
    """The number of the first event to show: that of a part, or of the part that holds an event. Raises WrongValue."""
    if event := visit.asked.value("event"):
        at = next((n for n, each in enumerate(page.events) if each.event == event), None)
        if at is None:
            raise WrongValue(f"no event {event!r} in this report", name="event")
        return at // SHOWN * SHOWN + 1
    last = max(-(-len(page.events) // SHOWN), 1)
    return (number("part", visit.asked.value("part", "1"), 1, last) - 1) * SHOWN + 1


def _reader(page: ReportPage, base: str, tail: str, first: int, *, everything: bool) -> Reader:
    own = [mark for event in page.events for mark in marks_of_event(event)]
    own += [mark for tie in page.ties for mark in marks_of_tie(tie)]
    own += [mark for each in page.attributions for mark in marks_of_attribution(each)]
    own += marks_of_details(page.parties, page.moments)
    marks = tidy(own, len(page.text or ""))
    paragraphs = laid_out(page.text, page.facts.title, marks) if page.text else []
    return Reader(
        page=page, base=base, tail=tail, paragraphs=tuple(paragraphs), marks=tuple(marks),
        shown=page.events[first - 1 : first - 1 + SHOWN], first=first,
        numbers={event.event: n for n, event in enumerate(page.events, start=1)}, spans=_spans(marks),
        everything=everything, legend=tuple((kind, KINDS[kind], LEGEND[kind]) for kind in KINDS), rules=rules(),
    )  # fmt: skip


def _spans(marks: Sequence[Mark]) -> dict[str, str]:
    """The stretches of the text that each event or tie points to, as a script reads them: "70-88 97-105"."""
    found: dict[str, dict[str, None]] = {}
    for mark in marks:
        for of in mark.of:
            found.setdefault(of, {})[f"{mark.span[0]}-{mark.span[1]}"] = None
    return {of: " ".join(spans) for of, spans in found.items()}


def _neighbours(sentences: Sequence[Sentence], one: Sentence) -> tuple[Sentence | None, Sentence | None]:
    at = sentences.index(one)
    return (sentences[at - 1] if at else None), (sentences[at + 1] if at + 1 < len(sentences) else None)
