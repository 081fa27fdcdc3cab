"""An address to fetch, taken apart once: what was checked is what is asked."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from dragoman.errors import FetchError
from dragoman.records import Record

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000  # characters; a longer address is data


class Target(Record, frozen=True, kw_only=True):
    """A web address: ``host`` without brackets, ``path`` with its query, ``url`` the whole in normal form."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """The host as the header Host has it: in brackets where it is IPv6, with the port where it is no usual one."""
        bare = self.host.partition("%")[0]
        host = f"[{bare}]" if ":" in bare else bare
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.netloc}"


def target_of(url: str) -> Target:
    """Take an address apart (RFC 3986), with a host in IDNA and a fragment cut off.

    Raises FetchError where it is none that can be fetched: another scheme, no host, a password in it.
    """
    if len(url) > _LONGEST:
        raise _unfit(url, f"longer than {_LONGEST:,} characters")
    try:
        parts = parse_url(url.strip())
    except LocationParseError:
        raise _unfit(url, "not a web address") from None
    if parts.scheme not in _PORTS or not parts.host:
        raise _unfit(url, "not an http or https address")
    if parts.auth is not None:
        raise _unfit(url, "it has a user name in it")
    target = Target(
        url=parts._replace(fragment=None, path=parts.path or "/").url,
        scheme=parts.scheme,
        host=parts.host.strip("[]"),
        port=_PORTS[parts.scheme] if parts.port is None else parts.port,
        path=parts.request_uri,
    )
    if not re.fullmatch(r"[\x21-\x7e]+", target.path) or not target.port:
        raise _unfit(url, "not a web address")
    return target


def redirected(target: Target, location: str) -> Target:
    """Give where an answer's Location leads from ``target``. Raises FetchError as ``target_of`` does."""
    with suppress(UnicodeError):  # a header is read as Latin-1; addresses that are not ASCII are mostly sent as UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        return target_of(urljoin(target.url, location.strip()))
    except ValueError:
        raise _unfit(location, "not a web address") from None


def _unfit(url: str, what: str) -> FetchError:
    shown = url if len(url) <= 100 else f"{url[:100]}…"
    return FetchError(f"{shown!r} cannot be fetched: {what}; give a full http or https address", reason="address")
