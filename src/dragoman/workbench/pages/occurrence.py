"""/occurrence/ID: one happening from all that tell it, and the forms that split it and join it with another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from starlette.responses import Response

from dragoman.archive import Archive
from dragoman.errors import UsageError
from dragoman.workbench.asking import Key
from dragoman.workbench.faults import NoLonger, NotThere
from dragoman.workbench.looking.nearby import DAYS, near_by
from dragoman.workbench.looking.record import DecisionLine, Record, lines_of, record_of
from dragoman.workbench.looking.tellings import FIELDS, MOST, Happening, Telling, happening_of
from dragoman.workbench.looking.whereabouts import (
    event_there,
    events_once,
    occurrences_now,
    rejected,
    withdrawn,
)
from dragoman.workbench.rearranging import Moved, Signed, join, split
from dragoman.workbench.shelf import Reading
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

OWN = ("made", "was")
LONGEST = 2_000  # characters of a reason


def occurrence(visit: Visit) -> Response:
    """An occurrence by its id or that of an event of it; the rows of its twins are its tellings."""
    wanted = visit.parts["id"]
    found = happening(visit.reading, wanted, visit.asked.after)
    if found is None:
        return _elsewhere(visit, wanted)
    following = visit.asked.following(Key(None, found.following)) if found.following else None
    fields = [name for name in found.__struct_fields__ if name not in ("tellings", "following")]
    facts = msgspec.to_builtins({name: getattr(found, name) for name in fields}) | {"next": following}
    data = Data(wanted, Telling, found.tellings, facts)
    if visit.twin:
        return visit.answer("occurrence.html", data)
    record = decisions(visit.reading)
    made = [each for each in visit.asked.value("made").split(",") if each]
    about = [each for each in record.about(found.members) if each.kind in {"join", "split", "undo"}]
    return visit.answer(
        "occurrence.html", data, found=found, fields=FIELDS, following=following, most=MOST, days=DAYS,
        was=visit.asked.value("was"),
        near=near_by(visit.con, found.occurrence) if found.placed else [],
        made=lines_of(visit.con, record, record.of(made)), about=_shown(visit, record, about),
        waiting=bool({each.decision for each in record.waiting} & {each.decision for each in about}),
        who=visit.who, moved=_moved_to(visit, record, made, found),
    )  # fmt: skip


def happening(reading: Reading, wanted: str, after: Key | None = None) -> Happening | None:
    """An occurrence with a page of its tellings, worked out once for each version."""
    event = after.event if after else None
    return reading.once(("occurrence", wanted, event), lambda: happening_of(reading.con, wanted, event))


def decisions(reading: Reading) -> Record:
    """The record of decisions, worked out once for each version."""
    return reading.once("decisions", lambda: record_of(reading.con))


def take_out(visit: Visit) -> Response:
    """The form that splits: the tellings that were marked leave the occurrence."""
    marked = _values(visit, "event")
    together = visit.form.get("together") == "yes"
    return _change(
        visit, lambda archive: split(archive, _seen(visit, "seen"), marked, together=together, signed=signed(visit))
    )


def bring_together(visit: Visit) -> Response:
    """The form that joins: the occurrences that were marked, or one that was named, become one with this."""
    seen = _seen(visit, "seen")
    own = dict(list(seen.items())[:1])
    other = str(visit.form.get("other", "")).strip().rstrip("/").rpartition("/")[2]
    marked = [*_values(visit, "with"), *_named(visit.reading, other)]
    pairs = (each.partition("@") for each in marked)
    return _change(
        visit, lambda archive: join(archive, own | {event: home for event, _, home in pairs}, signed=signed(visit))
    )


def regroup(visit: Visit) -> Response:
    """Group what waits: decisions whose process died before it had grouped, and events that were just added."""
    return _change(visit, _grouped)


def signed(visit: Visit) -> Signed:
    """Who signs a form, and the reason given. Raises UsageError for a reason that is very long."""
    who, why = (str(visit.form.get(name, "")).strip() for name in ("who", "why"))
    if len(who) > LONGEST or len(why) > LONGEST:
        raise UsageError(f"a name or a reason has at most {LONGEST:,} characters")
    return Signed(who or visit.who, why or None)


def _grouped(archive: Archive) -> tuple[str, ...]:
    archive.group()
    return ()


def _change(visit: Visit, change: Callable[[Archive], Sequence[str]]) -> Response:
    """Make a change and lead back to the occurrence; a page that says what is where now where it cannot be made."""
    wanted = visit.parts["id"]
    try:
        with visit.shelf.changing() as archive:
            made = change(archive)
    except Moved as error:
        gone = [each.event for each in error.changed if each.now is None]
        return visit.page(
            "moved.html", status=409, error=error, occurrence=wanted, withdrawn=withdrawn(visit.con, gone),
            rejected=rejected(visit.con, gone), why=str(visit.form.get("why", "")),
        )  # fmt: skip
    return visit.moved(f"/occurrence/{wanted}" + (f"?made={','.join(made)}" if made else ""))


def _elsewhere(visit: Visit, wanted: str) -> Response:
    """The way to where an occurrence is now. Raises NotThere where the archive never had it."""
    there = event_there(visit.con, wanted)
    if there is not None:
        return visit.moved(f"/occurrence/{there.occurrence}{_suffix(visit)}#{wanted}")
    once = events_once(visit.con, wanted) or [wanted]
    now = occurrences_now(visit.con, once)
    if len(now) == 1:
        made = visit.asked.value("made")
        return visit.moved(f"/occurrence/{now[0].id}{_suffix(visit)}?was={wanted}" + (f"&made={made}" if made else ""))
    gone, refused = withdrawn(visit.con, once), rejected(visit.con, once)
    if not now and not gone and not refused:
        raise NotThere(f"this archive has and had no occurrence and no event {wanted!r}")
    if visit.twin:
        raise NoLonger(f"{wanted} is not in this archive any more; its page tells what became of it")
    return visit.page("gone.html", status=410, what="occurrence", id=wanted, now=now, withdrawn=gone, rejected=refused)


def _suffix(visit: Visit) -> str:
    return f".{visit.twin}" if visit.twin else ""


def _shown(visit: Visit, record: Record, about: Sequence[object]) -> list[DecisionLine]:
    return lines_of(visit.con, record, list(reversed(about))[:20])  # type: ignore[arg-type]


def _moved_to(visit: Visit, record: Record, made: Sequence[str], found: Happening) -> list[str]:
    """The occurrences that the events of a decision just made went to."""
    events = [
        event for each in record.of(made) for event in (each.target, *each.others) if each.kind in {"join", "split"}
    ]
    events += [
        event for each in record.of(made) if each.kind == "undo"
        for before in record.of([each.target]) for event in (before.target, *before.others)
    ]  # fmt: skip
    return [each.id for each in occurrences_now(visit.con, events) if each.id != found.occurrence] if events else []


def _values(visit: Visit, name: str) -> list[str]:
    return list(dict.fromkeys(value for value in visit.form.getlist(name) if isinstance(value, str)))


def _seen(visit: Visit, name: str) -> dict[str, str]:
    """The events that the page of a form had shown, all in the occurrence that it was of."""
    return {event: visit.parts["id"] for value in _values(visit, name) for event in value.split()}


def _named(reading: Reading, other: str) -> list[str]:
    """An event of an occurrence that is named by its id or its address. Raises NotThere where there is none."""
    if not other:
        return []
    there = event_there(reading.con, other)
    found = happening(reading, there.occurrence if there else other)
    if found is None:
        raise NotThere(f"no occurrence and no event {other!r} in this archive to join with")
    return [f"{there.event if there else found.tellings[0].event}@{found.occurrence}"]
