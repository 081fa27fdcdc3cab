import gzip
import io
import socket
import subprocess
import sys
import time

import pytest

from dragoman.errors import UsageError
from dragoman.reading import Failure, Limits, read, read_path

TEXT = "Envoys meet on a bridge\n\nThe envoys of Norland spoke for an hour."


def failure_of(path, **options):
    (failure,) = read([path], **options)
    assert isinstance(failure, Failure)
    assert failure.path == str(path)
    return failure.message


def test_folder_is_read_in_sorted_order(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b.txt", "plain", ".hidden.txt", "style.css", "a/.git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    found = [report.path.removeprefix(f"{tmp_path}/") for report in read([tmp_path])]
    assert found == ["b.txt", "plain", "a/b.txt", "a/z.txt"]


def test_glob(tmp_path):
    for name in ("2.txt", "1.txt", "3.html"):
        (tmp_path / name).write_text(TEXT)
    assert [report.path[-5:] for report in read([f"{tmp_path}/*.txt"])] == ["1.txt", "2.txt"]


def test_name_with_glob_signs_is_a_file_first(tmp_path):
    (tmp_path / "a[1].txt").write_text(TEXT)
    (report,) = read(tmp_path / "a[1].txt")
    assert report.title == "Envoys meet on a bridge"


@pytest.mark.parametrize("name", ["x.txt.gz", "x.gz", "x.txt"])
def test_gzip_by_content(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(TEXT.encode(), mtime=0))
    (report,) = read([path])
    assert report.text == TEXT


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')))
    assert [(report.path, report.text) for report in read(["-"])] == [("-", "One."), ("-", "Two.")]


def test_one_bad_input_does_not_stop_the_others(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(TEXT)
    kinds = [type(item).__name__ for item in read([tmp_path / "missing.txt", good, tmp_path / "none*", good])]
    assert kinds == ["Failure", "Report", "Failure", "Report"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.txt", b"", "empty"),
        ("x.html", b" \n\n", "empty"),
        ("x.txt", bytes(range(256)) * 20, "binary"),
        ("x.html", b"%PDF-1.7 ...", "PDF"),
        ("x.txt", b"PK\x03\x04....", "ZIP"),
        ("x.txt", "Envoys meet".encode("utf-16-le"), "binary"),
        ("x.json", b'[{"text": "a"}]', "JSON array"),
        ("x.xml", b'<?xml version="1.0"?><urlset><url/></urlset>', "<urlset>"),
        ("x.gz", gzip.compress(bytes(range(256)) * 999, mtime=0)[:200], "damaged"),
        ("x.html", b"<!-- a -->" * 5000, "not a readable page"),
        ("x.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
    ],
)
def test_bad_file(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    assert words in failure_of(path)


def test_missing_file_and_empty_folder(tmp_path):
    assert "no such file" in failure_of(tmp_path / "x.txt")
    assert "no folder" in failure_of(tmp_path / "a" / "x.txt")
    assert "no file matches" in failure_of(tmp_path / "*.txt")
    assert "empty folder" in failure_of(tmp_path)
    (tmp_path / "a.css").write_text("x")
    assert "1 .css" in failure_of(tmp_path)


def test_device_is_not_read():
    assert "neither a file" in failure_of("/dev/zero")


@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.txt.gz", "x.jsonl"])
def test_fifty_megabytes_of_one_line(tmp_path, name):
    start = {"x.html": b"<html><body><p>", "x.jsonl": b'{"text": "'}.get(name, b"")
    data = start + b"word and " * 5_600_000
    path = tmp_path / name
    path.write_bytes(gzip.compress(data, 1, mtime=0) if name.endswith(".gz") else data)
    began = time.monotonic()
    assert ",000,000 bytes" in failure_of(path)
    assert time.monotonic() - began < 5


def test_limit_is_an_option(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(TEXT)
    assert "larger than 20 bytes" in failure_of(path, limits=Limits(document=20))


@pytest.mark.parametrize(
    "function", [lambda day: read(["x"], published=day), lambda day: read_path("x", published=day)]
)
def test_day_that_is_none_is_refused_at_once(function):
    with pytest.raises(UsageError, match="no date"):
        function("soon")


def test_importing_the_room_imports_no_markup_library():
    heavy = ("lxml", "trafilatura", "htmldate", "feedparser", "charset_normalizer", "spacy")
    code = f"import sys, dragoman.reading; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_touches_the_network(pages, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert sum(not isinstance(item, Failure) for item in read([pages])) == 9
