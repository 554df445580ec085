"""The second opinion on a text: what it means, whichever words it uses."""

import struct
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .network import Network

    Floats = npt.NDArray[np.float32]

Key = TypeVar("Key", bound=Hashable)


class Encodes(Protocol):
    """What turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> "Floats": ...


class SecondOpinion(Generic[Key]):
    """A network over sentence vectors, with the service of each of its classes.

    Args:
        keys: the service of each class, as the caller identifies it; None for matters
            that are not the council's.
        network: the network.
        encoder: the encoder of its vectors.
    """

    def __init__(
        self, keys: Sequence[Key | None], network: "Network", encoder: Encodes
    ):
        self._keys = tuple(keys)
        self._network = network
        self._encoder = encoder

    def log_probabilities(
        self, texts: Sequence[str]
    ) -> list[Mapping[Key | None, float]]:
        """Return the logarithm of the probability of each service.

        Args:
            texts: what the resident wrote, and parts of it.

        Returns:
            It by key, for each text.
        """
        rows = self._network.log_probabilities(self._encoder.encode(texts))
        return [dict(zip(self._keys, row.tolist(), strict=True)) for row in rows]


def pack(numbers: Sequence[int], network: "Network") -> bytes:
    """Return a network with the numbers of its classes, to be stored.

    Args:
        numbers: a number for each class.
        network: the network.

    Returns:
        What `unpack` reads.
    """
    head = struct.pack(f"<I{len(numbers)}I", len(numbers), *numbers)
    return head + network.to_bytes()


def unpack(content: bytes) -> tuple[tuple[int, ...], "Network"]:
    """Return the numbers of the classes, and the network.

    Args:
        content: what `pack` returned.

    Returns:
        Both.
    """
    from .network import Network

    (count,) = struct.unpack_from("<I", content)
    numbers = struct.unpack_from(f"<{count}I", content, 4)
    return numbers, Network.from_bytes(content[4 + 4 * count :])
