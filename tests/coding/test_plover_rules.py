"""PLOVER's coding rules, one test each, over invented sentences: active, passive, nominal, headline, attributed."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.pipeline import Coder
from dragoman.records import Event, Report

# A sentence that ends without a full stop is a headline. Behind it: countries of the actors and of the recipients.
FUTURE_COOPERATION = [
    ("Kenya will send humanitarian aid to Sudan next month.", "AID", "KEN", "SDN"),
    ("Emergency food will be delivered to Haiti by Canada, officials said.", "AID", "CAN", "HTI"),
    ("Norway is to provide medical supplies to Ukraine, the foreign ministry said.", "AID", "NOR", "UKR"),
    ("Brazil to host Argentine foreign minister in May", "CONSULT", "ARG", "BRA"),
    ("Egypt's planned visit to Qatar", "CONSULT", "EGY", "QAT"),
    ("Vietnam is going to trade with Laos.", "COOPERATE", "VNM", "LAO"),
    ("Japan will support the Philippines, the Japanese prime minister said.", "SUPPORT", "JPN", "PHL"),
]
ANNOUNCED_WITHDRAWALS = [
    ("Ethiopia announced the withdrawal of its troops from Somalia.", "ETH", "SOM"),
    ("The withdrawal of Rwandan forces from Congo was announced by Kigali.", "RWA", "COD"),
    ("Armenia's announcement of a withdrawal from Georgia", "ARM", "GEO"),
    ("Chad announces pullout of troops from Mali", "TCD", "MLI"),
    ("Uganda to pull troops out of Congo", "UGA", "COD"),
    ("Italian troops will leave Libya by June, the defence minister said.", "ITA", "LBY"),
    ("France said that it would withdraw its soldiers from Niger.", "FRA", "NER"),
]
SUMMONED_AMBASSADORS = [
    ("Spain summoned the Venezuelan ambassador over the arrests.", "ESP", "VEN"),
    ("The Indian ambassador was summoned by Nepal's foreign ministry on Monday.", "NPL", "IND"),
    ("Pakistan's summoning of the Afghan ambassador followed the raid.", "PAK", "AFG"),
    ("Denmark summons Chinese ambassador over spying claims", "DNK", "CHN"),
    ("The Greek foreign ministry called in Turkey's ambassador, the state broadcaster said.", "GRC", "TUR"),
    ("Ireland's government said it had summoned the Israeli ambassador.", "IRL", "ISR"),
]
CALLS_TO_END_OWN_CONFLICT = [
    ("Ukraine called for an end to the war with Russia.", "UKR", "RUS"),
    ("An end to the war with Saudi Arabia was called for by Yemen's Houthis.", "YEM", "SAU"),
    ("Azerbaijan's call for an end to the fighting with Armenia", "AZE", "ARM"),
    ("Armenia calls for end to war with Azerbaijan", "ARM", "AZE"),
    ("The Taliban called for an end to the fighting with Pakistan, a spokesman said.", "AFG", "PAK"),
    ("Russia urged an end to the conflict with Ukraine.", "RUS", "UKR"),
    ("Thailand called for a truce with Cambodia.", "THA", "KHM"),
    ("The Sudanese army called for an end to the war.", "SDN", ""),
]
CALLS_TO_END_CONFLICT_OF_OTHERS = [
    ("Turkey called for an end to the war between Russia and Ukraine.", "TUR"),
    ("Brazil urged Armenia to end its war with Azerbaijan.", "BRA"),
    ("Egypt calls for ceasefire in Sudan", "EGY"),
]
CANCELLED_MEETINGS = [
    ("Indonesia cancelled a meeting with Australia.", "IDN", "AUS"),
    ("The talks with Serbia were cancelled by Kosovo.", "XKX", "SRB"),
    ("Turkey's cancellation of the summit with Greece surprised diplomats.", "TUR", "GRC"),
    ("Egypt calls off talks with Ethiopia", "EGY", "ETH"),
    ("Saudi Arabia postponed a visit by the Canadian foreign minister, officials said.", "SAU", "CAN"),
    ("Colombia said it had cancelled its meeting with Panama.", "COL", "PAN"),
]
JOINT_EXERCISES = [
    ("Poland and Slovakia held joint military exercises in the Tatra mountains.", "POL SVK"),
    ("Joint naval drills were staged by Iran and Oman in the Gulf.", "IRN OMN"),
    ("The joint exercise of Kazakhstan and Uzbekistan ended on Sunday.", "KAZ UZB"),
    ("Philippines, Australia begin joint naval exercise", "PHL AUS"),
    ("Morocco conducted joint exercises with Spain, the army said.", "MAR ESP"),
    ("Thailand and Singapore took part in a joint air drill.", "THA SGP"),
]
ONE_COUNTRY_S_EXERCISES = [
    ("Venezuela held military exercises near the border.", "VEN"),
    ("Naval drills were conducted by Algeria in the Mediterranean.", "DZA"),
    ("Egypt's military exercise in Sinai lasted a week.", "EGY"),
    ("Taiwan begins live-fire drills", "TWN"),
    ("North Korea conducted an artillery drill on Friday, state media said.", "PRK"),
    ("Ethiopia staged war games along the frontier.", "ETH"),
]
EXPELLED_PERSONS = [
    ("Malaysia expelled a Burmese journalist.", "MYS", "MMR"),
    ("A Peruvian activist was expelled from Bolivia on Monday.", "BOL", "PER"),
    ("The deportation of a Nigerian preacher by Ghana", "GHA", "NGA"),
    ("Qatar deports Kenyan blogger", "QAT", "KEN"),
    ("Turkey deported two Iraqi migrants, the interior ministry said.", "TUR", "IRQ"),
    ("Angola expelled thousands of Congolese migrants.", "AGO", "COD"),
]
EXPELLED_DIPLOMATS = [
    ("Bulgaria expelled two Russian diplomats.", "BGR", "RUS"),
    ("A Rwandan diplomat was expelled by Belgium on Friday.", "BEL", "RWA"),
    ("Three Syrian diplomats were expelled from Kuwait.", "KWT", "SYR"),
    ("Algeria's expulsion of French diplomats", "DZA", "FRA"),
    ("Ecuador expels Cuban ambassador", "ECU", "CUB"),
    ("Sweden declared a Chinese diplomat persona non grata, the foreign ministry said.", "SWE", "CHN"),
]
VISITS = [
    ("Senegal's president visited Mauritania on Tuesday.", "SEN", "MRT"),
    ("Mongolia was visited by the Hungarian prime minister.", "HUN", "MNG"),
    ("The Omani foreign minister's visit to Iran ended on Monday.", "OMN", "IRN"),
    ("Vietnamese premier visits Laos", "VNM", "LAO"),
    ("Angola hosted the Zambian president on Thursday.", "ZMB", "AGO"),
    ("Finland received the Estonian prime minister in Helsinki.", "EST", "FIN"),
    ("Georgia's foreign minister arrived in Baku for talks, the ministry said.", "GEO", "AZE"),
]
MEETINGS = [
    ("The foreign ministers of Chile and Peru met on Wednesday.", "CHL PER"),
    ("Negotiations were held between Armenia and Turkey.", "ARM TUR"),
    ("Talks between Greece and Turkey took place in Geneva.", "GRC TUR"),
    ("Thai, Cambodian ministers meet", "THA KHM"),
    ("India and Bangladesh held talks, the Indian foreign ministry said.", "IND BGD"),
    ("A meeting of Kenya, Uganda and Tanzania was held in Nairobi.", "KEN UGA TZA"),
    ("The presidents of Brazil, Colombia and Guyana met in Manaus.", "BRA COL GUY"),
]
MOBILISED_TO_ATTACK = [
    ("Russia sent troops to attack Georgia.", "RUS"),
    ("Ethiopian forces were deployed to bomb Mekelle.", "ETH"),
    ("Azerbaijan deployed tanks and shelled Armenian villages.", "AZE"),
    ("Rwanda sends troops to attack Congo", "RWA"),
    ("Sudan moved artillery to shell Omdurman, witnesses said.", "SDN"),
    ("Turkey sent warplanes to bomb Kurdish fighters in Iraq.", "TUR"),
]
REFUSALS = [
    ("The United States will not lift sanctions on Cuba.", "RETREAT", "USA", "CUB"),
    ("Sanctions on Zimbabwe will not be lifted by Britain, London said.", "RETREAT", "GBR", "ZWE"),
    ("Morocco has no plans to withdraw its troops from Western Sahara.", "RETREAT", "MAR", "ESH"),
    ("Belarus is not going to release the Polish activists.", "RETREAT", "BLR", "POL"),
    ("Israel refuses to withdraw its troops from Lebanon.", "RETREAT", "ISR", "LBN"),
    ("Peru decided not to lift sanctions on Chile.", "RETREAT", "PER", "CHL"),
    ("Nicaragua vowed not to release the Polish bishops.", "RETREAT", "NIC", "POL"),
    ("Russia will not withdraw its troops from Georgia, officials said.", "RETREAT", "RUS", "GEO"),
    ("Hungary said it would not send weapons to Ukraine.", "AID", "HUN", "UKR"),
    ("Serbia will not recognise Kosovo", "SUPPORT", "SRB", "XKX"),
    ("Turkey won't meet with Armenia, the foreign minister said.", "CONSULT", "TUR", "ARM"),
    ("Lebanon has no intention of meeting Israel.", "CONSULT", "LBN", "ISR"),
    ("Venezuela does not intend to hold talks with Guyana.", "CONSULT", "VEN", "GUY"),
]
NOT_DONE = [
    "Rwanda did not withdraw its troops from Congo.",
    "Eritrea never withdrew its troops from Tigray.",
    "Russia may not release the prisoners.",
    "France is not expected to send weapons to Ukraine.",
    "Iran has not decided to release the American prisoners.",
    "Kenya will no longer send food to Somalia.",
    "Poland said that Russia will not withdraw its troops from Georgia.",
    "Cuba did not agree to release the activists.",
]
SPEECH_ACTS = [
    ("Ghana urged Togo to release the fishermen.", "REQUEST", "RETREAT", "GHA", "TGO"),
    ("Togo was urged by Ghana to withdraw its troops.", "REQUEST", "RETREAT", "GHA", "TGO"),
    ("Japan's offer to mediate between Chad and Niger", "AGREE", "CONSULT", "JPN", "TCD NER"),
    ("Iran threatens to attack Israel", "THREATEN", "ASSAULT", "IRN", "ISR"),
    ("Mexico agreed to send aid to Cuba, the president said.", "AGREE", "AID", "MEX", "CUB"),
    ("Syria refused to meet Turkey.", "REJECT", "CONSULT", "SYR", "TUR"),
    ("Japan vowed to cut aid to Mali.", "THREATEN", "SANCTION", "JPN", "MLI"),
]


@cache
def coder() -> Coder:
    return Coder(rules_only=True)


def events(text: str) -> tuple[Event, ...]:
    title = None if text.endswith(".") else text
    return coder().code(Report(report="r", title=title, text=text, language="en")).events


def only(text: str, type_: str) -> Event:
    """The one event of this type."""
    found = events(text)
    assert [e.type for e in found].count(type_) == 1, [(e.type, e.why) for e in found]
    return next(e for e in found if e.type == type_)


def types(text: str) -> set[str]:
    return {e.type for e in events(text)}


def about(event: Event) -> str | None:
    return event.about.type if event.about else None


def sides(event: Event) -> tuple[str, str]:
    actors, recipients = ([p.country or "" for p in side] for side in (event.actors, event.recipients))
    return " ".join(actors), " ".join(recipients)


@pytest.mark.parametrize(("text", "act", "actor", "recipient"), FUTURE_COOPERATION)
def test_future_cooperation_is_an_agreement_about_it(text, act, actor, recipient):
    event = only(text, "AGREE")
    assert (about(event), event.status, *sides(event)) == (act, "future", actor, recipient)
    assert act not in types(text)


@pytest.mark.parametrize(("text", "actor", "recipient"), ANNOUNCED_WITHDRAWALS)
def test_an_announced_withdrawal_is_a_concession(text, actor, recipient):
    event = only(text, "CONCEDE")
    assert (about(event), *sides(event)) == ("RETREAT", actor, recipient)
    assert "RETREAT" not in types(text)


@pytest.mark.parametrize(("text", "actor", "recipient"), SUMMONED_AMBASSADORS)
def test_a_summoned_ambassador_is_an_accusation(text, actor, recipient):
    event = only(text, "ACCUSE")
    assert (event.mode, *sides(event)) == ("disapprove", actor, recipient)
    assert "CONSULT" not in types(text)


@pytest.mark.parametrize(("text", "actor", "recipient"), CALLS_TO_END_OWN_CONFLICT)
def test_a_party_s_own_call_to_end_its_conflict_is_an_agreement(text, actor, recipient):
    event = only(text, "AGREE")
    assert (about(event), *sides(event)) == ("RETREAT", actor, recipient)
    assert "REQUEST" not in types(text)


@pytest.mark.parametrize(("text", "actor"), CALLS_TO_END_CONFLICT_OF_OTHERS)
def test_a_third_party_s_call_to_end_a_conflict_is_a_request(text, actor):
    event = only(text, "REQUEST")
    assert (event.mode, about(event), sides(event)[0]) == ("yield", "RETREAT", actor)
    assert "AGREE" not in types(text)


@pytest.mark.parametrize(("text", "actor", "recipient"), CANCELLED_MEETINGS)
def test_a_cancelled_meeting_is_a_rejection(text, actor, recipient):
    event = only(text, "REJECT")
    assert (event.mode, about(event), *sides(event)) == ("meet", "CONSULT", actor, recipient)
    assert "CONSULT" not in types(text)


@pytest.mark.parametrize(("text", "parties"), JOINT_EXERCISES)
def test_joint_exercises_are_cooperation(text, parties):
    event = only(text, "COOPERATE")
    assert event.reciprocal
    assert " ".join(sides(event)).strip() == parties
    assert "MOBILIZE" not in types(text)


@pytest.mark.parametrize(("text", "actor"), ONE_COUNTRY_S_EXERCISES)
def test_one_country_s_exercises_are_a_mobilisation(text, actor):
    event = only(text, "MOBILIZE")
    assert (event.mode, *sides(event)) == ("troops", actor, "")
    assert "COOPERATE" not in types(text)


@pytest.mark.parametrize(("text", "actor", "recipient"), EXPELLED_PERSONS)
def test_expelling_a_person_is_coercion(text, actor, recipient):
    event = only(text, "COERCE")
    assert (event.mode, *sides(event)) == ("deport", actor, recipient)
    assert "SANCTION" not in types(text)


@pytest.mark.parametrize(("text", "actor", "recipient"), EXPELLED_DIPLOMATS)
def test_expelling_diplomats_is_a_sanction(text, actor, recipient):
    event = only(text, "SANCTION")
    assert (event.mode, *sides(event)) == ("expel", actor, recipient)
    assert "COERCE" not in types(text)


@pytest.mark.parametrize(("text", "visitor", "host"), VISITS)
def test_the_visitor_is_actor_and_the_host_recipient(text, visitor, host):
    event = only(text, "CONSULT")
    assert (event.mode, event.reciprocal, *sides(event)) == ("visit", False, visitor, host)


@pytest.mark.parametrize(("text", "participants"), MEETINGS)
def test_a_meeting_without_visitor_and_host_has_all_participants_as_actors(text, participants):
    event = only(text, "CONSULT")
    assert event.reciprocal  # so that whoever stands on the other side acts as well
    assert event.actors
    assert " ".join(sides(event)).strip() == participants


@pytest.mark.parametrize(("text", "actor"), MOBILISED_TO_ATTACK)
def test_an_assault_suppresses_the_mobilisation_around_it(text, actor):
    assert sides(only(text, "ASSAULT"))[0] == actor
    assert "MOBILIZE" not in types(text)


@pytest.mark.parametrize(("text", "act", "actor", "recipient"), REFUSALS)
def test_yielding_or_cooperation_that_will_not_come_is_a_rejection_of_it(text, act, actor, recipient):
    event = only(text, "REJECT")
    assert (about(event), event.status, *sides(event)) == (act, "reported", actor, recipient)
    assert not types(text) & {act, "CONCEDE", "AGREE"}


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_was_not_done_or_is_only_foretold_is_no_rejection(text):
    assert [e.status for e in events(text)] == ["negated"]
    assert "REJECT" not in types(text)


@pytest.mark.parametrize(("text", "speech", "act", "actor", "recipient"), SPEECH_ACTS)
def test_the_speech_act_counts_where_there_is_one(text, speech, act, actor, recipient):
    event = only(text, speech)
    assert (about(event), *sides(event)) == (act, actor, recipient)
    assert act not in types(text)
