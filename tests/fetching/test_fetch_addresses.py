"""Which addresses may be reached, and how an address is taken apart."""

import pytest

from dragoman.errors import FetchError
from dragoman.fetching.addresses import is_public, resolve
from dragoman.fetching.targets import redirected, target_of

PUBLIC = (
    "8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001:80f::200e",
    "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2606:4700::5efe:808:808",
)  # fmt: skip
NOT_PUBLIC = (
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "2606:4700::1111%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1",
    "2001:db8::1", "2001::1", "3fff::1", "100::1", "64:ff9b:1::1",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "2002:7f00:1::1", "2002:c0a8:101::", "2606:4700::5efe:127.0.0.1", "2606:4700::200:5efe:10.0.0.1",
    "", "localhost", "8.8.8", "0x7f000001",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address):
    assert not is_public(address)


def test_only_public_addresses_of_a_host_are_given():
    found = ["10.0.0.1", "8.8.8.8", "::1"]
    assert resolve("a.example", 80, resolver=lambda *_: found) == ["8.8.8.8"]
    assert resolve("a.example", 80, resolver=lambda *_: found, allow_private=True) == found


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "localhost"])
def test_other_ways_to_write_this_machine_are_seen_through(host):
    with pytest.raises(FetchError, match="private") as caught:
        resolve(host, 80)
    assert caught.value.reason == "private"


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "netloc"),
    [
        ("http://News.Example", "news.example", 80, "/", "news.example"),
        ("HTTPS://news.example:443/a b?q=1#part", "news.example", 443, "/a%20b?q=1", "news.example"),
        ("http://news.example:8080/x/../y", "news.example", 8080, "/y", "news.example:8080"),
        ("http://[::1]:81/", "::1", 81, "/", "[::1]:81"),
        ("http://bücher.example/ü", "xn--bcher-kva.example", 80, "/%C3%BC", "xn--bcher-kva.example"),
        ("http://news.example\\@10.0.0.1/", "news.example", 80, "/%5C@10.0.0.1/", "news.example"),
    ],
)
def test_address_taken_apart(url, host, port, path, netloc):
    target = target_of(url)
    assert (target.host, target.port, target.path, target.netloc) == (host, port, path, netloc)


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/", "file:///etc/passwd", "gopher://a.example", "a.example", "", "http://", "http:///x", "http://[::1",
     "http://u:p@a.example/", "http://a.example:0/", "http://a.example:99999/", "http://a b.example/",
     "http://a.example\r\nHost: b/", "javascript:alert(1)", "http://a.example/" + "x" * 3_000],
)  # fmt: skip
def test_address_that_cannot_be_fetched(url):
    with pytest.raises(FetchError) as caught:
        target_of(url)
    assert caught.value.reason == "address"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "http://a.example/b"),
        ("//c.example/d", "http://c.example/d"),
        ("?q", "http://a.example/x/y?q"),
        ("/stra\xc3\x9fe", "http://a.example/stra%C3%9Fe"),
    ],
)
def test_redirect(location, url):
    assert redirected(target_of("http://a.example/x/y"), location).url == url
