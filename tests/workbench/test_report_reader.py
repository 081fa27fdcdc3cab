"""The report reader: what is marked, what stands beside it, what loads later, and what hostile reports make of it."""

import re
import time

import pytest
from archived import TWO, FakeCoder, event, interval, party, report
from test_pages import Elements

from dragoman.archive import Archive
from dragoman.records import Attribution, Claim, DetailedReport, Mention, Place, Source, Tie
from dragoman.workbench.bench import Bench

TITLE = "Rangers raid Koro"
BODY = "Rangers from Koro fired on a convoy on Monday. A guard said it was dawn."
TEXT = f"{TITLE}\n\n{BODY}\n\nWhat came next\n\nNobody knows."
PAGE = "https://paper.example/raid"


def at(words, text=TEXT, start=0):
    first = text.index(words, start)
    return (first, first + len(words))


def named(words, code="MLI/MIL", text=TEXT, start=0):
    import msgspec

    return msgspec.structs.replace(party(code, words), span=at(words, text, start))


def source(words, cue):
    who = named(words, "MLI/MIL")
    fields = {name: getattr(who, name) for name in who.__struct_fields__}
    return Source(**fields, cue=cue, quoted=False, date=None)


def told(name="e-raid", trigger="fired", **more):
    import msgspec

    date = msgspec.structs.replace(interval("2031-05-05"), text="Monday", span=at("Monday"), basis="published")
    mention = Mention(trigger=trigger, span=at(trigger), sentence=(19, 66))
    made = event(
        name, "ASSAULT/firearms", mentions=(mention,), sources=(source("A guard", "said"),),
        place=Place(name="Koro", country="MLI", lat=1.0, lon=2.0, span=at("Koro", start=20)), dead=3,
        why="assault-shoot", **more,
    )  # fmt: skip
    return msgspec.structs.replace(
        made, actors=(named("Rangers from Koro"), named("Koro", "MLI/GOV", start=20)), date=date
    )


def raid(**more):
    claim = Claim(text=TITLE, span=(0, 17), supported=True, by=("e-raid",), event="e-raid", verdict="supported")
    tie = Tie(
        tie="t-raid", a=named("Rangers"), b=named("A guard"), relation="rivalry", kind=None, since=None, until=None,
        past=False, sources=(), mentions=(Mention(trigger="knows", span=at("knows"), sentence=(0, 1)),), confidence=0.4,
    )  # fmt: skip
    plain = report(
        TEXT,
        told(),
        told("e-again"),
        title=TITLE,
        day="2031-05-06",
        url=PAGE,
        publisher="The Koro Post",
        claims=(claim,),
        ties=(tie,),
        **more,
    )
    said = Attribution(source=(at("A guard"),), cue=(at("said"),), content=(at("it was dawn"),))
    return DetailedReport(**{name: getattr(plain, name) for name in plain.__struct_fields__}, attributions=(said,))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("reader") / "archive")
    archive.add(
        [raid(), report("Rangers shot at a convoy.", event("e-other", "ASSAULT"), day="2031-05-07", title="Shots")]
    )
    archive.group()
    return archive


@pytest.fixture(scope="module")
def reader(archive, open_at):
    return open_at(archive.path)


ID = raid().report
MARKED = {
    "actor": "Rangers from Koro", "time": "Monday", "place": "Koro", "trigger": "fired", "cue": "said",
    "quote": "it was dawn",
}  # fmt: skip


def marked(page, kind):
    """The words under a kind of mark, pieces of one mark joined."""
    body = page.split('<div class="reader">')[1]
    found = re.findall(r'<span class="m [^>]*>(?:<span [^>]*>)*|</span>|<a [^>]*>|</a>|[^<]+', body)
    depth, words = [], ""
    for token in found:
        if token.startswith("<span"):
            for each in re.findall(r"<span[^>]*>", token):
                depth.append(f"m-{kind} " in each)
        elif token == "</span>" and depth:
            depth.pop()
        elif not token.startswith("<") and any(depth):
            words += token
        elif not any(depth) and words and not words.endswith("|"):
            words += "|"
    return words


@pytest.mark.parametrize(("kind", "words"), MARKED.items(), ids=MARKED)
def test_what_an_event_points_to_is_marked(reader, kind, words):
    assert words in marked(reader.get(f"/report/{ID}").text, kind)


def test_marks_in_one_another_are_all_there(reader):
    page = reader.get(f"/report/{ID}").text
    [start] = {at("Koro", start=20)[0]}
    piece = re.search(rf'<span class="m [^"]*" id="w{start}".*?>Koro<', page, re.DOTALL)[0]
    assert re.findall(r"m-(\w+)", piece) == ["actor", "actor", "place"]


