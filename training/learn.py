"""Trains the network: a schedule of stages, each a number of passes at a size of the encoder, thinned in between."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice, pairwise

import torch
from torch import nn

from corpus import Corpus
from dragoman.language.wordpieces import Pieces
from examples import batches, label_sets, number
from network import Batch, Network, Size, loss_of
from pretrained import start_from, vocabulary
from thinning import Importance, thin

ENCODER = ("pieces", "positions", "start", "norm", "layers")  # what starts from pretrained weights
WARMUP = 0.05
LAST_RATE = 0.02  # of the full rate, at the end
REPORTED = 100  # steps between two lines of progress


@dataclass(frozen=True)
class Stage:
    """Passes over the corpus with an encoder of so many heads and inner neurons."""

    passes: float
    heads: int
    inner: int


@dataclass(frozen=True)
class Plan:
    """How the network is trained. Rates are those of AdamW, for the pretrained part and for the rest."""

    layers: int = 3
    stages: Sequence[Stage] = (Stage(1.5, 12, 1536), Stage(0.7, 10, 1024), Stage(5.0, 8, 448))
    encoder_rate: float = 3e-4
    rate: float = 1.2e-3
    words: int = 2_000  # of a batch
    dropout: float = 0.1
    seed: int = 20230225


def learn(
    corpus: Corpus, plan: Plan, *, device: str, report: Callable[[str], None]
) -> tuple[Network, dict[str, list[str]]]:
    """A trained network, on the CPU, and its labels. The same seed, device and threads give the same network."""
    torch.manual_seed(plan.seed)
    torch.use_deterministic_algorithms(True, warn_only=True)  # sums of gradients in one order, whatever thread is first
    labels = label_sets(corpus.originals())
    network = Network(_size(plan, labels), dropout=plan.dropout)
    start_from(network)
    network.to(device)
    stream, steps_of_pass = _stream(corpus, labels, plan)
    total = round(sum(stage.passes for stage in plan.stages) * steps_of_pass)
    began, step = time.monotonic(), 0
    for stage, following in pairwise([*plan.stages, None]):
        optimizer = _optimizer(network, plan)
        importance = Importance(network) if following else None
        for batch in islice(stream, round(stage.passes * steps_of_pass)):
            for group, rate in zip(optimizer.param_groups, (plan.encoder_rate, plan.rate), strict=True):
                group["lr"] = rate * _factor(step, total)
            loss = loss_of(network, batch.to(device))
            optimizer.zero_grad()
            loss.backward()
            if importance:
                importance.add()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % REPORTED == 0:
                report(f"step {step} of {total}, loss {loss.item():.3f}, {time.monotonic() - began:.0f} s")
        if following and importance:
            thin(network, importance, heads=following.heads, inner=following.inner)
    return network.cpu().eval(), labels


def _stream(corpus: Corpus, labels: dict[str, list[str]], plan: Plan) -> tuple[Iterator[Batch], int]:
    """Batches without end, every pass drawn anew, and how many there are about in one pass."""
    sets = {name: {label: i for i, label in enumerate(found)} for name, found in labels.items()}
    pieces, chance = Pieces(vocabulary()[0]), random.Random(plan.seed)

    def drawn() -> list[Batch]:
        examples = [number(paragraph, sets) for paragraph in corpus.draw(chance)]
        return list(batches(examples, pieces, words=plan.words, chance=chance))

    first = drawn()
    return chain(first, chain.from_iterable(drawn() for _ in count())), len(first)


def _size(plan: Plan, labels: dict[str, list[str]]) -> Size:
    counts = {name: len(labels[name]) for name in ("tags", "morphs", "lemmas", "deps", "names")}
    first = plan.stages[0]
    return Size(layers=plan.layers, heads=first.heads, inner=first.inner, vocabulary=len(vocabulary()[0]), **counts)


def _optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    encoder, rest = [], []
    for name, parameter in network.named_parameters():
        (encoder if name.split(".")[0] in ENCODER else rest).append(parameter)
    groups = [{"params": encoder, "lr": plan.encoder_rate}, {"params": rest, "lr": plan.rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def _factor(step: int, total: int) -> float:
    """Linear up and linear down."""
    up = (step + 1) / (WARMUP * total)
    return min(up, max(LAST_RATE, (total - step) / ((1 - WARMUP) * total)))
