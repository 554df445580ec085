"""A client's parameters; an empty parameter counts as absent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .problems import bad_request

# More than any service has questions.
MAX_PARAMETERS = 1000
MAX_NAME_LENGTH = 200

_ATTRIBUTE = re.compile(r"^attribute\[([^\[\]]+)\](?:\[[^\[\]]*\])?$")
# `media_url[]` and `media_url[0]`, as some libraries write the values of a list.
_ITEM = re.compile(r"^([a-z_]+)\[\d*\]$")
# NUL and other characters that no database and no XML stores. Line breaks and tabs
# stay.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Parameters:
    """Query string and form together.

    Attributes:
        values: the first value of each parameter.
        attributes: the values of each attribute, by its code.
        lists: all values of the parameters that came several times.
    """

    values: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return the value of a parameter; "" when it is absent.

        Args:
            name: name of the parameter.

        Returns:
            The value without surrounding blanks.
        """
        return self.values.get(name, "")

    def get_all(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter that may come several times."""
        value = self.get(name)
        return self.lists.get(name, (value,) if value else ())

    def get_listed(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter that also lists them with commas."""
        parts = (part for value in self.get_all(name) for part in value.split(","))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def check_single(self, *names: str) -> list[str]:
        """Return a sentence for each parameter that came with different values.

        Taking one of them would report another place, or another person.
        """
        return [
            f"{name} was sent with different values."
            for name in names
            if len(set(self.get_all(name))) > 1
        ]


def parameters(pairs: Iterable[tuple[str, str]]) -> Parameters:
    """Sort names and values, in their order of arrival, into `Parameters`.

    `attribute[code]=a` and `attribute[code][]=a` both add to the list of `code`. So do
    `name=a` and `name[]=a` for any other name; where one value is asked for, the first
    that is not empty counts. Repetitions of a value are left out.

    Args:
        pairs: names and values of query string and form.

    Returns:
        The parameters, without control characters.

    Raises:
        Problem: 400 for more than `MAX_PARAMETERS` of them.
    """
    pairs = list(pairs)
    if len(pairs) > MAX_PARAMETERS:
        raise bad_request(f"There are more than {MAX_PARAMETERS} parameters.")
    values: dict[str, dict[str, None]] = {}
    attributes: dict[str, list[str]] = {}
    for name, raw in pairs:
        value = _CONTROL.sub("", raw).strip()
        if not value or len(name) > MAX_NAME_LENGTH:
            continue
        if found := _ATTRIBUTE.match(name):
            attributes.setdefault(found[1], []).append(value)
        else:
            item = _ITEM.match(name)
            values.setdefault(item[1] if item else name, {})[value] = None
    return Parameters(
        {name: next(iter(all_)) for name, all_ in values.items()},
        {code: tuple(all_) for code, all_ in attributes.items()},
        {name: tuple(all_) for name, all_ in values.items() if len(all_) > 1},
    )
