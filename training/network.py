"""The network that is trained: word vectors from pieces, a small transformer encoder, a head for each analysis.

The encoder starts from the lower layers of a pretrained sentence encoder with their heads and neurons thinned out
(``pretrained.py``). Its numpy twin, which ships, is ``dragoman.language.network``; the names of the parameters are the
same in both.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch
from torch import Tensor, nn
from torch.nn import functional

from dragoman.language.wordpieces import SHAPES, SUFFIX_ROWS


@dataclass(frozen=True)
class Size:
    """The sizes of a network: of the encoder, and of what the heads score."""

    width: int = 384
    layers: int = 3
    heads: int = 8
    per_head: int = 32
    inner: int = 448
    positions: int = 512
    vocabulary: int = 30522
    low: int = 128
    arc: int = 128
    label: int = 48
    tags: int = 50
    morphs: int = 400
    lemmas: int = 400
    deps: int = 50
    names: int = 11


@dataclass
class Batch:
    """Paragraphs padded to one length; words are numbered by the distinct forms of the batch."""

    first: Tensor  # forms: first piece
    rest: Tensor  # all further pieces of all forms, one after the other
    offsets: Tensor  # forms: where the further pieces start
    shapes: Tensor  # forms
    suffixes: Tensor  # forms
    words: Tensor  # paragraphs x length: number of the form
    lengths: Tensor  # paragraphs
    gold: dict[str, Tensor]  # paragraphs x length, -100 for what is not known; "heads" are positions, own one for root
    sentences: Tensor  # paragraphs x length: number of the sentence, -1 for padding

    def to(self, device: str) -> Batch:
        """The same batch on another device."""
        tensors = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "gold"}
        gold = {name: values.to(device) for name, values in self.gold.items()}
        return Batch(**{name: value.to(device) for name, value in tensors.items()}, gold=gold)


class Layer(nn.Module):
    """One layer of the encoder, as in BERT: attention, then two linear maps, each with its residual and norm."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        inside = size.heads * size.per_head
        self.heads = size.heads
        self.qkv = nn.Linear(size.width, 3 * inside)
        self.out = nn.Linear(inside, size.width)
        self.norm1 = nn.LayerNorm(size.width, eps=1e-12)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.norm2 = nn.LayerNorm(size.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """``x``: paragraphs x length x width; ``mask``: paragraphs x 1 x 1 x length, True where a word is."""
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(rows, length, -1))
        x = self.norm1(x + functional.dropout(mixed, dropout, self.training))
        inner = self.up(x)
        inner = inner * torch.sigmoid(1.702 * inner)  # the quick form of GELU
        return self.norm2(x + functional.dropout(self.down(inner), dropout, self.training))


