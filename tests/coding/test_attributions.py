"""Who is given voice, by which word, for what: each rule on a sentence made for it."""

from types import SimpleNamespace

import pytest

import trees
from dragoman.codebook import load_codebook
from dragoman.coding.asserting import to_attribution
from dragoman.coding.attributions import find_attributions
from dragoman.coding.sayings import find_sayings
from dragoman.language import Doc

WORDS = load_codebook().words["speech"]


def told(doc: Doc) -> list[tuple[str, str, str]]:
    """(source, cue, content) of every attribution as it is written out, parts of one joined by " + "."""
    sentences = tuple(doc.sents)
    found = find_attributions(doc, sentences, find_sayings(doc, sentences, WORDS), WORDS)
    written = [to_attribution(saying, SimpleNamespace(doc=doc)) for saying in found]
    parts = [[" + ".join(doc.text[a:b] for a, b in spans) for spans in (w.source, w.cue, w.content)] for w in written]
    return [tuple(part) for part in parts]


JUDGED = """
Unions     union     NOUN NNS 2 nsubj
criticised criticise VERB VBD 0 root
the        the       DET  DT  4 det
budget     budget    NOUN NN  2 obj
"""
PASSIVE = """
Dams     dam    NOUN NNS 3 nsubj:pass
were     be     AUX  VBD 3 aux:pass
praised  praise VERB VBN 0 root
by       by     ADP  IN  5 case
farmers  farmer NOUN NNS 3 {}
"""
SPOKEN = """
She    she   PRON PRP 2 nsubj
spoke  speak VERB VBD 0 root
{0}    {0}   ADP  IN  4 case
taxes  tax   NOUN NNS 2 obl
"""
WANTED = """
Rebels  rebel  NOUN NNS 2 nsubj
refuse  refuse VERB VBP 0 root
to      to     PART TO  4 mark
disarm  disarm VERB VB  2 xcomp
"""
SEEMING = """
Talks  talk  NOUN NNS 2 nsubj
seem   seem  VERB VBP 0 root
to     to    PART TO  4 mark
stall  stall VERB VB  2 xcomp
"""
CLAIMED = """
Her    her   PRON PRP$ 2 nmod:poss
claim  claim NOUN NN   6 nsubj
that   that  SCONJ IN  5 mark
dams   dam   NOUN NNS  5 nsubj
leak   leak  VERB VBP  2 acl
spread spread VERB VBD 0 root
"""
LAND = """
Her    her   PRON PRP$ 2 nmod:poss
claim  claim NOUN NN   5 nsubj
on     on    ADP  IN   4 case
land   land  NOUN NN   2 nmod
failed fail  VERB VBD  0 root
"""
DOUBTS = """
Two     two    NUM  CD  2 nummod
judges  judge  NOUN NNS 3 nsubj
stirred stir   VERB VBD 0 root
fears   fear   NOUN NNS 3 obj
that    that   SCONJ IN 7 mark
courts  court  NOUN NNS 7 nsubj
close   close  VERB VBP 4 acl
"""
WARY = """
Bankers  banker  NOUN NNS 3 nsubj
are      be      AUX  VBP 3 cop
wary     wary    ADJ  JJ  0 root
of       of      ADP  IN  5 case
reform   reform  NOUN NN  3 obl
"""
LOST = """
Traders  trader  NOUN NNS 2 nsubj
say      say     VERB VBP 0 root
grain    grain   NOUN NN  2 dep
may      may     AUX  MD  2 dep
run      run     VERB VB  2 dep
short    short   ADJ  JJ  2 dep
"""
THUNDERED = """
“          “       PUNCT ``  3 punct
Nobody     nobody  PRON  NN  3 nsubj
leaves     leave   VERB  VBZ 0 root
this       this    DET   DT  5 det
room       room    NOUN  NN  3 obj
,          ,       PUNCT ,   3 punct
”          ”       PUNCT ''  3 punct
Aziz       Aziz    PROPN NNP 9 nsubj
thundered  thunder VERB  VBD 3 parataxis
"""
HEADING = """
{0}    {0}   {1}  NN  5 dep
:      :     PUNCT :  1 punct
Taxes  tax   NOUN NNS 5 nsubj
will   will  AUX  MD  5 aux
fall   fall  VERB VB  0 root
"""
NOTED = """
Rains    rain  NOUN  NNS 2 nsubj
end      end   VERB  VBP 0 root
-        -     PUNCT :   2 punct
Mora     Mora  PROPN NNP 2 dep
:        :     PUNCT :   4 punct
“        “     PUNCT ``  8 punct
Taxes    tax   NOUN  NNS 8 nsubj
fall     fall  VERB  VBP 4 dep
now      now   ADV   RB  8 advmod
”        ”     PUNCT ''  8 punct
"""
QUOTED = """
“        “     PUNCT ``  3 punct
Mora     Mora  PROPN NNP 3 nsubj
says     say   VERB  VBZ 0 root
roads    road  NOUN  NNS 5 nsubj
close    close VERB  VBP 3 ccomp
”        ”     PUNCT ''  3 punct
"""
BOTH = """
Mountain  mountain  NOUN  NN  2 compound
roads     road      NOUN  NNS 3 nsubj
close     close     VERB  VBP 0 root
,         ,         PUNCT ,   6 punct
Mora      Mora      PROPN NNP 6 nsubj
said      say       VERB  VBD 3 parataxis
,         ,         PUNCT ,   10 punct
according accord    VERB  VBG 10 case
to        to        ADP   IN  8 fixed
records   record    NOUN  NNS 3 obl
"""
TOLD_TWICE = """
Mora    Mora    PROPN NNP 2 nsubj
said    say     VERB  VBD 0 root
envoys  envoy   NOUN  NNS 4 nsubj
claim   claim   VERB  VBP 2 ccomp
that    that    SCONJ IN  7 mark
camps   camp    NOUN  NNS 7 nsubj
starve  starve  VERB  VBP 4 ccomp
"""
ADDING = """
Mora     Mora    PROPN NNP 2 nsubj
said     say     VERB  VBD 0 root
roads    road    NOUN  NNS 4 nsubj
need     need    VERB  VBP 2 ccomp
repair   repair  NOUN  NN  4 obj
,        ,       PUNCT ,   7 punct
adding   add     VERB  VBG 4 advcl
that     that    SCONJ IN  10 mark
bridges  bridge  NOUN  NNS 10 nsubj
hold     hold    VERB  VBP 7 ccomp
"""
AND_SAYS = """
Mora     Mora    PROPN NNP 2 nsubj
says     say     VERB  VBZ 0 root
the      the     DET   DT  4 det
aim      aim     NOUN  NN  5 nsubj
is       be      VERB  VBZ 2 ccomp
peace    peace   NOUN  NN  5 obj
and      and     CCONJ CC  8 cc
adds     add     VERB  VBZ 5 conj
troops   troop   NOUN  NNS 10 nsubj
left     leave   VERB  VBD 8 ccomp
"""
DEFENDED = """
Okoro     Okoro   PROPN NNP 2 nsubj
built     build   VERB  VBD 0 root
a         a       DET   DT  4 det
clinic    clinic  NOUN  NN  2 obj
for       for     ADP   IN  6 case
miners    miner   NOUN  NNS 4 nmod
,         ,       PUNCT ,   8 punct
saying    say     VERB  VBG 6 acl
dust      dust    NOUN  NN  10 nsubj
kills     kill    VERB  VBZ 8 ccomp
"""
WHO_SAY = """
Nurses   nurse   NOUN NNS 7 nsubj
who      who     PRON WP  4 nsubj
have     have    AUX  VBP 4 aux
said     say     VERB VBN 1 acl:relcl
pay      pay     NOUN NN  6 nsubj
fell     fall    VERB VBD 4 ccomp
marched  march   VERB VBD 0 root
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(JUDGED, [("Unions", "criticised", "the budget")], id="judging has its object for content"),
        pytest.param(PASSIVE.format("obl:agent"), [("by farmers", "praised", "Dams")], id="passive"),
        pytest.param(PASSIVE.format("obl"), [("by farmers", "praised", "Dams")], id="passive with a plain by-phrase"),
        pytest.param(SPOKEN.format("about"), [("She", "spoke", "about taxes")], id="talk about something"),
        pytest.param(SPOKEN.format("to"), [], id="talk to somebody about nothing"),
        pytest.param(WANTED, [("Rebels", "refuse", "to disarm")], id="refusing has its infinitive"),
        pytest.param(SEEMING, [("", "seem", "Talks + to stall")], id="seeming has no source"),
        pytest.param(CLAIMED, [("Her", "claim", "that dams leak")], id="noun with a clause"),
        pytest.param(LAND, [], id="noun without a clause"),
        pytest.param(DOUBTS, [("Two judges", "fears", "that courts close")], id="a noun's owner is who stirs it"),
        pytest.param(WARY, [("Bankers", "wary", "of reform")], id="adjective"),
        pytest.param(LOST, [("Traders", "say", "grain may run short")], id="a clause the parser lost"),
        pytest.param(
            THUNDERED, [("Aziz", "thundered", "Nobody leaves this room")], id="any verb that closes a quotation"
        ),
        pytest.param(HEADING.format("Mora", "PROPN"), [("Mora", ":", "Taxes will fall")], id="a name and a colon"),
        pytest.param(HEADING.format("poll", "NOUN"), [("poll", ":", "Taxes will fall")], id="a paper and a colon"),
        pytest.param(HEADING.format("HOST", "NOUN"), [("HOST", ":", "Taxes will fall")], id="a transcript"),
        pytest.param(NOTED, [("Mora", ":", "Taxes fall now")], id="a name before a colon and a quotation in a line"),
        pytest.param(HEADING.format("update", "NOUN"), [], id="a colon behind what cannot speak"),
        pytest.param(TOLD_TWICE, [("Mora", "said", "envoys claim that camps starve")], id="what is told is not listed"),
        pytest.param(QUOTED, [], id="what a quotation reports is not listed"),
        pytest.param(
            BOTH,
            [
                ("Mora", "said", "Mountain roads close + according to records"),
                ("records", "according + to", "Mountain roads close , Mora said"),
            ],
            id="of two that hold each other both stay",
        ),
        pytest.param(
            ADDING,
            [("Mora", "said", "roads need repair"), ("Mora", "adding", "that bridges hold")],
            id="a participle ends what was said and keeps the speaker",
        ),
        pytest.param(
            AND_SAYS,
            [("Mora", "says", "the aim is peace"), ("Mora", "adds", "troops left")],
            id="a verb beside the first ends what was said and keeps the speaker",
        ),
        pytest.param(DEFENDED, [("Okoro", "saying", "dust kills")], id="a participle goes with the clause's subject"),
        pytest.param(WHO_SAY, [("Nurses who", "said", "pay fell")], id="a source ends before its verb"),
    ],
)
def test_attributions(lines, expected):
    assert told(trees.tree(lines)) == expected


RUNNING = """
“       “      PUNCT ``  3 punct
Bread   bread  NOUN  NN  3 nsubj
costs   cost   VERB  VBZ 8 ccomp
too     too    ADV   RB  5 advmod
much    much   ADV   RB  3 advmod
,       ,      PUNCT ,   3 punct
”       ”      PUNCT ''  3 punct
said    say    VERB  VBD 0 root
Aziz    Aziz   PROPN NNP 8 nsubj
.       .      PUNCT .   8 punct
“       “      PUNCT ``  13 punct
Mills   mill   NOUN  NNS 13 nsubj
believe believe VERB VBP 0 root
nobody  nobody PRON  NN  15 nsubj
pays    pay    VERB  VBZ 13 ccomp
.       .      PUNCT .   13 punct
”       ”      PUNCT ''  13 punct
"""


def test_a_quotation_over_sentences_is_one_attribution():
    [(source, cue, content)] = told(trees.tree(RUNNING))
    assert (source, cue) == ("Aziz", "said")
    assert "Bread costs too much" in content
    assert "nobody pays" in content


def test_who_judges_asserts_no_event():
    doc = trees.tree(JUDGED)
    assert find_sayings(doc, tuple(doc.sents), WORDS) == ()