def test_events_and_their_words_lead_to_one_another(reader):
    page = reader.get(f"/report/{ID}").text
    start = at("fired")[0]
    assert '<a class="leads" href="#e-raid">fired</a>' in page
    assert 'href="#e-again" data-says="2"' in page
    card = page.split('id="e-raid"')[1].split("</article>")[0]
    assert f'href="#w{start}"' in card
    assert f"{start}-{start + 5}" in re.search(r'data-spans="([^"]*)"', card)[1]
    ids = {attributes["id"] for _, attributes in Elements(page).found if "id" in attributes}
    targets = {
        attributes["href"][1:] for tag, attributes in Elements(page).found if attributes.get("href", "").startswith("#")
    }
    assert targets <= ids


def test_a_card_tells_what_the_event_rests_on(reader):
    card = reader.get(f"/report/{ID}").text.split('id="e-raid"')[1].split("</article>")[0]
    for words in (
        "2031-05-05",
        "counted from the day of publication, 2031-05-06 (by hand)",
        "Koro",
        "“said”",
        "dead 3",
        "0.50",
        "/occurrence/",
    ):
        assert words in card
    assert re.search(r'href="/codebook/ASSAULT#rule-[\w-]+"|<code>assault-shoot</code>', card)


def test_paragraphs_and_headings_are_those_of_the_text(reader):
    page = reader.get(f"/report/{ID}").text
    assert page.count('<p dir="auto">') == 2
    assert len(re.findall(r'<h2 dir="auto">', page)) == 1
    assert "What came next" in re.sub(r"<[^>]+>", "", page.split('<h2 dir="auto">')[1])[:20]
    assert '<h1 class="reader"' in page


def test_claims_have_their_verdict_and_others_are_asked(reader):
    page = reader.get(f"/report/{ID}").text
    assert "✓ supported" in page
    assert '<a href="#e-raid">event 1</a>' in page
    answer = reader.get(f"/report/{ID}/claims.json").json()
    assert [row["event"] for row in answer["rows"]] == ["e-raid"]
    assert "What other reports say of the headline" in reader.get(f"/report/{ID}/claims").text


def test_related_reports_are_at_their_own_address(reader):
    page = reader.get(f"/report/{ID}").text
    assert f'<a href="/report/{ID}/related">' in page
    whole = reader.get(f"/report/{ID}/related").text
    part = reader.get(f"/report/{ID}/related", headers={"hx-request": "true"}).text
    assert ("Shots" in whole, "Shots" in part) == (True, True)
    assert ("<html" in whole, "<html" in part) == (True, False)


def test_the_twins_have_the_events(reader):
    data = reader.get(f"/report/{ID}.json").json()
    assert [row["event"] for row in data["rows"]] == ["e-raid", "e-again"]
    assert (data["text"], data["facts"]["publisher"]) == (TEXT, "The Koro Post")
    assert reader.get(f"/report/{ID}.csv").text.count("\n") == 3
    assert reader.get(f"/report/{ID}.parquet").content.startswith(b"PAR1")


def test_an_event_leads_to_its_report(reader):
    assert reader.get("/report/e-raid").headers["location"] == f"/report/{ID}#e-raid"


NOT_THERE = [
    "/report/r-none",
    "/report/r-none.json",
    "/report/e-none",
    "/report/r-none/related",
    "/report/r-none/explain",
    "/report/r-none/claims",
    "/paste/none",
]


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_there_has_a_page(reader, path):
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize("query", ["event=e-none", "part=2", "part=x", "dinner=1"])
def test_a_wrong_value_is_told(reader, query):
    assert reader.get(f"/report/{ID}?{query}").status_code == 400


def test_a_new_version_of_a_page_is_named_and_the_old_one_stays_readable(tmp_path, open_at):
    archive = Archive.create(tmp_path / "versions")
    old, new = raid(), report(f"{TEXT} Corrected.", told("e-new"), title=TITLE, url=PAGE, day="2031-05-07")
    archive.add([old])
    archive.add([new])
    client = open_at(archive.path)
    page = client.get(f"/report/{old.report}").text
    assert f'A later version of this page holds in its place: <a href="/report/{new.report}">' in page
    assert 'id="e-raid"' in page
    assert f'<a href="/report/{old.report}">1</a>' in client.get(f"/report/{new.report}").text


def test_what_people_decided_is_told_beside_what_the_machine_said(tmp_path, open_at):
    archive = Archive.create(tmp_path / "decided")
    archive.add([raid()])
    archive.decide("edit", "e-raid", field="status", value='"future"', who="ada", why="it is planned")
    archive.decide("reject", "e-again", who="bo", why="the same again")
    client = open_at(archive.path)
    page = client.get(f"/report/{ID}").text
    assert "<del>&#34;reported&#34;</del> <ins>&#34;future&#34;</ins>" in page
    assert "it is planned" in page
    assert "the same again" in page
    assert "1 taken away by a person" in page
    [row] = client.get(f"/report/{ID}.json").json()["rows"]
    assert (row["status"], '"status":"reported"' in row["machine"]) == ("future", True)


