"""The options of ``dragoman code`` for much input: workers, the time limit, what is read again."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Engine(StrEnum):
    """What spreads the work: processes of this machine, or a Ray cluster."""

    local = "local"
    ray = "ray"


WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, help="Code in N processes; with --engine ray so many workers of the cluster."
    ),
]
LimitOption = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        min=0.1,
        help="Give a report up that takes longer (60 where there are --workers).",
    ),
]
AgainOption = Annotated[bool, typer.Option("--again", help="Read inputs too that the archive has finished.")]
RetryOption = Annotated[
    bool, typer.Option("--retry-failed", help="Code again what failed in the archive, with INPUT or without.")
]
EngineOption = Annotated[
    Engine,
    typer.Option("--engine", help="local: this machine. ray: a Ray cluster, for which the extra `ray` is needed."),
]
