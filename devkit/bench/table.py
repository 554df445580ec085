"""What a bench tells: a table of text, with a sentence or two about it."""

import json
from dataclasses import asdict, dataclass

MARK = "TABLE "


@dataclass(frozen=True)
class Table:
    """Headings and lines of text; `note` says what they are, `remarks` what of them."""

    headings: list[str]
    lines: list[list[str]]
    note: str = ""
    remarks: str = ""

    def markdown(self) -> str:
        lines = [self.headings, ["---"] * len(self.headings), *self.lines]
        drawn = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return "\n\n".join(filter(None, [self.note, drawn, self.remarks]))

    def tell(self) -> None:
        """Print the table for whoever started the bench; see `told`."""
        print(MARK + json.dumps(asdict(self)), flush=True)


def told(output: str) -> Table | None:
    """The table that a bench's output tells; None without one."""
    for line in output.splitlines():
        if line.startswith(MARK):
            return Table(**json.loads(line.removeprefix(MARK)))
    return None
