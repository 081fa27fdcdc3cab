"""Writes the trained network as the pipeline folder that the package ships, with its model card."""

from __future__ import annotations

import shutil
from importlib.metadata import version as installed
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from torch import Tensor

from dragoman.language.network import TABLES
from dragoman.language.reader import FACTORY, Settings, register
from evaluate import as_table
from network import Network
from pretrained import DISTRIBUTION
from tokenizer import news_tokenizer

CARD = Path(__file__).parent / "model-card.md"
META = {
    "name": "dragoman_news",
    "description": "English news: tags, lemmas, Universal Dependencies, sentence boundaries, names",
    "author": "The Dragoman developers",
    "license": "CC BY-SA 4.0",
    "url": "",
    "email": "",
}


def write_pipeline(network: Network, settings: Settings, out: Path, *, version: str) -> None:
    """A spaCy pipeline of the tokenizer and the reader; a folder that is there is replaced."""
    register()
    nlp = spacy.blank("en")
    nlp.tokenizer = news_tokenizer(nlp)
    nlp.add_pipe(FACTORY).fill(settings, packed(network))
    nlp.meta.update(META, version=version)
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)


def packed(network: Network) -> dict[str, NDArray[Any]]:
    """The weights by name: half precision, the tables in eight bits; the scale of attention goes into its queries."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, value in network.state_dict().items():
        table = name.removesuffix(".weight")
        if table in TABLES:
            arrays[name], arrays[f"{table}.scale"] = in_eight_bits(value)
            continue
        weights = value.clone()
        if ".qkv." in name:
            weights[: len(weights) // 3] *= network.size.per_head**-0.5
        arrays[name] = weights.numpy().astype(np.float16)
    return arrays


def in_eight_bits(table: Tensor) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as whole numbers up to 127 with one scale a row."""
    scale = table.abs().amax(dim=1).clamp(min=1e-8) / 127
    rows = (table / scale[:, None]).round()
    return rows.numpy().astype(np.int8), scale.numpy()


def write_card(
    out: Path,
    figures: dict[str, dict[str, float]],
    network: Network,
    *,
    version: str,
    seed: int,
    minutes: float,
    remark: str = "",
) -> None:
    """The model card, with the measured figures and what else is to be said of this build, beside the model."""
    size = network.size
    text = Template(CARD.read_text(encoding="utf8")).substitute(
        version=version,
        table=as_table(figures),
        seed=seed,
        minutes=round(minutes),
        remark=f" {remark}" if remark else "",
        layers=size.layers,
        heads=size.heads,
        inner=size.inner,
        pretrained=f"{DISTRIBUTION} {installed(DISTRIBUTION)}",
    )
    (out / "MODEL-CARD.md").write_text(text, encoding="utf8")
