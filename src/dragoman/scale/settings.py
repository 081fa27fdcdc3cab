"""How much is done at once, and what is waited for: the named limits of this room."""

from __future__ import annotations

from typing import Final

CHUNK: Final = 16  # things that are read and coded together; parsed in one batch (``pipeline.BATCH``)
CHUNK_BYTES: Final = 4_000_000  # a chunk with so many bytes is not filled up further

AHEAD: Final = 6  # chunks for each worker that are under way or wait to be taken in order
READ_AHEAD: Final = 2  # chunks for each worker that are read and not yet given to one
READ_AHEAD_BYTES: Final = 64_000_000  # all of these together

TIME_LIMIT: Final = 60.0  # seconds for one report, and for the parse of one chunk
LOAD_LIMIT: Final = 300.0  # seconds in which a worker must have loaded the models
FALSE_STARTS: Final = 3  # workers that may end one after another while they load
MEMORY: Final = 2_000_000_000  # bytes that a worker may ask of the system; a report that needs more fails
RENEW: Final = 580_000_000  # bytes in memory with which a worker is replaced by a new one: words it met are kept
RENEW_AFTER: Final = 64  # tasks that it does before that in any case: to load the models takes seconds
BEAT: Final = 1.0  # seconds between two signs of life of a worker

LISTED: Final = 100_000  # inputs that are looked at beforehand, so that the time that is left can be told
RECENT: Final = 120.0  # seconds by which the rate is told
TELL: Final = 30.0  # seconds between two lines of progress where standard error is no terminal
REDRAW: Final = 0.25  # the same on a terminal

COMMIT: Final = 2_048  # reports in one commit of a task of the cluster: few files in the tables, and few who wait
TASK_BYTES: Final = 64_000_000  # of inputs in one task, unless one file has more
TASK_FILES: Final = 512  # in one task
TASK_TOLD: Final = 20  # failures of a task that are told in full; the archive has all
