"""A reader with a network of a few random weights: what it says is nonsense, but it says it as the shipped one does."""

import numpy as np
import spacy

from dragoman.language.annotating import Labels
from dragoman.language.reader import FACTORY, Settings, register
from dragoman.language.wordpieces import SHAPES, SUFFIX_ROWS

PIECES = ["[UNK]", "[CLS]", "the", "minister", "said", "vis", "##it", "##ed", ".", ",", "a", "##b", "x"]
LABELS = Labels(
    tags=["NN", "VBD"],
    morphs=["NOUN|Number=Sing", "VERB|"],
    lemmas=["l||", "l|ed|", "k||"],
    deps=["ROOT", "nsubj", "obj"],
    names=["O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON"],
    words=["visit"],
)
TRANSITIONS = [[0.0] * 5] * 6
WIDTH, HEADS, PER_HEAD, LOW, ARC, LABEL = 8, 2, 4, 6, 4, 3


def tiny_weights(seed=0):
    """Weights of every name that the network reads, two layers."""
    chance = np.random.default_rng(seed)

    def some(*shape):
        return chance.normal(0, 0.5, shape).astype(np.float16)

    def linear(name, inputs, outputs):
        return {f"{name}.weight": some(outputs, inputs), f"{name}.bias": some(outputs)}

    def norm(name):
        return {f"{name}.weight": np.ones(WIDTH, np.float16), f"{name}.bias": np.zeros(WIDTH, np.float16)}

    weights = {"start": some(WIDTH), "positions.weight": some(300, WIDTH), "rest.weight": some(WIDTH, WIDTH)}
    weights["shapes.weight"] = some(len(SHAPES), WIDTH)
    for table, rows in (("pieces", len(PIECES)), ("suffixes", SUFFIX_ROWS)):
        weights[f"{table}.weight"] = chance.integers(-127, 127, (rows, WIDTH)).astype(np.int8)
        weights[f"{table}.scale"] = np.full(rows, 0.01, np.float32)
    weights |= norm("norm")
    for layer in ("layers.0.", "layers.1."):
        weights |= linear(f"{layer}qkv", WIDTH, 3 * HEADS * PER_HEAD) | linear(f"{layer}out", HEADS * PER_HEAD, WIDTH)
        weights |= linear(f"{layer}up", WIDTH, 5) | linear(f"{layer}down", 5, WIDTH)
        weights |= norm(f"{layer}norm1") | norm(f"{layer}norm2")
    weights |= linear("low", WIDTH, LOW) | linear("names", WIDTH, len(LABELS.names)) | linear("starts", WIDTH, 2)
    for name in ("tags", "morphs", "lemmas"):
        weights |= linear(name, LOW, len(getattr(LABELS, name)))
    weights |= linear("arc_word", WIDTH, ARC) | linear("arc_head", WIDTH, ARC)
    weights |= {"arc": some(ARC, ARC), "arc_bias.weight": some(1, ARC), "root": some(ARC)}
    weights |= linear("label_word", WIDTH, LABEL) | linear("label_head", WIDTH, LABEL)
    return weights | {"label_root": some(LABEL), "label": some(LABEL + 1, len(LABELS.deps), LABEL + 1)}


def tiny_pipeline(seed=0):
    """A spaCy pipeline of the English tokenizer and a tiny reader."""
    register()
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY).fill(
        Settings(labels=LABELS, pieces=PIECES, heads=HEADS, transitions=TRANSITIONS), tiny_weights(seed)
    )
    return nlp
