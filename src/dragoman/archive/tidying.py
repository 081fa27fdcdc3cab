"""Small files put together unasked, where they have become many: in a process of its own.

What putting them together takes (some 100 MB: files are unpacked for it) goes back to the system with that process. In
the one that adds reports it would stay, however few of them come after.
"""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec

from .commits import Log, read_log
from .store import Store
from .tables import ROWS
from .upkeep import compact

MANY = 32  # files of a table that are put together unasked


class Order(msgspec.Struct, frozen=True):
    """What the process is told, as JSON on its standard input: options of a store may hold credentials."""

    path: str
    options: dict[str, str]
    least: int


def tidy(store: Store, log: Log) -> Log:
    """Put small files together where they are many; the log as it is then."""
    if all(len(store.table(name).file_uris()) < MANY for name in ROWS):
        return log
    order = Order(store.path, store.options, MANY)
    if not _apart(order):  # here it is told what is wrong
        compact(store, least=MANY)
    return read_log(store)


def obey() -> None:
    """Carry out the order on standard input."""
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    compact(Store(order.path, order.options), least=order.least)


def _apart(order: Order) -> bool:
    """Carry an order out in a process of its own; whether that went well."""
    if getattr(sys, "frozen", False):  # what would be started is a program with its own idea of these options
        return False
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    call = f"from {__name__} import obey; obey()"
    command = [sys.executable, "-P", "-c", call]  # -P: no module is taken from the folder that one stands in
    try:
        done = subprocess.run(
            command, input=msgspec.json.encode(order), env=environment, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:  # no interpreter to start, or no memory for one
        return False
    return done.returncode == 0
