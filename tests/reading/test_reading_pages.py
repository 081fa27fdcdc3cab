import pytest

from dragoman.reading import Failure, Limits, read, read_path

ARTICLE = "<p>{}</p>".format(
    "The envoys of Norland and Sudmark met on the bridge and spoke for an hour about the river, their offices said."
)


def only(path, **options):
    (report,) = read([path], **options)
    return report


def page(head, body=ARTICLE, html='lang="en"'):
    head = f"<head><meta charset='utf-8'>{head}</head>"
    return f"<!DOCTYPE html><html {html}>{head}<body><article>{body}</article></body></html>"


def test_page_with_metadata(pages):
    report = only(pages / "visit.html")
    assert report.title == "Norland premier to visit Sudmark for talks on river border"
    assert report.authors == ("Mira Holt", "Jonas de Wit")
    assert report.publisher == "The Harbour Courier"
    assert report.url == "https://courier.example.org/world/norland-premier-visit"
    assert report.language == "en"
    assert (report.published.start, report.published.end, report.published.basis) == (
        "2024-05-14",
        "2024-05-14",
        "metadata",
    )
    assert "article:published_time" in report.published.why
    assert report.path == str(pages / "visit.html")


def test_page_text_is_title_and_paragraphs(pages):
    report = only(pages / "visit.html")
    title, *paragraphs = report.text.split("\n\n")
    assert title == report.title
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["The", "Sudmark's", "Both"]
    assert report.text.count(report.title) == 1


@pytest.mark.parametrize(
    "words",
    [
        "fbpx",
        "cookies",
        "Share",
        "Facebook",
        "Enlarge",
        "Advertisement",
        "Read more",
        "Related",
        "lakes",
        "Mira Holt",
        "rights",
    ],
)
def test_furniture_stays_out(pages, words):
    assert words not in only(pages / "visit.html").text


def test_day_in_the_address_and_agency_credits(pages):
    report = only(pages / "strike.html")
    assert (report.published.start, report.published.basis) == ("2023-02-25", "url")
    assert report.authors == ("Ada Brook", "Leo Carr")
    assert "Reporting by" not in report.text
    assert report.title == "Dockers in Sudhaven walk out over pay"


def test_day_beside_the_heading_in_the_order_of_the_region(pages):
    report = only(pages / "talks.html")
    assert (report.published.start, report.published.basis) == ("2023-03-10", "text")
    assert "Published" not in report.text


def test_french_page_is_read_and_said_not_to_be_coded(pages):
    report = only(pages / "visite.html")
    assert report.language == "fr"
    assert report.notes == ("language fr: not coded, only English is",)


def test_front_page_has_no_article(pages):
    failure = only(pages / "front.html")
    assert isinstance(failure, Failure)
    assert "no article" in failure.message


