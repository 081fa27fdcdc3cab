"""The figures are those of the script that the shared measuring data come with, on these data.

Predictions are coded reports where that takes seconds, and otherwise the gold with errors put in.
"""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys

import pytest

from dragoman.codebook.entries import QUADS
from dragoman.evaluation import evaluate

NAMES = {"p": "precision", "r": "recall", "f1": "f1"}


def read(path):
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


@pytest.fixture(scope="module")
def script(shared):
    """The figures of the script: (measure, figure) -> value, and numbers of things by name."""
    path = shared / "score" / "score.py"
    if not path.is_file():
        pytest.skip("the script to compare with is not here")

    def figures(task, gold, pred):
        command = [sys.executable, str(path), task, str(gold), str(pred)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        return dict(named(task, json.loads(done.stdout.splitlines()[-1])))

    return figures


def named(task, told):
    """The script's figures under the names that they have here."""
    for measure, value in told.items():
        if isinstance(value, dict):
            yield from (((measure, NAMES[name]), figure) for name, figure in value.items())
        elif isinstance(value, float):
            single = ("text", NAMES[measure]) if task == "pages" else None
            yield single or (measure, "macro_f1" if task == "relations" else "share"), value


def compare(script, task, gold, pred):
    result = evaluate(task, gold, pred)
    ours = {(measure, name): figure.value for measure, each in result.figures.items() for name, figure in each.items()}
    told = script(task, gold, pred)
    assert {key: ours[key] for key in told} == told
    assert any(0 < value < 1 for value in told.values())
    return result


# Coded reports


@pytest.fixture(scope="module")
def coded(shared, tmp_path_factory):
    """``dragoman code --detail`` of the shortest reports, and of the shortest documents of times and attributions."""
    data = shared / "data"
    files = (
        data / "reports" / "docs.jsonl",
        data / "times" / "wikinews-and-gum-dates.jsonl.gz",
        data / "attribution" / "political-news-dev.jsonl.gz",
    )
    reports = [report for path in files for report in sorted(read(path), key=lambda line: len(line["text"]))[:2]]
    folder = tmp_path_factory.mktemp("coded")
    fields = ("id", "title", "published", "text")
    rows = [json.dumps({key: report[key] for key in fields if report.get(key)}) for report in reports]
    (folder / "in.jsonl").write_text("\n".join(rows), encoding="utf8")
    command = [sys.executable, "-m", "dragoman", "code", "--detail", str(folder / "in.jsonl")]
    with (folder / "coded.jsonl").open("wb") as out:
        subprocess.run(command, stdout=out, check=True, timeout=120)
    return folder / "coded.jsonl"


@pytest.mark.parametrize(
    ("task", "gold"),
    [
        ("reports", "reports"),
        ("times", "times/wikinews-and-gum-dates.jsonl.gz"),
        ("sources", "attribution/political-news-dev.jsonl.gz"),
    ],
)
def test_coded_reports(script, shared, coded, task, gold):
    compare(script, task, shared / "data" / gold, coded)


# The gold with errors put in


@pytest.mark.parametrize("seed", range(3))
def test_reports_with_errors(script, shared, write, seed):
    chance = random.Random(seed)
    gold = shared / "data" / "reports"
    reports = [json.loads(path.read_text(encoding="utf8")) for path in sorted(gold.glob("*.json"))]
    result = compare(script, "reports", gold, write("pred.jsonl", [mistaken(report, chance) for report in reports]))
    assert result.figures["found"]["f1"].right > result.figures["typed"]["f1"].right > 20


def mistaken(report, chance):
    """A coded report: events left out, told twice, with other types, triggers, parties, dates and sources."""
    events = [
        coded
        for event in report["events"]
        for coded in (mistaken_event(event, chance),) * chance.choice((0, 1, 1, 1, 2))
    ]
    chance.shuffle(events)
    ties = [
        {"a": party(tie["a"]), "b": tie["b"], "relation": tie["relation"], "past": chance.random() < 0.2}
        for tie in report["ties"]
        if chance.random() < 0.8
    ]
    crossed = [{**tie, "a": tie["b"], "b": tie["a"]} for tie in ties if chance.random() < 0.4]
    return {"id": report["id"], "events": events, "ties": [*ties, *crossed]}


def mistaken_event(event, chance):
    def perhaps(value, *others):
        return value if chance.random() < 0.75 else chance.choice(others)

    sides = [[party(p["code"]) for p in event[side]] for side in ("actors", "recipients")]
    sides = perhaps(
        sides, sides[::-1], [sides[0] + sides[1], []], [[*sides[0], *map(party, ("XKX/GOV", "/UNK"))], sides[1]]
    )
    start, end = event.get("date") or (None, None)
    mentions = []
    for mention in event["mentions"]:
        at = mention["start"] + perhaps(0, chance.randint(-90, 90))
        mentions.append({"span": [at, at + perhaps(len(mention["trigger"]), 80, 81)]})
    return {
        "type": perhaps(event["type"], *QUADS),
        "mode": perhaps(event.get("mode"), None, "demo"),
        "about": {"type": perhaps(event.get("about"), "AID")},
        "status": perhaps(event["status"], "future"),
        "actors": sides[0],
        "recipients": sides[1],
        "date": perhaps({"start": start, "end": end}, None, {"start": start, "end": None}),
        "place": {"country": perhaps(event.get("place"), "XKX")},
        "sources": [party(code) for code in perhaps(event["sources"], [], ["XKX/GOV"])],
        "mentions": mentions,
    }


def party(code):
    country, _, sector = code.partition("/")
    return {"country": country or None, "sector": sector or None}


def test_times_with_errors(script, shared, write):
    chance = random.Random(1)
    gold = shared / "data" / "times" / "wikinews-and-gum-dates.jsonl.gz"
    rows = []
    for line in read(gold)[5:]:
        spans = [(e["start"] + chance.randint(-3, 3), e["end"] + chance.randint(0, 9)) for e in line["expressions"]]
        days = [(e.get("when") or e.get("from") or "")[:10] for e in line["expressions"]]
        moments = [{"span": s, "start": d, "end": chance.choice((d, None))} for s, d in zip(spans, days, strict=True)]
        rows.append({"id": line["id"], "moments": [m for m in moments if chance.random() < 0.8]})
    compare(script, "times", gold, write("pred.jsonl", rows))


def test_sources_with_errors(script, shared, write):
    chance = random.Random(2)
    gold = shared / "data" / "attribution" / "political-news-dev.jsonl.gz"
    rows = []
    for line in read(gold)[5:]:
        given = [
            {
                part: [[a + chance.randint(-9, 9), b] for a, b in spans if chance.random() < 0.9]
                for part, spans in a.items()
            }
            for a in line["attributions"]
            if chance.random() < 0.8
        ]
        rows.append({"id": line["id"], "attributions": given})
    compare(script, "sources", gold, write("pred.jsonl", rows))


def test_relations_with_errors(script, shared, write):
    chance = random.Random(3)
    gold = shared / "data" / "relations" / "plv-dev.jsonl"
    others = [*QUADS, None, "FOO"]
    rows = [
        {"id": r["id"], "type": r["root"] if chance.random() < 0.6 else chance.choice(others)} for r in read(gold)[20:]
    ]
    compare(script, "relations", gold, write("pred.jsonl", rows))


def test_stories_with_errors(script, shared, write):
    chance = random.Random(4)
    gold = shared / "data" / "clusters" / "stories-dev.jsonl.gz"
    stories = [line["story"] for line in read(gold)]
    rows = [
        {"id": d["id"], "story": chance.choice((d["story"], d["story"], *stories[:9], None))} for d in read(gold)[5:]
    ]
    compare(script, "stories", gold, write("pred.jsonl", rows))


def test_pages_with_errors(script, shared, write):
    chance = random.Random(5)
    gold = shared / "data" / "pages" / "articles" / "ground-truth.json"
    pages = json.loads(gold.read_text(encoding="utf8"))
    rows = []
    for name, page in list(pages.items())[3:]:
        words = page["articleBody"].split(" ")
        text = " ".join(["A title", *words[chance.randint(0, 20) : len(words) - chance.randint(0, 20)], "and more"])
        rows.append(
            {"path": f"pages/{name}.html.gz", "title": chance.choice((" A title", "Another", None)), "text": text}
        )
    compare(script, "pages", gold, write("pred.jsonl", rows))


def test_dates_with_errors(script, shared, write):
    chance = random.Random(6)
    gold = shared / "data" / "pages" / "dated" / "dates.json"
    pages = json.loads(gold.read_text(encoding="utf8"))
    rows = []
    for page in list(pages.values())[3:]:
        day = chance.choice((page["date"], page["date"], "2023-02-25", None))
        rows.append({"path": page["file"], "published": {"start": day} if chance.random() < 0.9 else None})
    compare(script, "dates", gold, write("pred.jsonl", rows))
