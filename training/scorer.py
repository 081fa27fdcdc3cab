"""Trains the scorer of marked sentences (``dragoman.coding.scorer``) on the codebook's own sentences, nothing else.

python training/scorer.py [--layers N] [--epochs N] [--runs N] [--out DIR]

It starts from all-MiniLM-L6-v2; the weights of several runs from there are averaged (a "soup", Wortsman et al. 2022).
A part of the sentences is not learned from: on it the temperature, and what the rules add, are fitted, and the figures
that are printed are counted.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from dragoman.codebook import NONE, Sentence, load_sentences
from dragoman.codebook.entries import QUADS
from dragoman.coding.scorer import LONGEST, SHIPPED, SOURCE, TARGET, Marked, Scorer, Settings, save_scorer, tokens
from dragoman.language.wordpieces import Pieces
from network import Layer, Size
from package import in_eight_bits
from pretrained import DISTRIBUTION, start_encoder, vocabulary
from variants import pools, variant

CARD = Path(__file__).parent / "scorer-card.md"

HELD_OUT = 0.12
HEADS = 12
LEVELS = (3.0, 2.0, 1.0, 0.0)  # of the weight of rules' evidence, each down to the next


class Plan(NamedTuple):
    """How the scorer is trained; rates are those of AdamW."""

    layers: int = 6
    epochs: int = 6
    runs: int = 2  # with a seed each
    rate: float = 1e-4
    head_rate: float = 1e-3
    sentences: int = 32  # of a batch
    dropout: float = 0.1
    smoothing: float = 0.1
    codes: float = 0.5  # weight of the loss of modes
    seed: int = 20230225


class Example(NamedTuple):
    """A sentence as numbers."""

    pieces: NDArray[np.int64]
    roles: NDArray[np.int64]
    type: int
    code: int


class Shares(NamedTuple):
    """How many of the held-out sentences get the right type, in per cent: by the scorer, the rules, both together."""

    alone: float
    rules: float
    both: float


class Network(nn.Module):
    """The trained twin of ``dragoman.coding.scorer.Scorer``; the names of the parameters are the same."""

    def __init__(self, size: Size, types: int, codes: int, *, dropout: float) -> None:
        super().__init__()
        self.size, self.dropout = size, dropout
        self.pieces = nn.Embedding(size.vocabulary, size.width)
        self.positions = nn.Embedding(size.positions, size.width)
        self.roles = nn.Embedding(3, size.width)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.types = nn.Linear(3 * size.width, types)
        self.codes = nn.Linear(3 * size.width, codes)
        nn.init.normal_(self.roles.weight, std=0.02)

    def forward(self, pieces: Tensor, roles: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of types and codes; ``pieces`` and ``roles`` are sentences x length, -1 behind the end."""
        mask = pieces >= 0
        x = self.pieces(pieces.clamp(min=0)) + self.roles(roles.clamp(min=0)) + self.positions.weight[: pieces.shape[1]]
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], self.dropout)
        pooled = torch.cat([_mean(x, mask), _mean(x, roles == SOURCE), _mean(x, roles == TARGET)], dim=1)
        pooled = functional.dropout(pooled, 2 * self.dropout, self.training)
        return self.types(pooled), self.codes(pooled)


