"""Who may ask a workbench, and what may be changed: a table of requests that must be refused."""

import re

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from dragoman.workbench import Settings
from dragoman.workbench.app import View, create_app
from dragoman.workbench.settings import is_everywhere, is_loopback

OWN = {"origin": "http://127.0.0.1:8000"}


def said(visit):
    return PlainTextResponse(str(visit.form.get("words")))


@pytest.fixture
def writable(news, monkeypatch):
    """A workbench with a view that takes a change, as those of a review do; by settings."""
    monkeypatch.setattr("dragoman.workbench.app.VIEWS", (
        View("/page", lambda visit: visit.page("about.html", **_ABOUT), "/about"),
        View("/change", said, "/about", changes=True),
    ))  # fmt: skip

    def opened(**more):
        app = create_app(Settings(archive=news, **more))
        return TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False, follow_redirects=False)

    return opened


class _Nothing:
    makers, versions, shapes = (), {}, ""


class _Figure:
    part, what, figure, interval, of = "", "", 0.5, "", 1


_ABOUT = {"about": _Nothing, "figures": (_Figure,), "keeps_texts": True}


def token_of(client):
    """The token that the forms of a page carry; the browser has its cookie then."""
    return re.search(r'name="csrf-token" content="([^"]+)"', client.get("/page").text)[1]


REFUSED = {
    "a name that points to this machine": ({"host": "evil.example:8000"}, 403),
    "another port": ({"host": "127.0.0.1:9000"}, 403),
    "no port": ({"host": "127.0.0.1"}, 403),
    "a page of another site": ({"origin": "http://evil.example"}, 403),
    "another port's page": ({"origin": "http://127.0.0.1:9000"}, 403),
    "a page without an origin": ({"origin": "null"}, 403),
    "a secure page of the same name": ({"origin": "https://127.0.0.1:8000"}, 403),
    "what the browser calls another site": ({"sec-fetch-site": "cross-site"}, 403),
    "what the browser calls the same site": ({"sec-fetch-site": "same-site"}, 403),
    "another token": ({"x-csrf-token": "A" * 43}, 403),
    "an empty token": ({"x-csrf-token": ""}, 403),
    "more than it takes": ({"content-length": "5000001"}, 413),
    "a length that is no number": ({"content-length": "many"}, 413),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_change_is_refused(writable, case):
    headers, status = case
    client = writable()
    given = {**OWN, "x-csrf-token": token_of(client), **headers}
    answer = client.post("/change", content=b"words=x", headers=given)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "Traceback" not in answer.text


def test_a_change_of_a_page_is_made(writable):
    client = writable()
    token = token_of(client)
    assert client.post("/change", data={"words": "x", "csrf": token}, headers=OWN).text == "x"
    assert client.post("/change", data={"words": "y"}, headers={**OWN, "x-csrf-token": token}).text == "y"
    site = {"sec-fetch-site": "same-origin"}
    assert client.post("/change", data={"words": "z", "csrf": token}, headers=site).text == "z"


def test_a_change_without_origin_token_or_cookie_is_refused(writable):
    client = writable()
    token = token_of(client)
    assert client.post("/change", data={"csrf": token}).status_code == 403
    assert client.post("/change", data={"words": "x"}, headers=OWN).status_code == 403
    client.cookies.clear()
    assert client.post("/change", data={"csrf": token}, headers=OWN).status_code == 403


def test_nothing_can_be_changed_in_one_that_is_read_only(writable):
    client = writable(read_only=True)
    answer = client.post("/change", data={"csrf": token_of(client)}, headers=OWN)
    assert (answer.status_code, "--read-only" in answer.text) == (403, True)


def test_a_body_is_counted_while_it_is_read(writable):
    client = writable(upload_limit=1000)
    headers = {**OWN, "x-csrf-token": token_of(client), "content-type": "application/x-www-form-urlencoded"}

    def pieces():
        yield from (b"words=", b"x" * 600, b"y" * 600)

    answer = client.post("/change", content=pieces(), headers=headers)  # chunked: it does not say how long it is
    assert (answer.status_code, "1,000 bytes" in answer.text) == (413, True)


def test_the_cookie_is_kept_from_scripts_and_other_sites(writable):
    [cookie] = writable().get("/page").headers.get_list("set-cookie")
    assert re.fullmatch(r"dragoman-8000=[\w-]{43}; Path=/; HttpOnly; SameSite=Strict", cookie)


def test_a_page_has_one_token_as_long_as_the_browser_keeps_the_cookie(writable):
    client = writable()
    assert token_of(client) == token_of(client)


GOOD_HOSTS = ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"]


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_names_of_this_machine_are_its_own(client, host):
    assert client.get("/about", headers={"host": host}).status_code == 200


def test_a_refusal_tells_nothing_of_the_archive(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 403
    assert "archive" not in re.sub(r"<title>.*?</title>", "", answer.text).split("<main")[0]


EVERYWHERE = {
    "a number": ("192.0.2.7:8000", 200),
    "another port": ("192.0.2.7:80", 403),
    "a name": ("desk.example:8000", 403),
}


@pytest.mark.parametrize("case", EVERYWHERE.values(), ids=EVERYWHERE)
def test_one_that_listens_everywhere_goes_by_number(news, open_at, case):
    host, status = case
    client = open_at(news, host="0.0.0.0", token="t")
    client.get("/about?token=t", headers={"host": "127.0.0.1:8000"})
    assert client.get("/about", headers={"host": host}).status_code == status


def test_a_token_is_asked_for_once(news, open_at):
    client = open_at(news, token="swordfish ключ")
    assert client.get("/about").status_code == 403
    assert client.get("/static/app.css").status_code == 403
    assert client.get("/about?token=wrong").status_code == 403
    entered = client.get("/events?quad=4&token=swordfish+%D0%BA%D0%BB%D1%8E%D1%87&status=reported")
    assert (entered.status_code, entered.headers["location"]) == (303, "/events?quad=4&status=reported")
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "swordfish" not in entered.headers["set-cookie"]
    assert client.get("/about").status_code == 200
    assert client.get("/about?token=wrong").headers["location"] == "/about"  # this browser is in


def test_a_token_leads_to_no_other_host(news, open_at):
    answer = open_at(news, token="t").get("http://127.0.0.1:8000//evil.example/?token=t")
    assert answer.headers["location"] == "/evil.example/"


def test_pages_keep_to_themselves(client):
    headers = client.get("/").headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example", "localhost.example"])
def test_no_loopback(host):
    assert not is_loopback(host)
    assert is_everywhere(host) == (host in {"0.0.0.0", "::"})
