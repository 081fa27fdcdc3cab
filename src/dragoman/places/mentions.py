"""The places that a report names: found, told apart, and put together with their provinces and countries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.records import Place, Record, Span

from .atlas import Atlas, load_atlas
from .choose import Chooser
from .cues import cues
from .doubt import Doubt
from .gazetteer import Known
from .scan import Candidate, Scan
from .support import Support

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc


class PlaceMention(Record, frozen=True, kw_only=True):
    """A place where a report names it: tokens ``start`` to ``end`` (exclusive), "Samarkand, Uzbekistan" as one."""

    place: Place
    start: int
    end: int


def find_places(doc: Doc, *, skip: Collection[Span] = (), atlas: Atlas | None = None) -> tuple[PlaceMention, ...]:
    """Every place that a report names, in order, without overlaps; states are places too, without coordinates.

    ``doc`` is the whole report, parsed or only tokenized. ``skip`` holds code-point spans that are something else
    (actors already found): no mention overlaps them. A name that nothing settles is left out; the others stay.
    """
    return _Finder(doc, skip, atlas or load_atlas()).find()


@dataclass(frozen=True, slots=True)
class _Extent:
    """Words ``first`` to ``last`` of a mention, with what its name gains before and after."""

    first: int
    last: int
    before: str
    after: str


class _Finder:
    """One pass over one report."""

    def __init__(self, doc: Doc, skip: Collection[Span], atlas: Atlas) -> None:
        self.doc, self.skip, self.atlas = doc, skip, atlas
        self.scan = Scan(doc.text, atlas)
        self.support = Support(self.scan)
        self.doubt = Doubt(self.scan)
        self.chooser = Chooser(atlas, self.support, self.doubt)
        self.labels: dict[int, str] = {i: ent.label_ for ent in doc.ents for i in range(ent.start, ent.end)}
        # A small model takes a lone "Paris" for a person more often than a person is called so.
        self.lone_people = {ent.start for ent in doc.ents if len(ent) == 1 and ent.label_ in {"PERSON", "PER"}}

    def find(self) -> tuple[PlaceMention, ...]:
        found: list[PlaceMention] = []
        used = -1  # the last word that belongs to a mention
        for candidate in self.scan.candidates:
            if candidate.first <= used:
                continue
            made = self._mention(candidate, used)
            if made:
                mention, used = made
                found.append(mention)
        return tuple(found)

    def _mention(self, candidate: Candidate, used: int) -> tuple[PlaceMention, int] | None:
        extent = self._extent(candidate, used)
        address = self._address(candidate)
        if address:
            known, name, last = address
            extent = _Extent(extent.first, last, extent.before, "")
        else:
            label, suffix = self._label(candidate), extent.after.rpartition(" ")[2]
            chosen = self.chooser.choose(candidate, label=label, suffix=suffix)
            if chosen is None:
                return None
            known, name = chosen, chosen.name
        start, end = self.scan.words[extent.first].start, self._end(extent.last)
        if any(start < taken_end and taken_start < end for taken_start, taken_end in self.skip):
            return None
        place = _place(known, _full_name(name, extent), (start, end))
        tokens = self.doc.char_span(start, end)
        return None if tokens is None else (PlaceMention(place=place, start=tokens.start, end=tokens.end), extent.last)

    def _address(self, candidate: Candidate) -> tuple[Known, str, int] | None:
        """The place, name and last word of "City, Country" or "City, Province, Country"."""
        larger = self.support.next_in_address(candidate)
        pair = self.chooser.within(candidate, larger) if larger else None
        if not pair or not larger or self.doubt.embedded(candidate):
            return None
        inner, outer = pair
        name, last = f"{inner.name}, {outer.name}", larger.last
        state = self.support.next_in_address(larger)
        if (
            state
            and outer.kind == "admin"
            and any(p.kind == "state" and p.country == outer.country for p in state.places)
        ):
            name, last = f"{name}, {self.atlas.title(outer.country or '')}", state.last
        return inner, name, last

    def _extent(self, candidate: Candidate, used: int) -> _Extent:
        """The candidate with a direction before it ("eastern Ukraine") and a kind of place behind ("Kherson city")."""
        first, last = candidate.first, candidate.last
        before = self.scan.word(first - 1)
        if before and first - 1 > used and before.folded in cues().directions and self.scan.adjacent(first - 1):
            first -= 1
        if candidate.places and candidate.places[0].kind != "state":
            last = self._suffix_end(last)
        words = self.scan.words
        behind = self.scan.text[words[candidate.last].end : words[last].end].strip()
        return _Extent(first, last, words[first].text if first < candidate.first else "", behind)

    def _suffix_end(self, last: int) -> int:
        end = last
        for step in (1, 2, 3):
            word = self.scan.word(last + step)
            if word is None or not self.scan.adjacent(last + step - 1):
                break
            if word.folded in cues().suffixes:
                end = last + step
            elif word.folded not in cues().infixes:
                break
        return end

    def _end(self, last: int) -> int:
        """The offset behind a word; the full stop of an abbreviation is part of it ("U.S.")."""
        end = self.scan.words[last].end
        token = self.doc.char_span(end - 1, end)
        dotted = token is not None and len(token) == 1 and token.text.endswith(".") and token.end_char == end + 1
        return end + 1 if dotted else end

    def _label(self, candidate: Candidate) -> str:
        words = self.scan.words
        span = self.doc.char_span(words[candidate.first].start, words[candidate.last].end)
        if span is None:
            return ""
        if span.start in self.lone_people and self.support.locative(candidate):
            return ""
        return self.labels.get(span.start, "")


def _full_name(name: str, extent: _Extent) -> str:
    parts = [extent.before, name]
    if extent.after and not name.lower().endswith(extent.after.lower()):
        parts.append(extent.after)
    return " ".join(filter(None, parts))


def _place(known: Known, name: str, span: Span) -> Place:
    return Place(name=name, country=known.country, lat=known.lat, lon=known.lon, span=span)
