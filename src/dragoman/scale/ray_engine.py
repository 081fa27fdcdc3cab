"""Coding on the machines of a Ray cluster: each task codes some files and brings them into the archive by itself.

Ray Data deals the tasks out to actors, one for each core that is asked for. An actor has its work done by a worker
process beside it, as ``--workers 1`` does: the time limit holds there too, and a report that kills the worker fails
alone. All nodes must see the inputs and the archive under the same names. A task that is run twice, because its node
was lost, adds nothing twice.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.archive import Archive
from dragoman.errors import ScaleError
from dragoman.reading import Failure
from dragoman.reading.inputs import expand
from dragoman.records import Record

from .records import Coded, Shard
from .running import Coding
from .settings import COMMIT, TASK_BYTES, TASK_FILES, TASK_TOLD
from .source import STDIN, Walk, shard_of
from .storing import Storing
from .working import ArchiveNames, Recipe


class Plan(Record, frozen=True, kw_only=True):
    """What every task needs: how to code, the archive, and what is recorded of its run.

    ``how`` are the options of reading, ``limit`` the seconds that a report may take.
    """

    recipe: Recipe
    archive: str
    storage: Mapping[str, str]
    options: Mapping[str, Any]
    how: str
    limit: float


class Told(Record, frozen=True, kw_only=True):
    """What came of a task; of its failures the first are told in full."""

    reports: int
    known: int
    failed: int
    events: int
    failures: tuple[str, ...]


class TaskCoder:
    """Codes the files of one task after the other: what a Ray actor is made of."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._folder = tempfile.TemporaryDirectory(prefix="dragoman-")
        self._archive = Archive(plan.archive, storage_options=plan.storage)
        file = Path(self._folder.name, "reports")
        self._archive.write_names(file)
        names = ArchiveNames(file=file, archive=plan.archive, storage=plan.storage)
        self._recipe = msgspec.structs.replace(plan.recipe, names=names)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Code the files of a row and store what comes of them; gives what came of it, as JSON."""
        files: list[str] = msgspec.json.decode(row["files"])
        plan, failures = self._plan, []
        run = self._archive.run("code", options=plan.options, inputs=files, batch=COMMIT)
        with run:
            storing = Storing(run, detail=plan.recipe.detail)
            walk = Walk(files, limits=plan.recipe.limits, how=plan.how)
            with Coding([walk], self._recipe, workers=1, limit=plan.limit) as coding:
                for result in storing.storing(coding):
                    if isinstance(result, Failure):
                        failures.append(str(result))
                    elif isinstance(result, Coded) and result.uncoded:
                        failures.append(f"{result.path}: {result.uncoded}")
        counts = run.counts
        told = Told(
            reports=counts.added + counts.new_versions, known=counts.known, failed=counts.failed, events=counts.events,
            failures=tuple(failures[:TASK_TOLD]),
        )  # fmt: skip
        return {"told": msgspec.json.encode(told).decode()}


def code_on_ray(
    names: Sequence[str], plan: Plan, *, workers: int | None, done: Callable[[Shard], bool]
) -> Iterator[Told | Failure]:
    """Code inputs on the cluster that ``RAY_ADDRESS`` names, or on this machine; what came of each task as it ends.

    ``workers`` are the actors, by default one for each core of the cluster; inputs that are ``done`` are left out.
    Raises ScaleError where Ray is not installed or a task cannot be done.
    """
    ray = _ray()
    found = list(_files(names, plan.how, done))
    yield from (each for each in found if isinstance(each, Failure))
    tasks = [msgspec.json.encode(files).decode() for files in tasks_of([e for e in found if isinstance(e, Shard)])]
    if not tasks:
        return
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level="warning")
    ray.data.DataContext.get_current().enable_progress_bars = False
    cores = max(1, int(ray.cluster_resources().get("CPU", 1)))
    data = ray.data.from_items([{"files": files} for files in tasks], override_num_blocks=len(tasks))
    actors = ray.data.ActorPoolStrategy(size=min(workers or cores, len(tasks)))
    coded = data.map(TaskCoder, fn_constructor_args=[plan], compute=actors, num_cpus=1)
    try:
        for row in coded.iter_rows():
            yield msgspec.json.decode(row["told"], type=Told)
    except ray.exceptions.RayError as error:
        words = " ".join(str(error).split())
        raise ScaleError(
            f"a task failed on the cluster: {words[-500:]}; what other tasks stored stays, and the same command goes "
            "on from there"
        ) from error


def tasks_of(shards: Sequence[Shard]) -> Iterator[list[str]]:
    """The files of each task, in order: so many bytes or so many files; a larger file is a task of its own."""
    files: list[str] = []
    size = 0
    for shard in shards:
        if files and (size + (shard.size or 0) > TASK_BYTES or len(files) >= TASK_FILES):
            yield files
            files, size = [], 0
        files.append(shard.path)
        size += shard.size or 0
    if files:
        yield files


def _files(names: Sequence[str], how: str, done: Callable[[Shard], bool]) -> Iterator[Shard | Failure]:
    for name in names:
        for found in expand(name):
            if isinstance(found, Failure):
                yield found
            elif found == STDIN:
                yield Failure(path=STDIN, message="a cluster cannot read standard input; give files")
            elif not done(shard := shard_of(found, how)):
                yield shard if shard.file else Failure(path=found, message="no file that other machines can read")


def _ray() -> Any:
    try:
        import ray
        import ray.data
    except ImportError:
        raise ScaleError("--engine ray needs Ray, which is not installed: `pip install 'dragoman[ray]'`") from None
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # its plan and its progress are not ours
    return ray