@pytest.mark.parametrize(
    ("head", "day", "basis"),
    [
        ('<meta name="pubdate" content="2022-03-04">', "2022-03-04", "metadata"),
        ('<meta name="date" content="4 March 2022">', "2022-03-04", "metadata"),
        ('<meta property="article:modified_time" content="2022-03-04T10:00:00Z">', None, None),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-03-04T23:00-05:00"}</script>',
         "2022-03-04", "metadata"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-03-04",}</script>',
         "2022-03-04", "metadata"),
        ('<script type="application/ld+json">[{"@type":"Person","name":"A"}]</script>', None, None),
        ('<link rel="canonical" href="https://example.org/news/20220304/talks">', "2022-03-04", "url"),
        ('<link rel="canonical" href="https://example.org/news/2022/03/talks">', None, None),
        # A clock in UTC is a day ahead of the publisher's own, which the address shows.
        ('<meta property="article:published_time" content="2022-03-05T02:10:00Z">'
         '<link rel="canonical" href="https://example.org/2022/03/04/talks">', "2022-03-04", "url"),
        ('<meta property="article:published_time" content="2022-03-05T02:10:00+01:00">'
         '<link rel="canonical" href="https://example.org/2022/03/04/talks">', "2022-03-05", "metadata"),
    ],
)  # fmt: skip
def test_publication_day_of_the_head(read_bytes, head, day, basis):
    (report,), _ = read_bytes(page(head), "page.html")
    found = report.published
    assert (found and found.start, found and found.basis) == (day, basis)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('<time itemprop="datePublished" datetime="2022-03-04">yesterday</time>', "2022-03-04"),
        ('<time pubdate="pubdate" datetime="2022-03-04T10:00">4/3</time>', "2022-03-04"),
        ('<span class="entry-date">4 March 2022</span>', "2022-03-04"),
        ('<div class="zz">First published on 4 March 2022 10:15</div>', "2022-03-04"),
        ('<span class="date">3 hours ago</span>', None),
        ('<aside><span class="date">4 March 2022</span></aside>', None),
        ("<div>Created anew in March 2022, the council met twice.</div>", None),
    ],
)
def test_publication_day_of_the_body(read_bytes, line, day):
    (report,), _ = read_bytes(page("", f"<h1>Envoys meet on a bridge</h1>{line}{ARTICLE}"), "page.html")
    assert (report.published and report.published.start) == day


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Envoys meet on a bridge - News</title>", "Envoys meet on a bridge", "Envoys meet on a bridge"),
        ("<title>Envoys meet on a bridge | BBC</title>", "", "Envoys meet on a bridge"),
        ("<title>Envoys meet - on a bridge</title>", "", "Envoys meet - on a bridge"),
        (
            '<meta property="og:title" content="Envoys meet on a bridge"><title>x</title>',
            "World",
            "Envoys meet on a bridge",
        ),
        ('<meta property="og:title" content="Norland&amp;#039;s envoys meet">', "", "Norland's envoys meet"),
        ("", "Envoys meet on a bridge", "Envoys meet on a bridge"),
    ],
)
def test_title(read_bytes, head, heading, title):
    body = f"<h1>{heading}</h1>{ARTICLE}" if heading else ARTICLE
    (report,), _ = read_bytes(page(head, body), "page.html")
    assert report.title == title


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ('<meta name="author" content="Mira Holt and Jonas de Wit">', ("Mira Holt", "Jonas de Wit")),
        ('<meta name="author" content="admin">', ()),
        ('<meta property="article:author" content="https://example.org/mira">', ()),
        ('<meta name="author" content="Mira Holt, Senior Staff Writer">', ("Mira Holt",)),
        (
            '<script type="application/ld+json">{"@type":"Article","author":{"name":"Mira Holt"}}</script>',
            ("Mira Holt",),
        ),
    ],
)
def test_authors_of_the_head(read_bytes, head, authors):
    (report,), _ = read_bytes(page(head), "page.html")
    assert report.authors == authors


@pytest.mark.parametrize("href", ["/talks", "javascript:alert(1)", "ftp://example.org/a", "https://["])
def test_only_web_addresses_are_taken(read_bytes, href):
    (report,), _ = read_bytes(page(f'<link rel="canonical" href="{href}">'), "page.html")
    assert report.url is None


def test_given_day_goes_before_the_page(pages):
    assert only(pages / "visit.html", published="2020-01-02").published.basis == "given"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("a&#147;b&#148;", "a“b”"),
        ("a&#11;b", "ab"),
        ("a\x0bb", "ab"),
        ("a&#xD800;b", "ab"),
        ("a&#9999999;b", "ab"),
        ("a\x00b", "ab"),
    ],
)
def test_characters_that_xml_forbids(read_bytes, written, read_as):
    words = f"The envoys {written} met on the bridge and spoke for an hour about the river, their offices said."
    (report,), _ = read_bytes(page("", f"<p>{words}</p><style>x</style>\x0b"), "page.html")
    assert read_as in report.text


def test_page_under_another_name(read_bytes):
    (report,), _ = read_bytes(page("<title>Envoys meet on a bridge</title>"), "download")
    assert report.text.startswith("Envoys meet on a bridge\n\nThe envoys")


def test_page_with_too_many_elements(read_bytes):
    reports, (failure,) = read_bytes(page("", "<p>a</p>" * 300), "page.html", limits=Limits(elements=200))
    assert not reports
    assert "elements" in failure.message


def test_id_does_not_depend_on_the_path(pages, tmp_path):
    copy = tmp_path / "copy.html"
    copy.write_bytes((pages / "visit.html").read_bytes())
    first, second = only(pages / "visit.html"), only(copy)
    assert first.report == second.report
    assert first.report.startswith("r-")
    assert len(first.report) == 18
    assert next(read_path(pages / "strike.html")).report != first.report
