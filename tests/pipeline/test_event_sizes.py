"""The numbers of events: which are found, with which bounds, for which event, and who gives them."""

import pytest

import dragoman
from dragoman.records import Report


def just(number, *, unit=None):
    return number, number, True, unit


def about(number):
    return number, number, False, None


def at_least(number, unit=None):
    return number, None, False, unit


def at_most(number, unit=None):
    return None, number, False, unit


def between(low, high, unit=None):
    return low, high, False, unit


# text, type of the event (None: any), its numbers
SIZES = [
    (
        "Boko Haram fighters attacked a village in Nigeria, killing at least 12 people and wounding 30.",
        "ASSAULT",
        {"dead": [at_least(12)], "injured": [just(30)]},
    ),
    ("Taliban gunmen killed 14 soldiers in Kunduz.", "ASSAULT", {"dead": [just(14)]}),
    ("An Israeli air strike left 12 people dead in Gaza.", "ASSAULT", {"dead": [just(12)]}),
    (
        "A Russian missile strike on Odesa left 7 dead and 22 injured.",
        "ASSAULT",
        {"dead": [just(7)], "injured": [just(22)]},
    ),
    ("A suicide attack by Al-Shabaab in Mogadishu claimed 23 lives.", "ASSAULT", {"dead": [just(23)]}),
    ("Russian shelling of Kharkiv killed nine civilians, including two children.", "ASSAULT", {"dead": [just(9)]}),
    ("Dozens of people were killed in a Saudi air strike on Yemen.", "ASSAULT", {"dead": [at_least(24)]}),
    ("Between 20 and 30 rebels were killed by the Syrian army.", "ASSAULT", {"dead": [between(20, 30)]}),
    (
        "Turkey shelled Kurdish villages in Syria, displacing up to 5,000 people.",
        "ASSAULT",
        {"displaced": [at_most(5000)]},
    ),
    ("Fewer than ten fighters were killed in the Turkish raid on Kurdish rebels.", "ASSAULT", {"dead": [at_most(9)]}),
    ("More than 100 people were wounded when Israel bombed a camp in Gaza.", "ASSAULT", {"injured": [at_least(101)]}),
    ("Hundreds of protesters were arrested by police in Belarus.", "COERCE", {"arrested": [at_least(200)]}),
    ("Some 300 demonstrators were detained by Iranian police.", "COERCE", {"arrested": [about(300)]}),
    ("Police in Belarus detained about 1,000 protesters in Minsk.", "COERCE", {"arrested": [about(1000)]}),
    ("Scores of civilians were killed by Russian artillery in Mariupol.", "ASSAULT", {"dead": [at_least(40)]}),
    ("Hezbollah fired rockets at Israel, but nobody was hurt.", "ASSAULT", {"injured": [just(0)]}),
    ("No one was killed in the Houthi drone attack on Saudi Arabia.", "ASSAULT", {"dead": [just(0)]}),
    (
        "Iran attacked a base in Iraq, but no casualties were reported.",
        "ASSAULT",
        {"dead": [just(0)], "injured": [just(0)]},
    ),
    (
        "Police said eight people had died in the Taliban attack, while witnesses put the toll at 15.",
        "ASSAULT",
        {"dead": [just(15), just(8)]},
    ),
    (
        "The Taliban attacked a school in Kabul on Monday. The death toll rose to 40, officials said.",
        "ASSAULT",
        {"dead": [just(40)]},
    ),
    (
        "The Taliban attacked a school in Kabul, killing 12 people. The death toll from the attack has risen "
        "to 19, a doctor said.",
        "ASSAULT",
        {"dead": [just(12), just(19)]},
    ),
    ("Ukrainian forces killed between 40 and 50 Russian soldiers.", "ASSAULT", {"dead": [between(40, 50)]}),
    ("The Pakistani army killed as many as 60 militants.", "ASSAULT", {"dead": [at_most(60)]}),
    ("The army of Mali killed no fewer than 20 rebels.", "ASSAULT", {"dead": [at_least(20)]}),
    ("Myanmar's army killed at least two dozen villagers.", "ASSAULT", {"dead": [at_least(24)]}),
    ("Sudanese troops shot dead five protesters in Khartoum.", "ASSAULT", {"dead": [just(5)]}),
    ("Israeli soldiers shot and wounded three Palestinians.", "ASSAULT", {"injured": [just(3)]}),
    (
        "A car bomb planted by Islamic State killed 4 and injured 17 in Baghdad.",
        "ASSAULT",
        {"dead": [just(4)], "injured": [just(17)]},
    ),
    ("The Houthi attack on the port resulted in 11 deaths.", "ASSAULT", {"dead": [just(11)]}),
    (
        "Russia attacked Kyiv overnight; three people were killed and 21 hurt.",
        "ASSAULT",
        {"dead": [just(3)], "injured": [just(21)]},
    ),
    ("Hamas abducted 12 Israeli civilians.", "ASSAULT", {"abducted": [just(12)]}),
    ("Rebels in Mali freed seven hostages.", "RETREAT", {"released": [just(7)]}),
    ("Colombia expelled 15 Venezuelan diplomats.", "SANCTION", {"displaced": [just(15)]}),
    ("Police arrested 45 people during a protest in Tbilisi, Georgia.", "COERCE", {"arrested": [just(45)]}),
    ("Egyptian police made 23 arrests in Cairo.", "COERCE", {"arrested": [just(23)]}),
    ("The United States will send 1,500 troops to Poland.", "MOBILIZE", {"troops": [just(1500)]}),
    ("Russia deployed 30,000 soldiers to Belarus.", "MOBILIZE", {"troops": [just(30000)]}),
    ("Ethiopia moved several thousand troops to the border with Eritrea.", "MOBILIZE", {"troops": [at_least(3000)]}),
    ("Turkey sent a force of 2,000 men to Libya.", "MOBILIZE", {"troops": [just(2000)]}),
    ("France withdrew 400 soldiers from Mali.", "RETREAT", {"troops": [just(400)]}),
    ("Britain is to deploy up to 600 troops to Estonia.", "MOBILIZE", {"troops": [at_most(600)]}),
    ("Chad mobilised 5,000 to 6,000 soldiers against Boko Haram.", "MOBILIZE", {"troops": [between(5000, 6000)]}),
    ("China massed about 40 thousand troops on the border with India.", "MOBILIZE", {"troops": [about(40000)]}),
    (
        "The United States approved a $50 million package of military aid for Ukraine.",
        None,
        {"sum": [just(50_000_000, unit="USD")]},
    ),
    ("The European Union pledged €3bn in aid to Ukraine.", "AGREE", {"sum": [just(3_000_000_000, unit="EUR")]}),
    ("Japan gave Vietnam 20 billion yen in loans.", "AID", {"sum": [just(20_000_000_000, unit="JPY")]}),
    ("Germany promised Jordan more than 500 million euros in aid.", "AGREE", {"sum": [at_least(500_000_000, "EUR")]}),
    ("The United States fined the Chinese bank $1.2 billion.", "SANCTION", {"sum": [just(1_200_000_000, unit="USD")]}),
    (
        "Saudi Arabia lent Pakistan between $2 billion and $3 billion.",
        None,
        {"sum": [between(2_000_000_000, 3_000_000_000, "USD")]},
    ),
    ("India and Russia signed a defence deal worth $5.4 billion.", None, {"sum": [just(5_400_000_000, unit="USD")]}),
    ("Britain donated £25m to Kenya.", "AID", {"sum": [just(25_000_000, unit="GBP")]}),
    ("Qatar provided Lebanon with $60 million and 70 vehicles.", "AID", {"sum": [just(60_000_000, unit="USD")]}),
    ("Norway cut its aid to Uganda by 40 percent.", "SANCTION", {}),
    ("Two Turkish jets attacked a Kurdish camp in Iraq.", "ASSAULT", {}),
    ("Russia attacked Ukraine on 24 February 2022.", "ASSAULT", {}),
    ("Police in Egypt arrested a 24-year-old activist.", "COERCE", {}),
    ("Kenyan police arrested the two activists.", "COERCE", {"arrested": [just(2)]}),
    ("The Taliban, who killed 50 people last year, met the Chinese foreign minister.", "CONSULT", {}),
    ("Iran executed three men for the murder of two officers.", None, {"dead": [just(3)]}),
    ("Russian soldiers seized two ships of Ukraine.", None, {}),
    (
        "Israel bombed a hospital in Gaza on Tuesday, killing 30 people. Israel bombed the hospital in Gaza "
        "on Tuesday and killed at least 28 people, the UN said.",
        "ASSAULT",
        {"dead": [just(30), at_least(28)]},
    ),
    (
        "Boko Haram attacked Maiduguri. Police said 12 people were killed in the attack. A hospital official "
        "put the death toll at 18.",
        "ASSAULT",
        {"dead": [just(18), just(12)]},
    ),
    (
        "Militants attacked a convoy in Burkina Faso. The attack killed 14 soldiers, the army said.",
        "ASSAULT",
        {"dead": [just(14)]},
    ),
    (
        "Two people were killed in the Houthi attack, Yemen said. Three were killed in the attack, Saudi Arabia said.",
        "ASSAULT",
        {"dead": [just(3), just(2)]},
    ),
    ("The army of Chad killed 9 rebels and 3 bandits.", "ASSAULT", {"dead": [just(12)]}),
    (
        "Islamic State killed one officer and two soldiers in Iraq, and it wounded several others.",
        "ASSAULT",
        {"dead": [just(3)], "injured": [at_least(3)]},
    ),
    (
        "Somali rebels stormed a hotel in Mogadishu, leaving 16 people dead and 28 others wounded.",
        "ASSAULT",
        {"dead": [just(16)], "injured": [just(28)]},
    ),
    ("The Indian army shot dead at least four militants in Kashmir.", "ASSAULT", {"dead": [at_least(4)]}),
    (
        "A drone strike by Ukraine killed one and injured five in Belgorod.",
        "ASSAULT",
        {"dead": [just(1)], "injured": [just(5)]},
    ),
    ("Close to 200 opposition supporters were rounded up by Ugandan police.", "COERCE", {"arrested": [at_most(200)]}),
    ("Rwanda sent roughly 1,000 soldiers to Mozambique.", "MOBILIZE", {"troops": [about(1000)]}),
    ("The World Bank lent Kenya $750 million.", None, {"sum": [just(750_000_000, unit="USD")]}),
    ("There were no injuries in the Hezbollah rocket attack on Haifa.", "ASSAULT", {"injured": [just(0)]}),
    ("Nicaragua released 222 political prisoners.", "RETREAT", {"released": [just(222)]}),
    ("The Tigray rebels kidnapped more than 40 students.", "ASSAULT", {"abducted": [at_least(41)]}),
    ("Ten people lost their lives in a Boko Haram raid on Chad.", "ASSAULT", {"dead": [just(10)]}),
    (
        "An Al-Shabaab bombing wounded at least 20 people, three of them seriously, in Nairobi.",
        "ASSAULT",
        {"injured": [at_least(20)]},
    ),
    (
        "The Taliban attacked a police post in Ghazni on Friday. At least eight officers were killed and a "
        "dozen wounded in the attack, the ministry said.",
        "ASSAULT",
        {"dead": [at_least(8)], "injured": [about(12)]},
    ),
    (
        "The United States imposed a fine of $90 million on a Turkish bank.",
        "SANCTION",
        {"sum": [just(90_000_000, unit="USD")]},
    ),
    (
        "France and Egypt signed a contract worth €4 billion for 30 fighter jets.",
        None,
        {"sum": [just(4_000_000_000, unit="EUR")]},
    ),
    ("Police in Kenya fired tear gas at protesters, injuring dozens.", None, {"injured": [at_least(24)]}),
    ("Fifty-two Houthi fighters were killed by Saudi-led air strikes.", "ASSAULT", {"dead": [just(52)]}),
    ("The Syrian army killed well over 100 rebels.", "ASSAULT", {"dead": [at_least(101)]}),
    (
        "Russia launched missiles at Ukraine, but there were no casualties.",
        "ASSAULT",
        {"dead": [just(0)], "injured": [just(0)]},
    ),
    (
        "An attack by Kurdish militants killed 9 soldiers and 3 police officers in Turkey.",
        "ASSAULT",
        {"dead": [just(12)]},
    ),
    ("Spain pledged 100m euros to Mali.", None, {"sum": [just(100_000_000, unit="EUR")]}),
    ("Kazakh police arrested 3,811 people in one day.", "COERCE", {"arrested": [just(3811)]}),
    (
        "The mayor said 17 people died in the Russian strike on Dnipro. The governor said 21 people died in "
        "the strike.",
        "ASSAULT",
        {"dead": [just(21), just(17)]},
    ),
    ("Poland stationed 10,000 troops on its border with Belarus.", "MOBILIZE", {"troops": [just(10000)]}),
    ("Saudi Arabia executed 81 men on Saturday.", None, {"dead": [just(81)]}),
]


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def events(coder, text):
    return coder.code(Report(report="r-test", text=text, language="en")).events


