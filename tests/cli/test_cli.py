"""The command line as a user meets it: output, exit statuses, bad input, speed of help."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from dragoman.records import Report

EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD = "Kenyan President William Ruto visited Paris on Tuesday. He met French President Emmanuel Macron."


def run(*arguments, stdin=None):
    command = [sys.executable, "-m", "dragoman", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=120)


def records(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path):
    """A folder with one good text and inputs that are bad in every way."""
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "no-article.html").write_text(
        "<html><body><nav><a href='/'>Home</a></nav></body></html>", encoding="utf8"
    )
    (tmp_path / "lines.jsonl").write_text(
        json.dumps({"id": "a", "text": GOOD}) + "\n{not json\n" + json.dumps({"id": "b", "text": GOOD}) + "\n",
        encoding="utf8",
    )
    return tmp_path


def test_one_line_of_json_a_report():
    result = run("code", EXAMPLES / "border-clash.html", EXAMPLES / "summit.txt")
    assert result.returncode == 0
    assert result.stderr == b""
    assert [r["path"].rsplit("/", 1)[1] for r in records(result)] == ["border-clash.html", "summit.txt"]


def test_a_report_reads_back_as_a_record():
    line = run("code", EXAMPLES / "ceasefire.html").stdout.splitlines()[0]
    report = msgspec.json.decode(line, type=Report)
    assert msgspec.json.encode(report) == line


def test_every_span_points_to_its_words():
    [report] = records(run("code", "--detail", EXAMPLES / "sanctions.html"))
    text = report["text"]
    parties = [p for e in report["events"] for p in (*e["actors"], *e["recipients"], *e["sources"])] + report["parties"]
    spans = [(p["text"], p["span"]) for p in parties] + [(m["text"], m["span"]) for m in report["moments"]]
    spans += [(m["trigger"], m["span"]) for e in report["events"] for m in e["mentions"]]
    assert len(spans) > 30
    assert [(words, text[slice(*span)]) for words, span in spans if words != text[slice(*span)]] == []


def test_bad_inputs_are_told_and_the_rest_goes_on(folder):
    result = run("code", folder, folder / "missing.html")
    assert result.returncode == 1
    assert [r["id"] for r in records(result)] == [None, "a", "b"]
    told = result.stderr.decode()
    for name in ("empty.txt", "binary.html", "no-article.html", "lines.jsonl:2", "missing.html"):
        assert name in told
    assert "Traceback" not in told


def test_an_empty_folder(tmp_path):
    result = run("code", tmp_path)
    assert result.returncode == 1
    assert str(tmp_path) in result.stderr.decode()


def test_broken_utf8_is_repaired_with_a_note(tmp_path):
    page = tmp_path / "broken.txt"
    page.write_bytes(
        GOOD.encode() + b" The caf\xe9 and \xff\xfe stayed open. " + b"Ruto thanked Macron for the talks. " * 3
    )
    result = run("code", page)
    assert result.returncode == 0
    assert records(result)[0]["notes"] != []


def test_another_language_is_said_and_not_coded(tmp_path):
    page = tmp_path / "french.txt"
    page.write_text(
        "Le président français a rencontré la chancelière allemande à Berlin lundi, et les deux dirigeants ont "
        "parlé de la guerre en Ukraine pendant plus de deux heures avant de donner une conférence de presse commune.",
        encoding="utf8",
    )
    result = run("code", page)
    [report] = records(result)
    assert result.returncode == 1
    assert b"french.txt" in result.stderr
    assert report["events"] == []
    assert "fr" in report["language"]
    assert any("not coded" in note for note in report["notes"])


def test_fifty_megabytes_of_one_line(tmp_path):
    page = tmp_path / "long.txt"
    page.write_bytes(b"word " * 10_000_000)
    start = time.perf_counter()
    result = run("code", page)
    assert result.returncode == 1
    assert b"long.txt" in result.stderr
    assert time.perf_counter() - start < 30


def test_standard_input():
    [report] = records(run("code", "-", stdin=GOOD.encode()))
    assert any(event["type"] == "CONSULT" for event in report["events"])


def test_text_for_people():
    result = run("code", "--format", "text", EXAMPLES / "summit.html")
    assert "NATO invites Finland" in result.stdout.decode()


def test_explain_names_rules_and_what_was_missing():
    told = run("explain", EXAMPLES / "ceasefire.txt").stdout.decode()
    assert "coded [" in told
    assert "no rule held" in told


def test_schema_describes_an_event():
    schema = json.loads(run("schema").stdout)
    assert "in" in schema["$defs"]["Event"]["properties"]


def test_codebook_show():
    assert b"drone" in run("codebook", "show", "ASSAULT/drone").stdout
    unknown = run("codebook", "show", "ASSAULT/spoon")
    assert unknown.returncode == 2
    assert b"no mode 'spoon'" in unknown.stderr


def test_codebook_check():
    checked = run("codebook", "check", "--type", "RETREAT", "--no-sentences")
    assert (checked.returncode, checked.stdout) == (0, b"")
    assert b"examples checked, 0 faults" in checked.stderr


def test_wrong_calls():
    assert run("code").returncode == 2
    assert run("code", "--no-such-option", "x").returncode == 2
    assert run("code", "--published", "yesterday", EXAMPLES / "summit.txt").returncode == 2
    assert run("codebook", "check", "--type", "FOO").returncode == 2
    assert b"no_such_model" in run("code", "--language-model", "no_such_model", EXAMPLES / "summit.txt").stderr


@pytest.mark.parametrize(("asked", "had"), [({}, "system"), ({"ARROW_DEFAULT_MEMORY_POOL": "mimalloc"}, "mimalloc")])
def test_arrow_gives_memory_back_to_the_system_unless_told_otherwise(asked, had):
    code = """if True:
        import sys
        from dragoman.cli import main
        sys.argv = ["dragoman", "--version"]
        try:
            main()
        except SystemExit:
            import pyarrow
            print(pyarrow.default_memory_pool().backend_name)
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ARROW_")}
    done = subprocess.run([sys.executable, "-c", code], env=environment | asked, capture_output=True, check=True)
    assert done.stdout.decode().split()[-1] == had


def test_version_and_help_are_quick():
    """Compared with the bare interpreter in the same run, so that a slow machine does not fail it."""

    def seconds(*command):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], capture_output=True, check=True)
        return time.perf_counter() - start

    assert run("--version").stdout.decode().startswith("dragoman 0.")
    bare = min(seconds("-c", "import typer.main, rich.console") for _ in range(3))
    assert min(seconds("-m", "dragoman", "--help") for _ in range(3)) < 4 * bare


def test_help_does_not_load_spacy():
    code = "import sys, dragoman.cli.app; sys.exit('spacy' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_same_report_gives_the_same_ids():
    first, second = (records(run("code", EXAMPLES / "protest.html")) for _ in range(2))
    assert first == second
