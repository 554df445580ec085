"""A network of one hidden layer that classifies sentence vectors.

It is trained by stochastic gradient descent (Adam) with dropout and label smoothing, in
one thread, on vectors of residents' phrases. NumPy comes with the sentence encoder and
is not required without it: import this module only where the encoder is installed.

D. P. Kingma, J. Ba: Adam, A Method for Stochastic Optimization (2015).
"""

import io
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

# Chosen by cross-validation over phrases by author; see docs/decisions/0006.
HIDDEN = 512
EPOCHS = 12
BATCH = 256
RATE = 2e-3
DROPOUT = 0.4
SMOOTHING = 0.05
DECAY = 1e-4
SEED = 0
# Adam's own constants
MEAN, SQUARE, SMALLEST = 0.9, 0.999, 1e-8

Weights = dict[str, Floats]


class Network:
    """A trained network.

    Args:
        weights: matrices and biases by name.
    """

    def __init__(self, weights: Weights):
        self._weights = weights

    def log_probabilities(self, vectors: Floats) -> Floats:
        """Return the logarithm of the probability of each class.

        Args:
            vectors: unit vectors, one a row.

        Returns:
            One row for each vector, one column for each class.
        """
        inputs = _scaled(vectors)
        hidden = np.maximum(_hidden(self._weights, inputs), 0)
        return _log_softmax(_output(self._weights, inputs, hidden))

    def to_bytes(self) -> bytes:
        """Return the weights in half precision, as `from_bytes` reads them."""
        file = io.BytesIO()
        halves = {name: one.astype(np.float16) for name, one in self._weights.items()}
        np.savez(file, allow_pickle=False, **halves)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Network":
        """Return the network that `to_bytes` wrote.

        Args:
            content: what `to_bytes` returned.

        Returns:
            The network.
        """
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            return cls({name: file[name].astype(np.float32) for name in file.files})


def train(vectors: Floats, classes: Numbers, weights: Floats, count: int) -> Network:
    """Train a network; the same examples always give the same one.

    Args:
        vectors: unit vectors, one a row.
        classes: the class of each, from 0 on.
        weights: how much each counts; those of a large class count less.
        count: number of classes.

    Returns:
        The network.
    """
    chance = np.random.default_rng(SEED)
    inputs = _scaled(vectors)
    network = _start(chance, inputs.shape[1], count)
    means = {name: np.zeros_like(one) for name, one in network.items()}
    squares = {name: np.zeros_like(one) for name, one in network.items()}
    counted = _balanced(classes, weights, count)
    for step, (rate, rows) in enumerate(_batches(chance, len(inputs)), 1):
        slopes = _slopes(chance, network, inputs[rows], classes[rows], counted[rows])
        for name, slope in slopes.items():
            mean, square = means[name], squares[name]
            mean += (1 - MEAN) * (slope - mean)
            square += (1 - SQUARE) * (slope * slope - square)
            size = np.sqrt(square / (1 - SQUARE**step)) + SMALLEST
            change = mean / (1 - MEAN**step) / size + DECAY * network[name]
            network[name] -= np.float32(rate) * change
    return Network(network)


def _start(chance: np.random.Generator, width: int, count: int) -> Weights:
    def drawn(rows: int, columns: int, spread: float) -> Floats:
        drawn_weights = chance.normal(0, spread, (rows, columns))
        return drawn_weights.astype(np.float32)

    return {
        "into_hidden": drawn(width, HIDDEN, (2 / width) ** 0.5),
        "hidden_bias": np.zeros(HIDDEN, np.float32),
        "out_of_hidden": drawn(HIDDEN, count, HIDDEN**-0.5),
        "straight": np.zeros((width, count), np.float32),
        "bias": np.zeros(count, np.float32),
    }


def _batches(
    chance: np.random.Generator, size: int
) -> Iterator[tuple[float, npt.NDArray[np.int64]]]:
    """Yield the rate and the rows of each step; the rate falls as a cosine."""
    for epoch in range(EPOCHS):
        rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))
        order = chance.permutation(size)
        for start in range(0, size, BATCH):
            yield rate, order[start : start + BATCH]


def _balanced(classes: Numbers, weights: Floats, count: int) -> Floats:
    """Return the weights, less by the square root of the size of the class."""
    sizes = np.bincount(classes, weights=weights, minlength=count)
    usual = sizes[sizes > 0].mean()
    balanced: Floats = (weights * np.sqrt(usual / sizes[classes])).astype(np.float32)
    return balanced


def _slopes(
    chance: np.random.Generator,
    network: Weights,
    inputs: Floats,
    classes: Numbers,
    weights: Floats,
) -> Weights:
    """Return the gradient of the cross-entropy, with dropout and smoothed labels."""
    before = _hidden(network, inputs)
    kept = chance.random(before.shape, dtype=np.float32) > DROPOUT
    mask = kept * np.float32(1 / (1 - DROPOUT))
    hidden = np.maximum(before, 0) * mask
    wrong: Floats = np.exp(_log_softmax(_output(network, inputs, hidden)))
    wrong -= SMOOTHING / wrong.shape[1]
    wrong[np.arange(len(classes)), classes] -= 1 - SMOOTHING
    wrong *= (weights / len(classes))[:, None]
    back = (wrong @ network["out_of_hidden"].T) * mask * (before > 0)
    return {
        "into_hidden": inputs.T @ back,
        "hidden_bias": back.sum(0),
        "out_of_hidden": hidden.T @ wrong,
        "straight": inputs.T @ wrong,
        "bias": wrong.sum(0),
    }


def _scaled(vectors: Floats) -> Floats:
    """Return vectors whose numbers have about variance 1."""
    return vectors.astype(np.float32) * np.float32(vectors.shape[1] ** 0.5)


def _hidden(network: Weights, inputs: Floats) -> Floats:
    return inputs @ network["into_hidden"] + network["hidden_bias"]


def _output(network: Weights, inputs: Floats, hidden: Floats) -> Floats:
    straight: Floats = inputs @ network["straight"]
    return hidden @ network["out_of_hidden"] + straight + network["bias"]


def _log_softmax(logits: Floats) -> Floats:
    logits = logits - logits.max(axis=1, keepdims=True)
    total: Floats = np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return logits - total