def bounds(event):
    return {kind: [(c.low, c.high, c.exact, c.unit) for c in counts] for kind, counts in event.size.items()}


@pytest.mark.parametrize(("text", "type_", "sizes"), SIZES, ids=range(len(SIZES)))
def test_sizes(coder, text, type_, sizes):
    assert sizes in [bounds(event) for event in events(coder, text) if type_ in {None, event.type}]


def test_every_number_has_its_words(coder):
    text = "Ukraine said that Russia had killed at least 12 people in Odesa."
    [count] = events(coder, text)[0].size["dead"]
    assert text[slice(*count.span)] == count.text == "at least 12"


def test_disagreeing_sources_are_kept_with_their_numbers(coder):
    text = "Police said eight people had died in the Taliban attack, while Afghan officials put the toll at 15."
    sizes = [event.size.get("dead", ()) for event in events(coder, text)]
    told = [[(c.low, [(s.text, s.cue) for s in c.sources]) for c in counts] for counts in sizes]
    assert [(15, [("Afghan officials", "put")]), (8, [("Police", "said")])] in told


OTHER_TOLLS = [
    "The Taliban attacked a school in Kabul. The death toll of the earthquake rose to 40.",
    "The Taliban attacked a school in Kabul. A road accident left a death toll of 40.",
    "The Taliban attacked a school in Kabul. Twelve people were killed in a car crash.",
    "The Taliban met Pakistan in Kabul. The death toll rose to 40.",
    "Pakistan said that the Taliban had attacked a school. Twelve men had died.",
]


@pytest.mark.parametrize("text", OTHER_TOLLS)
def test_a_toll_of_something_else_is_not_given_to_the_attack(coder, text):
    told = [event for event in events(coder, text) if any("Taliban" in party.name for party in event.actors)]
    assert told
    assert all(event.size == {} for event in told)


def test_killed_or_wounded_says_of_neither_how_many(coder):
    [event] = events(coder, "Russian shelling killed or wounded 12 civilians in Kharkiv.")
    assert event.size == {}
