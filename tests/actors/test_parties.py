"""Who is meant, on hand-made sentences: a case gives text, day and every mention as "words = code how role"."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_parsed import report

from dragoman.actors import ActorMention, Parties, find_parties
from dragoman.records import Published
from dragoman.world import load_world

WORLD = load_world(Path(__file__).parents[1] / "world" / "tables")

CASES: list[tuple[str, str, list[str]]] = [
    (
        "Chinese_JJ Foreign Minister Qin Gang met_VBD reporters .",
        "2023-02-25",
        ["Chinese Foreign Minister Qin Gang = CHN/GOV title foreign minister", "reporters = CHN/JRN agent"],
    ),
    (
        "the President of Belarus , Aleksandr Lukashenko , arrived_VBD .",
        "2017-06-01",
        ["the President of Belarus, Aleksandr Lukashenko = BLR/GOV title president"],
    ),
    (
        "the spokeswoman of the Ministry of Foreign Affairs in Beijing , Hua Chunying , said_VBD .",
        "2017-06-01",
        ["the spokeswoman of the Ministry of Foreign Affairs in Beijing, Hua Chunying = CHN/GOV title spokesperson"],
    ),
    (
        "Russian_JJ President Vladimir Putin called_VBD Qin Gang .",
        "2023-02-25",
        ["Russian President Vladimir Putin = RUS/GOV title president", "Qin Gang = CHN/GOV name foreign minister"],
    ),
    (
        "Lukashenko_NNP spoke_VBD . Aleksandr Lukashenko left_VBD .",
        "2017-06-01",
        ["Lukashenko = BLR/GOV name president", "Aleksandr Lukashenko = BLR/GOV name president"],
    ),
    (
        "Qin Gang phoned_VBD his Belarusian_JJ counterpart Sergei Aleinik .",
        "2023-02-25",
        [
            "Qin Gang = CHN/GOV name foreign minister",
            "his Belarusian counterpart Sergei Aleinik = BLR/GOV title foreign minister",
        ],
    ),
    ("Nigerian_JJ troops attacked_VBD the camp .", "2017-06-01", ["Nigerian troops = NGA/MIL agent"]),
    (
        "an Egyptian_JJ court sentenced_VBD two journalists .",
        "2017-06-01",
        ["an Egyptian court = EGY/JUD agent", "two journalists = EGY/JRN agent"],
    ),
    ("the Swiss_JJ government protested_VBD .", "2017-06-01", ["the Swiss government = CHE/GOV agent"]),
    ("rebels in Syria surrendered_VBD .", "2017-06-01", ["rebels = SYR/REB agent"]),
    (
        "China 's military fired_VBD . the country 's military stopped_VBD .",
        "2017-06-01",
        ["China's military = CHN/MIL agent", "the country's military = CHN/MIL agent"],
    ),
    (
        "Nigeria moved_VBD its security forces .",
        "2017-06-01",
        ["Nigeria = NGA/GOV name", "its security forces = NGA/MIL agent"],
    ),
    ("Japanese_JJ officials resigned_VBD .", "2017-06-01", ["Japanese officials = JPN/GOV agent"]),
    ("the Ukrainian_JJ parliament voted_VBD .", "2017-06-01", ["the Ukrainian parliament = UKR/LEG agent"]),
    (
        "German_JJ and Afghan_JJ forces left_VBD .",
        "2017-06-01",
        ["German and Afghan forces = DEU/MIL agent", "German and Afghan forces = AFG/MIL agent"],
    ),
    ("talks in Minsk ended_VBD .", "2017-06-01", []),
    ("Minsk rejected_VBD the offer .", "2017-06-01", ["Minsk = BLR/GOV metonym"]),
    ("the EU imposed_VBD sanctions on Minsk .", "2017-06-01", ["the EU = EUR/- name", "Minsk = BLR/GOV metonym"]),
    ("Moscow 's invasion shocked_VBD Kyiv .", "2017-06-01", ["Moscow = RUS/GOV metonym", "Kyiv = UKR/GOV metonym"]),
    ("officials in Kyiv waited_VBD .", "2017-06-01", ["officials = UKR/GOV agent"]),
    ("the president flew_VBD to Beijing .", "2017-06-01", ["the president = CHN/GOV agent president"]),
    ("Russia 's invasion of Ukraine failed_VBD .", "2017-06-01", ["Russia = RUS/GOV name", "Ukraine = UKR/GOV name"]),
    ("the north of Ukraine suffered_VBD .", "2017-06-01", []),
    ("a Russian_JJ invasion began_VBD .", "2017-06-01", ["Russian = RUS/GOV demonym"]),
    ("a Chinese_JJ statement came_VBD .", "2017-06-01", ["Chinese = CHN/GOV demonym"]),
    ("the Kremlin denied_VBD it .", "2017-06-01", ["the Kremlin = RUS/GOV metonym"]),
    (
        "the White House press secretary spoke_VBD .",
        "2017-06-01",
        ["the White House press secretary = USA/GOV agent spokesperson"],
    ),
    ("Xinhua reported_VBD the news .", "2017-06-01", ["Xinhua = CHN/JRN name"]),
    ("Reuters reported_VBD the news .", "2017-06-01", ["Reuters = -/JRN name"]),
    (
        "the United Nations Security Council met_VBD .",
        "2017-06-01",
        ["the United Nations Security Council = UNO/- name"],
    ),
    (
        "UN Secretary-General Ban Ki-moon travelled_VBD .",
        "2017-06-01",
        ["UN Secretary-General Ban Ki-moon = UNO/- title secretary-general"],
    ),
    (
        "former_JJ president George W. Bush spoke_VBD .",
        "2017-06-01",
        ["former president George W. Bush = USA/ELI title former president"],
    ),
    (
        "ousted_VBN president Mohamed Morsi spoke_VBD .",
        "2017-06-01",
        ["ousted president Mohamed Morsi = EGY/ELI title former president"],
    ),
    ("Hong Kong arrested_VBD protesters .", "2017-06-01", ["Hong Kong = CHN/GOV name", "protesters = CHN/CVL agent"]),
    ("the Bank of China lent_VBD money .", "2017-06-01", ["the Bank of China = CHN/BUS name"]),
    ("Michael Jordan visited_VBD Jordan .", "2017-06-01", ["Jordan = JOR/GOV name"]),
    ("Egypt 's Morsi appealed_VBD .", "2017-06-01", ["Egypt's Morsi = EGY/ELI name former president"]),
    (
        "Boko Haram freed_VBD the girls . the militant group denied_VBD it .",
        "2017-06-01",
        [
            "Boko Haram = NGA/REB name",
            "the girls = NGA/CVL agent",
            "the militant group = NGA/REB anaphor",
        ],
    ),
    (
        "Taliban spokesman Omar Gul said_VBD so .",
        "2017-06-01",
        ["Taliban spokesman Omar Gul = AFG/REB title spokesperson"],
    ),
    (
        "the militant group Boko Haram freed_VBD twenty girls .",
        "2017-06-01",
        ["the militant group Boko Haram = NGA/REB name", "twenty girls = NGA/CVL agent"],
    ),
    (
        "Xi Jinping met_VBD Emmanuel Macron . the two leaders signed_VBD .",
        "2017-06-01",
        [
            "Xi Jinping = CHN/GOV name president",
            "Emmanuel Macron = FRA/GOV name president",
            "the two leaders = CHN/GOV anaphor president",
            "the two leaders = FRA/GOV anaphor president",
        ],
    ),
    (
        "China and Belarus signed_VBD . both countries gained_VBD .",
        "2017-06-01",
        [
            "China = CHN/GOV name",
            "Belarus = BLR/GOV name",
            "both countries = CHN/GOV anaphor",
            "both countries = BLR/GOV anaphor",
        ],
    ),
    (
        "Germany sent_VBD envoys to Turkey . it paid_VBD .",
        "2017-06-01",
        ["Germany = DEU/GOV name", "envoys to Turkey = DEU/GOV agent", "it = DEU/GOV pronoun"],
    ),
    (
        "Angela Merkel met_VBD Vladimir Putin . she left_VBD .",
        "2017-06-01",
        [
            "Angela Merkel = DEU/GOV name chancellor",
            "Vladimir Putin = RUS/GOV name president",
            "she = DEU/GOV pronoun chancellor",
        ],
    ),
    (
        "the army killed_VBD five rebels in Nigeria .",
        "2017-06-01",
        ["the army = NGA/MIL agent", "five rebels = NGA/REB agent"],
    ),
    ("thousands of protesters marched_VBD in Cairo .", "2017-06-01", ["thousands of protesters = EGY/CVL agent"]),
    (
        "activist Alaa Hassan left_VBD Egypt .",
        "2017-06-01",
        ["activist Alaa Hassan = EGY/CVL title", "Egypt = EGY/GOV name"],
    ),
    (
        "Sergei Lavrov , the Russian_JJ foreign minister , objected_VBD .",
        "2017-06-01",
        ["Sergei Lavrov, the Russian foreign minister = RUS/GOV title foreign minister"],
    ),
    (
        "Congolese_JJ soldiers fled_VBD the Congo .",
        "2017-06-01",
        ["Congolese soldiers = COD/MIL agent", "the Congo = COD/GOV name"],
    ),
    ("Washington , D.C. , rejected_VBD the plan .", "2017-06-01", ["Washington, D.C. = USA/GOV metonym"]),
    ("BEIJING -- China agreed_VBD .", "2017-06-01", ["China = CHN/GOV name"]),
    ("the U.S. and China met_VBD .", "2017-06-01", ["the U.S. = USA/GOV name", "China = CHN/GOV name"]),
    ("external_JJ forces meddled_VBD .", "2017-06-01", ["external forces = -/UNK agent"]),
    ("all parties met_VBD .", "2017-06-01", ["all parties = -/UNK agent"]),
    ("the Pentagon warned_VBD Iran .", "2017-06-01", ["the Pentagon = USA/MIL metonym", "Iran = IRN/GOV name"]),
    ("a NATO spokesman said_VBD so .", "2017-06-01", ["a NATO spokesman = IGO/- agent spokesperson"]),
    (
        "the commanders of the Korean People 's Army met_VBD .",
        "2017-06-01",
        ["the commanders of the Korean People's Army = PRK/MIL agent"],
    ),
    ("a German_JJ lawmaker resigned_VBD .", "2017-06-01", ["a German lawmaker = DEU/LEG agent lawmaker"]),
    (
        "opposition leader Ivan Petrov left_VBD Belarus .",
        "2017-06-01",
        ["opposition leader Ivan Petrov = BLR/OPP title leader", "Belarus = BLR/GOV name"],
    ),
    ("the French_JJ protested_VBD .", "2017-06-01", ["the French = FRA/GOV demonym"]),
    ("all Nigerians_NNPS voted_VBD .", "2017-06-01", ["all Nigerians = NGA/CVL demonym"]),
    ("five Russians_NNPS died_VBD .", "2017-06-01", ["five Russians = RUS/CVL demonym"]),
    ("the head of the Taliban spoke_VBD .", "2017-06-01", ["the head of the Taliban = AFG/REB agent head"]),
    (
        "Foreign Ministry spokesman Mao Lin said_VBD China agreed_VBD .",
        "2017-06-01",
        ["Foreign Ministry spokesman Mao Lin = CHN/GOV title spokesperson", "China = CHN/GOV name"],
    ),
    ("Turkish_JJ President Erdogan spoke_VBD .", "2017-06-01", ["Turkish President Erdogan = TUR/GOV title president"]),
    (
        "the U.S. ambassador to Israel resigned_VBD .",
        "2017-06-01",
        ["the U.S. ambassador to Israel = USA/GOV agent ambassador"],
    ),
    ("Iran 's state media reported_VBD .", "2017-06-01", ["Iran's state media = IRN/JRN agent"]),
    ("local_JJ police in Berlin waited_VBD .", "2017-06-01", ["local police = DEU/COP agent"]),
    (
        "North Korea fired_VBD . the North denied_VBD it . the DPRK waited_VBD .",
        "2017-06-01",
        ["North Korea = PRK/GOV name", "the North = PRK/GOV name", "the DPRK = PRK/GOV name"],
    ),
    ("Yugoslavia collapsed_VBD .", "2017-06-01", ["Yugoslavia = YUG/GOV name"]),
    (
        "“ We condemn_VBP the raid , ” said_VBD Russian_JJ President Vladimir Putin .",
        "2017-06-01",
        ["We = RUS/GOV pronoun", "Russian President Vladimir Putin = RUS/GOV title president"],
    ),
    (
        "“ I will stay , ” Angela Merkel said_VBD .",
        "2017-06-01",
        ["I = DEU/GOV pronoun chancellor", "Angela Merkel = DEU/GOV name chancellor"],
    ),
    ("Belarus is_VBZ an ally of Russia .", "2017-06-01", ["Belarus = BLR/GOV name", "Russia = RUS/GOV name"]),
    ("Turkey fired_VBD a missile .", "2017-06-01", ["Turkey = TUR/GOV name"]),
    ("the missile of Iran fell_VBD .", "2017-06-01", ["the missile of Iran = IRN/MIL agent"]),
    ("Egypt left_VBD . the missile fell_VBD .", "2017-06-01", ["Egypt = EGY/GOV name"]),
    ("the driver fled_VBD Egypt .", "2017-06-01", ["the driver = EGY/CVL agent", "Egypt = EGY/GOV name"]),
    ("the international community protested_VBD .", "2017-06-01", ["the international community = IGO/- agent"]),
    ("the Russian_JJ side agreed_VBD .", "2017-06-01", ["the Russian side = RUS/GOV agent"]),
    (
        "German_JJ Chancellor Angela Merkel met_VBD Donald Trump . Merkel left_VBD . the chancellor spoke_VBD .",
        "2017-06-01",
        [
            "German Chancellor Angela Merkel = DEU/GOV title chancellor",
            "Donald Trump = USA/GOV name president",
            "Merkel = DEU/GOV name chancellor",
            "the chancellor = DEU/GOV anaphor chancellor",
        ],
    ),
    ("the Christian Democratic Union lost_VBD .", "2017-06-01", ["the Christian Democratic Union = DEU/PTY name"]),
    (
        "Vladimir Putin met_VBD Xi Jinping and Recep Tayyip Erdoğan .",
        "2017-06-01",
        [
            "Vladimir Putin = RUS/GOV name president",
            "Xi Jinping = CHN/GOV name president",
            "Recep Tayyip Erdoğan = TUR/GOV name president",
        ],
    ),
    (
        "Nigeria 's president , Muhammadu Buhari , left_VBD . the president spoke_VBD . Buhari wept_VBD .",
        "2017-06-01",
        [
            "Nigeria's president, Muhammadu Buhari = NGA/GOV title president",
            "the president = NGA/GOV anaphor president",
            "Buhari = NGA/GOV name president",
        ],
    ),
    (
        "U.S. Secretary of State Rex Tillerson arrived_VBD .",
        "2017-06-01",
        ["U.S. Secretary of State Rex Tillerson = USA/GOV title foreign minister"],
    ),
    (
        "Dmitry Orlov , the mayor of Minsk , resigned_VBD .",
        "2017-06-01",
        ["Dmitry Orlov, the mayor of Minsk = BLR/GOV title mayor"],
    ),
    (
        "a spokesman for the Egyptian_JJ army spoke_VBD .",
        "2017-06-01",
        ["a spokesman for the Egyptian army = EGY/MIL agent spokesperson"],
    ),
    ("soldiers in Abuja rebelled_VBD .", "2017-06-01", ["soldiers = NGA/MIL agent"]),
    ("the KPA fired_VBD .", "2017-06-01", ["the KPA = PRK/MIL name"]),
    ("the kpa fired_VBD .", "2017-06-01", []),
    ("we told_VBD us the news .", "2017-06-01", []),
    ("Turkey lost_VBD .", "2017-06-01", ["Turkey = TUR/GOV name"]),
    ("the turkey lost_VBD .", "2017-06-01", []),
    (
        "“ the government will act , ” said_VBD Japanese_JJ Prime Minister Taro Mori .",
        "2017-06-01",
        ["the government = JPN/GOV agent", "Japanese Prime Minister Taro Mori = JPN/GOV title prime minister"],
    ),
    (
        "Iran-backed_JJ militants fled_VBD Syria .",
        "2017-06-01",
        ["Iran-backed militants = SYR/REB agent", "Syria = SYR/GOV name"],
    ),
    ("U.S. - backed_VBN rebels fled_VBD Syria .", "2017-06-01", ["rebels = SYR/REB agent", "Syria = SYR/GOV name"]),
    ("U.S. - China talks failed_VBD .", "2017-06-01", ["U.S. = USA/GOV name", "China = CHN/GOV name"]),
    ("Latin American_JJ states voted_VBD .", "2017-06-01", []),
    ("the Korean_JJ Peninsula burned_VBD .", "2017-06-01", []),
    ("eastern_JJ Ukraine burned_VBD .", "2017-06-01", []),
    ("support for Kyiv grew_VBD .", "2017-06-01", ["Kyiv = UKR/GOV metonym"]),
    (
        "the army of Egypt arrested_VBD two activists . they wept_VBD .",
        "2017-06-01",
        ["the army of Egypt = EGY/MIL agent", "two activists = EGY/CVL agent", "they = EGY/CVL pronoun"],
    ),
    ("Russia // Moscow -- Russia agreed_VBD .", "2017-06-01", ["Russia = RUS/GOV name", "Russia = RUS/GOV name"]),
    (
        "Putin visits_VBZ Minsk // Vladimir Putin flew_VBD to Minsk .",
        "2017-06-01",
        ["Putin = RUS/GOV name president", "Vladimir Putin = RUS/GOV name president"],
    ),
    ("the Duma voted_VBD .", "2017-06-01", ["the Duma = RUS/LEG name"]),
    ("Russian_JJ forces shelled_VBD Kyiv .", "2017-06-01", ["Russian forces = RUS/MIL agent"]),
    (
        "the Foreign Ministry of Turkey spoke_VBD . the ministry objected_VBD .",
        "2017-06-01",
        ["the Foreign Ministry of Turkey = TUR/GOV agent", "the ministry = TUR/GOV anaphor"],
    ),
    (
        "the government of Nigeria and Boko Haram agreed_VBD . both sides left_VBD .",
        "2017-06-01",
        [
            "the government of Nigeria = NGA/GOV agent",
            "Boko Haram = NGA/REB name",
            "both sides = NGA/GOV anaphor",
            "both sides = NGA/REB anaphor",
        ],
    ),
    ("President George Bush spoke_VBD .", "2017-06-01", ["President George Bush = USA/GOV title president"]),
    (
        "a Syrian_JJ priest and three villagers died_VBD .",
        "2017-06-01",
        ["a Syrian priest = SYR/REL agent priest", "three villagers = SYR/CVL agent"],
    ),
    ("state media in Iran reported_VBD the raid .", "2017-06-01", ["state media = IRN/JRN agent"]),
    (
        "the foreign minister of Turkey met_VBD his French_JJ counterpart .",
        "2017-06-01",
        [
            "the foreign minister of Turkey = TUR/GOV agent foreign minister",
            "his French counterpart = FRA/GOV agent foreign minister",
        ],
    ),
    ("ex-president_NN Mohamed Morsi fell_VBD .", "2017-06-01", ["Mohamed Morsi = EGY/ELI name former president"]),
    ("Islamic State claimed_VBD the attack .", "2017-06-01", ["Islamic State = IMG/REB name"]),
    (
        "Muhammadu Buhari spoke_VBD . Xi Jinping wept_VBD . he left_VBD .",
        "2017-06-01",
        [
            "Muhammadu Buhari = NGA/GOV name president",
            "Xi Jinping = CHN/GOV name president",
            "he = CHN/GOV pronoun president",
        ],
    ),
    ("Muhammadu Buhari left_VBD Nigeria .", "2010-05-05", ["Muhammadu Buhari = NGA/- name", "Nigeria = NGA/GOV name"]),
    (
        "Donald Trump left_VBD the United States .",
        "2016-03-03",
        ["Donald Trump = USA/- name", "the United States = USA/GOV name"],
    ),
    ("Sergei Aleinik called_VBD .", "2023-02-25", ["Sergei Aleinik = BLR/GOV name foreign minister"]),
    ("The WHO warned_VBD Germany .", "2018-02-02", ["The WHO = UNO/- name", "Germany = DEU/GOV name"]),
    ("who warned_VBD Germany .", "2018-02-02", ["Germany = DEU/GOV name"]),
    ("The Labour Party lost_VBD in Germany .", "2018-02-02", ["The Labour Party = DEU/PTY name"]),
    ("the U.S. Pacific Command fired_VBD .", "2018-02-02", ["the U.S. Pacific Command = USA/MIL name"]),
    ("twenty of the refugees drowned_VBD near Turkey .", "2018-02-02", ["twenty of the refugees = TUR/REF agent"]),
    (
        "Afghanistan : the Taliban attacked_VBD the consulate of Germany .",
        "2018-02-02",
        ["the Taliban = AFG/REB name", "the consulate of Germany = DEU/GOV agent"],
    ),
    (
        "Germany has_VBZ troops in Afghanistan . soldiers left_VBD the country .",
        "2018-02-02",
        [
            "Germany = DEU/GOV name",
            "troops = DEU/MIL agent",
            "soldiers = AFG/MIL agent",
            "the country = AFG/GOV anaphor",
        ],
    ),
    (
        "the African Union and the EU agreed_VBD . they left_VBD .",
        "2018-02-02",
        ["the African Union = IGO/- name", "the EU = EUR/- name", "they = IGO/- pronoun", "they = EUR/- pronoun"],
    ),
    (
        "a Russian_JJ general and a Syrian_JJ doctor died_VBD .",
        "2018-02-02",
        ["a Russian general = RUS/MIL agent general", "a Syrian doctor = SYR/MED agent doctor"],
    ),
    (
        "the Turkish_JJ army and the Syrian_JJ rebels fought_VBD . the two sides stopped_VBD .",
        "2018-02-02",
        [
            "the Turkish army = TUR/MIL agent",
            "the Syrian rebels = SYR/REB agent",
            "the two sides = TUR/MIL anaphor",
            "the two sides = SYR/REB anaphor",
        ],
    ),
    (
        "Iran warned_VBD Israel and Turkey . Jordan fell_VBD .",
        "2018-02-02",
        ["Iran = IRN/GOV name", "Israel = ISR/GOV name", "Turkey = TUR/GOV name", "Jordan = JOR/GOV name"],
    ),
    ("Germany has_VBZ troops in Afghanistan .", "2017-06-01", ["Germany = DEU/GOV name", "troops = DEU/MIL agent"]),
    (
        "Russia sent_VBD twenty soldiers to Syria .",
        "2017-06-01",
        ["Russia = RUS/GOV name", "twenty soldiers = RUS/MIL agent", "Syria = SYR/GOV name"],
    ),
    ("Russia attacked_VBD troops in Syria .", "2017-06-01", ["Russia = RUS/GOV name", "troops = SYR/MIL agent"]),
    ("Turkey fed_VBD Syrian_JJ refugees .", "2017-06-01", ["Turkey = TUR/GOV name", "Syrian refugees = SYR/REF agent"]),
    ("reporters waited_VBD in the Kremlin .", "2017-06-01", ["reporters = RUS/JRN agent"]),
    (
        "Donald Trump spoke_VBD . the U.S. president left_VBD .",
        "2017-06-01",
        ["Donald Trump = USA/GOV name president", "the U.S. president = USA/GOV anaphor president"],
    ),
    (
        "Xi Jinping called_VBD Vladimir Putin . he thanked_VBD him .",
        "2017-06-01",
        [
            "Xi Jinping = CHN/GOV name president",
            "Vladimir Putin = RUS/GOV name president",
            "he = CHN/GOV pronoun president",
            "him = RUS/GOV pronoun president",
        ],
    ),
    ("opponents of Vladimir Putin marched_VBD .", "2017-06-01", ["Vladimir Putin = RUS/GOV name president"]),
]


def find(text: str, day: str | None = "2017-06-01") -> Parties:
    published = Published(start=day, end=day, precision="day", basis="given", why="") if day else None
    return find_parties(report(text), published, world=WORLD)


def shown(mention: ActorMention) -> str:
    party = mention.party
    words = f"{party.text} = {party.country or '-'}/{party.sector or '-'} {mention.how}"
    return f"{words} {party.role}" if party.role else words


@pytest.mark.parametrize(("text", "day", "expected"), CASES, ids=[case[0] for case in CASES])
def test_mentions(text: str, day: str, expected: list[str]) -> None:
    assert [shown(mention) for mention in find(text, day).mentions] == expected


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("Aleksandr Lukashenko spoke_VBD .", "Aleksandr Lukashenko", "BLR/GOV/alexander-lukashenko"),
        ("Minsk spoke_VBD .", "Minsk", "BLR/GOV"),
        ("the government of Belarus spoke_VBD .", "the government of Belarus", "BLR/GOV"),
        ("the Ministry of Finance of Iran spoke_VBD .", "the Ministry of Finance of Iran", "IRN/GOV/finance-ministry"),
        ("the Swiss_JJ Ministry of Defense spoke_VBD .", "the Swiss Ministry of Defense", "CHE/GOV/defence-ministry"),
        ("the Chinese_JJ Foreign Ministry spoke_VBD .", "the Chinese Foreign Ministry", "CHN/GOV/foreign-ministry"),
        ("Boko Haram spoke_VBD .", "Boko Haram", "NGA/REB/boko-haram"),
        ("NATO spoke_VBD .", "NATO", "IGO/nato"),
        ("external_JJ forces spoke_VBD .", "external forces", "-/UNK/external-force"),
        ("Nigerian_JJ soldiers and the Nigerian_JJ army spoke_VBD .", "Nigerian soldiers", "NGA/MIL"),
        ("Anna Nowak , a German_JJ lawmaker , spoke_VBD .", "Anna Nowak, a German lawmaker", "DEU/LEG/anna-nowak"),
    ],
)  # fmt: skip
def test_entity_is_the_same_for_every_mention_of_an_actor(text: str, words: str, entity: str) -> None:
    assert {m.party.text: m.party.entity for m in find(text).mentions}[words] == entity


def test_spans_are_offsets_into_the_text() -> None:
    doc = report("“ We agree_VBP , ” said_VBD the Chinese_JJ Foreign Minister Qin Gang in Minsk .")
    for mention in find_parties(doc, world=WORLD).mentions:
        start, end = mention.party.span
        assert doc.text[start:end] == mention.party.text == doc[mention.start : mention.end].text
        assert mention.start <= mention.head < mention.end


def test_without_a_date_the_latest_office_counts() -> None:
    assert [shown(m) for m in find("Wang Yi spoke_VBD .", None).mentions] == ["Wang Yi = CHN/GOV name foreign minister"]


def test_at_gives_every_party_of_a_plural_anaphor() -> None:
    doc = report("Xi Jinping met_VBD Vladimir Putin . the two leaders agreed_VBD .")
    parties = find_parties(doc, world=WORLD)
    assert [party.name for party in parties.at(doc[8])] == ["Xi Jinping", "Vladimir Putin"]
    assert parties.at(doc[2]) == ()


def test_under_gives_what_the_subtree_names() -> None:
    doc = report("Germany saw_VBD an attack by Russian_JJ troops .")
    parties = find_parties(doc, world=WORLD)
    assert [party.entity for party in parties.under(doc[1])] == ["DEU/GOV", "RUS/MIL"]
    assert [party.entity for party in parties.under(doc[6])] == ["RUS/MIL"]


@pytest.mark.parametrize(("place", "country"), [("Aleppo", "SYR"), ("Nowhere", None)])
def test_a_gazetteer_gives_the_country_of_an_agent_noun(place: str, country: str | None) -> None:
    parties = find_parties(report(f"rebels in {place} fled_VBD ."), world=WORLD, places={2: country} if country else {})
    assert [(m.party.country, m.party.sector) for m in parties.mentions] == [(country, "REB")]


def test_an_empty_report_has_no_parties() -> None:
    assert find_parties(report(""), world=WORLD).mentions == ()
