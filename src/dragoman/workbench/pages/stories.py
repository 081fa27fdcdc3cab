"""/stories and /story/ID: the stories of an archive, and one with the reports that tell it."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from dragoman.workbench.asking import number
from dragoman.workbench.faults import NoLonger, NotThere
from dragoman.workbench.looking.fitting import fit
from dragoman.workbench.looking.stories import StoryLine, all_stories, page_of
from dragoman.workbench.looking.story import MOST, StoryReport, story_of
from dragoman.workbench.looking.timeline import WIDTH, timeline_of
from dragoman.workbench.looking.whereabouts import stories_now
from dragoman.workbench.shelf import Reading
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

LEAST = 2  # reports of a story that is listed where nothing else is asked for
SIZES = (1, 2, 3, 5, 10)


def stories(visit: Visit) -> Response:
    """Stories of some size, the newest first, those alone whose events a filter asks for."""
    asked = visit.asked
    least = number("size", asked.value("size", str(LEAST)), 1, 100_000)
    among = _among(visit) if asked.given else None
    everything = visit.reading.once("stories", lambda: all_stories(visit.con))
    page = page_of(visit.con, everything, least=least, among=among, after=asked.after, limit=asked.limit)
    following = asked.following(page.following) if page.following else None
    facts = {"sentence": _sentence(least), "total": page.total, "next": following, "version": visit.reading.version}
    data = Data("stories", StoryLine, page.lines, facts)
    return visit.answer(
        "stories.html", data, page=page, following=following, least=least, sizes=SIZES, sentence=_sentence(least),
        usual=LEAST, any=bool(everything),
    )  # fmt: skip


def story(visit: Visit) -> Response:
    """One story; the rows of its twins are its reports, JSON has all that the page shows."""
    wanted = visit.parts["id"]
    after = visit.asked.after
    found = visit.reading.once(("story", wanted, after), lambda: story_of(visit.con, wanted, after))
    if found is None:
        return _elsewhere(visit, wanted)
    following = visit.asked.following(found.following) if found.following else None
    fields = [name for name in found.__struct_fields__ if name not in ("reports", "following")]
    facts = msgspec.to_builtins({name: getattr(found, name) for name in fields}) | {"next": following}
    return visit.answer(
        "story.html", Data(wanted, StoryReport, found.reports, facts), found=found, timeline=timeline_of(found),
        width=WIDTH, most=MOST, following=following, was=visit.asked.value("was"),
    )  # fmt: skip


def warm_stories(reading: Reading) -> None:
    """Work out the list of stories, so that its first page is there at once."""
    reading.once("stories", lambda: all_stories(reading.con))


def _among(visit: Visit) -> frozenset[str]:
    fits = fit(visit.con, visit.asked.filter)
    found = visit.con.execute(f"select distinct e.story from digest.acts e where {fits} and e.story is not null")
    return frozenset(story for (story,) in found.fetchall())


def _sentence(least: int) -> str:
    return "stories" if least == 1 else f"stories of {least:,} reports or more"


def _elsewhere(visit: Visit, wanted: str) -> Response:
    now = stories_now(visit.con, wanted)
    if not now:
        raise NotThere(f"this archive has and had no story {wanted!r}")
    if len(now) == 1:
        return visit.moved(f"/story/{now[0].id}{f'.{visit.twin}' if visit.twin else ''}?was={wanted}")
    if visit.twin:
        raise NoLonger(f"{wanted} is not in this archive any more; its page tells what became of it")
    return visit.page("gone.html", status=410, what="story", id=wanted, now=now, withdrawn=[], rejected=[])
