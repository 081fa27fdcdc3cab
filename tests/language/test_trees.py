"""Trees that contradict their own tags are mended; sound ones stay as they are."""

import pytest

import trees
from dragoman.language.trees import mended

WRONG = [
    (  # a past tense hung on its object
        """
        Norway    Norway  PROPN NNP 2 nsubj
        suspended suspend VERB  VBD 3 amod
        aid       aid     NOUN  NN  0 root
        .         .       PUNCT .   3 punct
        """,
        {"Norway": ("nsubj", "suspended"), "suspended": ("ROOT", "suspended"), "aid": ("obj", "suspended")},
    ),
    (  # the participle of a whole sentence without a finite verb
        """
        Unions unions NOUN NNS 0 root
        called call   VERB VBN 1 acl
        a      a      DET  DT  4 det
        strike strike NOUN NN  2 obj
        .      .      PUNCT .  1 punct
        """,
        {"Unions": ("nsubj", "called"), "called": ("ROOT", "called"), "strike": ("obj", "called")},
    ),
    (  # a perfect tense taken apart
        """
        Chad      Chad     PROPN NNP 2 nsubj
        has       have     VERB  VBZ 0 root
        eased     ease     VERB  VBN 4 amod
        sanctions sanction NOUN  NNS 2 obj
        """,
        {"Chad": ("nsubj", "eased"), "has": ("aux", "eased"), "sanctions": ("obj", "eased")},
    ),
    (  # a person who is called up, read as a name that somebody is given
        """
        Pashinyan Pashinyan PROPN NNP 2 nsubj
        called    call      VERB  VBD 0 root
        President President PROPN NNP 4 nmod:desc
        Ruto      Ruto      PROPN NNP 2 xcomp
        """,
        {"Ruto": ("obj", "called"), "President": ("nmod:desc", "Ruto")},
    ),
    (  # an infinitive hung on its object
        """
        Peru       Peru     PROPN NNP 2 nsubj
        threatened threaten VERB  VBD 0 root
        to         to       PART  TO  5 case
        deport     deport   VERB  VB  5 amod
        refugees   refugee  NOUN  NNS 2 obj
        """,
        {"deport": ("xcomp", "threatened"), "refugees": ("obj", "deport"), "to": ("mark", "deport")},
    ),
    (  # a relative clause with two subjects
        """
        Mali    Mali   PROPN NNP 4 nsubj
        ,       ,      PUNCT ,   1 punct
        which   which  PRON  WDT 4 nsubj
        borders border VERB  VBZ 0 root
        Niger   Niger  PROPN NNP 4 obj
        ,       ,      PUNCT ,   4 punct
        closed  close  VERB  VBD 4 parataxis
        it      it     PRON  PRP 7 obj
        """,
        {"Mali": ("nsubj", "closed"), "borders": ("acl:relcl", "Mali"), "closed": ("ROOT", "closed")},
    ),
    (  # what a worry is about hung on how long it has lasted
        """
        Fears  fear  NOUN  NNS 7 nsubj
        for    for   ADP   IN  3 case
        weeks  week  NOUN  NNS 1 nmod
        that   that  SCONJ IN  6 mark
        rebels rebel NOUN  NNS 6 nsubj
        attack attack VERB VBP 3 acl
        grew   grow  VERB  VBD 0 root
        """,
        {"attack": ("acl", "Fears")},
    ),
    (  # a future that goes on from an infinitive
        """
        Oman     Oman     PROPN NNP 2 nsubj
        promised promise  VERB  VBD 0 root
        to       to       PART  TO  4 mark
        help     help     VERB  VB  2 xcomp
        and      and      CCONJ CC  7 cc
        will     will     AUX   MD  7 aux
        send     send     VERB  VB  4 conj
        food     food     NOUN  NN  7 obj
        """,
        {"send": ("conj", "promised")},
    ),
    (  # a perfect tense read as a passive
        """
        Hungary   Hungary  PROPN NNP 3 nsubj:pass
        has       have     AUX   VBZ 3 aux
        withdrawn withdraw VERB  VBN 0 root
        """,
        {"Hungary": ("nsubj", "withdrawn")},
    ),
    (  # a whole sentence without a finite verb
        """
        Algeria  Algeria PROPN NNP 2 nsubj:pass
        mediated mediate VERB  VBN 0 root
        .        .       PUNCT .   2 punct
        """,
        {"Algeria": ("nsubj", "mediated")},
    ),
    (  # an agent of an active verb
        """
        Kosovo    Kosovo    PROPN NNP 2 nsubj
        demanded  demand    VERB  VBD 0 root
        mediation mediation NOUN  NN  2 obj
        by        by        ADP   IN  5 case
        Kenya     Kenya     PROPN NNP 2 obl:agent
        """,
        {"Kenya": ("nmod", "mediation")},
    ),
    (  # a second name hung on what follows
        """
        Ana   Ana  PROPN NNP 5 nsubj
        Paz   Paz  PROPN NNP 1 flat
        and   and  CCONJ CC  4 cc
        Leo   Leo  PROPN NNP 6 conj
        made  make VERB  VBD 0 root
        peace peace NOUN NN  5 obj
        """,
        {"Leo": ("conj", "Ana")},
    ),
    (  # the country of a city as a second subject
        """
        In      in     ADP   IN  2 case
        Lagos   Lagos  PROPN NNP 7 obl
        ,       ,      PUNCT ,   2 punct
        Nigeria Nigeria PROPN NNP 7 nsubj
        ,       ,      PUNCT ,   7 punct
        they    they   PRON  PRP 7 nsubj
        met     meet   VERB  VBD 0 root
        """,
        {"Nigeria": ("appos", "Lagos"), "they": ("nsubj", "met")},
    ),
]
SOUND = [
    trees.ACTIVE,
    trees.PASSIVE,
    trees.RELATIVE,
    trees.PARTICIPLE,
    """
    Men      man    NOUN NNS 0 root
    arrested arrest VERB VBN 1 acl
    in       in     ADP  IN  4 case
    Cairo    Cairo  PROPN NNP 2 obl
    """,
    """
    Ten    ten    NUM  CD  2 nummod
    men    man    NOUN NNS 3 nsubj:pass
    killed kill   VERB VBN 0 root
    .      .      PUNCT .  3 punct
    """,
    """
    She    she    PRON PRP 2 nsubj
    saw    see    VERB VBD 0 root
    burned burn   VERB VBN 4 amod
    houses house  NOUN NNS 2 obj
    """,
    # the later verb hangs on one that hangs on the inner one: to hang the inner one on its subject would be a circle
    """
    Curfews curfew NOUN NNS 3 nsubj
    that    that   PRON WDT 3 nsubj
    held    hold   VERB VBD 0 root
    since   since  SCONJ IN 7 mark
    riots   riot   NOUN NNS 7 nsubj:pass
    were    be     AUX  VBD 7 aux:pass
    lifted  lift   VERB VBN 3 advcl
    """,
]


@pytest.mark.parametrize(("lines", "wanted"), WRONG, ids=range(len(WRONG)))
def test_mended(lines, wanted):
    tree = mended(trees.parsed(lines))
    found = {word: (tree.deps[i], tree.words[tree.heads[i]]) for i, word in enumerate(tree.words)}
    assert {word: found[word] for word in wanted} == wanted


@pytest.mark.parametrize("lines", SOUND, ids=range(len(SOUND)))
def test_sound_trees_stay(lines):
    doc = trees.parsed(lines)
    tree = mended(doc)
    assert (tree.deps, tree.heads) == ([t.dep_ for t in doc], [t.head.i for t in doc])
