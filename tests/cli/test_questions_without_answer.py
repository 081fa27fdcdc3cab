"""How every command of analysis answers an actor nobody knows, a time without events, and an actor alone."""

from __future__ import annotations

import pytest

from dragoman.archive import Archive
from dragoman.cli import main
from dragoman.records import Event, Interval, Mention, Party, Place, Published, Report

HRODNA = Place(name="Hrodna", country="BLR", lat=53.7, lon=23.8, span=None)


def party(code):
    return Party(
        name=code, text=code, span=(0, 1), kind="state", country=code, sector="GOV", role=None, entity=f"{code}/GOV"
    )


def event(name, actor, recipient, day):
    return Event(
        event=name, type="AID", mode=None, about=None, contexts=(), cameo="070", quad=2, goldstein=7.0, intensity=6.0,
        status="reported", reciprocal=False, actors=(party(actor),),
        recipients=(party(recipient),) if recipient else (), size={},
        date=Interval(start=day, end=day, precision="day", text="", span=None, basis="published"), place=HRODNA,
        sources=(), mentions=(Mention(trigger="aid", span=(0, 3), sentence=(0, 3)),), in_="body", confidence=0.5,
        why="by-hand",
    )  # fmt: skip


EVENTS = (
    event("e-1", "BLR", "CHN", "2031-01-05"), event("e-2", "BLR", "KAZ", "2031-03-05"),
    event("e-3", "PER", None, "2031-03-06"), event("e-4", "BLR", "CHN", "2031-03-07"),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = Archive.create(tmp_path_factory.mktemp("asked") / "archive")
    published = Published(start="2031-03-08", end="2031-03-08", precision="day", basis="given", why="by hand")
    made.add([Report(report="r-1", text="aid", language="en", published=published, events=EVENTS)])
    return made.path


@pytest.fixture
def run(folder, capsys, monkeypatch, tmp_path):
    """What a call gives: exit status, standard output, standard error."""

    def call(line):
        words = [str(tmp_path / word) if word == "x.svg" else word for word in line.split()]
        monkeypatch.setattr("sys.argv", ["dragoman", *words, "--archive", folder])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


UNKNOWN = (
    "series Belarrus", "series BLR Belarrus", "network --actor Belarrus", "network --recipient Belarrus",
    "network --dyad Belarrus-CHN", "network --dyad CHN-Belarrus", "network --around Belarrus",
    "network --dependence Belarrus", "network --exposed-to Belarrus", "network --explain Belarrus CHN",
    "map --dyad Belarrus-CHN --out x.svg", "map --actor Belarrus --out x.svg", "map --explain Belarrus CHN --out x.svg",
    "ties Belarrus", "ties CHN Belarrus",
)  # fmt: skip


@pytest.mark.parametrize("line", UNKNOWN)
def test_an_actor_nobody_knows_gives_the_nearest_names_and_status_1(run, line):
    status, out, err = run(line)
    assert (status, out) == (1, "")
    assert "near are Belarus" in err
    assert err.count("\n") == 1


EMPTY = {
    "series, between two events": ("series BLR --since 2031-01-20 --until 2031-02-20", "no occurrences of Belarus"),
    "series, before the archive": ("series BLR --since 2029-01-01", "before the archive begins"),
    "series, after the archive": ("series BLR --since 2040-01-01", "no event is in the time"),
    "network, between two events": ("network --since 2031-01-20 --until 2031-02-20", "no two actors in events"),
    "network, before the archive": ("network --until 2030-01-01", "no event is in the time"),
    "map, between two events": ("map --since 2031-01-20 --until 2031-02-20 --out x.svg", "no two actors in events"),
    "places, between two events": ("map --places --since 2031-01-20 --until 2031-02-20 --out x.svg", "no"),
    "dependence": ("network --dependence BLR --since 2031-01-20 --until 2031-02-20", "no two actors in events"),
}


@pytest.mark.parametrize(("line", "words"), EMPTY.values(), ids=EMPTY)
def test_an_empty_time_is_told_with_what_the_archive_holds(run, line, words):
    status, out, err = run(line)
    assert (status, out) == (1, "")
    assert words in err
    assert "the archive holds 4 events, dated 2031-01-05 to 2031-03-07" in err


ALONE = {
    "a series of one actor": ("series BLR --format csv", 0, "2031-01"),
    "a series of nobody": ("series any", 1, "a series is of one actor at least"),
    "an actor whose acts are towards nobody": ("network --around PER", 1, "Peru (PER) is in no edge of this network"),
    "the same by dependence": ("network --dependence PER", 1, "Peru (PER) is in no edge of this network"),
    "the same by exposure": ("network --exposed-to PER", 1, "Peru (PER) is in no edge of this network"),
    "an actor that the archive does not have": ("network --around FRA", 1, "the archive holds 4 events"),
    "an actor of no map": ("map --actor PER --out x.svg", 1, "no two actors in events"),
}


@pytest.mark.parametrize(("line", "status", "words"), ALONE.values(), ids=ALONE)
def test_an_actor_alone_is_answered_clearly(run, line, status, words):
    code, out, err = run(line)
    assert code == status
    assert words in (out if status == 0 else err)


def test_dependence_is_the_share_of_an_actors_cooperation(run):
    _, out, _ = run("network --dependence Belarus")
    assert [line.split() for line in out.splitlines()] == [
        ["partner", "name", "units", "share", "share", "back"],
        ["CHN", "China", "2", "0.667", "1.000"],
        ["KAZ", "Kazakhstan", "1", "0.333", "1.000"],
    ]


def test_dependence_and_exposure_go_into_a_file(run, tmp_path):
    for name in ("dependence", "exposed-to"):
        run(f"network --{name} BLR --out {tmp_path / name}.csv")
    assert (tmp_path / "dependence.csv").read_text(encoding="utf8").splitlines()[1] == (
        "China,BLR,CHN,2.0,0.6666666666666666,1.0"
    )
    assert "Kazakhstan,KAZ,1,1.0,KAZ; BLR" in (tmp_path / "exposed-to.csv").read_text(encoding="utf8")
    assert run("network --dependence BLR --out x.svg")[0] == 2
