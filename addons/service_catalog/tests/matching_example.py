"""The example catalogue and labelled messages, in plain Python for tests and bench.

`messages.csv`, of several authors, and two thirds of `utterances.csv` are what rules
and figures of the finding were tuned to. The last third is for the benchmark's final
print alone: which one a message is in is settled by a hash of its text. Messages in
`utterances_apart.csv` are by authors who had not seen the words, nor were seen by
theirs: at least one for each service.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ADDON = Path(__file__).parents[1]
PARTS = 3
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Labelled:
    """What somebody wrote or said, and which services are right; none is an answer."""

    text: str
    services: frozenset[str]
    kind: str

    @property
    def is_unseen(self) -> bool:
        digest = hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest()
        return int(digest, 16) % PARTS == 0


def rows(path: str) -> list[dict[str, str]]:
    with (ADDON / path).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def entries(make: Callable[..., Entry]) -> list[Entry]:
    """The example's services, and what is none of the council's, as `Entry`."""
    phrases: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in rows("example/words.csv"):
        phrases[row["service"]].append((row["phrase"], float(row["weight"])))
    elsewhere = tuple(
        (row["phrase"], float(row["weight"]))
        for row in rows("data/service.keyword.csv")
    )
    return [
        *(
            make(
                row["code"],
                (row["name"],),
                (row["description"],),
                tuple(phrases[row["code"]]),
            )
            for row in rows("example/services.csv")
        ),
        make(None, (), phrases=elsewhere),
    ]


def tuning() -> list[Labelled]:
    """What may be looked at, and tuned to."""
    first = [
        _labelled(row["message"], row["service"], "first messages")
        for row in rows("tests/messages.csv")
    ]
    return first + [one for one in _utterances() if not one.is_unseen]


def unseen() -> list[Labelled]:
    """What nobody looks at who changes words or rules."""
    return [one for one in _utterances() if one.is_unseen]


def apart() -> list[Labelled]:
    """What somebody wrote who had not seen the words; it is never tuned to."""
    return [
        _labelled(row["text"], row["service"], "apart")
        for row in rows("tests/utterances_apart.csv")
    ]


def _utterances() -> list[Labelled]:
    return [
        _labelled(row["text"], row["service"], row["kind"])
        for row in rows("tests/utterances.csv")
    ]


def _labelled(text: str, service: str, kind: str) -> Labelled:
    services = frozenset(filter(None, service.split("|")))
    return Labelled(text, services, kind if services else "not ours")