def test_a_withdrawn_event_leads_to_what_tells_its_words_now(tmp_path, open_at):
    archive = Archive.create(tmp_path / "withdrawn")
    archive.add([raid()])
    archive.recode(FakeCoder(TWO, lambda _: [told("e-anew")]))
    client = open_at(archive.path)
    page = client.get(f"/report/{ID}").text
    assert re.search(r'<li id="e-raid"><code>e-raid</code>.*?<a href="/report/e-anew">', page)
    assert client.get("/report/e-raid").headers["location"] == f"/report/{ID}#e-raid"


def test_an_archive_without_texts_has_nothing_to_read(tmp_path, open_at):
    archive = Archive.create(tmp_path / "bare", texts=False)
    archive.add([raid()])
    client = open_at(archive.path)
    page = client.get(f"/report/{ID}")
    assert (page.status_code, "keeps no texts" in page.text, 'id="e-raid"' in page.text) == (200, True, True)
    asked = client.get(f"/report/{ID}/explain?sentence=0")
    assert (asked.status_code, "keeps no texts" in asked.text) == (404, True)


# Hostile reports


def mention(start, end):
    return Mention(trigger="x", span=(start, end), sentence=(start, end))


NASTY = (
    '<script>alert(1)</script> & "quoted" <img src=x onerror=alert(2)> \u202eevil\u202c \x00 \ud800 javascript:alert(3)'
)
MANY = " ".join(f"word{n}" for n in range(3000))
HOSTILE = {
    "markup": (NASTY, [(0, 8), (4, 30)]),
    "a long line": ("x" * 200_000, [(5, 150_000), (10, 20)]),
    "overlapping": ("abcdefghij", [(0, 5), (3, 8), (4, 6), (0, 10), (9, 10)]),
    "nested": ("a" * 100, [(n, 100 - n) for n in range(50)]),
    "empty and wrong": ("abcdefghij", [(3, 3), (8, 2), (5, 500), (-4, 3)]),
    "only breaks": ("\n\n\n \n", []),
    "crossing paragraphs": ("One here.\n\nTwo there.\n\nThree.", [(4, 18), (0, 26)]),
}


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE)
def test_hostile_reports_are_shown_as_text(tmp_path, open_at, case):
    text, spans = case
    archive = Archive.create(tmp_path / "hostile")
    made = report(
        text,
        *[event(f"e-{n}", mentions=(mention(*span),)) for n, span in enumerate(spans)],
        title=NASTY,
        url="javascript:alert(4)",
        publisher=NASTY,
    )
    archive.add([made])
    answer = open_at(archive.path).get(f"/report/{made.report}")
    assert answer.status_code == 200
    for tag, attributes in Elements(answer.text).found:
        assert tag not in ("img", "b", "i")
        assert tag != "script" or attributes["src"].startswith("/static/")
        assert not [name for name in attributes if name.startswith("on")]
        assert not attributes.get("href", "").startswith("javascript:")
    assert "\u202e" not in answer.text
    assert "\x00" not in answer.text
    assert '<span class="control" title="U+202E right-to-left override">RLO</span>' in answer.text
    if text.strip():
        body = answer.text.split('<div class="reader">')[1].split("<aside")[0]
        shown = re.sub(r"<[^>]*>", "", body)
        assert text[:30].split("<")[0][:10].strip() in shown


def test_three_thousand_events_are_listed_in_parts(tmp_path, open_at):
    text, spans = MANY, [m.span() for m in re.finditer(r"word\d+", MANY)]
    archive = Archive.create(tmp_path / "many")
    made = report(text, *[event(f"e-{n:04}", mentions=(mention(*span),)) for n, span in enumerate(spans)])
    archive.add([made])
    client = open_at(archive.path)
    client.get("/about")
    began = time.perf_counter()
    page = client.get(f"/report/{made.report}").text
    assert time.perf_counter() - began < 20
    assert (page.count('<article class="card told"'), "capped at 200 a page" in page) == (200, True)
    assert f'href="/report/{made.report}?part=15#e-2999"' in page
    assert 'id="e-2999"' in client.get(f"/report/{made.report}?event=e-2999").text


def test_a_coder_is_loaded_once_and_codes_one_report_at_a_time(monkeypatch):
    made = []

    class Slow:
        def __init__(self):
            made.append(self)

        def code(self, report, *, detail):
            assert detail
            return report

    monkeypatch.setattr("dragoman.workbench.bench.Coder", Slow)
    bench = Bench()
    one = report("One.")
    assert bench.code(one) is bench.code(one) is one
    assert len(made) == 1
