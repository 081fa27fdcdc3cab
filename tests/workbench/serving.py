"""Serves an ASGI application on this machine for as long as a test needs it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from dragoman.workbench import Settings, create_app

Serve = Callable[[Any], str]  # the fixture ``served``: an application to its address
PATIENCE = 20.0  # seconds for a server to start or to stop


@contextmanager
def serving(app: Any, at: socket.socket | None = None) -> Iterator[str]:
    """The address of an application, ``http://127.0.0.1:PORT``, until the block ends; a free port without a socket."""
    with at or socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="auto", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _wait(server, thread)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@contextmanager
def workbench_over(path: Any, **more: Any) -> Iterator[str]:
    """The address of a workbench over a folder until the block ends; ``more`` are settings."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = create_app(Settings(archive=str(path), port=listener.getsockname()[1], **more))
        with serving(app, listener) as address:
            yield address


def _wait(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + PATIENCE
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("the application did not start; its log says why")
        time.sleep(0.01)
