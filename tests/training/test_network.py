"""The network that is trained and its twin that ships say the same; thinning keeps what matters."""

from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is needed for training only")
pytest.importorskip("safetensors", reason="safetensors is needed for training only")

import network as trained  # noqa: E402 - only where PyTorch is
from dragoman.language.network import Network  # noqa: E402
from dragoman.language.wordpieces import Pieces  # noqa: E402
from examples import Paragraph, collate, number  # noqa: E402
from package import packed  # noqa: E402
from thinning import Importance, thin  # noqa: E402

PIECES = ["[UNK]", "[CLS]", "the", "minister", "visit", "##ed", "oslo", "."]
WORDS = ["The", "minister", "visited", "Oslo", "."]
SETS = {
    "tags": {"NN": 0, "VBD": 1},
    "morphs": {"NOUN|": 0},
    "lemmas": {"l||": 0},
    "deps": {"ROOT": 0, "nsubj": 1},
    "names": {"O": 0, "B-GPE": 1},
}


@pytest.fixture
def made():
    torch.manual_seed(1)
    counts = {name: len(labels) for name, labels in SETS.items()}
    size = trained.Size(
        width=16, layers=2, heads=4, per_head=4, inner=12, positions=20, vocabulary=len(PIECES), low=8, arc=6, label=5
    )
    network = trained.Network(SimpleNamespace(**{**vars(size), **counts}), dropout=0.0)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    return network.eval()


@pytest.fixture
def batch():
    paragraph = Paragraph(WORDS, [1, 0, 0, 0, 0], {"tags": ["NN"] * 5, "deps": ["nsubj"] * 5}, [1, 2, 2, 2, 2])
    return collate([number(paragraph, SETS)], Pieces(PIECES))


def test_the_twin_gives_the_same_scores(made, batch):
    with torch.no_grad():
        expected = made(batch)
        heads = torch.tensor([[1, 2, 2, 2, 2]])
        labels = made.labels(expected["x"], heads)[0].argmax(-1).tolist()
    twin = Network(packed(made), Pieces(PIECES), WORDS.__getitem__, heads=4, transitions=[])
    x = twin.encode([range(5)])
    close = {"rtol": 0, "atol": 0.05}  # half precision, and tables in eight bits
    np.testing.assert_allclose(x, expected["x"][0], **close)
    for name, scores in twin.scores(x).items():
        np.testing.assert_allclose(scores, expected[name][0], **close)
    words, above, bias, roots = twin.arcs(x)
    np.testing.assert_allclose(words @ above.T + bias, expected["arcs"][0, :, :5], rtol=0, atol=0.2)
    np.testing.assert_allclose(roots, expected["arcs"][0, :, 5], rtol=0, atol=0.2)
    assert twin.labels(x, np.asarray([1, 2, 2, 2, 2])).tolist() == labels


def test_a_head_and_neurons_that_do_nothing_go_first(made, batch):
    with torch.no_grad():
        for layer in made.layers:
            layer.out.weight[:, 4:8] = 0
            layer.down.weight[:, :5] = 0
        before = made(batch)["x"]
    importance = Importance(made)
    trained.loss_of(made, batch).backward()
    importance.add()
    made.size = trained.Size(heads=4, inner=12)
    thin(made, importance, heads=3, inner=7)
    with torch.no_grad():
        np.testing.assert_allclose(made(batch)["x"], before, rtol=0, atol=1e-5)
    assert made.layers[0].qkv.out_features == made.layers[0].qkv.weight.shape[0] == 36
