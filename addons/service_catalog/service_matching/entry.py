"""What the matcher takes and returns."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

# How the caller identifies services.
Key = TypeVar("Key", bound=Hashable)


class Opinion(Protocol[Key]):
    """A second opinion on what texts mean."""

    def log_probabilities(
        self, texts: Sequence[str]
    ) -> Sequence[Mapping[Key | None, float]]: ...


@dataclass(frozen=True)
class Entry(Generic[Key]):
    """A service as the matcher knows it.

    Args:
        key: identifier for the caller; None for matters that are not the council's.
        names: its name in each language.
        descriptions: its description in each language.
        phrases: pairs of phrase and weight; a negative weight excludes the service.
        corrections: the stems of each text that officers assigned to the service.
    """

    key: Key | None
    names: tuple[str, ...]
    descriptions: tuple[str, ...] = ()
    phrases: tuple[tuple[str, float], ...] = ()
    corrections: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Hit(Generic[Key]):
    """A suggested service.

    Args:
        key: key of the entry.
        score: probability that it is right, 0 to 1; certain from `CERTAIN_SCORE` on.
        matched: the decisive words, as they were written; none where its meaning
            decided.
    """

    key: Key
    score: float
    matched: tuple[str, ...]


@dataclass(frozen=True)
class Judgement(Generic[Key]):
    """What a text is about.

    Args:
        hits: the suggested services, best first.
        is_elsewhere: whether it is known to be no matter of the council's. Where there
            are no hits either, nothing is known.
        subjects: how many things it asks for, each by a sentence of its own: the first
            hits. None of several is certain, so that none of them is overlooked.
    """

    hits: list[Hit[Key]]
    is_elsewhere: bool
    subjects: int = 1
