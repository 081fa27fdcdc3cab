"""The gazetteer file: what it holds, and what is said when it is wrong."""

import gzip

import pytest

from dragoman.errors import DataError
from dragoman.places.cues import SHIPPED as CUES
from dragoman.places.cues import cues
from dragoman.places.gazetteer import COLUMNS, SHIPPED, doubtful_keys, load_gazetteer
from dragoman.world import load_world

HEAD = "\t".join(COLUMNS)


def write(path, *lines):
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write("\n".join((HEAD, *lines)) + "\n")
    return path


def test_is_large_and_small():
    assert len(load_gazetteer()) > 30_000
    assert SHIPPED.stat().st_size < 3_000_000


NEWS = [
    ("kyiv", "UKR"), ("kiev", "UKR"), ("donbas", "UKR"), ("crimea", "UKR"), ("bakhmut", "UKR"), ("darfur", "SDN"),
    ("el fasher", "SDN"), ("tigray", "ETH"), ("gaza strip", "PSE"), ("west bank", "PSE"), ("golan heights", "SYR"),
    ("rakhine", "MMR"), ("xinjiang", "CHN"), ("hokkaido", "JPN"), ("mitrovica", "XKX"), ("nagorno karabakh", "AZE"),
    ("mecca", "SAU"), ("saigon", "VNM"), ("bombay", "IND"), ("panmunjom", None), ("south china sea", None),
    ("kashmir", None), ("red sea", None), ("texas", "USA"), ("north kivu", "COD"), ("deir ez zor", "SYR"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "country"), NEWS)
def test_knows_what_the_news_names(key, country):
    assert country in {place.country for place in load_gazetteer().find(key)}


def test_every_row_is_sound():
    gazetteer, states = load_gazetteer(), {state.iso3 for state in load_world().states}
    for key in list(gazetteer._found):
        for place in gazetteer.find(key):
            assert place.country is None or place.country in states, place
            assert -90 <= place.lat <= 90, place
            assert -180 <= place.lon <= 180, place


BROKEN = [
    ("Kyiv\tkyiv\tUKR\t50\t30\t1\tvillage", "line 2, column kind"),
    ("Kyiv\tkyiv\tUKR\tnorth\t30\t1\tcity", "line 2, column lat, lon, population"),
    ("Kyiv\tkyiv\tUKR", "line 2, column kind"),
]


@pytest.mark.parametrize(("line", "said"), BROKEN)
def test_a_wrong_row_is_named(tmp_path, line, said):
    with pytest.raises(DataError, match=said):
        load_gazetteer(write(tmp_path / "places.tsv.gz", line)).find("kyiv")


def test_a_row_without_keys_is_named(tmp_path):
    with pytest.raises(DataError, match="line 3, column keys"):
        load_gazetteer(write(tmp_path / "places.tsv.gz", "Kyiv\tkyiv\tUKR\t50\t30\t1\tcity", "Kyiv"))


def test_a_missing_or_damaged_file_is_named(tmp_path):
    with pytest.raises(DataError, match="nowhere"):
        load_gazetteer(tmp_path / "nowhere.gz")
    damaged = tmp_path / "damaged.gz"
    damaged.write_bytes(SHIPPED.read_bytes()[:5000])
    with pytest.raises(DataError, match="damaged"):
        load_gazetteer(damaged)


def test_wrong_columns_are_named(tmp_path):
    path = tmp_path / "places.tsv.gz"
    path.write_bytes(gzip.compress(b"name\tcountry\nKyiv\tUKR\n", mtime=0))
    with pytest.raises(DataError, match="the columns must be name, keys"):
        load_gazetteer(path)


@pytest.mark.parametrize("key", ["nice", "reading", "mobile", "lincoln", "washington", "lugo", "split"])
def test_doubtful_names_are_listed(key):
    assert key in doubtful_keys()


@pytest.mark.parametrize("key", ["kyiv", "minsk", "london", "beijing", "tehran", "gaza", "goma", "delhi", "lagos"])
def test_plain_names_are_not_doubtful(key):
    assert key not in doubtful_keys()


@pytest.mark.parametrize(
    ("change", "said"), [("\nlocative\tin\n", "'locative'"), ("\nodd\tin\n", "'odd'"), ("\nsides\t\n", "'sides'")]
)
def test_wrong_cues_are_named(tmp_path, change, said):
    path = tmp_path / "cues.tsv"
    path.write_text(CUES.read_text(encoding="utf8") + change.lstrip("\n"), encoding="utf8")
    with pytest.raises(DataError, match=said):
        cues(path)


def test_a_missing_cue_is_named(tmp_path):
    path = tmp_path / "cues.tsv"
    path.write_text("cue\twords\nlocative\tin\n", encoding="utf8")
    with pytest.raises(DataError, match="is missing"):
        cues(path)
