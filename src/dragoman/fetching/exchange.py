"""One request to one address that was checked, and its answer; nothing is looked up or followed here."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError
from urllib3.exceptions import SSLError as WrappedSSLError
from urllib3.response import HTTPResponse

from dragoman.errors import FetchError

from .bodies import PIECE, read_body, read_start, too_large
from .settings import Bounds
from .targets import Target

TAKEN = (200, 203)  # answers whose body is read; of all others only the headers are


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered: header names are in lower case, the body is unpacked, empty where it was not read."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class _Watch:
    """Shuts a connection when its time is up: a timeout of the socket only bounds the silence between two pieces."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self.over = False
        self._sock = sock
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def _shut(self) -> None:
        self.over = True
        with suppress(OSError):  # it may have ended by itself
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)  # not SSLSocket's, which takes the TLS layer off first

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def ask(
    target: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    *,
    bounds: Bounds,
    seconds: float,
    context: ssl.SSLContext,
    start: int | None = None,
) -> Answer:
    """Send GET for ``target`` to the first of ``addresses`` that takes the connection, and read the answer.

    The certificate is verified for the host's name, never for the address. The whole takes ``seconds`` at most. With
    ``start`` only that many bytes of the body are read. Raises FetchError for whatever goes wrong.
    """
    end = time.monotonic() + seconds
    with closing(_connected(target, addresses, bounds, end, context)) as connection:
        sock = connection.sock
        assert sock is not None
        connection.timeout = min(bounds.read, _left(target, end))
        with _Watch(sock, _left(target, end)) as watch, _told(target, watch):
            connection.request(
                "GET", target.path, headers={**headers, "Host": target.netloc}, preload_content=False,
                decode_content=False,
            )  # fmt: skip
            with closing(connection.getresponse()) as response:
                return _answer(response, bounds, start)


def _connected(
    target: Target, addresses: Sequence[str], bounds: Bounds, end: float, context: ssl.SSLContext
) -> HTTPConnection:
    """Connect to the first address that can be reached. The error of the last one is raised where none can."""
    failed: FetchError | None = None
    for address in addresses[: bounds.addresses]:
        connection = _connection(target, address, min(bounds.connect, _left(target, end)), context)
        try:
            with _told(target):
                connection.connect()
        except FetchError as error:
            connection.close()
            if error.reason == "tls":
                raise
            failed = error
        else:
            return connection
    raise failed or FetchError(f"{target.host} has no address", reason="connection")


def _connection(target: Target, address: str, timeout: float, context: ssl.SSLContext) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=timeout)
    name = target.host.rstrip(".")  # certificates and SNI have no final dot (RFC 6066, section 3)
    return HTTPSConnection(address, target.port, timeout=timeout, ssl_context=context, server_hostname=name)


def _answer(response: HTTPResponse, bounds: Bounds, start: int | None) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.status not in TAKEN:
        return Answer(response.status, headers)
    encoding = headers.get("content-encoding", "")
    pieces = response.stream(PIECE, decode_content=False)
    if start is not None:
        return Answer(response.status, headers, read_start(pieces, encoding, size=start))
    length = headers.get("content-length", "")
    if length.isdigit() and int(length[:20]) > bounds.size:
        raise too_large(bounds.size)
    return Answer(response.status, headers, read_body(pieces, encoding, size=bounds.size))


def _left(target: Target, end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise _late(target)
    return left


def _late(target: Target) -> FetchError:
    return FetchError(f"{target.host} is too slow; try again later, or set a longer --timeout", reason="timeout")


@contextmanager
def _told(target: Target, watch: _Watch | None = None) -> Iterator[None]:
    """Turn whatever the libraries raise into a FetchError; what fails after the time is up fails because it is up."""
    try:
        yield
    except (FetchError, HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        if watch is not None and watch.over:
            raise _late(target) from None
        if isinstance(error, FetchError):
            raise
        raise _fetch_error(target, error) from None
    if watch is not None and watch.over:  # the end of a body without a length looks like any other end
        raise _late(target)


def _fetch_error(target: Target, error: Exception) -> FetchError:
    what = _words(error)
    if isinstance(error, NewConnectionError):  # which urllib3 counts among the timeouts
        return FetchError(f"no connection to {target.host} ({what}); try again later", reason="connection")
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError | TimeoutError):
        return _late(target)
    if isinstance(error, ssl.SSLError | WrappedSSLError):
        return FetchError(f"no safe connection to {target.host} ({what}); its certificate must be mended", reason="tls")
    if isinstance(error, OSError):
        return FetchError(f"the connection to {target.host} broke ({what}); try again later", reason="connection")
    return FetchError(f"{target.host} does not answer as HTTP asks ({what}); try again later", reason="protocol")


def _words(error: Exception) -> str:
    first = error.args[0] if error.args else ""  # urllib3 puts the words first and the cause behind them
    text = " ".join((first if isinstance(first, str) else str(error)).split())
    return (text if text.isprintable() else repr(text))[:200] or type(error).__name__
