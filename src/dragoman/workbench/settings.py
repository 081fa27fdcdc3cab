"""What a workbench is told when it starts."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

UPLOAD_LIMIT = 5_000_000  # bytes of one request; a report is rarely above 100,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the archive is, where the workbench listens, and what may be done in it.

    ``port`` is the one that is really listened on. ``token`` is asked for once by each browser, None for nobody.
    ``who`` signs what is decided in the workbench. ``upload_limit`` is in bytes, for any request with a body.
    """

    archive: str
    storage_options: Mapping[str, str] = field(default_factory=dict)
    host: str = "127.0.0.1"
    port: int = 8000
    read_only: bool = False
    token: str | None = None
    who: str = "reviewer"
    upload_limit: int = UPLOAD_LIMIT

    @property
    def address(self) -> str:
        """Where a browser finds it, without the token."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach a host: localhost, 127.0.0.0/8 or ::1."""
    address = ip_of(host)
    return host == "localhost" if address is None else address.is_loopback


def is_everywhere(host: str) -> bool:
    """Whether a host stands for every network of the machine: 0.0.0.0 or ::."""
    address = ip_of(host)
    return address is not None and address.is_unspecified


def ip_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The number that a host is, with or without brackets; None for a name."""
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