def main() -> None:
    """Train, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layers", type=int, default=Plan().layers)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--runs", type=int, default=Plan().runs)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    plan = Plan(layers=options.layers, epochs=options.epochs, runs=options.runs)
    sentences = list(load_sentences(none=True))
    random.Random(plan.seed).shuffle(sentences)
    types, codes = [*QUADS, NONE], sorted({sentence.code for sentence in sentences} | set(QUADS))
    held = round(HELD_OUT * len(sentences))
    plans = [plan._replace(seed=plan.seed + run) for run in range(plan.runs)]
    network = averaged([train(sentences[held:], types, codes, each) for each in plans])
    plain = Settings(vocabulary()[0], HEADS, types, codes, 1.0, {})
    settings, shares = calibrated(network, sentences[:held], plain)
    save_scorer(options.out, settings, packed(network))
    card = Template(CARD.read_text(encoding="utf8")).substitute(
        shares._asdict(), pretrained=f"{DISTRIBUTION} {installed(DISTRIBUTION)}",
        layers=plan.layers, epochs=plan.epochs, runs=plan.runs, seed=plan.seed,
        learned=f"{len(sentences) - held:,}", held=held,
    )  # fmt: skip
    (options.out / "MODEL-CARD.md").write_text(card, encoding="utf8")


def numbers(marked: Marked, type_: int, code: int) -> Example:
    """A marked sentence as numbers."""
    names = vocabulary()[0]
    pieces, roles = tokens(marked, _pieces(), (names.index("[CLS]"), names.index("[SEP]")))
    return Example(pieces, roles, type_, code)


def train(
    sentences: Sequence[Sentence], types: Sequence[str], codes: Sequence[str], plan: Plan,
    report: Callable[[str], None] = print,
) -> Network:  # fmt: skip
    """A network trained on variants of the sentences; the same seed, machine and threads give the same."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    size = Size(layers=plan.layers, heads=HEADS, inner=1536, positions=LONGEST, vocabulary=len(vocabulary()[0]))
    network = Network(size, len(types), len(codes), dropout=plan.dropout)
    start_encoder(network)
    heads = [parameter for name, parameter in network.named_parameters() if name.startswith(("types", "codes"))]
    rest = [parameter for name, parameter in network.named_parameters() if not name.startswith(("types", "codes"))]
    groups = [{"params": rest, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total, began = plan.epochs * -(-len(sentences) // plan.sentences), time.monotonic()
    marked = [_marked(sentence) for sentence in sentences]
    gold = [(types.index(sentence.type), codes.index(sentence.code)) for sentence in sentences]
    others = pools(marked)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [plan.rate, plan.head_rate], total_steps=total + 1, pct_start=0.1, anneal_strategy="linear"
    )
    for epoch in range(plan.epochs):
        network.train()
        examples = [numbers(variant(m, others, chance), *g) for m, g in zip(marked, gold, strict=True)]
        for pieces, roles, type_, code in batches(examples, plan.sentences, chance):
            scored = network(pieces, roles)
            loss = functional.cross_entropy(scored[0], type_, label_smoothing=plan.smoothing)
            loss = loss + plan.codes * functional.cross_entropy(scored[1], code, label_smoothing=plan.smoothing)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        report(f"epoch {epoch + 1} of {plan.epochs}, loss {loss.item():.3f}, {time.monotonic() - began:.0f} s")
    return network.eval()


def averaged(networks: Sequence[Network]) -> Network:
    """The first of the networks with the mean of all their weights; they must have started from the same."""
    states = [network.state_dict() for network in networks]
    networks[0].load_state_dict({name: torch.stack([s[name] for s in states]).mean(dim=0) for name in states[0]})
    return networks[0].eval()


def batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[tuple[Tensor, ...]]:
    """One pass in batches of sentences of about one length."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].pieces) + 6 * chance.random())
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(groups)
    for group in groups:
        some = [examples[i] for i in group]
        pad = {"batch_first": True, "padding_value": -1}
        pieces = nn.utils.rnn.pad_sequence([torch.from_numpy(e.pieces) for e in some], **pad)  # type: ignore[arg-type]
        roles = nn.utils.rnn.pad_sequence([torch.from_numpy(e.roles) for e in some], **pad)  # type: ignore[arg-type]
        yield pieces, roles, torch.tensor([e.type for e in some]), torch.tensor([e.code for e in some])


def calibrated(network: Network, held: Sequence[Sentence], settings: Settings) -> tuple[Settings, Shares]:
    """The settings with the temperature and rule weights that make the held-out types most likely, and the shares."""
    from dragoman.pipeline import Coder  # not before: the coder loads the shipped scorer

    scores, _ = Scorer(settings, packed(network)).scores([_marked(sentence) for sentence in held])
    evidence = Coder().evidence([_marked(sentence) for sentence in held])
    gold = torch.tensor([settings.types.index(sentence.type) for sentence in held])
    levels = torch.zeros(len(held), len(settings.types), len(LEVELS))
    for i, best in enumerate(evidence):
        for type_, each in best.items():
            level = next((n for n, least in enumerate(LEVELS) if each.weight >= least), None)
            if level is not None:
                levels[i, settings.types.index(type_), level] = 1
    inverse, rules = torch.ones(1, requires_grad=True), torch.zeros(len(LEVELS), requires_grad=True)
    optimizer = torch.optim.LBFGS([inverse, rules], max_iter=100)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = functional.cross_entropy(torch.from_numpy(scores) * inverse + levels @ rules, gold)
        loss.backward()
        return loss

    optimizer.step(closure)  # type: ignore[arg-type]
    both = (torch.from_numpy(scores) * inverse + levels @ rules).argmax(dim=1)
    loudest = [max(best, key=lambda type_: best[type_].weight, default="") for best in evidence]
    by_rules = sum(type_ == sentence.type for type_, sentence in zip(loudest, held, strict=True)) / len(held)
    alone = float((scores.argmax(axis=1) == gold.numpy()).mean())
    shares = Shares(*(round(100 * x, 1) for x in (alone, by_rules, float((both == gold).float().mean()))))
    print(f"held out: {len(held)} sentences, right in per cent: {shares}")
    found = {str(level): round(float(value), 3) for level, value in zip(LEVELS, rules.detach(), strict=True)}
    temperature = 1 / float(inverse.detach())
    return msgspec.structs.replace(settings, temperature=round(temperature, 4), rules=found), shares


def packed(network: Network) -> dict[str, NDArray[Any]]:
    """The weights by name, large ones in eight bits with a scale for each row; queries are scaled beforehand."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, value in network.state_dict().items():
        weights = value.clone()
        if ".qkv." in name:
            weights[: len(weights) // 3] *= network.size.per_head**-0.5
        if weights.dim() == 2 and len(weights) > TARGET + 1:
            arrays[name], arrays[f"{name}.scale"] = in_eight_bits(weights)
        else:
            arrays[name] = weights.numpy().astype(np.float16)
    return arrays


def _marked(sentence: Sentence) -> Marked:
    return Marked(sentence.text, sentence.source, sentence.target)


def _mean(x: Tensor, chosen: Tensor) -> Tensor:
    weights = chosen.to(x.dtype)[..., None]
    return (x * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1)


@cache
def _pieces() -> Pieces:
    return Pieces(vocabulary()[0])


if __name__ == "__main__":
    main()