class Network(nn.Module):
    """Scores everything that is said of the words of a paragraph."""

    def __init__(self, size: Size, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.size, self.dropout = size, dropout
        width = size.width
        self.pieces = nn.Embedding(size.vocabulary, width)
        self.rest = nn.Linear(width, width, bias=False)
        self.shapes = nn.Embedding(len(SHAPES), width)
        self.suffixes = nn.Embedding(SUFFIX_ROWS, width)
        self.positions = nn.Embedding(size.positions, width)
        self.start = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.low = nn.Linear(width, size.low)
        self.tags = nn.Linear(size.low, size.tags)
        self.morphs = nn.Linear(size.low, size.morphs)
        self.lemmas = nn.Linear(size.low, size.lemmas)
        self.names = nn.Linear(width, size.names)
        self.starts = nn.Linear(width, 2)
        self.arc_word = nn.Linear(width, size.arc)
        self.arc_head = nn.Linear(width, size.arc)
        self.arc = nn.Parameter(torch.empty(size.arc, size.arc))
        self.arc_bias = nn.Linear(size.arc, 1, bias=False)
        self.root = nn.Parameter(torch.zeros(size.arc))
        self.label_word = nn.Linear(width, size.label)
        self.label_head = nn.Linear(width, size.label)
        self.label_root = nn.Parameter(torch.zeros(size.label))
        self.label = nn.Parameter(torch.empty(size.label + 1, size.deps, size.label + 1))
        for table in (self.rest.weight, self.shapes.weight, self.suffixes.weight):
            nn.init.zeros_(table)
        nn.init.normal_(self.arc, std=0.05)
        nn.init.normal_(self.label, std=0.02)

    def vectors(self, batch: Batch) -> Tensor:
        """One vector a form (forms x width), before position and norm."""
        rest = functional.embedding_bag(batch.rest, self.pieces.weight, batch.offsets, mode="mean")
        return self.pieces(batch.first) + self.rest(rest) + self.shapes(batch.shapes) + self.suffixes(batch.suffixes)

    def encode(self, batch: Batch) -> Tensor:
        """The words in their context: paragraphs x length x width."""
        forms = self.vectors(batch)
        rows, length = batch.words.shape
        x = torch.cat([self.start.expand(rows, 1, -1), forms[batch.words]], dim=1)
        x = self.norm(x + self.positions.weight[: length + 1])
        x = functional.dropout(x, self.dropout, self.training)
        mask = torch.arange(length + 1, device=x.device)[None, :] <= batch.lengths[:, None]
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], self.dropout)
        return x[:, 1:]

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Scores by name; those of ``arcs`` have the root as the last head, ``x`` are the encoded words."""
        x = functional.dropout(self.encode(batch), self.dropout, self.training)
        low = functional.dropout(functional.relu(self.low(x)), self.dropout, self.training)
        words, heads = functional.relu(self.arc_word(x)), functional.relu(self.arc_head(x))
        words = functional.dropout(words, self.dropout, self.training)
        heads = torch.cat([heads, self.root.expand(len(x), 1, -1)], dim=1)
        arcs = (words @ self.arc) @ heads.transpose(1, 2) + self.arc_bias(heads).transpose(1, 2)
        return {
            "tags": self.tags(low),
            "morphs": self.morphs(low),
            "lemmas": self.lemmas(low),
            "names": self.names(x),
            "starts": self.starts(x),
            "arcs": arcs,
            "x": x,
        }

    def labels(self, x: Tensor, heads: Tensor) -> Tensor:
        """Scores of the labels (words x labels) of the arcs from ``heads``; the word's own position stands for root."""
        rows, length, _ = x.shape
        words, above = functional.relu(self.label_word(x)), functional.relu(self.label_head(x))
        picked = above.gather(1, heads.clamp(min=0)[:, :, None].expand(-1, -1, above.shape[2]))
        is_root = (heads == torch.arange(length, device=x.device)[None, :])[:, :, None]
        picked = torch.where(is_root, self.label_root.expand_as(picked), picked)
        one = x.new_ones(rows, length, 1)
        words, picked = torch.cat([words, one], 2), torch.cat([picked, one], 2)
        left = torch.einsum("bna,ald->bnld", words, self.label)
        return (left @ picked[:, :, :, None])[..., 0]


WEIGHTS = {"tags": 0.5, "morphs": 0.5, "lemmas": 0.5, "names": 1.0, "starts": 0.7}


def loss_of(network: Network, batch: Batch) -> Tensor:
    """The sum of the mean losses of all heads over what is known of the batch."""
    scores = network(batch)
    total = scores["arcs"].new_zeros(())
    for name, weight in WEIGHTS.items():
        total = total + weight * _cross_entropy(scores[name], batch.gold[name])
    heads = batch.gold["heads"]
    rows, length = heads.shape
    own = torch.arange(length, device=heads.device)[None, :].expand(rows, -1)
    same = batch.sentences[:, :, None] == batch.sentences[:, None, :]
    same &= own[:, :, None] != own[:, None, :]
    allowed = torch.cat([same, torch.ones_like(same[:, :, :1])], dim=2)
    arcs = scores["arcs"].masked_fill(~allowed, -1e4)
    target = torch.where(heads == own, torch.full_like(heads, length), heads)
    total = total + _cross_entropy(arcs, target)
    return total + _cross_entropy(network.labels(scores["x"], heads), batch.gold["deps"])


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    if not (gold >= 0).any():
        return scores.new_zeros(())
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
