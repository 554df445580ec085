"""Differences between an upgraded database and a fresh installation, in words."""

from collections.abc import Iterator

# Kind ("column", "index", "constraint") → "table.name" → definition.
Schema = dict[str, dict[str, str]]
# XML id → values of what an update does not touch.
Shipped = dict[str, dict[str, object]]
# Fields whose default is drawn in each database.
DRAWN = {"token"}


def schema_differences(upgraded: Schema, fresh: Schema) -> Iterator[str]:
    """Compare tables: columns, indexes and constraints.

    Args:
        upgraded: those of the upgraded database.
        fresh: those of a fresh installation.

    Yields:
        Sentences.
    """
    for kind, wanted in fresh.items():
        there = upgraded[kind]
        for name in sorted(there.keys() | wanted.keys()):
            has, wants = there.get(name), wanted.get(name)
            if has is None:
                yield f"{kind} {name}: is missing ({wants})"
            elif wants is None:
                yield f"{kind} {name}: is left over, no model has it ({has})"
            elif has != wants:
                yield f"{kind} {name}: is {has!r}, in a fresh installation {wants!r}"


def shipped_differences(upgraded: Shipped, fresh: Shipped) -> Iterator[str]:
    """Compare the records that the addons ship.

    Args:
        upgraded: those of the upgraded database.
        fresh: those of a fresh installation.

    Yields:
        Sentences.
    """
    for xmlid in sorted(upgraded.keys() | fresh.keys()):
        if xmlid not in fresh:
            yield f"record {xmlid}: is left over, no addon ships it"
        elif xmlid not in upgraded:
            yield f"record {xmlid}: is missing"
        else:
            has, wants = upgraded[xmlid], fresh[xmlid]
            for name in sorted((has.keys() | wants.keys()) - DRAWN):
                if has.get(name) != wants.get(name):
                    yield (
                        f"record {xmlid}: {name} is {has.get(name)!r}, in a fresh"
                        f" installation {wants.get(name)!r}; an update leaves it alone"
                    )
