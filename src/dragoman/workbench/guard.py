"""What stands between the network and the workbench: who may ask, what may be changed, how much is read.

The workbench has no accounts. It listens on the machine itself, and what it must fear are other pages open in the same
browser: one that sends it a form (so every change needs a token that only a page of the workbench knows, and an origin
that is the workbench), and one whose name is pointed at 127.0.0.1 (DNS rebinding, so the Host must be the workbench's).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.errors import DragomanError

from .faults import Forbidden, TooLarge
from .settings import Settings, ip_of, is_everywhere

CSRF_FIELD, CSRF_HEADER = "csrf", "x-csrf-token"
_SAFE = {"GET", "HEAD"}
_DRAINED = 20  # times the limit: what is still read and thrown away so that a browser hears the refusal
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "font-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """ASGI middleware that refuses what a page of the workbench would not ask.

    ``refuse`` makes the answer to a refused request; ``harmless`` are paths whose forms store nothing. What is passed
    on has ``scope["state"]["csrf"]``, the token that the forms of the page carry.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: Settings,
        refuse: Callable[[DragomanError], Response],
        harmless: frozenset[str] = frozenset(),
    ) -> None:
        self._app = app
        self._settings = settings
        self._refuse = refuse
        self._harmless = harmless
        self._hosts = _hosts(settings)
        self._csrf_cookie = f"dragoman-{settings.port}"
        self._token_cookie = f"dragoman-token-{settings.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a refusal."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":  # there are no web sockets
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers)
        csrf = cookies.get(self._csrf_cookie, "")
        known = bool(_SECRET.fullmatch(csrf))
        csrf = csrf if known else secrets.token_urlsafe(32)
        scope.setdefault("state", {}).update({"csrf": csrf, "csrf_known": known})
        outward = self._outward(send, None if known or scope["method"] not in _SAFE else csrf)
        try:
            self._check(scope, headers, cookies)
        except DragomanError as error:
            await _drain(receive, self._settings.upload_limit * _DRAINED)
            await self._refuse(error)(scope, receive, outward)
            return
        if entering := self._entering(scope):
            await entering(scope, receive, outward)
            return
        await self._app(scope, _limited(receive, self._settings.upload_limit), outward)

    def _check(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> None:
        """Raise Forbidden or TooLarge for a request that is refused before its body is read."""
        if not self._is_own_host(headers.get("host", "")):
            raise Forbidden(f"the workbench is not at {headers.get('host', 'an unnamed host')!r}")
        if self._settings.token is not None and not self._has_token(scope, cookies):
            raise Forbidden("this workbench asks for a token")
        if scope["method"] in _SAFE:
            return
        if not self._is_own_origin(headers):
            raise Forbidden("the request was sent by a page of another site")
        if self._settings.read_only and scope["path"] not in self._harmless:
            raise Forbidden("this workbench was started with --read-only: nothing can be changed in it")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._settings.upload_limit:
            raise TooLarge(f"the request has {length} bytes; at most {self._settings.upload_limit:,} are taken")

    def _is_own_host(self, host: str) -> bool:
        if host.lower() in self._hosts:
            return True
        # A page that points its own name at this machine still has that name as its host; a number is no such name.
        name, _, port = host.rpartition(":")
        return is_everywhere(self._settings.host) and port == str(self._settings.port) and ip_of(name) is not None

    def _is_own_origin(self, headers: Headers) -> bool:
        """Whether a change comes from a page of the workbench. Browsers send one of the two with every form."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin.lower() != f"http://{headers['host'].lower()}":
            return False
        return site == "same-origin" if site is not None else origin is not None

    def _has_token(self, scope: Scope, cookies: dict[str, str]) -> bool:
        given = [_key(value) for name, value in _query(scope) if name == "token"]
        return any(self._is_key(each) for each in (*given[:1], cookies.get(self._token_cookie, "")))

    def _is_key(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), _key(self._settings.token or "").encode())

    def _entering(self, scope: Scope) -> Response | None:
        """The way to the address without the token in it, which a cookie keeps from now on."""
        query = _query(scope)
        if self._settings.token is None or scope["method"] not in _SAFE or "token" not in dict(query):
            return None
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        path = "/" + scope["path"].lstrip("/")  # two slashes would be the address of another host
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), status_code=303)
        key = _key(dict(query)["token"])
        if self._is_key(key):
            answer.set_cookie(self._token_cookie, key, httponly=True, samesite="lax")
        return answer

    def _outward(self, send: Send, csrf: str | None) -> Send:
        """Send with the headers that keep a page to itself, and with the cookie of a browser that has none yet."""

        async def outward(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("cache-control", "private, no-cache")
                if csrf is not None and headers.get("content-type", "").startswith("text/html"):
                    cookie = f"{self._csrf_cookie}={csrf}; Path=/; HttpOnly; SameSite=Strict"
                    headers.append("set-cookie", cookie)
            await send(message)

        return outward


def check_csrf(state: dict[str, Any], given: str | None) -> None:
    """Raise Forbidden where a change does not carry the token of the browser's cookie.

    ``state`` is that of the request's scope, ``given`` what its header or the hidden field of its form says.
    """
    if not state["csrf_known"] or not secrets.compare_digest(state["csrf"].encode(), (given or "").encode()):
        raise Forbidden("the form is not from a page that this browser has open; load the page again, then send it")


def _key(token: str) -> str:
    """What a cookie has in place of the token: plain letters whatever is in that, and nothing to read it from."""
    return hashlib.sha256(f"dragoman {token}".encode("utf-8", "surrogatepass")).hexdigest()


def _hosts(settings: Settings) -> frozenset[str]:
    """What the Host header of a request may say."""
    own = f"[{settings.host}]" if ":" in settings.host else settings.host
    names = {own.lower(), "localhost", "127.0.0.1", "[::1]"}
    bare = names if settings.port == 80 else set()
    return frozenset({f"{name}:{settings.port}" for name in names} | bare)


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _query(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _limited(receive: Receive, limit: int) -> Receive:
    """Receive at most so many bytes: a request may say less than it sends, or nothing."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise TooLarge(f"the request has more than the {limit:,} bytes that are taken")
        return message

    return limited


async def _drain(receive: Receive, most: int) -> None:
    """Read a refused body away, up to a bound: a browser that is still sending would not see the answer."""
    taken = 0
    while taken < most:
        message = await receive()
        taken += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
