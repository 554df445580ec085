"""Thin finder: phrases against words."""

from dataclasses import dataclass

SURE = 0.75


@dataclass(frozen=True)
class Entry:
    key: int
    name: str
    description: str = ""
    phrases: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Hit:
    key: int
    score: float
    matched: tuple[str, ...]


class Finder:
    def __init__(self, entries):
        self._entries = tuple(entries)

    def find(self, text: str, limit: int = 5) -> list[Hit]:
        said = {word.strip(".,!?;:").lower() for word in (text or "").split()}
        hits = []
        for entry in self._entries:
            best = Hit(entry.key, 0.0, ())
            for phrase, weight in (*entry.phrases, (entry.name, 1.0)):
                words = phrase.lower().split()
                matched = tuple(word for word in words if word in said)
                score = min(1.0, len(matched) / len(words) * weight) if words else 0.0
                if score > best.score:
                    best = Hit(entry.key, score, matched)
            if best.score >= 0.5:
                hits.append(best)
        return sorted(hits, key=lambda hit: -hit.score)[:limit]
