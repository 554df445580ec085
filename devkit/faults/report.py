"""The figures of a run as tables in Markdown."""

from ..bench.table import Table
from .check import KINDS
from .figures import Figures, Flow, Load, Malformed


def table(figures: Figures) -> str:
    """Return the figures of a run in Markdown."""
    parts = [_flow(figures["flow"])] if "flow" in figures else []
    if "load" in figures:
        parts += [_load(figures), _violations(figures["load"])]
    if "malformed" in figures:
        parts.append(_malformed(figures["malformed"]))
    return "\n\n".join(part.markdown() for part in parts)


def _flow(flow: Flow) -> Table:
    rate, delay = flow["rate"], flow["delay"]
    return Table(
        ["Without faults", "Figure"],
        [
            [f"{rate['count']} e-mails accepted", f"{rate['accepted_a_second']:.1f}/s"],
            ["… until the requests are open", f"{rate['processed_a_second']:.1f}/s"],
            [
                f"delay at another endpoint during a flood of {delay['flood']}, median",
                f"{delay['median']:.2f} s",
            ],
            [f"… maximum of {delay['probes']}", f"{delay['maximum']:.2f} s"],
        ],
    )


def _load(figures: Figures) -> Table:
    load = figures["load"]
    lines = [
        ["messages", str(figures["count"])],
        ["seed", str(figures["seed"])],
        ["seconds until all were accepted", f"{load['send_seconds']:.0f}"],
        ["seconds until the queues were empty", f"{load['drain_seconds']:.0f}"],
        ["disk of attachments", figures["disk"]],
        *([f"fault: {name}", str(n)] for name, n in sorted(load["faults"].items())),
        *([f"outgoing {code}", str(n)] for code, n in sorted(load["refusals"].items())),
        *([f"retried: {name}", str(n)] for name, n in sorted(load["retries"].items())),
        *([name, str(n)] for name, n in sorted(load["figures"].items())),
    ]
    return Table(["Under faults", "Figure"], lines)


def _violations(load: Load) -> Table:
    lines = [
        [
            kind,
            meaning,
            str(load["violations"].get(kind, 0)),
            "; ".join(load["examples"].get(kind, [])[:2]).replace("\n", " ")[:300],
        ]
        for kind, meaning in KINDS.items()
    ]
    return Table(["Violation", "Meaning", "Count", "Examples"], lines)


def _malformed(found: Malformed) -> Table:
    lines = [[name, str(figure)] for name, figure in found["figures"].items()]
    lines += [
        [f"VIOLATION: {name}", f"{len(examples)}, e.g. {examples[0]}"[:300]]
        for name, examples in found["violations"].items()
    ]
    return Table(["Malformed payloads", "Figure"], lines)
