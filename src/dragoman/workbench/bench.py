"""Where reports are coded on the spot: one coder, loaded when it is first needed, and the last reports pasted."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from dragoman.explaining import Explanation, explained
from dragoman.pipeline import Coder
from dragoman.records import Report

KEPT = 8  # pasted inputs; the one that was not looked at for longest goes first


@dataclass(frozen=True, slots=True)
class Pasted:
    """What one paste or upload gave: each report as it was read and as it was coded, and what could not be read.

    ``left_out`` counts the reports beyond those that are coded at once.
    """

    reports: tuple[tuple[Report, Report], ...]
    failures: tuple[str, ...] = ()
    left_out: int = 0


class Bench:
    """Codes reports one at a time, and keeps what was pasted for a while; safe to use from several threads."""

    def __init__(self) -> None:
        self._coder: Coder | None = None
        self._coding = Lock()
        self._keeping = Lock()
        self._kept: OrderedDict[str, Pasted] = OrderedDict()

    def code(self, report: Report) -> Report:
        """The report with its events and every detail. Raises ModelError where the model cannot be loaded."""
        with self._coding:
            return self._loaded().code(report, detail=True)

    def explain(self, report: Report) -> Explanation:
        """Why each sentence of a report was, or was not, coded. Raises ModelError as ``code``."""
        with self._coding:
            return explained(self._loaded(), report)

    def keep(self, pasted: Pasted) -> str:
        """Keep what was pasted; gives the random key that it is asked for by."""
        key = secrets.token_urlsafe(12)
        with self._keeping:
            self._kept[key] = pasted
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return key

    def kept(self, key: str) -> Pasted | None:
        """What was pasted, None where it is no longer kept."""
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _loaded(self) -> Coder:
        if self._coder is None:
            self._coder = Coder()
        return self._coder
