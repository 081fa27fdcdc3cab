"""Work without models: a line of JSONL is a report as it is, and some words in it do harm to the process."""

from __future__ import annotations

import json
import os
import signal
import time

import msgspec

from dragoman.errors import ModelError
from dragoman.reading import reports_of
from dragoman.records import Report
from dragoman.scale.records import Coded
from dragoman.scale.source import Walk
from dragoman.scale.working import Recipe


class Fake:
    """Does what the first word of a report says: hang, die, crash, swell, stumble, or nothing."""

    skipped = ()

    def __init__(self, recipe):
        self._recipe = recipe

    def __call__(self, task, beat=lambda _: None):
        found = []
        for raw in task.raws:
            items = reports_of(raw)
            beat(len(items))
            found.append(items if task.only is None else items[task.only : task.only + 1])
        return [[self._outcome(item) for item in items] for items in found]

    def _outcome(self, item):
        if not isinstance(item, Report):
            return item
        word = next(iter(item.text.split("\n\n")[-1].split()))
        {"hang": _hang, "die": _die, "crash": _crash, "swell": _swell, "stumble": _stumble}.get(word, _nothing)()
        written = msgspec.json.encode(item)
        return Coded(path=item.path, report=written, read=written if self._recipe.names else None, uncoded=None)


class Slow(Fake):
    """Takes a twentieth of a second for each report that says so."""

    def _outcome(self, item):
        if item.text.startswith("slow"):
            time.sleep(0.05)
        return super()._outcome(item)


class Broken:
    """Cannot be made."""

    def __init__(self, _):
        raise ModelError("no such model; give another one")


class Dying:
    """Ends the process that makes it."""

    def __init__(self, _):
        os._exit(3)


def _hang():
    time.sleep(1_000)


def _die():
    os.kill(os.getpid(), signal.SIGKILL)


def _crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def _swell():
    raise MemoryError


def _stumble():
    raise ValueError("no such\nthing")


def _nothing():
    pass


def jsonl(path, *texts):
    """A JSONL file of these texts; gives its name."""
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf8")
    return str(path)


def walk(*names):
    """A walk through files."""
    return [Walk([str(name) for name in names])]


RECIPE = Recipe()
