"""The parties and sources of an event as a reviewer wrote them into a form."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.errors import UsageError
from dragoman.records import Party, Source
from dragoman.reviewing.naming import coded_as, country_of, party_of, sector_of

from .sheets import Draft


def parties(
    draft: Draft, side: str, was: Sequence[Party], known: Sequence[Party], text: str, on: str | None
) -> tuple[Party, ...]:
    """The parties of a side: those kept, as they were changed; those ticked among the report's; those named anew.

    ``known`` are the parties of the report, ``text`` is its text, ``on`` the day for which it is asked who held an
    office. What cannot be is noted in the draft.
    """
    kept = [_party(draft, f"{side}-{n}", party, text, on) for n, party in enumerate(was) if f"{side}-{n}-keep" in draft]
    ticked = set(draft.all(f"{side}-known"))
    kept += [party for party in known if party.entity in ticked]
    kept += _named(draft, f"{side}-new", (), text, on)
    return tuple({party.entity: party for party in kept}.values())


def sources(
    draft: Draft, was: Sequence[Source], known: Sequence[Party], text: str, on: str | None
) -> tuple[Source, ...]:
    """Who says it: the sources kept, as they were changed, and those named anew, with the cue of each.

    A name that a party of the report has is that party. Arguments as for ``parties``.
    """
    kept = [_source(draft, f"sources-{n}", source, text, on) for n, source in enumerate(was)
            if f"sources-{n}-keep" in draft]  # fmt: skip
    cue, quoted = draft.words("sources-new-cue"), "sources-new-quoted" in draft
    named = _named(draft, "sources-new", known, text, on)
    if (cue or quoted) and not draft.words("sources-new"):
        draft.wrong("sources-new", "say who says it: the name of a party of the report, or another name")
    return (*kept, *(_said(party, cue, quoted, None) for party in named))


def _source(draft: Draft, at: str, was: Source, text: str, on: str | None) -> Source:
    before = Party(**{name: getattr(was, name) for name in Party.__struct_fields__})
    party = _party(draft, at, before, text, on)
    cue, quoted = draft.words(f"{at}-cue"), f"{at}-quoted" in draft
    return was if (party, cue, quoted) == (before, was.cue, was.quoted) else _said(party, cue, quoted, was)


def _said(party: Party, cue: str, quoted: bool, was: Source | None) -> Source:
    fields = {name: getattr(party, name) for name in Party.__struct_fields__}
    return Source(**fields, cue=cue, quoted=quoted, date=was.date if was else None)


def _party(draft: Draft, at: str, was: Party, text: str, on: str | None) -> Party:
    name = draft.words(f"{at}-name") or was.name
    country, sector = _codes(draft, at, was)
    if name != was.name:  # of another name the tables tell the codes, unless these were changed too
        own = (country, sector) != (was.country, was.sector)
        return draft.take(
            f"{at}-name",
            lambda: party_of(name, text=text, on=on, country=country if own else None, sector=sector if own else None),
            was,
        )
    return was if (country, sector) == (was.country, was.sector) else coded_as(was, country, sector)


def _named(draft: Draft, at: str, known: Sequence[Party], text: str, on: str | None) -> list[Party]:
    """The parties whose names were written, parted by semicolons; a name of ``known`` is that party."""
    country, sector = _codes(draft, at, None)
    there = {party.name.casefold(): party for party in known}
    found = []
    for name in filter(None, (each.strip() for each in draft.words(at).split(";"))):
        try:
            found.append(
                there.get(name.casefold()) or party_of(name, text=text, on=on, country=country, sector=sector)
            )  # fmt: skip
        except UsageError as error:
            draft.wrong(at, str(error))
    return found


def _codes(draft: Draft, at: str, was: Party | None) -> tuple[str | None, str | None]:
    """The codes that stand beside a name; those of the party as it was where they cannot be."""
    return (
        draft.take(f"{at}-country", lambda: country_of(draft.words(f"{at}-country")), was.country if was else None),
        draft.take(f"{at}-sector", lambda: sector_of(draft.words(f"{at}-sector")), was.sector if was else None),
    )
