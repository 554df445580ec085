"""Whose a matter is that is not the council's."""

from collections.abc import Iterable

from .evidence import Evidence, features
from .matcher import MAX_TEXT_LENGTH
from .words import whole_phrase

# Lead over the next owner, as a share of the best one's evidence.
LEAD = 0.1


class Elsewhere:
    """Finds the owner of a matter by the phrases of all such matters.

    Args:
        phrases: pairs of a phrase and its owner; '' where it is nobody's.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]):
        phrases = list(phrases)
        self._owners = list(dict.fromkeys(owner for _phrase, owner in phrases))
        numbers = {owner: number for number, owner in enumerate(self._owners)}
        self._whole_phrases = {
            whole: owner for phrase, owner in phrases if (whole := whole_phrase(phrase))
        }
        evidence = Evidence()
        for phrase, owner in phrases:
            evidence.add_phrase(numbers[owner], phrase, 1.0)
        evidence.compute_weights(len(self._owners))
        self._weights = evidence.weights

    def find(self, text: str) -> str:
        """Return the owner of what a text is about.

        Args:
            text: what the resident wrote; it is not the council's.

        Returns:
            The owner; '' where it is not clear, or nobody's.
        """
        if (owner := self._whole_phrases.get(whole_phrase(text))) is not None:
            return owner
        strengths = [0.0] * len(self._owners)
        for feature in features(text[:MAX_TEXT_LENGTH]):
            for number, weight in self._weights.get(feature, ()):
                strengths[number] += weight
        best, following = sorted([0.0, 0.0, *strengths], reverse=True)[:2]
        if not best or following > (1 - LEAD) * best:
            return ""
        return self._owners[strengths.index(best)]
