"""Trains the weigher (``dragoman.coding.weighing``) on the codebook's own sentences, nothing else.

python training/weigher.py [--out DIR]

The vectors are those of the shipped language model: train it again whenever that has changed. A part of the sentences
is not learned from: on it the temperature is fitted and the figures that are printed are counted.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dragoman.codebook import NONE, load_sentences
from dragoman.codebook.entries import QUADS
from dragoman.coding import Marked, Scene
from dragoman.coding.candidates import find_candidates
from dragoman.coding.coder import read_acts
from dragoman.coding.relating import SOURCE, TARGET, marked_scene
from dragoman.coding.weighing import SHIPPED, Settings, save_weigher, vector_of
from dragoman.language import Doc, Token, load
from dragoman.language.encoder import Array
from dragoman.language.load import model_name
from dragoman.pipeline import Coder
from dragoman.records import Party
from package import in_eight_bits
from variants import pools, variant

HELD_OUT = 0.12
SEED = 20230225


class Plan(NamedTuple):
    """How the weigher is trained."""

    inner: int = 256
    epochs: int = 12
    rate: float = 1e-3
    decay: float = 0.05
    dropout: tuple[float, float] = (0.3, 0.4)
    smoothing: float = 0.1
    variants: int = 2  # of every sentence that is learned from, beside itself
    batch: int = 64


def main() -> None:
    """Train, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    plan, chance = Plan(), random.Random(SEED)
    sentences = list(load_sentences(none=True))
    chance.shuffle(sentences)
    held = round(HELD_OUT * len(sentences))
    types = [*QUADS, NONE]
    marked = [(Marked(s.text, s.source, s.target), types.index(s.type)) for s in sentences]
    others = pools([m for m, _ in marked[held:]])
    more = [(variant(m, others, chance), t) for _ in range(plan.variants) for m, t in marked[held:]]
    coder = Coder()
    x, y = _numbers(coder, marked[:held])
    network, mean, deviation = train(*_numbers(coder, [*marked[held:], *more]), len(types), plan)
    with torch.no_grad():
        scores = network((x - mean) / deviation)
    temperature = _temperature(scores, y)
    print(f"held out: {len(y)} sentences, right {(scores.argmax(dim=1) == y).float().mean():.3f}")
    weights: dict[str, Array] = {"mean": mean.numpy(), "deviation": deviation.numpy()}
    for name, layer in (("inner", network[1]), ("types", network[4])):
        weights[f"{name}.weight"], weights[f"{name}.weight.scale"] = in_eight_bits(layer.weight.detach())
        weights[f"{name}.bias"] = layer.bias.detach().numpy()
    save_weigher(options.out, Settings(types, round(temperature, 4), model_name(load())), weights)


def _numbers(coder: Coder, marked: Sequence[tuple[Marked, int]]) -> tuple[Tensor, Tensor]:
    vectors = np.stack(list(vectors_of(coder, [m for m, _ in marked])))
    return torch.from_numpy(vectors), torch.tensor([t for _, t in marked])


def vectors_of(coder: Coder, sentences: Sequence[Marked]) -> Iterator[Array]:
    """The vector of the predicate between source and target of every sentence."""
    for scene, sentence in zip(coder.scenes(sentences), sentences, strict=True):
        marked = marked_scene(scene, sentence.source, sentence.target)
        trigger, clause, sides = _between(marked) or _joint(scene.doc, sentence)
        yield vector_of(scene.doc, trigger, clause, sides)


def _between(scene: Scene) -> tuple[Token, Token, list[list[tuple[int, int]]]] | None:
    """The act or the unread verb from source to target."""
    acts = read_acts(scene)
    for draft in acts.drafts:
        if (sides := _sides(draft.actors, draft.recipients)) is not None:
            return draft.trigger, draft.reading.predicate.clause, sides
    for candidate in find_candidates(scene, acts.readings):
        if (sides := _sides(candidate.actors, candidate.recipients)) is not None:
            return candidate.predicate.trigger, candidate.predicate.clause, sides
    return None


def _sides(actors: Iterable[Party], recipients: Iterable[Party]) -> list[list[tuple[int, int]]] | None:
    spans = [[p.span for p in side if p.entity == name] for side, name in ((actors, SOURCE), (recipients, TARGET))]
    return spans if all(spans) else None


def _joint(doc: Doc, sentence: Marked) -> tuple[Token, Token, list[list[tuple[int, int]]]]:
    """Where the paths of source and target meet in the tree, for acts that no predicate was found for."""
    sides = [[span] if span else [] for span in (sentence.source, sentence.target)]
    heads = [doc.char_span(*spans[0], alignment_mode="expand").root for spans in sides if spans]
    above = [[head, *head.ancestors] for head in heads]
    common = {t.i for t in above[0]}.intersection(*({t.i for t in path} for path in above))
    joint = next((t for t in above[0] if t.i in common), above[0][-1])
    return joint, joint, sides


def train(x: Tensor, y: Tensor, types: int, plan: Plan) -> tuple[nn.Sequential, Tensor, Tensor]:
    """A network of one inner layer over standardised vectors, with their mean and deviation."""
    torch.manual_seed(SEED)
    mean, deviation = x.mean(dim=0), x.std(dim=0) + 1e-6
    x = (x - mean) / deviation
    network = nn.Sequential(
        nn.Dropout(plan.dropout[0]), nn.Linear(x.shape[1], plan.inner), nn.ReLU(),
        nn.Dropout(plan.dropout[1]), nn.Linear(plan.inner, types),
    )  # fmt: skip
    optimizer = torch.optim.AdamW(network.parameters(), lr=plan.rate, weight_decay=plan.decay)
    for epoch in range(plan.epochs):
        network.train()
        for rows in torch.randperm(len(x)).split(plan.batch):
            loss = functional.cross_entropy(network(x[rows]), y[rows], label_smoothing=plan.smoothing)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1} of {plan.epochs}, loss {loss.item():.3f}")
    return network.eval(), mean, deviation


def _temperature(scores: Tensor, gold: Tensor) -> float:
    """By what the scores are divided so that the held-out types are most likely."""
    tries = torch.linspace(0.3, 3, 100)
    losses = torch.stack([functional.cross_entropy(scores / t, gold) for t in tries])
    return float(tries[losses.argmin()])


if __name__ == "__main__":
    main()
