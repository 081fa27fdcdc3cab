from dragoman.reading import Failure, read


def test_rss(pages):
    first, second, third = read([pages / "courier.rss.xml"])
    assert first.title == "Norland & Sudmark reopen a bridge"
    assert first.text.split("\n\n")[1:] == [
        "Norland and Sudmark reopened a bridge over the Elve on Saturday.",
        "Traders crossed it within the hour, the police said.",
    ]
    assert (first.id, first.authors, first.publisher) == ("courier-101", ("Mira Holt",), "The Harbour Courier")
    assert first.url == "https://courier.example.org/world/bridge"
    # The day is the one written, though in UTC it is the next one already.
    assert (first.published.start, first.published.basis) == ("2023-02-25", "metadata")
    assert second.text == second.title == "Envoys to meet in June"
    assert second.published is None
    assert "only a title" in second.notes[0]
    assert isinstance(third, Failure)
    assert "entry 3" in third.message


def test_atom(pages):
    (report,) = read([pages / "courier.atom.xml"])
    assert report.text == "Dockers end their strike\n\nThe dockers of Sudhaven ended their strike on Sunday."
    assert (report.published.start, report.authors) == ("2023-02-26", ("Ada Brook",))


def test_feed_under_another_name(pages, tmp_path):
    path = tmp_path / "saved.txt"
    path.write_bytes((pages / "courier.atom.xml").read_bytes())
    assert next(iter(read([path]))).title == "Dockers end their strike"


def rss(title, description):
    item = f"<item><title>{title}</title><description>{description}</description></item>"
    return f'<rss version="2.0"><channel>{item}</channel></rss>'


def test_entry_with_characters_that_xml_forbids(read_bytes):
    (report,), _ = read_bytes(rss("Talks end", "&lt;p&gt;They&amp;#11; met.&lt;/p&gt;"), "x.xml")
    assert report.text == "Talks end\n\nThey met."


def test_feed_that_breaks_the_parser_gets_an_error(read_bytes):
    reports, (failure,) = read_bytes(rss("Talks &#xD800; end", "They met."), "x.xml")
    assert not reports
    assert "cannot be parsed" in failure.message


def test_feed_without_entries(read_bytes):
    reports, (failure,) = read_bytes('<rss version="2.0"><channel><title>x</title></channel></rss>', "x.xml")
    assert not reports
    assert "without entries" in failure.message
