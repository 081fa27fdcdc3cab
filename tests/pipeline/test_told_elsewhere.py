"""What a report tells of an act apart from the act's own words: who did it, when, who says so, which acts are one."""

import pytest

import dragoman
from dragoman.records import Published, Report

DAY = "2021-03-10"  # a Wednesday


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def events(coder, text, day=DAY):
    published = Published(start=day, end=day, precision="day", basis="given", why="test") if day else None
    report = Report(report="r-test", text=text, published=published, language="en")
    return coder.code(report).events


def codes(parties):
    return {f"{p.country or ''}/{p.sector or ''}".rstrip("/") for p in parties}


def one(found, code):
    type_, _, mode = code.partition("/")
    [event] = [e for e in found if e.type == type_ and mode in {"", e.mode}]
    return event


# text, type, days of the act or None
DATES = [
    ("President Recep Tayyip Erdogan has condemned the attack on Kabul.", "ACCUSE", ("2021-03-09", "2021-03-10")),
    ("Japan condemned North Korea on Wednesday. South Korea urged China to help.", "REQUEST", (DAY, DAY)),
    ("Kenya arrested two Somali rebels.", "COERCE", ("2021-03-09", "2021-03-10")),
    ("In 2014 Kenya attacked Somali rebels. It arrested two Somali journalists.", "COERCE", None),
    ("Kenya had arrested two Somali rebels.", "COERCE", None),
    ("Kenya has arrested Somali rebels for years.", "COERCE", None),
    ("Peru, which arrested two Chilean spies, is a member of the club.", "COERCE", None),
    # from the date of a clause of time to the day of the report
    (
        "Hundreds of Kenyan students have been arrested since the school year began in 2019.",
        "COERCE",
        ("2019-01-01", DAY),
    ),
    (
        "Kenya had arrested the Somali rebels after they shelled its border posts in 2019.",
        "COERCE",
        ("2019-01-01", DAY),
    ),
    (
        "Hundreds of Kenyan students have been arrested since Somalia attacked Kenya. Somalia attacked Kenya in 2019.",
        "COERCE/arrest",
        ("2019-01-01", DAY),
    ),
    # what the news came hours or days after
    (
        "The talks in Doha came just days after Kenya had arrested two Somali rebels.",
        "COERCE",
        ("2021-03-03", "2021-03-09"),
    ),
    ("The talks in Doha came hours after Kenya had arrested two Somali rebels.", "COERCE", ("2021-03-09", DAY)),
    # a bare moment behind a reason is the reason's
    ("Kenya arrested two Somali rebels over an attack last week.", "COERCE", ("2021-03-09", "2021-03-10")),
]


@pytest.mark.parametrize(("text", "type_", "days"), DATES)
def test_days_of_the_news(coder, text, type_, days):
    date = one(events(coder, text), type_).date
    assert (date and (date.start, date.end)) == days


def test_without_a_day_of_publication_nothing_is_dated(coder):
    assert one(events(coder, "Kenya arrested two Somali rebels.", None), "COERCE").date is None


def test_a_speaker_named_only_later_spoke_when_his_office_did(coder):
    text = (
        "A spokesman for France said on Monday that it condemned Mali.\n"
        '"We urge Chad to help," French spokeswoman Anne Duval said.'
    )
    date = one(events(coder, text), "REQUEST").date
    assert (date.start, date.end) == ("2021-03-08", "2021-03-08")


def test_a_counted_period_dates_no_act(coder):
    date = one(events(coder, "It was the second Iranian rocket launch this month."), "MOBILIZE").date
    assert date is None or date.start == date.end


