"""The fact sheet as one tagged page: A4, PDF/UA-1 and PDF/A-2a, set by Typst.

Its lines are our own SVG: no browser draws them.
"""

import json
from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path
from typing import Any

from dashboard.figures.theme import THEME
from dashboard.forms.factsheet.content import FactSheet
from dashboard.forms.pdf.typesetting import set_apart
from dashboard.words import swedish
from dashboard.words.line_breaks import bound_within
from dashboard.words.swedish import kept_together

TEMPLATE = Path(__file__).with_name("factsheet.typ")
_AS_WRITTEN = frozenset({"author", "svg", "alt", "address", "tokens"})


def build(sheet: FactSheet) -> bytes:
    """The sheet as PDF/UA-1 and PDF/A-2a bytes. ReportError for anything Typst refuses, and where it takes too long."""
    return set_apart(TEMPLATE, json.dumps(_content(sheet), ensure_ascii=False), datetime.combine(sheet.day, time()))


def _content(sheet: FactSheet) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": sheet.title,
        "author": sheet.organisation or "Länspuls",
        "running": f"{sheet.organisation or 'Länspuls'}. Faktablad {swedish.date_text(sheet.day)}",
        "headline": kept_together(sheet.headline),
        "place": "" if sheet.names_place else swedish.capital(sheet.place.full_name),
        "lead": sheet.lead,
        "entries": [
            {
                "title": entry.card.title,
                "period": entry.card.period,
                "number": entry.card.number,
                "unit": entry.card.unit,
                "text": entry.card.text,
                "source": entry.card.source,
                "svg": entry.svg or None,
                "alt": entry.alt,
                "ends": list(entry.ends),
            }
            for entry in sheet.entries
        ],
        "table": {
            "caption": sheet.table.caption,
            "columns": [asdict(column) for column in sheet.table.columns],
            "rows": [list(row) for row in sheet.table.rows],
            "strong": sorted(sheet.table.strong),
        },
        "signs": sheet.signs,
        "sources": sheet.sources,
        "address": sheet.address,
        "synthetic": sheet.synthetic,
        "tokens": asdict(THEME),
    }
    return bound_within(told, _AS_WRITTEN)
