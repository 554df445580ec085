"""Update of docs/benchmarks.md: one section for each benchmark and size."""

from collections.abc import Iterable

TITLE = "# Benchmarks"
INTRODUCTION = (
    "Made by `./dev bench NAME --size SIZE`. Times are milliseconds, median (95th\n"
    "percentile), unless a table says otherwise."
)
HEADING = "\n## "


def with_section(text: str, heading: str, body: str) -> str:
    """Return the document with one section replaced.

    Sections are sorted by benchmark, smaller cities first.

    Args:
        text: the current document, '' for none.
        heading: heading of the section.
        body: Markdown without a heading.

    Returns:
        The document.
    """
    sections = dict(
        section.split("\n", 1) for section in text.split(HEADING)[1:] if section.strip()
    )
    sections[heading] = f"\n{body}\n"
    parts = [f"{TITLE}\n\n{INTRODUCTION}\n"]
    parts += [f"{name}\n{sections[name].rstrip()}\n" for name in _sorted(sections)]
    return HEADING.join(parts)


def _sorted(headings: Iterable[str]) -> list[str]:
    return sorted(headings, key=lambda name: (name.partition(",")[0], len(name), name))
