"""The source line of a slide of several views."""

from collections.abc import Sequence

from dashboard.data.origins import Origin
from dashboard.views.view import View
from dashboard.words.source_names import is_number

MOST_IN_FULL = 5
"""Sources in one line that are written in full."""


def sources(views: Sequence[View]) -> str:
    """The publishers and tables of several views in one line, without the mark of made-up figures."""
    origins = list({view.origin.name: view.origin for view in views}.values())
    parts = [origin.name for origin in origins]
    if len(parts) > MOST_IN_FULL:
        parts = _by_publisher(origins)
    return f"Källa: {'; '.join(parts)}."


def _by_publisher(origins: Sequence[Origin]) -> list[str]:
    """``SCB (TAB6260, TAB3138)``: each publisher once with its tables' numbers, so that it fits a slide's foot."""
    tables: dict[str, list[str]] = {}
    for origin in origins:
        tables.setdefault(origin.publisher_sv, []).extend(filter(is_number, origin.tables_sv))
    return [f"{publisher} ({', '.join(names)})" if names else publisher for publisher, names in tables.items()]
