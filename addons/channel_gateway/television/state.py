"""What a visitor has entered of a form so far."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class State:
    """The form of a service, on its way.

    Attributes:
        service: code of the service.
        nonce: what tells this form from all others.
        values: what was entered, by the name of the step.
        done: names of the steps that were passed, in their order.
        draft: what stands in the field of the current step.
        key: the key of the pad that was pressed last, which keeps the focus.
        fault: what is wrong with what was entered, in words.
        page: part of the list that the current step shows.
    """

    service: str
    nonce: str
    values: dict[str, Any] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    draft: str = ""
    key: str = ""
    fault: str = ""
    page: int = 0

    @classmethod
    def of(cls, plain: dict[str, Any]) -> State:
        """Return the state of plain data, as `as_plain` made them."""
        return cls(**{**plain, "done": tuple(plain["done"])})

    def as_plain(self) -> dict[str, Any]:
        """Return the state as plain data."""
        return asdict(self)

    def passed(self, step: str, value: Any) -> State:
        """Return the state after a step was passed with a value; None for skipped."""
        values = {**self.values, step: value}
        if value is None:
            values.pop(step)
        done = (*(name for name in self.done if name != step), step)
        return replace(self._fresh(), values=values, done=done)

    def went_back(self) -> State:
        """Return the state before the last step, with what was entered there."""
        if not self.done:
            return self._fresh()
        *before, last = self.done
        value = self.values.get(last)
        draft = value if isinstance(value, str) else ""
        return replace(self._fresh(), done=tuple(before), draft=draft)

    def drafted(self, text: str, key: str = "", fault: str = "") -> State:
        """Return the state with a text in the field of the current step."""
        return replace(self, draft=text, key=key, fault=fault)

    def turned(self, page: int) -> State:
        """Return the state with another part of the list of the current step."""
        return replace(self, page=page, fault="")

    def toggled(self, step: str, choice: str) -> State:
        """Return the state with one of several choices made or taken back."""
        chosen = list(self.values.get(step) or ())
        others = [one for one in chosen if one != choice]
        chosen = others if choice in chosen else [*others, choice]
        return replace(self, values={**self.values, step: chosen}, fault="")

    def _fresh(self) -> State:
        """Return the state at the beginning of a step."""
        return replace(self, draft="", key="", fault="", page=0)
