"""Build `data/files/service_dashboard.json` for Odoo's spreadsheet viewer.

    python3 -m dashboard.service_dashboard > data/files/service_dashboard.json

A test checks that the file equals the result of `build`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

VERSION = "18.4.14"
PERIOD = "period"
CONTACTS, REQUESTS = "esd.contact.fact", "esd.request.fact"
DATES = {CONTACTS: "started_at", REQUESTS: "opened_at"}
MENUS = {
    CONTACTS: "esd_reporting.esd_menu_contacts",
    REQUESTS: "esd_reporting.esd_menu_requests",
}
WIDTH, GAP, CARD_HEIGHT, CHART_HEIGHT = 1120, 16, 104, 330
ROW_HEIGHT = 23
# The cards show cells of the second sheet: names in column A, values in B.
Json = dict[str, Any]
# A term of a domain: field, operator, value.
Term = tuple[str, str, str]

PERCENT, RATING, WHOLE = 1, 2, 3
FORMATS = {str(PERCENT): '0.0" %"', str(RATING): "0.0", str(WHOLE): "#,##0"}


@dataclass(frozen=True)
class Card:
    """A scorecard: a measure over all rows of a model in the selected period."""

    title: str
    model: str
    measure: str
    aggregator: str
    format: int
    domain: tuple[Term, ...] = ()
    date: str = ""  # of the period, if it is not the usual one of the model

    @property
    def measure_id(self) -> str:
        """Return the identifier of the measure in the pivot."""
        counts = self.measure == "__count"
        return self.measure if counts else f"{self.measure}:{self.aggregator}"


@dataclass(frozen=True)
class Chart:
    """A chart: a measure by one or two groups in the selected period."""

    title: str
    kind: str
    model: str
    measure: str
    groups: tuple[str, ...]
    domain: tuple[Term, ...] = ()
    stacked: bool = False


INCOMING = (("direction", "=", "in"),)
CALLS = (*INCOMING, ("channel_id.code", "=", "phone"))
CARDS = (
    Card("Contacts In", CONTACTS, "__count", "sum", WHOLE, INCOMING),
    Card(
        "Calls Answered in Time",
        CONTACTS,
        "answered_in_time_share",
        "avg",
        PERCENT,
        CALLS,
    ),
    Card("Calls Abandoned", CONTACTS, "abandoned_share", "avg", PERCENT, CALLS),
    Card("Electronic", CONTACTS, "electronic_share", "avg", PERCENT, INCOMING),
    Card(
        "Deadlines Met",
        REQUESTS,
        "deadline_met_share",
        "avg",
        PERCENT,
        date="closed_at",
    ),
    Card("Satisfaction, 1 to 5", REQUESTS, "satisfaction", "avg", RATING),
)
CHARTS = (
    Chart(
        "Contacts by Day and Channel",
        "bar",
        CONTACTS,
        "__count",
        ("started_at:day", "channel_id"),
        INCOMING,
        stacked=True,
    ),
    Chart("Contacts by Channel", "pie", CONTACTS, "__count", ("channel_id",), INCOMING),
    Chart(
        "Calls Answered in Time, Per Cent",
        "line",
        CONTACTS,
        "answered_in_time_share",
        ("started_at:day",),
        CALLS,
    ),
    Chart("Contacts by Hour", "bar", CONTACTS, "__count", ("hour",), INCOMING),
    Chart("Requests by Service", "bar", REQUESTS, "__count", ("service_id",)),
    Chart("Satisfaction, 1 to 5", "bar", REQUESTS, "satisfaction", ("directorate_id",)),
)


def build() -> Json:
    """Build the whole spreadsheet.

    Returns:
        The JSON document as Odoo stores it.
    """
    figures = [
        *(_card(number, card) for number, card in enumerate(CARDS)),
        *(_chart(number, chart) for number, chart in enumerate(CHARTS)),
    ]
    shown: tuple[Card | Chart, ...] = (*CARDS, *CHARTS)
    return {
        "version": VERSION,
        "revisionId": "START_REVISION",
        "uniqueFigureIds": True,
        "sheets": [_dashboard_sheet(figures), _data_sheet()],
        "styles": {},
        "formats": FORMATS,
        "borders": {},
        "pivots": {str(n): _pivot(n, card) for n, card in enumerate(CARDS, 1)},
        "pivotNextId": len(CARDS) + 1,
        "lists": {},
        "listNextId": 1,
        "customTableStyles": {},
        "globalFilters": [
            {
                "id": PERIOD,
                "type": "date",
                "label": "Period",
                "defaultValue": "last_30_days",
            }
        ],
        "chartOdooMenusReferences": {
            figure["id"]: MENUS[item.model]
            for figure, item in zip(figures, shown, strict=True)
        },
    }


def _matching(date: str) -> Json:
    """Return how the filter on the period applies to a date field."""
    return {PERIOD: {"chain": date, "type": "datetime", "offset": 0}}


def _domain(item: Card | Chart) -> list[list[str]]:
    """Return the domain in JSON form."""
    return [list(term) for term in item.domain]


def _pivot(number: int, card: Card) -> Json:
    """Return the pivot of a card."""
    measure = {
        "id": card.measure_id,
        "fieldName": card.measure,
        "aggregator": card.aggregator,
    }
    return {
        "type": "ODOO",
        "id": str(number),
        "formulaId": str(number),
        "name": card.title,
        "model": card.model,
        "domain": _domain(card),
        "context": {},
        "columns": [],
        "rows": [],
        "sortedColumn": None,
        "measures": [measure],
        "fieldMatching": _matching(card.date or DATES[card.model]),
    }


def _place(column: int, columns: int, top: int, height: int) -> Json:
    """Return position and size of a figure, in pixels."""
    width = (WIDTH - GAP * (columns - 1)) // columns
    return {
        "col": 0,
        "row": 0,
        "offset": {"x": column * (width + GAP), "y": top},
        "width": width,
        "height": height,
        "tag": "chart",
    }


def _card(number: int, card: Card) -> Json:
    """Return the figure of a card."""
    return {
        "id": f"card-{number}",
        **_place(number, len(CARDS), GAP, CARD_HEIGHT),
        "data": {
            "type": "scorecard",
            "title": {"text": card.title, "bold": True, "color": "#434343"},
            "background": "#EFF6FF",
            "baselineMode": "text",
            "baselineColorDown": "#DC6965",
            "baselineColorUp": "#00A04A",
            "keyValue": f"Data!B{number + 1}",
            "humanize": False,
        },
    }


def _chart(number: int, chart: Chart) -> Json:
    """Return the figure of a chart."""
    row, column = divmod(number, 2)
    top = GAP + CARD_HEIGHT + GAP + row * (CHART_HEIGHT + GAP)
    groups = list(chart.groups)
    return {
        "id": f"chart-{number}",
        **_place(column, 2, top, CHART_HEIGHT),
        "data": {
            "type": f"odoo_{chart.kind}",
            "title": {"text": chart.title, "bold": True, "color": "#434343"},
            "background": "#FFFFFF",
            "legendPosition": "right"
            if len(groups) > 1 or chart.kind == "pie"
            else "none",
            "verticalAxisPosition": "left",
            "stacked": chart.stacked,
            "dataSets": [],
            "metaData": {
                "groupBy": groups,
                "measure": chart.measure,
                "order": "DESC" if groups[0].endswith("_id") else None,
                "resModel": chart.model,
                "mode": chart.kind,
            },
            "searchParams": {
                "comparison": None,
                "context": {},
                "domain": _domain(chart),
                "groupBy": groups,
                "orderBy": [],
            },
            "fieldMatching": _matching(DATES[chart.model]),
        },
    }


def _sheet(
    name: str,
    figures: list[Json],
    cells: dict[str, str],
    formats: dict[str, int],
    rows: int,
) -> Json:
    """Return a sheet."""
    return {
        "id": name.lower(),
        "name": name,
        "colNumber": 12,
        "rowNumber": rows,
        "rows": {},
        "cols": {},
        "merges": [],
        "cells": cells,
        "styles": {},
        "formats": formats,
        "borders": {},
        "conditionalFormats": [],
        "dataValidationRules": [],
        "figures": figures,
        "tables": [],
        "areGridLinesVisible": False,
        "isVisible": True,
        "headerGroups": {"ROW": [], "COL": []},
        "comments": {},
    }


def _dashboard_sheet(figures: list[Json]) -> Json:
    """Return the visible sheet with the figures."""
    height = max(f["offset"]["y"] + f["height"] for f in figures) + GAP
    return _sheet("Dashboard", figures, {}, {}, height // ROW_HEIGHT + 1)


def _data_sheet() -> Json:
    """Return the sheet with the values of the cards."""
    cells: dict[str, str] = {}
    formats: dict[str, int] = {}
    for number, card in enumerate(CARDS, 1):
        value = f'PIVOT.VALUE({number},"{card.measure_id}")'
        cells[f"A{number}"] = f'=_t("{card.title}")'
        # A missing value is shown as a dash, not as zero.
        cells[f"B{number}"] = f'=IF(ISNUMBER({value}),{value},"–")'
        formats[f"B{number}"] = card.format
    return _sheet("Data", [], cells, formats, len(CARDS) + 10)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(build(), indent=1, ensure_ascii=False) + "\n")
