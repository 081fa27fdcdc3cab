"""What ``dragoman who`` tells of a name."""

import pytest
from typer.testing import CliRunner

from dragoman.actors import similar, who
from dragoman.cli.app import app
from dragoman.errors import UsageError


def test_an_office_holder_on_a_day():
    (known,) = [k for k in who("Qin Gang", "2023-02-24") if k.then]
    assert (known.name, known.country, known.state, known.sector, known.office) == (
        "Qin Gang", "CHN", "China", "GOV", "foreign minister",
    )  # fmt: skip
    assert (known.start, known.end, known.source) == ("2022-12-30", "2023-07-25", "public-record")


def test_what_held_on_the_day_comes_first_and_the_rest_is_kept():
    found = who("Angela Merkel", "2020-01-01")
    assert [(k.office, k.then) for k in found] == [("chancellor", True), ("party leader", False)]
    assert {k.sector for k in found} == {"GOV", "PTY"}


@pytest.mark.parametrize(
    ("name", "kind", "country", "sector"),
    [
        ("Belarus", "state", "BLR", "GOV"),
        ("NATO", "organisation", "IGO", None),
        ("Hamas", "group", "PSE", "REB"),
        ("the Kremlin", "organisation", "RUS", "GOV"),
        ("Xinhua", "organisation", "CHN", "JRN"),
    ],
)
def test_states_bodies_groups_seats_and_outlets(name, kind, country, sector):
    known = who(name)[0]
    assert (known.kind, known.country, known.sector) == (kind, country, sector)


def test_unknown_names_and_days():
    assert who("Nobody McNoone") == ()
    assert "Taliban" in similar("Tailban")
    with pytest.raises(UsageError, match="'2020-13-01' is no day"):
        who("Belarus", "2020-13-01")


def _run(*words):
    return CliRunner().invoke(app, ["who", *words])


def test_the_command():
    result = _run("Qin Gang", "--on", "2023-02-24")
    assert result.stdout == "Qin Gang [CHN/GOV] foreign minister of China, 2022-12-30 to 2023-07-25 (public-record)\n"
    assert '"office":"foreign minister"' in _run("Qin Gang", "--on", "2023-02-24", "--json").stdout
    assert "nothing is known of 'Angela Merkel' on 2031-01-01" in _run("Angela Merkel", "--on", "2031-01-01").stderr
    assert _run("Nobody McNoone").exit_code != 0
