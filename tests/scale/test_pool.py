"""Workers: the order of the inputs, bounded queues, and reports that hang, kill or break what codes them."""

import os
import time

import pytest
from fake_work import RECIPE, Broken, Dying, Fake, Slow, jsonl, walk

from dragoman.errors import ModelError, ScaleError
from dragoman.reading import Failure
from dragoman.scale.records import Coded
from dragoman.scale.running import Coding
from dragoman.scale.settings import AHEAD, CHUNK, READ_AHEAD
from dragoman.scale.working import report_of

PLAIN = [f"{n} ministers met in Koro." for n in range(40)]


def told(coding):
    """The text of each report, or the line and message of each failure, in order."""
    with coding:
        return [
            report_of(each, detail=False).text if isinstance(each, Coded) else (each.line, each.message)
            for each in coding
            if isinstance(each, Coded | Failure)
        ]


def test_results_come_in_the_order_of_the_inputs_whoever_is_first(tmp_path):
    texts = ["slow start", *PLAIN, "slow end", *PLAIN]
    file = jsonl(tmp_path / "a.jsonl", *texts)
    assert told(Coding(walk(file), RECIPE, workers=3, limit=60, make=Slow)) == texts


HARM = {
    "hang": "took longer than 2 s",
    "die": "it was ended by SIGKILL",
    "crash": "it was ended by SIGSEGV",
    "swell": "it needs more than the 2,000 MB",
    "stumble": "(ValueError: no such thing)",
}


@pytest.mark.parametrize(("word", "reason"), HARM.items(), ids=HARM)
def test_the_report_that_does_harm_fails_and_the_others_are_coded(tmp_path, word, reason):
    texts = [*PLAIN[:5], f"{word} in Koro", *PLAIN[5:]]
    found = told(Coding(walk(jsonl(tmp_path / "a.jsonl", *texts)), RECIPE, workers=2, limit=2, make=Fake))
    line, message = found.pop(5)
    assert (line, reason in message) == (6, True), message
    assert found == PLAIN


@pytest.mark.parametrize("word", ["swell", "stumble"])
def test_without_workers_too_the_report_that_does_harm_fails_alone(tmp_path, word):
    found = told(Coding(walk(jsonl(tmp_path / "a.jsonl", *PLAIN, word)), RECIPE, make=Fake))
    line, message = found.pop()
    assert (line, HARM[word] in message) == (41, True)
    assert found == PLAIN


FEED = """<rss version="2.0"><channel><title>Koro Post</title>
<item><title>First</title><link>https://p.example/1</link><description>Ministers met.</description></item>
<item><title>Second</title><link>https://p.example/2</link><description>{word} here.</description></item>
<item><title>Third</title><link>https://p.example/3</link><description>Envoys left.</description></item>
</channel></rss>"""


@pytest.mark.parametrize("workers", [None, 1])
def test_of_a_feed_only_the_guilty_entry_fails(tmp_path, workers):
    (tmp_path / "f.xml").write_text(FEED.format(word="stumble"))
    found = told(Coding(walk(tmp_path / "f.xml"), RECIPE, workers=workers, make=Fake))
    assert found[0].startswith("First")
    assert found[2].startswith("Third")
    assert "ValueError" in found[1][1]


def test_a_slow_caller_stops_the_reading(tmp_path):
    [inputs] = walk(jsonl(tmp_path / "a.jsonl", *[f"{n} ministers met." for n in range(CHUNK * 40)]))
    with Coding([inputs], RECIPE, workers=1, make=Fake) as coding:
        results = iter(coding)
        next(results)
        deadline, seen = time.monotonic() + 2, -1
        while time.monotonic() < deadline or seen != inputs.position.behind:
            seen = inputs.position.behind
            time.sleep(0.2)
        most = (AHEAD + READ_AHEAD + 3) / 40  # those that wait, one at the gate, one taken, one being filled
        assert seen / inputs.position.total < most
        assert sum(isinstance(each, Coded) for each in results) == CHUNK * 40 - 1


def test_a_model_that_cannot_be_loaded_is_told_as_without_workers(tmp_path):
    with pytest.raises(ModelError, match="give another one"):
        told(Coding(walk(jsonl(tmp_path / "a.jsonl", "a b")), RECIPE, workers=2, make=Broken))


def test_workers_that_do_not_start_are_given_up(tmp_path):
    with pytest.raises(ScaleError, match=r"3 worker processes .* status 3"):
        told(Coding(walk(jsonl(tmp_path / "a.jsonl", "a b")), RECIPE, workers=1, make=Dying))


def test_a_stop_ends_the_workers_and_gives_what_was_finished_out_of_order(tmp_path):
    texts = ["hang on", *PLAIN[1:16], *PLAIN]
    with Coding(walk(jsonl(tmp_path / "a.jsonl", *texts)), RECIPE, workers=2, limit=60, make=Fake) as coding:
        pool = coding._pool
        while len(list(coding.finished())) < 40:
            time.sleep(0.05)
        pids = pool.pids
    assert {report_of(each, detail=False).text for each in coding.finished()} == set(PLAIN)
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_worker_that_has_grown_is_renewed_and_nothing_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.scale.pool.RENEW", 1)
    monkeypatch.setattr("dragoman.scale.pool.RENEW_AFTER", 2)
    texts = [f"{n} ministers met." for n in range(CHUNK * 5)]
    seen = set()
    with Coding(walk(jsonl(tmp_path / "a.jsonl", *texts)), RECIPE, workers=1, make=Fake) as coding:
        found = [
            report_of(each, detail=False).text
            for each in coding
            if not seen.update(coding._pool.pids) and isinstance(each, Coded)
        ]
    assert found == texts
    assert len(seen) > 1
