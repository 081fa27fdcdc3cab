import time

import pytest

from dragoman.codebook import load_codebook
from dragoman.reading.gate import why_passed
from dragoman.reading.skimming import skim
from dragoman.world import load_world
from gate import text as gate_text

FILE = "src/dragoman/reading/data/gate.txt"


def page(*paragraphs, lang="en", title="News", around=""):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang='{lang}'><head><title>{title}</title></head><body>{around}<article>{body}</article></body></html>"
    )


RECIPE = (
    "Heat the oven and butter a deep dish while the onions soften slowly in the oil. Stir the flour into the milk.",
    "Grate the cheese over the top. Bake until the crust is golden, about forty minutes. Serve it warm with salad.",
    "The leftovers keep for two days in the fridge. They taste even better cold.",
)
WEATHER = (
    "A band of rain moves in from the west this evening. It will be heavy at times over the hills, with a fresh wind.",
    "Tomorrow starts dry and bright. Clouds build by noon. Temperatures reach eighteen degrees near the coast.",
    "The weekend looks settled and warm. Expect mist in the valleys before breakfast.",
)
SPORT = (
    "The visitors scored twice in the last ten minutes. Their goalkeeper had kept them in the game until then.",
    "It was a fine evening for the young striker. He ran all night and hit the post before half time.",
    "They have now lost four games in a row. The manager shrugged and praised the fans.",
)
EVENT = "Kenya signed a treaty with Ghana on Tuesday after two days of talks about fishing rights in the lake."
FILLER = "The lake lies high in the hills and is known for its birds. Few boats go out on it in winter."
LANGUAGES = {
    "de": "Der Minister sagte, dass die Gespräche mit der Regierung nicht zu einem Ergebnis geführt haben und dass er sich nun an das Parlament wenden wird.",  # noqa: E501
    "fr": "Le ministre a dit que les discussions avec le gouvernement ne sont pas terminées et qu'elles vont reprendre dans la capitale avec les autres pays.",  # noqa: E501
    "ru": "Министр заявил, что переговоры с правительством продолжаются и что стороны ещё не пришли к соглашению о границе между двумя странами региона.",  # noqa: E501
    "ja": "大臣は政府との協議がまだ続いていると述べ、国境に関する合意には至っていないと説明した。"
    "来週にも首都で会談が再び開かれる見通しである。",
}


@pytest.mark.parametrize("section", [RECIPE, WEATHER, SPORT])
def test_other_topics_are_left_out(section):
    assert why_passed(page(*section)) == "topic"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("declared", ["en", None])
def test_other_languages_are_left_out(language, declared):
    words = [LANGUAGES[language]] * 5
    assert why_passed(page(*words, lang=declared or language)) == f"language: {language}"


@pytest.mark.parametrize("section", [RECIPE, WEATHER, SPORT])
def test_one_sentence_that_may_tell_an_event_is_enough(section):
    assert why_passed(page(*section, EVENT)) is None
    assert why_passed(page(*section, title="Kenya signs treaty with Ghana")) is None


@pytest.mark.parametrize("lang", ["de", "fr", ""])
def test_declared_language_does_not_decide_against_the_words(lang):
    assert why_passed(page(EVENT, FILLER, FILLER, lang=lang)) is None


@pytest.mark.parametrize("text", ["", "<html></html>", page("Home."), "<script>var a = 1;</script>", page(RECIPE[0])])
def test_what_cannot_be_judged_is_let_through(text):
    assert why_passed(text) is None


def test_lists_of_links_and_menus_do_not_count():
    menu = f"<nav><p>{EVENT}</p></nav><div><a href='/x'>{EVENT}</a></div><script>'{EVENT}'</script><!-- {EVENT} -->"
    assert why_passed(page(*RECIPE, around=menu)) == "topic"


def test_skimmed_page():
    found = skim(page(EVENT, "Short.", f"<b>{FILLER}</b>", lang="en-GB", title="Treaty signed"))
    assert found == ("en", ("Treaty signed",), (EVENT, FILLER))


@pytest.mark.parametrize(
    "text",
    ["<a " * 500_000, "<!--" * 400_000, "<script>" * 200_000, "<p" * 900_000, "<a href=x>" * 150_000, "a. " * 500_000],
)
def test_skimming_is_linear(text):
    began = time.process_time()
    why_passed(text)
    assert time.process_time() - began < 5


def test_words_of_the_gate_are_those_of_the_codebook_and_the_tables(pytestconfig):
    written = (pytestconfig.rootpath / FILE).read_text(encoding="utf-8")
    assert written == gate_text(load_codebook(), load_world()), "run python training/gate.py"
