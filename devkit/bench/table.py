"""The result of a benchmark: a table of text with remarks."""

import json
from dataclasses import asdict, dataclass

MARK = "TABLE "


@dataclass(frozen=True)
class Table:
    """Headings and lines of text; `note` explains them, `remarks` comment on them."""

    headings: list[str]
    lines: list[list[str]]
    note: str = ""
    remarks: str = ""

    def markdown(self) -> str:
        lines = [self.headings, ["---"] * len(self.headings), *self.lines]
        drawn = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return "\n\n".join(filter(None, [self.note, drawn, self.remarks]))

    def tell(self) -> None:
        """Print the table for the process that started the benchmark; see `told`."""
        print(MARK + json.dumps(asdict(self)), flush=True)


def told(output: str) -> Table | None:
    """Return the table in a benchmark's output; None without one."""
    for line in output.splitlines():
        if line.startswith(MARK):
            return Table(**json.loads(line.removeprefix(MARK)))
    return None
