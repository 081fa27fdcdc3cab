"""Fetching from a local server that is slow, broken, huge, looping, packed or shut."""

import gzip
import socket
import ssl
import subprocess
import threading
import time

import pytest
import urllib3.util.connection

from dragoman.fetching import Bounds, Fetched, FetchFailure, Manners, user_agent

PAGE = b"<html><p>The ferry to the island left at noon.</p></html>"


def reason(result):
    assert isinstance(result, FetchFailure), result
    return result.reason


def test_a_page_with_what_its_headers_tell(server, make_fetcher):
    url = server.serve(
        "/a",
        PAGE,
        Content_Type='Text/HTML; charset="UTF-8"',
        ETag='"v1"',
        Last_Modified="Mon, 06 May 2024 10:00:00 GMT",
    )
    assert make_fetcher().fetch(url) == Fetched(
        url=url, final_url=url, status=200, content_type="text/html", charset="utf-8", etag='"v1"',
        last_modified="Mon, 06 May 2024 10:00:00 GMT", body=PAGE,
    )  # fmt: skip


def test_what_is_sent(server, make_fetcher, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    url = server.serve("/a", PAGE, Set_Cookie="id=7")
    agent = user_agent(contact="desk@news.example")
    fetcher = make_fetcher(manners=Manners(user_agent=agent))
    fetcher.fetch(url)
    fetcher.fetch(url, etag='"v1"', last_modified="yesterday")
    (_, first), (_, second) = [request for request in server.requests if request[0] == "/a"]
    assert first["User-Agent"] == agent
    assert agent.startswith("dragoman/")
    assert agent.endswith(" (+desk@news.example)")
    assert first["Host"] == f"127.0.0.1:{server.port}"
    assert first["Accept-Encoding"] == "gzip"
    assert "If-None-Match" not in first
    assert (second["If-None-Match"], second["If-Modified-Since"]) == ('"v1"', "yesterday")
    assert "Cookie" not in second


def test_not_modified(server, make_fetcher):
    url = server.serve("/a", b"", status=304)
    assert make_fetcher().fetch(url, etag='"v1"').status == 304
    assert reason(make_fetcher().fetch(url)) == "status"


@pytest.mark.parametrize("status", [204, 206, 301, 400, 401, 403, 404, 410, 500, 502, 299, 999])
def test_an_answer_without_a_page(server, make_fetcher, status):
    url = server.serve("/a", PAGE, status=status)
    assert reason(make_fetcher().fetch(url)) == ("protocol" if status == 301 else "status")


# Slow


def drip(handler, first):
    for byte in first + b"." * 200:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.02)


