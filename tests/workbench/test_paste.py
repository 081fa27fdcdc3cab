"""Paste and upload: coded on the spot, not stored unless asked, and nothing typed is lost."""

import re

import pytest
from markupsafe import escape

from dragoman.archive import Archive
from dragoman.workbench.bench import KEPT, Bench, Pasted

OWN = {"origin": "http://127.0.0.1:8000"}
TITLE = "Niger recalls its ambassador from Mali"
TEXT = "Niger recalled its ambassador from Mali on Tuesday. Mali's foreign ministry said it regretted the decision."
PAGE = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{TEXT}</p></article></body></html>"
LINE = '{"text": "Chad expelled two diplomats of Sudan on Monday.", "published": "2031-05-06"}\n'


@pytest.fixture
def desk(tmp_path, open_at):
    """A workbench over an archive of its own, and that archive's folder."""
    folder = Archive.create(tmp_path / "archive").path

    def opened(**more):
        client = open_at(folder, **more)
        client.folder = folder
        return client

    return opened


def sent(client, path="/paste", file=None, **fields):
    """The answer to a form of the page, with its token."""
    token = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/paste").text)[1]
    files = {"file": file} if file else {"file": ("", b"")}
    return client.post(path, data={"csrf": token, **fields}, files=files, headers=OWN)


def test_what_is_pasted_is_coded_and_not_stored(desk):
    client = desk()
    answer = sent(client, text=TEXT, title=TITLE, published="2031-05-07", publisher="The Koro Post")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert ("not stored" in page, "The Koro Post" in page, 'class="card told"' in page) == (True, True, True)
    assert "2031-05-06" in page  # the Tuesday before
    assert Archive(client.folder).sql("select * from reports").to_pylist() == []
    data = client.get(f"{answer.headers['location']}.json").json()
    assert (data["facts"]["title"], data["stored"]) == (TITLE, False)
    assert {"NER", "MLI"} <= {p["country"] for row in data["rows"] for p in (*row["actors"], *row["recipients"])}


def test_it_is_stored_when_asked_and_leads_there(desk):
    client = desk()
    place = sent(client, text=TEXT, title=TITLE, published="2031-05-07").headers["location"]
    stored = sent(client, f"{place}/store", report="1")
    assert stored.status_code == 303
    page = client.get(stored.headers["location"])
    assert (page.status_code, "/occurrence/" in page.text, "a run of <code>paste</code>" in page.text) == (
        200,
        True,
        True,
    )
    again = sent(client, f"{place}/store", report="1")  # a second press stores nothing twice
    assert again.headers["location"] == stored.headers["location"]
    assert Archive(client.folder).sql("select count(*) as n from reports").to_pylist() == [{"n": 1}]


def test_a_sentence_of_it_is_explained(desk):
    client = desk()
    place = sent(client, text=TEXT).headers["location"]
    page = client.get(f"{place}/explain?sentence=0").text
    assert ("recalled" in page, "Why was it coded" in page) == (True, True)
    assert client.get(f"{place}/explain.json").json()["rows"]


FILES = {
    "a page": ("raid.html", PAGE.encode(), 1),
    "a text": ("raid.txt", f"{TITLE}\n\n{TEXT}".encode(), 1),
    "lines": ("raids.jsonl", LINE.encode() * 1 + b'{"text": "Togo and Ghana signed a trade deal."}\n{"no": 1}\n', 2),
    "a name that leads elsewhere": ("../../etc/passwd", TEXT.encode(), 1),
    "a name with a NUL": ("a\x00b.txt", TEXT.encode(), 1),
}


@pytest.mark.parametrize("case", FILES.values(), ids=FILES)
def test_files_are_read_as_the_library_reads_them(desk, case):
    name, data, count = case
    client = desk()
    answer = sent(client, file=(name, data), published="2031-05-07", publisher="Sahel Wire")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    assert (f"report 1 of {count}" in page.text) == (count > 1)
    if count > 1:
        assert "line 3" in page.text
        assert client.get(f"{answer.headers['location']}?report=2").status_code == 200
    assert "/tmp" not in page.text


UNREADABLE = {
    "nothing": ({"text": "  "}, "there is no text"),
    "a date that is none": ({"text": TEXT, "published": "last week"}, "is no date"),
    "a picture": ({"text": "kept words", "file": ("x.png", b"\x89PNG\r\n\x1a\n")}, "a PNG picture"),
    "an empty file": ({"text": "kept words", "file": ("x.txt", b"")}, "empty"),
    "a JSON array": ({"text": "kept words", "file": ("x.json", b'[{"text": "x"}]')}, "one JSON object a line"),
}


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_gets_the_reason_and_keeps_what_was_typed(desk, case):
    given, words = case
    answer = sent(desk(), title="kept <title>", **given)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert 'value="kept &lt;title&gt;"' in answer.text
    if given["text"].strip():
        assert escape(given["text"]) in answer.text


def test_ten_megabytes_are_refused_with_a_page(desk):
    answer = sent(desk(), file=("big.txt", b"x" * 10_000_000))
    assert (answer.status_code, "Too large" in answer.text, "dragoman code" in answer.text) == (413, True, True)


def test_one_that_is_read_only_codes_but_does_not_store(desk):
    client = desk(read_only=True)
    place = sent(client, text=TEXT).headers["location"]
    page = client.get(place).text
    assert ("cannot be stored" in page, "/store" in page) == (True, False)
    assert sent(client, f"{place}/store", report="1").status_code == 403


@pytest.mark.parametrize("path", ["/paste", "/paste/none/store"])
def test_a_form_without_its_token_is_refused(desk, path):
    assert desk().post(path, data={"text": TEXT}, headers=OWN).status_code == 403


HOSTILE = [
    '<script>alert("x")</script> Niger <b>recalled</b>',
    "\u202eevil\u202c Niger",
    "Niger " + "x" * 200_000,
    "\x00 Niger",
    "</textarea><script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_text(desk, text):
    client = desk()
    answer = sent(client, text=text, title=text[:50], publisher=text[:50])
    page = client.get(answer.headers["location"]) if answer.status_code == 303 else answer
    assert page.status_code in (200, 400)
    assert not re.search(r"<script>|<b>", page.text)
    assert "\u202e" not in page.text
    assert "\x00" not in page.text


def test_only_the_last_few_are_kept():
    bench = Bench()
    keys = [bench.keep(Pasted(())) for _ in range(KEPT + 2)]
    assert [bench.kept(key) is not None for key in keys] == [False, False, *[True] * KEPT]
    assert bench.kept(keys[2]) is not None
    bench.keep(Pasted(()))  # what was looked at just now stays
    assert bench.kept(keys[2]) is not None
