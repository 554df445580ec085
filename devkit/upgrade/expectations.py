"""What is kept of a database beside its dump, and what must read the same later."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# What `examine` notes of a database.
Found = dict[str, Any]
# An entry of the file of changes, such as {"renamed": "remark"}.
Change = dict[str, str]

WAYS = {"renamed", "removed", "rewritten"}


@dataclass(frozen=True)
class Changes:
    """What migrations since the dump do to its data.

    Attributes:
        models: changes by name of the model.
        fields: changes by model and field, such as service.request.description.
    """

    models: dict[str, Change] = field(default_factory=dict)
    fields: dict[str, Change] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Changes":
        told = tomllib.loads(path.read_text())
        return cls(told.get("models", {}), told.get("fields", {}))

    def of_model(self, model: str) -> Change:
        return self.models.get(model, {})

    def of_records(self, model: str) -> Change:
        """Return what is true of all fields of a model: that it is rewritten."""
        change = self.of_model(model)
        return change if "rewritten" in change else {}

    def new_name(self, model: str) -> str:
        return self.of_model(model).get("renamed", model)

    def problems(self, expected: Found) -> Iterator[str]:
        """Yield the entries that nothing in the dump has need of."""
        fields = {
            f"{model}.{name}"
            for model, names in expected["values"].items()
            for name in names
        }
        for known, entries in (
            (set(expected["records"]), self.models),
            (fields, self.fields),
        ):
            for name, change in entries.items():
                if name not in known:
                    yield f"changes.toml: the dump has no {name}"
                if len(change) != 1 or not set(change) <= WAYS:
                    ways = ", ".join(sorted(WAYS))
                    yield f"changes.toml: {name} is not one of {ways}"


def condense(found: Found) -> Found:
    """Return what is kept of a database: numbers, digests, and an example of each.

    Args:
        found: what `examine` notes.

    Returns:
        The expectations.
    """
    values = {
        model: {
            name: _condensed(by_id) for name, by_id in sorted(fields.items()) if by_id
        }
        for model, fields in sorted(found["values"].items())
    }
    return {
        "records": found["records"],
        "values": {model: fields for model, fields in values.items() if fields},
        "attached": found["attached"],
    }


def _condensed(by_id: dict[str, Any]) -> dict[str, Any]:
    first = min(by_id, key=int)
    return {
        "count": len(by_id),
        "digest": _digest(by_id),
        "example": [first, _short(by_id[first])],
    }


def _digest(by_id: dict[str, Any]) -> str:
    by_number = sorted(by_id.items(), key=lambda pair: int(pair[0]))
    text = json.dumps(by_number, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _short(value: Any) -> Any:
    return value[:40] if isinstance(value, str) else value


def differences(expected: Found, found: Found, changes: Changes) -> Iterator[str]:
    """Yield what does not read as it did, in words.

    Args:
        expected: the expectations of the dump.
        found: what `examine` notes after the upgrade.
        changes: what migrations do on purpose.

    Yields:
        Sentences.
    """
    yield from changes.problems(expected)
    counts = dict(_count_differences(expected, found, changes))
    yield from counts.values()
    yield from _attached_differences(expected, found, changes)
    for model, fields in expected["values"].items():
        # Without its records, a model has no values to compare.
        if model in counts or "removed" in changes.of_model(model):
            continue
        now = found["values"].get(changes.new_name(model), {})
        for name, kept in fields.items():
            title = f"{model}.{name}"
            change = changes.fields.get(title) or changes.of_records(model)
            yield from _field_differences(title, kept, now, change)


def _count_differences(
    expected: Found, found: Found, changes: Changes
) -> Iterator[tuple[str, str]]:
    """Yield models whose number of records differs, with a sentence."""
    for model, count in expected["records"].items():
        change = changes.of_model(model)
        now = found["records"].get(changes.new_name(model))
        if "removed" in change:
            if now is not None:
                yield model, f"{model}: is said to be removed, and is there"
        elif now is None:
            yield model, f"{model}: the model is gone, with {count} records of the dump"
        elif now != count and "rewritten" not in change:
            yield model, f"{model}: {count} records before the upgrade, {now} after"


def _attached_differences(
    expected: Found, found: Found, changes: Changes
) -> Iterator[str]:
    for title, count in expected["attached"].items():
        what, _of, model = title.partition(" of ")
        now = found["attached"].get(f"{what} of {changes.new_name(model)}", 0)
        if now != count and not {"removed", "rewritten"} & set(changes.of_model(model)):
            yield f"{title}: {count} before the upgrade, {now} after"


def _field_differences(
    title: str, kept: dict[str, Any], now: dict[str, Any], change: Change
) -> Iterator[str]:
    """Compare the values of one field with those that the dump has."""
    name = change.get("renamed", title.rpartition(".")[2])
    count, (example, value) = kept["count"], kept["example"]
    if "removed" in change:
        if name in now:
            yield f"{title}: is said to be removed, and is there"
    elif name not in now:
        yield (
            f"{title}: the field is gone, with {count} values of the dump;"
            f" record {example} had {value!r}"
        )
    elif "rewritten" not in change and _digest(now[name]) != kept["digest"]:
        has = _short(now[name].get(example))
        yield (
            f"{title}: {count} values before the upgrade, {len(now[name])} after;"
            f" record {example} had {value!r} and has {has!r}"
        )
    elif "rewritten" in change and not now[name]:
        yield f"{title}: {count} values before the upgrade, none after"
