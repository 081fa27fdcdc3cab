"""Names of places in hand-made sentences: found, told apart, left alone."""

import pytest

from dragoman.language import Span
from dragoman.places import find_places
from trees import plain


@pytest.fixture(scope="module")
def nlp():
    return plain


def places(nlp, text, **options):
    return [(mention.place.name, mention.place.country) for mention in find_places(nlp(text), **options)]


FOUND = [
    ("The two presidents met in Samarkand, Uzbekistan, in autumn.", [("Samarkand, Uzbekistan", "UZB")]),
    ("A convoy left N'Djamena, Chad, at dawn.", [("N'Djamena, Chad", "TCD")]),
    ("He was held in Sana'a, Yemen.", [("Sanaa, Yemen", "YEM")]),
    ("Police in Springfield, Illinois, made an arrest.", [("Springfield, Illinois", "USA")]),
    ("A flood hit Evansville, Indiana, United States.", [("Evansville, Indiana, United States", "USA")]),
    ("Shells hit the Donetsk region and eastern Ukraine.", [("Donetsk region", "UKR"), ("eastern Ukraine", "UKR")]),
    ("Kabul International Airport was closed.", [("Kabul International Airport", "AFG")]),
    ("Soldiers left Deir ez-Zor and al-Tanf.", [("Deir ez-Zor", "SYR"), ("Al-Tanf", "SYR")]),
    ("Kiev's forces held Kherson city.", [("Kyiv", "UKR"), ("Kherson city", "UKR")]),
    ("Frigates crossed the South China Sea.", [("South China Sea", None)]),
    ("Envoys met at Panmunjom.", [("Panmunjom", None)]),
    ("The U.S. and the UK sent ships.", [("United States", "USA"), ("United Kingdom", "GBR")]),
    (
        "Türkiye, Czechia and Cote d'Ivoire agreed.",
        [("Turkey", "TUR"), ("Czech Republic", "CZE"), ("Ivory Coast", "CIV")],
    ),
    ("Guinea-Bissau's army seized Bissau.", [("Guinea-Bissau", "GNB"), ("Bissau", "GNB")]),
    ("Mexico and New Mexico disagreed.", [("Mexico", "MEX"), ("New Mexico", "USA")]),
    ("BEIJING (Reuters) - China said so.", [("Beijing", "CHN"), ("China", "CHN")]),
    ("Minister Lands In China For Talks In Beijing", [("China", "CHN"), ("Beijing", "CHN")]),
    ("A camp near St. Petersburg burned.", [("St. Petersburg", "RUS")]),
    ("The delegation flew to Washington, D.C., on Friday.", [("Washington", "USA")]),
    ("Serbs in Mitrovica, in northern Kosovo, protested.", [("Mitrovica", "XKX"), ("Northern Kosovo", "XKX")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_are_found(nlp, text, expected):
    assert places(nlp, text) == expected


TOLD_APART = [
    ("Fighters met in Tripoli, Libya.", ("Tripoli, Libya", "LBY")),
    ("Clashes broke out in Tripoli as the Lebanese army moved in.", ("Tripoli", "LBN")),
    ("The Lebanese port city of Tripoli was quiet.", ("Tripoli", "LBN")),
    ("The port of Tripoli, Lebanon's second city, was shut.", ("Tripoli", "LBN")),
    ("Gunmen attacked Tripoli.", ("Tripoli", "LBY")),
    ("A man was shot in Paris, Texas.", ("Paris, Texas", "USA")),
    ("The minister flew to Paris.", ("Paris", "FRA")),
    ("American officials flew to Paris with U.S. senators.", ("Paris", "FRA")),
    ("Pakistan's Punjab was flooded.", ("Punjab", "PAK")),
    ("Georgia and Armenia opened a crossing.", ("Georgia", "GEO")),
    ("Storms hit Georgia, Alabama and Florida.", ("Georgia", "USA")),
    ("Fighting in Idlib province killed two.", ("Idlib province", "SYR")),
    ("Congo's army lost Goma.", ("Goma", "COD")),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_APART)
def test_namesakes_are_told_apart(nlp, text, expected):
    assert expected in places(nlp, text)


def test_the_nearest_namesake_to_a_region_is_taken(nlp):
    (mention,) = find_places(nlp("A man was shot in Paris, Texas."))
    assert (mention.place.lat, mention.place.lon) == (pytest.approx(33.7, abs=0.1), pytest.approx(-95.6, abs=0.1))


NO_PLACE = [
    "Qin Gang spoke by phone. Gang said ties were good.",
    "Reading the statement, she called it a Nice gesture.",
    "Mobile phones were seized.",
    "Abraham Lincoln was named. Lincoln declined.",
    "Michael Jordan signed. Jordan smiled.",
    "Mr. Lincoln met Gen. Washington.",
    "Experts of the China University of Geosciences said so.",
    "The Paris Agreement was signed by the Kyiv Independent.",
    "The pro-Beijing party won US$ 5.",
    "He told us to go.",
    "Their university is at the University.",
]


@pytest.mark.parametrize("text", NO_PLACE)
def test_words_and_people_are_no_places(nlp, text):
    assert places(nlp, text) == []


SUPPORTED = [
    ("Troops paraded in Nice and Reading.", ["Nice", "Reading"]),
    ("Police in Split, Croatia, detained four.", ["Split, Croatia"]),
    ("Talks in Washington failed.", ["Washington"]),
    ("The town of Mobile was flooded.", ["Mobile"]),
]


@pytest.mark.parametrize(("text", "names"), SUPPORTED)
def test_doubtful_names_count_with_support(nlp, text, names):
    assert [name for name, _ in places(nlp, text)] == names


def test_an_unknown_place_does_not_empty_the_rest(nlp):
    assert places(nlp, "Rebels took Zorbaville and Kerrenmouth, Ukraine, and then Kharkiv.") == [
        ("Ukraine", "UKR"),
        ("Kharkiv", "UKR"),
    ]


def test_skipped_spans_give_no_mention(nlp):
    text = "Kyiv said that Minsk was wrong."
    assert places(nlp, text, skip=[(0, 4)]) == [("Minsk", "BLR")]


def test_a_person_of_the_model_is_no_place(nlp):
    doc = nlp("The ally of Kharkov resigned.")
    doc.ents = [Span(doc, 3, 4, "PERSON")]
    assert find_places(doc) == ()


def test_a_place_of_the_model_needs_no_other_support(nlp):
    doc = nlp("Lincoln was flooded.")
    assert find_places(doc) == ()
    doc.ents = [Span(doc, 0, 1, "GPE")]
    assert [mention.place.name for mention in find_places(doc)] == ["Lincoln"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "U.S.", "In the U.S.", "a — b", "Kyiv’s", "…Kyiv!", "US$"])
def test_spans_fit_tokens_and_text(nlp, text):
    doc = nlp(text)
    for mention in find_places(doc):
        start, end = mention.place.span
        assert doc[mention.start].idx <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert doc[mention.start : mention.end].text.startswith(text[start:end])


def test_states_have_no_coordinates_but_city_states_do(nlp):
    by_name = {
        m.place.name: m.place.lat for m in find_places(nlp("Talks between Belarus and Singapore went on in Minsk."))
    }
    assert by_name["Belarus"] is None
    assert by_name["Singapore"] == pytest.approx(1.3, abs=0.1)
    assert by_name["Minsk"] == pytest.approx(53.9, abs=0.1)


def test_full_stop_of_an_abbreviation_is_in_the_span(nlp):
    text = "He left the U.S. on Monday."
    (mention,) = find_places(nlp(text))
    assert text[slice(*mention.place.span)] == "U.S."
