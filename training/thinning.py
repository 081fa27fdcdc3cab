"""Makes a network smaller while it learns: the attention heads and inner neurons that matter least go.

What matters is measured by a first-order estimate of how the loss would change (Molchanov et al. 2017, Michel et al.
2019): the sum over many batches of |weight x gradient| of a unit's outgoing weights.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn

from network import Network


class Importance:
    """Adds up, batch by batch behind the backward pass, how much each head and each inner neuron matters."""

    def __init__(self, network: Network) -> None:
        self._layers = list(network.layers)
        self.heads = [layer.out.weight.new_zeros(layer.heads) for layer in self._layers]
        self.inner = [layer.out.weight.new_zeros(layer.up.out_features) for layer in self._layers]

    @torch.no_grad()
    def add(self) -> None:
        """Take the gradients of the last backward pass into account."""
        for i, layer in enumerate(self._layers):
            out = (layer.out.weight * layer.out.weight.grad).sum(0)
            self.heads[i] += out.view(layer.heads, -1).sum(1).abs()
            self.inner[i] += (layer.down.weight * layer.down.weight.grad).sum(0).abs()


@torch.no_grad()
def thin(network: Network, importance: Importance, *, heads: int, inner: int) -> None:
    """Keep, in place, the ``heads`` heads and ``inner`` neurons of each layer that matter most."""
    for layer, by_head, by_neuron in zip(network.layers, importance.heads, importance.inner, strict=True):
        best = by_head.topk(heads).indices.sort().values
        per_head = layer.out.in_features // layer.heads
        at = (best[:, None] * per_head + torch.arange(per_head, device=best.device)).flatten()
        inside = layer.out.in_features
        _keep_rows(layer.qkv, torch.cat([at, at + inside, at + 2 * inside]))
        _keep_columns(layer.out, at)
        layer.heads = heads
        neurons = by_neuron.topk(inner).indices.sort().values
        _keep_rows(layer.up, neurons)
        _keep_columns(layer.down, neurons)
    network.size = replace(network.size, heads=heads, inner=inner)


def _keep_rows(linear: nn.Linear, rows: Tensor) -> None:
    linear.weight = nn.Parameter(linear.weight[rows].clone())
    linear.bias = nn.Parameter(linear.bias[rows].clone())
    linear.out_features = len(rows)


def _keep_columns(linear: nn.Linear, columns: Tensor) -> None:
    linear.weight = nn.Parameter(linear.weight[:, columns].clone())
    linear.in_features = len(columns)
