"""A local web server with routes, a clock that does not wait, and a store in memory."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.fetching import Bounds, Clock, Fetcher, Manners

START = datetime(2024, 5, 6, 12, tzinfo=UTC)
SMALL = Bounds(connect=5, read=5, total=5, size=200_000)


class Server:
    """Routes are path -> function of the request handler; each request is noted as (path, headers)."""

    def __init__(self):
        self.routes = {}
        self.requests = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.requests.append((self.path, dict(self.headers)))
                route = server.routes.get(self.path)
                try:
                    answer(self, 404, b"") if route is None else route(self)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_):
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_):  # a client that hangs up is what these tests are about
                pass

        self.http = Quiet(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def port(self):
        return self.http.server_address[1]

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def serve(self, path, body, status=200, **headers):
        """Answer a path with a body; header names are written with underscores."""
        data = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = lambda handler: answer(handler, status, data, named)
        return self.url(path)

    def raw(self, path, *pieces, hang=None):
        """Answer a path with bytes as they are, then hang up."""

        def route(handler):
            for piece in pieces:
                handler.wfile.write(piece)
                handler.wfile.flush()
            if hang:
                hang.wait(3)
            handler.close_connection = True

        self.routes[path] = route
        return self.url(path)

    def asked(self, path):
        return sum(asked == path for asked, _ in self.requests)


def answer(handler, status, body, headers=None):
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    if "Content-Length" not in (headers or {}):
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class FakeTime:
    """Seconds that pass only by sleeping; what was slept is noted."""

    def __init__(self):
        self.seconds = 1_000.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.seconds += seconds

    @property
    def clock(self):
        return Clock(
            monotonic=lambda: self.seconds,
            sleep=self.sleep,
            now=lambda: START + timedelta(seconds=self.seconds - 1_000),
        )


class MemoryStore:
    """The store of `dragoman watch`, in memory."""

    def __init__(self):
        self.states = {}
        self.reports = []
        self.failures = []

    def state(self, feed):
        return self.states.get(feed)

    def unseen(self, keys):
        seen = {key for report in self.reports for key in (report.path, report.url, report.report)}
        return [key for key in keys if key not in seen]

    def keep(self, reports, failures, states):
        self.reports.extend(reports)
        self.failures.extend(failures)
        self.states.update((state.feed, state) for state in states)


@pytest.fixture
def server():
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def fake():
    return FakeTime()


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def make_fetcher(fake):
    """Make a fetcher for the local server: with a clock that does not wait."""

    def make(**options):
        defaults = {"bounds": SMALL, "allow_private": True, "clock": fake.clock, "manners": Manners()}
        return Fetcher(**{**defaults, **options})

    return make
