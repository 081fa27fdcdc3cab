"""/review/sample, /review/agreement and /review/gold: what a review gives."""

from __future__ import annotations

import secrets
from dataclasses import replace

import msgspec
from starlette.responses import Response

from dragoman.reviewing import Agreed, Progress, agreement, gold, progress
from dragoman.workbench.looking.samples import SampleLine, sample_lines
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

from .review import Desk


def sample(visit: Visit) -> Response:
    """A random sample of events by its seed, with what this reviewer has decided about each."""
    asked = visit.asked
    if asked.value("by") != "random" or not asked.value("seed"):
        kept = tuple(pair for pair in asked.own if pair[0] not in ("by", "seed", "at"))
        seed = asked.value("seed") or str(secrets.randbelow(999_999) + 1)
        whole = replace(asked, own=(*kept, ("by", "random"), ("seed", seed)))
        return visit.moved(whole.twin(visit.twin) if visit.twin else whole.address())
    desk = Desk(visit)
    lines = sample_lines(visit.con, desk.queue, desk.everything, visit.who)
    facts = {
        "queue": asked.sentence, "seed": desk.order.seed, "size": desk.order.size, "left": desk.queue.left,
        "version": visit.reading.version,
    }  # fmt: skip
    return visit.answer("review_sample.html", Data("sample", SampleLine, lines, facts), desk=desk, lines=lines)


def agreed(visit: Visit) -> Response:
    """How far people agree; the rows of its twins are the fields, JSON has the events on which they differ too."""
    found = visit.reading.once("agreement", lambda: agreement(Desk(visit).everything))
    facts = msgspec.to_builtins({"people": found.people, "events": found.events, "differing": found.differing})
    return visit.answer("review_agreement.html", Data("agreement", Agreed, found.fields, facts), found=found)


def golden(visit: Visit) -> Response:
    """How far the review of each report is; .jsonl has the gold of those that are complete."""
    who, everything = visit.asked.value("who") or None, Desk(visit).everything
    lines = progress(visit.con, everything, who)

    def written() -> bytes:
        return b"".join(msgspec.json.encode(line) + b"\n" for line in gold(visit.con, everything, who))

    data = Data("gold", Progress, lines, {"who": who}, {"jsonl": written})
    return visit.answer("review_gold.html", data, lines=lines, who=who, people=everything.people)
