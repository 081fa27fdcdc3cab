"""Mends trees that contradict their own tags: a finite verb read as the modifier of its object.

"Norway suspended aid." comes out of a small parser with "suspended" tagged as a past tense and yet hung on "aid" as an
adjective. Such contradictions are safe to undo; everything else is left as the parser gave it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.attrs import DEP, ORTH, POS, TAG
from spacy.tokens import Doc

from .columns import heads_of

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_STRETCHES = frozenset({"days", "weeks", "months", "years", "decades", "hours", "week", "month", "year"})
_HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d"})
_BEEN = frozenset({"been", "being", "be", "is", "are", "was", "were", "got", "get", "gets"})
# What each of the mendings of a single token asks for first.
_MENDED = frozenset({"acl", "conj", "nsubj", "nsubj:pass", "obl:agent", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "compound", "nmod:desc", "nmod:unmarked", "dep"})


class Tree:
    """The annotation of a parsed stretch as lists that can be changed; heads are token indices, changed by ``hang``."""

    __slots__ = ("_below", "deps", "heads", "pos", "tags", "words")

    def __init__(self, words: list[str], tags: list[str], pos: list[str], deps: list[str], heads: list[int]) -> None:
        self.words, self.tags, self.pos, self.deps, self.heads = words, tags, pos, deps, heads
        self._below: dict[int, list[int]] | None = None

    def children(self, i: int) -> Sequence[int]:
        """The tokens that hang on token ``i``."""
        if self._below is None:
            self._below = {}
            for j, head in enumerate(self.heads):
                if head != j:
                    self._below.setdefault(head, []).append(j)
        return self._below.get(i, ())

    def hang(self, i: int, head: int, dep: str | None = None) -> None:
        """Hang a token on another one, under a new label where one is given."""
        self.heads[i] = head
        self._below = None
        if dep is not None:
            self.deps[i] = dep


def mended(doc: Doc) -> Tree:
    """The tree of a parsed document, mended sentence by sentence."""
    strings = doc.vocab.strings
    words, tags, pos, deps = ([strings[n] for n in doc.to_array(name).tolist()] for name in (ORTH, TAG, POS, DEP))
    tree = Tree(words, tags, pos, deps, heads_of(doc).tolist())
    for sentence in doc.sents:
        finite = _FINITE if any(_is_finite(tree, i) for i in range(sentence.start, sentence.end)) else _FINITE | {"VBN"}
        for i in range(sentence.start + 1, sentence.end):
            if tree.deps[i] in {"amod", "compound"} and tree.heads[i] > i:
                if tree.tags[i] == "VBN" and _after_have(tree, i):
                    _join_perfect(tree, i)
                elif tree.tags[i] == "VB" and tree.words[i - 1].lower() == "to":
                    _free_infinitive(tree, i)
                elif tree.tags[i] in finite:
                    _free_from_object(tree, i)
        _raise_participle(tree, sentence.start, sentence.end)
        for i in range(sentence.start, sentence.end):
            if tree.deps[i] not in _MENDED:
                continue
            _raise_content(tree, i)
            _raise_future(tree, i)
            _make_active(tree, i, sentence.end)
            _free_agent(tree, i)
            _call_person(tree, i)
            _join_place(tree, i, sentence.start)
            _join_list(tree, i, sentence.start)
        for i in range(sentence.start, sentence.end):
            if tree.deps[i] == "nsubj" and tree.words[i].lower() in {"which", "who", "that"}:
                _part_relative(tree, i, sentence.end)
    return tree


def _is_finite(tree: Tree, i: int) -> bool:
    return tree.tags[i] in _FINITE or tree.tags[i] == "MD"


def _call_person(tree: Tree, name: int) -> None:
    """ "Called President Vladimir[xcomp] Putin": a person with his title is called up, nobody is given that name."""
    verb = tree.heads[name]
    if tree.deps[name] != "xcomp" or tree.pos[name] != "PROPN" or tree.pos[verb] != "VERB":
        return
    titled = any(tree.deps[j] == "nmod:desc" and j < name for j in tree.children(name))
    beside = {tree.deps[j] for j in tree.children(verb)}
    if titled and not beside & {"obj", "iobj", "nsubj:pass", "aux:pass"}:
        tree.deps[name] = "obj"


def _after_have(tree: Tree, verb: int) -> bool:
    """Whether the word before is "have" as the main verb of what the participle hangs on: "has eased sanctions"."""
    before = verb - 1 - (tree.pos[verb - 1] == "ADV")
    noun = tree.heads[verb]
    return tree.words[before].lower() in _HAVE and tree.heads[noun] == before and tree.deps[noun] == "obj"


def _join_perfect(tree: Tree, verb: int) -> None:
    """ "Has[root] eased[amod] sanctions": the participle is the verb, "has" its auxiliary."""
    noun = tree.heads[verb]
    auxiliary = tree.heads[noun]
    tree.deps[verb] = tree.deps[auxiliary]
    tree.hang(verb, verb if tree.heads[auxiliary] == auxiliary else tree.heads[auxiliary])
    for j in tree.children(auxiliary):
        tree.hang(j, verb)
    tree.hang(auxiliary, verb, "aux")
    tree.hang(noun, verb, "obj")


def _free_infinitive(tree: Tree, verb: int) -> None:
    """ "Threatened to[case] deport[amod] refugees": the infinitive is the complement, the noun its object."""
    noun = tree.heads[verb]
    tree.hang(verb, verb if tree.heads[noun] == noun else tree.heads[noun])
    tree.deps[verb] = "ROOT" if tree.heads[noun] == noun else "xcomp"
    tree.hang(noun, verb, "obj")
    tree.hang(verb - 1, verb, "mark")


def _free_from_object(tree: Tree, verb: int) -> None:
    """ "Norway suspended[amod] aid": the noun behind is the object, what stands before is the subject."""
    noun = tree.heads[verb]
    before = [j for j in (*tree.children(noun), *tree.children(verb)) if j < verb and tree.deps[j] in _SUBJECTS]
    named = [j for j in before if tree.pos[j] in _NOMINAL]
    if noun < verb or not named or _has_finite(tree, noun, verb):
        return
    _swap(tree, verb, noun, "obj")
    tree.tags[verb] = "VBD" if tree.tags[verb] == "VBN" else tree.tags[verb]
    subject = named[-1]
    tree.hang(subject, verb, "nsubj")
    for j in tree.children(noun):
        if j < verb:
            tree.hang(j, subject if j < subject and tree.deps[j] in {"det", "amod", "compound"} else verb)


def _raise_participle(tree: Tree, start: int, end: int) -> None:
    """ "Unions[root] called[acl] a strike.": in a whole sentence without a finite verb the participle is it.

    It must have an object, which a passive participle cannot have, or the sentence a full stop, which a headline lacks.
    """
    if any(_is_finite(tree, i) for i in range(start, end)):
        return
    root = next((i for i in range(start, end) if tree.heads[i] == i), None)
    if root is None or tree.pos[root] not in _NOMINAL:
        return
    verb = next((j for j in tree.children(root) if j > root and tree.deps[j] == "acl" and tree.tags[j] == "VBN"), None)
    if verb is None or any(tree.deps[j] in {"aux", "aux:pass", "obl:agent", "mark"} for j in tree.children(verb)):
        return
    has_object = any(tree.deps[j] == "obj" for j in tree.children(verb))
    stop = [j for j in tree.children(root) if tree.words[j] == "."]
    if not has_object and not stop:
        return
    _swap(tree, verb, root, "nsubj")
    tree.tags[verb] = "VBD"
    for j in (*stop, *(j for j in tree.children(root) if j > verb)):
        tree.hang(j, verb)


def _part_relative(tree: Tree, pronoun: int, end: int) -> None:
    """ "Belarus, which shares a border, allowed it": the first noun is subject of the later verb, not of "shares"."""
    inner = tree.heads[pronoun]
    noun = next((j for j in tree.children(inner) if j < pronoun and tree.deps[j] == "nsubj"), None)
    outer = next((i for i in range(inner + 1, end) if tree.tags[i] in _FINITE and tree.deps[i] != "cop"), None)
    if noun is None or outer is None or any(tree.deps[j].startswith("nsubj") for j in tree.children(outer)):
        return
    if tree.heads[outer] != inner and _is_below(tree, outer, inner):
        return  # "the curfew that had held since the riots was lifted": on what hangs on the inner verb it would circle
    tree.deps[outer] = tree.deps[inner] if tree.heads[outer] == inner else tree.deps[outer]
    if tree.heads[outer] == inner:
        tree.hang(outer, outer if tree.heads[inner] == inner else tree.heads[inner])
    for j in tree.children(inner):
        if j < pronoun and j != inner:
            tree.hang(j, outer)
    tree.hang(inner, noun, "acl:relcl")
    if tree.heads[outer] == outer:
        tree.deps[outer] = "ROOT"


def _is_below(tree: Tree, i: int, above: int) -> bool:
    """Whether a token hangs on another one, directly or through others."""
    for _ in tree.heads:
        if i == above:
            return True
        i = tree.heads[i]
    return False


def _make_active(tree: Tree, subject: int, end: int) -> None:
    """ "Hungary[nsubj:pass] has withdrawn.", "Algeria[nsubj:pass] mediated.": no passive without a form of "be".

    A headline may lack it; a past tense, a perfect, and a whole sentence with a name for its subject may not.
    """
    if tree.deps[subject] != "nsubj:pass":
        return
    verb = tree.heads[subject]
    below = tree.children(verb)
    helpers = {tree.words[j].lower() for j in below if tree.deps[j].startswith("aux")}
    if any(tree.deps[j] == "aux:pass" for j in below) or helpers & _BEEN:
        return
    whole = tree.tags[verb] == "VBN" and not helpers and tree.heads[verb] == verb and tree.words[end - 1] == "."
    agent = any(tree.deps[j] == "obl:agent" for j in below)
    if tree.tags[verb] == "VBD" or helpers & _HAVE or (whole and tree.pos[subject] == "PROPN" and not agent):
        tree.deps[subject] = "nsubj"
        tree.tags[verb] = "VBD" if whole else tree.tags[verb]


def _free_agent(tree: Tree, agent: int) -> None:
    """ "Kosovo demanded mediation by Kenya[obl:agent]": what an active verb names with "by" belongs to its object."""
    if tree.deps[agent] != "obl:agent":
        return
    verb = tree.heads[agent]
    below = tree.children(verb)
    passive = any(tree.deps[j] in {"aux:pass", "nsubj:pass"} for j in below)
    if passive or not any(tree.deps[j] == "nsubj" for j in below):
        return
    nouns = [j for j in below if verb < j < agent and tree.deps[j].startswith(("obj", "obl"))]
    tree.hang(agent, *((nouns[-1], "nmod") if nouns else (verb, "obl")))


def _raise_content(tree: Tree, clause: int) -> None:
    """ "Concerns for months[nmod] that it could join[acl]": a clause is said of the noun, not of a stretch of time."""
    time = tree.heads[clause]
    noun = tree.heads[time]
    if (
        tree.deps[clause] == "acl"
        and tree.words[time].lower() in _STRETCHES
        and tree.deps[time].startswith(("nmod", "obl"))
        and noun < time
        and tree.pos[noun] in _NOMINAL
        and any(tree.deps[j] == "mark" and tree.words[j].lower() == "that" for j in tree.children(clause))
    ):
        tree.hang(clause, noun)


def _raise_future(tree: Tree, verb: int) -> None:
    """ "Will continue to support[xcomp] ... and will oppose[conj]": what has a modal goes on from a finite verb."""
    if tree.deps[verb] != "conj":
        return
    inner = tree.heads[verb]
    outer = tree.heads[inner]
    modal = any(tree.tags[j] == "MD" for j in tree.children(verb))
    infinitive = tree.deps[inner] == "xcomp" and not any(tree.tags[j] == "MD" for j in tree.children(inner))
    if modal and infinitive and tree.pos[outer] in {"VERB", "ADJ", "AUX"}:
        tree.hang(verb, outer)


def _join_place(tree: Tree, place: int, start: int) -> None:
    """ "In Samarkand, Uzbekistan[nsubj], Xi met": between commas behind a place stands where it lies, no subject."""
    if tree.deps[place] != "nsubj" or tree.pos[place] != "PROPN" or place - start < 2:
        return
    verb = tree.heads[place]
    if not any(tree.deps[j] == "nsubj" and place < j < verb for j in tree.children(verb)):
        return
    before = place - 2
    bracketed = tree.words[place - 1] == "," and tree.words[place + 1] == ","
    if bracketed and tree.pos[before] == "PROPN" and tree.deps[before].startswith(("nmod", "obl")):
        tree.hang(place, before, "appos")


def _join_list(tree: Tree, member: int, start: int) -> None:
    """ "Xi and Lukashenko[conj of a later word]": what "and" joins hangs on a word before it, in every treebank."""
    if tree.deps[member] != "conj" or tree.heads[member] < member:
        return
    link = next((j for j in tree.children(member) if tree.deps[j] == "cc" and start < j < member), None)
    if link is None:
        return
    first = link - 1
    while tree.deps[first] in {"flat", "compound", "punct"} and start <= tree.heads[first] < link and first > start:
        first = tree.heads[first] if tree.heads[first] != first else first - 1
    if tree.pos[first] in _NOMINAL and tree.pos[member] in _NOMINAL:
        tree.hang(member, first)


def _swap(tree: Tree, verb: int, noun: int, label: str) -> None:
    """Put the verb in the place of its noun and hang the noun on it."""
    tree.deps[verb] = tree.deps[noun]
    tree.hang(verb, verb if tree.heads[noun] == noun else tree.heads[noun])
    tree.hang(noun, verb, label)


def _has_finite(tree: Tree, noun: int, verb: int) -> bool:
    """Whether the noun already heads or serves a clause of its own."""
    label = tree.deps[noun]
    return label in {"obj", "nsubj", "nsubj:pass", "obl", "nmod"} or any(
        tree.deps[j] in {"cop", "aux"} for j in tree.children(noun) if j != verb
    )