@pytest.mark.parametrize(
    "first",
    [b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ids=["headers", "body", "length", "chunks"],
)  # fmt: skip
def test_a_slow_drip_ends_with_the_total_time(server, make_fetcher, first):
    server.routes["/a"] = lambda handler: drip(handler, first)
    start = time.monotonic()
    assert reason(make_fetcher(bounds=Bounds(read=0.2, total=0.3)).fetch(server.url("/a"))) == "timeout"
    assert time.monotonic() - start < 3  # the drip goes on for 4


def test_silence_ends_with_the_read_time(server, make_fetcher):
    hang = threading.Event()
    url = server.raw("/a", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nbegun", hang=hang)
    assert reason(make_fetcher(bounds=Bounds(read=0.1, total=5)).fetch(url)) == "timeout"
    hang.set()


# Broken


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\ncut off", "protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n9\r\ncut", "protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nwords\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nwords", "protocol"),
        (b"HTTP/9 what\r\n\r\n", "protocol"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "protocol"),
        (b"", "connection"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200 + b"\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 100_000 + b"\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot packed", "encoding"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02", "encoding"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n", "size"),
        (b"HTTP/1.1 302 Found\r\n\r\n", "protocol"),
        (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", "address"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n", "address"),
    ],
)
def test_a_broken_answer(server, make_fetcher, sent, expected):
    assert reason(make_fetcher().fetch(server.raw("/a", sent))) == expected


def test_nobody_listens(make_fetcher):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert reason(make_fetcher().fetch(f"http://127.0.0.1:{port}/")) == "connection"


def test_no_such_host(make_fetcher, monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert reason(make_fetcher().fetch("http://nowhere.invalid/")) == "connection"


# Huge


def test_more_than_the_largest_size(server, make_fetcher):
    told = server.serve("/told", b"x" * 300_000)
    untold = server.raw("/untold", b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 50_000] * 10)
    bomb = server.serve("/bomb", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    fetcher = make_fetcher()
    assert [reason(fetcher.fetch(url)) for url in (told, untold, bomb)] == ["size"] * 3


def test_a_packed_page(server, make_fetcher):
    url = server.serve("/a", gzip.compress(PAGE), Content_Encoding="gzip")
    assert make_fetcher().fetch(url).body == PAGE


# Redirects


def redirect(server, path, to, status=302):
    return server.serve(path, b"", status=status, Location=to)


def test_redirects_are_followed(server, make_fetcher):
    url = redirect(server, "/1", "/2", 301)
    redirect(server, "/2", server.url("/3"), 307)
    server.serve("/3", PAGE)
    fetched = make_fetcher().fetch(url)
    assert (fetched.url, fetched.final_url, fetched.body) == (url, server.url("/3"), PAGE)


def test_a_circle_and_a_chain_without_end(server, make_fetcher):
    circle = redirect(server, "/a", "/b")
    redirect(server, "/b", "/a")
    for number in range(9):
        redirect(server, f"/{number}", f"/{number + 1}")
    assert reason(make_fetcher().fetch(circle)) == "redirect"
    assert server.asked("/a") == 1
    assert reason(make_fetcher().fetch(server.url("/0"))) == "redirect"
    assert (server.asked("/5"), server.asked("/6")) == (1, 0)


# Private networks. The local server stands for the public one: the test's resolver says where hosts are, and only the
# check of addresses is told that this machine is public.


@pytest.fixture
def public_here(monkeypatch):
    monkeypatch.setattr("dragoman.fetching.addresses.is_public", lambda address: address == "127.0.0.1")


def test_a_private_host_is_refused_and_not_asked(server, make_fetcher):
    fetcher = make_fetcher(allow_private=False)
    server.serve("/a", PAGE)
    for host in ("127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]"):
        assert reason(fetcher.fetch(server.url("/a", host))) == "private"
    assert server.requests == []


def test_a_redirect_into_a_private_network_is_refused(server, make_fetcher, public_here):
    hosts = {"news.example": ["127.0.0.1"], "inside.example": ["10.0.0.5"]}
    fetcher = make_fetcher(allow_private=False, resolver=lambda host, port: hosts[host])
    redirect(server, "/a", server.url("/b", "inside.example"))
    server.serve("/c", PAGE)
    assert fetcher.fetch(server.url("/c", "news.example")).body == PAGE
    assert reason(fetcher.fetch(server.url("/a", "news.example"))) == "private"
    assert server.asked("/b") == 0


def test_a_host_that_moves_into_a_private_network_is_refused(server, make_fetcher, public_here):
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"], ["10.0.0.5"]])  # page, its robots.txt, page, page
    fetcher = make_fetcher(allow_private=False, resolver=lambda host, port: next(answers))
    server.serve("/a", PAGE)
    url = server.url("/a", "news.example")
    results = [fetcher.fetch(url) for _ in range(3)]
    assert [isinstance(result, Fetched) for result in results] == [True, True, False]
    assert reason(results[2]) == "private"


def test_the_connection_goes_to_the_address_that_was_checked(make_fetcher, monkeypatch):
    """A name that is looked up again for the connection could lead elsewhere by then (DNS rebinding)."""
    dialled, looked_up = [], []

    def dial(address, *_, **__):
        dialled.append(address)
        raise OSError("no network in this test")

    def lookup(host, port):
        looked_up.append(host)
        return ["93.184.216.34", "10.0.0.5"] if len(looked_up) <= 2 else ["127.0.0.1"]

    monkeypatch.setattr(urllib3.util.connection, "create_connection", dial)
    fetcher = make_fetcher(allow_private=False, resolver=lookup)
    assert reason(fetcher.fetch("https://news.example/a")) == "connection"
    assert dialled == [("93.184.216.34", 443)]


def test_the_next_address_of_a_host_is_tried(server, make_fetcher):
    fetcher = make_fetcher(resolver=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    server.serve("/a", PAGE)
    assert fetcher.fetch(server.url("/a", "news.example")).body == PAGE


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for secure.example that nobody has signed, made by the openssl program."""
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
               "-days", "2", "-subj", "/CN=secure.example", "-addext", "subjectAltName=DNS:secure.example"]  # fmt: skip
    try:
        subprocess.run([*command, "-keyout", key, "-out", cert], check=True, capture_output=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("the openssl program, which makes the certificate of this test, is not here")
    return cert, key


@pytest.fixture
def tls(server, certificate):
    """The local server behind TLS; gives it with the names that clients asked for."""
    names = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.sni_callback = lambda _, name, __: names.append(name)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    server.serve("/a", PAGE)
    return server, names


def secure(server, host):
    return f"https://{host}:{server.port}/a"


def trusting(certificate):
    context = ssl.create_default_context()
    context.load_verify_locations(certificate[0])
    return context


def test_tls_is_verified_for_the_name_while_the_address_is_dialled(tls, certificate, make_fetcher):
    server, names = tls
    fetcher = make_fetcher(context=trusting(certificate), resolver=lambda *_: ["127.0.0.1"])
    assert fetcher.fetch(secure(server, "secure.example")).body == PAGE
    assert set(names) == {"secure.example"}
    assert server.requests[-1][1]["Host"] == f"secure.example:{server.port}"


@pytest.mark.parametrize(("host", "trusted"), [("secure.example", False), ("other.example", True)])
def test_a_certificate_that_does_not_hold(tls, certificate, make_fetcher, host, trusted):
    server, _ = tls
    server.serve("/robots.txt", b"")
    context = trusting(certificate) if trusted else None
    fetcher = make_fetcher(resolver=lambda *_: ["127.0.0.1"], context=context)
    result = fetcher.fetch(secure(server, host))
    assert reason(result) == "tls"
    assert server.requests == []


def test_plain_http_behind_an_https_address(server, make_fetcher):
    assert reason(make_fetcher().fetch(f"https://127.0.0.1:{server.port}/a")) == "tls"
