"""``dragoman serve``: the workbench, on this machine."""

from __future__ import annotations

import getpass
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from .archiving import StorageOption, options_of
from .notes import note

if TYPE_CHECKING:
    from dragoman.workbench import Settings


def serve(
    archive: Annotated[str, typer.Option("--archive", metavar="DIR", help="The archive to look through.")],
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="The port; 0 takes any that is free.")
    ] = 8000,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be changed in it.")] = False,
    token: Annotated[
        str | None,
        typer.Option(
            "--token", metavar="TOKEN", help="What a browser must show; needed where HOST is not this machine."
        ),
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Who signs decisions; the user's name without it.")
    ] = None,
    storage_option: StorageOption = None,
) -> None:
    """Open a workbench: a local web page to look through an archive, with the evidence, and to review it."""
    from dragoman.errors import ServeError
    from dragoman.workbench.settings import Settings, is_loopback

    if not is_loopback(host) and not token:
        raise ServeError(
            f"{host} can be reached by others: give --token TOKEN, or leave --host out to stay on 127.0.0.1"
        )
    listening = _listening(host, port)
    settings = Settings(
        archive=archive, storage_options=options_of(storage_option), host=host, port=listening.getsockname()[1],
        read_only=read_only, token=token or None, who=who or getpass.getuser(),
    )  # fmt: skip
    with listening:
        _serve(settings, listening)


def _listening(host: str, port: int) -> socket.socket:
    """A socket at an address. Raises ServeError where it is taken, or no address of this machine."""
    from dragoman.errors import ServeError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ServeError(
            f"cannot listen on {host}, port {port}: {reason}; give another --port, or --port 0 for any that is free"
        ) from error


def _serve(settings: Settings, listening: socket.socket) -> None:
    """Answer requests until the process is stopped. The archive is opened first, so that what is wrong is told here."""
    import uvicorn

    from dragoman.workbench import create_app
    from dragoman.workbench.pages import warm
    from dragoman.workbench.shelf import Shelf

    shelf = Shelf(settings, told=lambda sentence: note(f"{sentence}"))
    with shelf.reading() as reading:
        warm(reading)
    app = create_app(settings, shelf)
    typer.echo(f"dragoman: the workbench is at {settings.address}{_query(settings)} (Ctrl-C ends it)")
    config = uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, proxy_headers=False, lifespan="off",
        timeout_graceful_shutdown=5,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def _query(settings: Settings) -> str:
    """The token as the address takes it."""
    from urllib.parse import urlencode

    return f"?{urlencode({'token': settings.token})}" if settings.token else ""