# text, type, actors, recipients
SIDES = [
    ("Two Somali writers had been arrested, Kenyan police said.", "COERCE", {"KEN/COP"}, None),
    (
        "Mali's army kidnapped ten French nurses in May. The ten nurses of France were released on Monday.",
        "RETREAT",
        {"MLI/MIL"},
        None,
    ),
    (
        "A Turkish court sentenced a Turkish writer to two years in prison. Two Turkish journalists were fined.",
        "SANCTION",
        {"TUR/JUD"},
        None,
    ),
    ("Iran tested a missile. Germany condemned the move.", "ACCUSE", {"DEU/GOV"}, {"IRN/GOV"}),
    ("Norway welcomed the release of two Polish priests.", "SUPPORT", {"NOR/GOV"}, set()),
    ("Canada condemned the attack on Ghana.", "ACCUSE", {"CAN/GOV"}, set()),
    ("Russia must withdraw its troops from Georgia, Italy said.", "REQUEST", {"ITA/GOV"}, {"RUS/GOV"}),
    ("The army in Mali ousted President Ibrahim Boubacar Keita.", "COERCE", {"MLI/MIL"}, {"MLI/GOV"}),
    ("The army of Chad was put on the highest level of alert.", "MOBILIZE", {"TCD/MIL"}, None),
    ("Iran has warned about reprisals.", "THREATEN", {"IRN/GOV"}, None),
    ("Mali met Chad. Both sides deployed troops on Monday.", "MOBILIZE", {"MLI/GOV"}, {"TCD/GOV"}),
    ("Turkish police arrested four defendants.", "COERCE", {"TUR/COP"}, {"TUR/CVL"}),
    ("Turkish police arrested a lawyer.", "COERCE", {"TUR/COP"}, {"TUR/CVL"}),
    ("Turkish police arrested Islamists.", "COERCE", {"TUR/COP"}, {"TUR/OPP"}),
    ("Mali's rebels kidnapped six school girls.", "ASSAULT", {"MLI/REB"}, {"MLI/EDU"}),
    ("Mali lauded six schoolgirls. Its police arrested the girls.", "COERCE", {"MLI/COP"}, {"MLI/EDU"}),
    (
        "A court in Mali sentenced President Ibrahim Boubacar Keita to death. The ousted president left.",
        "SANCTION",
        {"MLI/JUD"},
        {"MLI/ELI"},
    ),
    ("Mass protests in Peru went on.", "PROTEST", {"PER/CVL"}, None),
    ("Iran fired a missile over Iraq.", "MOBILIZE", {"IRN/GOV"}, {"IRQ"}),
]


@pytest.mark.parametrize(("text", "type_", "actors", "recipients"), SIDES)
def test_sides(coder, text, type_, actors, recipients):
    found = [e for e in events(coder, text) if e.type == type_]
    assert any(codes(e.actors) == actors and (recipients is None or codes(e.recipients) == recipients) for e in found)
    assert all(codes(e.actors) == actors for e in found)


# text, type, number of events of it
NUMBERS = [
    ("A Turkish court jailed a Kurdish writer for two years. He had already been sentenced to a year.", "SANCTION", 2),
    ("Iran tested a rocket only days after it tested a missile.", "MOBILIZE", 2),
    ("Kenyan police arrested two activists. Kenyan police arrested three other activists.", "COERCE", 2),
    ("Kenyan police arrested two activists. The police arrested the activists in Nairobi.", "COERCE", 1),
]


@pytest.mark.parametrize(("text", "type_", "number"), NUMBERS)
def test_how_many_happenings(coder, text, type_, number):
    assert len([e for e in events(coder, text) if e.type == type_]) == number


def test_what_the_report_says_itself_has_no_source(coder):
    text = "Iran fired a missile at a camp in Iraq. Iran fired a missile at a camp in Iraq, Turkey said."
    assert one(events(coder, text), "ASSAULT").sources == ()


def test_who_speaks_for_a_state_is_no_source_of_its_speech(coder):
    text = '"Brazil opposes the blockade of Peru," Brazilian presidential spokesman Ivo Prado said.'
    assert one(events(coder, text), "ACCUSE").sources == ()


def test_a_spokesman_speaks_for_whom_the_sentence_is_about(coder):
    text = "In Mali, the African Union welcomes the ceasefire of Chad, said a spokesman on Monday."
    event = one(events(coder, text), "SUPPORT")
    assert event.sources == ()
    assert event.date.start == "2021-03-08"


def test_one_court_rules_on_one_day(coder):
    text = "A Turkish court sentenced a Turkish mayor to two years in prison on Monday. Two Turkish rebels were fined."
    assert [e.date.start for e in events(coder, text) if e.type == "SANCTION"] == ["2021-03-08", "2021-03-08"]
