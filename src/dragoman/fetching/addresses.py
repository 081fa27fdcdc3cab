"""Which addresses of the network may be reached, and the addresses of a host.

What a page or a feed links to is written by strangers: a link to ``http://127.0.0.1/`` or to the metadata service of a
cloud must not be followed from the inside (server-side request forgery).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from dragoman.errors import FetchError

Resolver = Callable[[str, int], Sequence[str]]  # host and port -> addresses as text

# Ranges of the IANA special-purpose registries that ``is_global`` of some Python versions lets through.
_SPECIAL_4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4")))
_SPECIAL_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
_UNICAST = IPv6Network("2000::/3")  # the only part of IPv6 that is given out for global unicast (RFC 4291)
# Ranges that carry an IPv4 address, with the bits to its right: what they lead to is that address.
_SIXTOFOUR = (IPv6Network("2002::/16"), 80)  # RFC 3056
_NAT64 = (IPv6Network("64:ff9b::/96"), 0)  # RFC 6052
_MAPPED = (IPv6Network("::ffff:0:0/96"), 0)  # RFC 4291
_ISATAP = 0x5EFE  # RFC 5214: an interface id of 0000:5efe or 0200:5efe before an IPv4 address


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, and no private, local, reserved or multicast one.

    An IPv6 address that carries an IPv4 address (mapped, 6to4, NAT64, ISATAP) is public where that one is. An address
    with a zone (``fe80::1%eth0``) is local by what a zone is. What is no address is not public.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return _is_public_4(ip) if isinstance(ip, IPv4Address) else _is_public_6(ip)


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host, in the order it prefers. Raises FetchError where it knows none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # the IDNA codec refuses labels that are too long
        raise FetchError(
            f"the host {host} is not found ({error}); check the address and the network", reason="connection"
        ) from None
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def resolve(host: str, port: int, *, resolver: Resolver = system_resolver, allow_private: bool = False) -> list[str]:
    """Give the addresses of a host that may be reached; the connection must go to one of these, not to the name.

    Raises FetchError where the host is not found or all its addresses are private ones.
    """
    found = list(resolver(host, port))
    allowed = [address for address in found if allow_private or is_public(address)]
    if not allowed:
        where = ", ".join(found[:3]) or "no address"
        raise FetchError(
            f"the host {host} is in a private or local network ({where}); --allow-private lets it be asked",
            reason="private",
        )
    return allowed


def _is_public_4(ip: IPv4Address) -> bool:
    return ip.is_global and not any(ip in network for network in _SPECIAL_4)


def _is_public_6(ip: IPv6Address) -> bool:
    if ip.scope_id is not None:
        return False
    bits = int(ip)
    for network, right in (_SIXTOFOUR, _NAT64, _MAPPED):
        if ip in network:
            return _is_public_4(IPv4Address((bits >> right) & 0xFFFFFFFF))
    if ip not in _UNICAST or not ip.is_global or any(ip in network for network in _SPECIAL_6):
        return False
    isatap = (bits >> 32) & 0xFDFFFFFF == _ISATAP
    return not isatap or _is_public_4(IPv4Address(bits & 0xFFFFFFFF))
