"""Walks: chunks that depend on the inputs alone, the ends of inputs, finished inputs, what failed."""

import gzip
import os

import pytest
from fake_work import jsonl

from dragoman.reading import Failure, Raw
from dragoman.scale.records import Ended
from dragoman.scale.settings import CHUNK, CHUNK_BYTES
from dragoman.scale.source import Retry, Walk, chunks, shard_of

TEXTS = [f"{n} ministers met." for n in range(CHUNK * 2 + 5)]


def ends(walk):
    return [each for each in walk if isinstance(each, Ended)]


def test_chunks_have_so_many_things_across_files(tmp_path):
    files = [jsonl(tmp_path / "a.jsonl", *TEXTS[:5]), jsonl(tmp_path / "b.jsonl", *TEXTS[5:])]
    found = list(chunks(Walk(files)))
    assert [len(chunk.raws) for chunk in found] == [CHUNK, CHUNK, 5]
    assert [raw.line for raw in found[0].raws] == [*range(1, 6), *range(1, 12)]
    assert found[-1].behind == sum(os.path.getsize(file) for file in files)


def test_a_chunk_of_many_bytes_is_closed(tmp_path):
    found = list(chunks(Walk([jsonl(tmp_path / "a.jsonl", *["x" * (CHUNK_BYTES // 3)] * 7)])))
    assert [len(chunk.raws) for chunk in found] == [3, 3, 1]


def test_an_input_that_is_done_is_not_opened(tmp_path):
    files = [jsonl(tmp_path / f"{name}.jsonl", name) for name in "abc"]
    done = shard_of(files[1], "how")
    walk = Walk(files, how="how", done=lambda shard: shard == done)
    assert [each.path for each in walk if isinstance(each, Raw)] == [files[0], files[2]]
    assert (walk.position.finished, walk.position.behind) == (1, walk.position.total)


@pytest.mark.parametrize("change", ["length", "time", "options"])
def test_an_input_that_is_another_one_than_before_is_read(tmp_path, change):
    file = jsonl(tmp_path / "a.jsonl", "one")
    before = shard_of(file, "how")
    if change == "length":
        jsonl(tmp_path / "a.jsonl", "three")
        os.utime(file, ns=(before.modified, before.modified))
    elif change == "time":
        os.utime(file, ns=(1, 1))
    assert shard_of(file, "otherwise" if change == "options" else "how") != before


def test_a_file_that_changes_while_it_is_read_is_not_finished(tmp_path):
    file = jsonl(tmp_path / "a.jsonl", "one", "two")
    entries = iter(Walk([file]))
    next(entries)
    jsonl(tmp_path / "a.jsonl", "one", "two", "three")
    assert [end.whole for end in entries if isinstance(end, Ended)] == [False]


def test_a_damaged_file_is_not_finished_and_a_bad_line_is_no_damage(tmp_path):
    whole = gzip.compress(b'{"text": "a"}\n' * 10_000)
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[:-20])
    (tmp_path / "bad.jsonl").write_text('{"text": "a"}\nno\n')
    assert [end.whole for end in ends(Walk([str(tmp_path)]))] == [True, False]


def test_standard_input_cannot_be_finished(monkeypatch, tmp_path):
    with open(jsonl(tmp_path / "a.jsonl", "one"), encoding="utf8") as file:
        monkeypatch.setattr("sys.stdin", file)
        walk = Walk(["-"])
        assert walk.position.total is None
        assert [end.whole for end in ends(walk)] == [False]


def test_what_failed_is_read_again_and_nothing_else(tmp_path):
    file, page = jsonl(tmp_path / "a.jsonl", *TEXTS[:4]), tmp_path / "p.html"
    page.write_text("<html><body><p>Ministers met.</p></body></html>")
    gone = str(tmp_path / "gone.html")
    entries = list(Retry([(file, 2), (file, 4), (file, 9), (str(page), None), (gone, None)]))
    assert [(each.path, each.line) for each in entries if isinstance(each, Raw)] == [
        (file, 2), (file, 4), (str(page), None),
    ]  # fmt: skip
    failed = [each for each in entries if isinstance(each, Failure)]
    assert [(each.path, each.line) for each in failed] == [(file, 9), (gone, None)]
    assert "no longer there" in failed[0].message
    settled = [(end.shard.path, end.shard.line) for end in entries if isinstance(end, Ended)]
    assert settled == [(file, 2), (file, 4), (str(page), None), (gone, None)]


def _record(body, status=200):
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://p.example/1\r\nWARC-Date: 2031-05-06T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:0f0e0d0c-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_a_record_of_a_crawl_that_failed_is_read_again_alone(tmp_path):
    pytest.importorskip("fastwarc")
    file = tmp_path / "crawl.warc"
    file.write_bytes(b"".join(_record(f"<html><body><p>{n} envoys met.</p></body></html>") for n in range(3)))
    walk = Walk([str(file)])
    entries = list(walk)
    raws = [each for each in entries if isinstance(each, Raw)]
    assert len(raws) == 3
    assert [end.whole for end in entries if isinstance(end, Ended)] == [True]
    again = list(Retry([(raws[1].path, None)]))
    assert [each.path for each in again if isinstance(each, Raw)] == [raws[1].path]
    assert [(end.shard.path, end.shard.line) for end in again if isinstance(end, Ended)] == [(raws[1].path, None)]
