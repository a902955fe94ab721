"""A chart of a page, in its box: drawn to be seen, and read by keys from the table of its numbers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from dashboard.figures.frame import GRAPH_CONFIG, css_height
from dashboard.model import Table
from dashboard.pages._parts import HIDDEN, aria_by
from dashboard.words import swedish

UNIT, YEAR = "Enhet", "År"
"""Columns that say the unit and the year of each row of a table (chart_reading.js)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """What the keys read: the table of every number, the id of the element it stands in, and the unit of its numbers.

    unit: empty where each row has its own. beside: heading of the row that each number is told with, such as riket's.
    """

    table: Table
    stands_in: str
    unit: str = ""
    beside: str = ""

    def attributes(self) -> dict[str, str]:
        """What the box tells chart_reading.js."""
        told = {
            "data-tabell": self.stands_in,
            "data-enhet": self.unit,
            "data-tecken": json.dumps(swedish.SPOKEN_SIGNS),
        }
        return told | ({"data-mot": self.beside} if self.beside else {})

    def keys_sv(self) -> str:
        """What the keys do, of a table that has a row for each period, place, industry or key figure."""
        rows = self.table.rows
        titles = [column.title for column in self.table.columns]
        if UNIT not in titles and (not rows or rows[0][0][-2:].isdigit()):
            return _KEYS_OF_TIME
        return _KEYS_OF_ROWS.format(rows=_ROWS_SV.get(titles[0], "platserna"))


def chart(id_: str, figure: dict[str, Any], alt: str, readable: Readable, captions: Sequence[str]) -> html.Figure:
    """A figure with its alternative text, where its numbers are said, and its captions.

    figure: of plotly, with its height in the layout. id_: unique on the page; its text is ``{id_}-text``.
    """
    height = css_height(figure["layout"])  # bars on a phone are as tall as their rows
    told: dict[str, Any] = {**aria_by(f"{id_}-text"), **(readable.attributes() if readable.table.rows else {})}
    return html.Figure(
        [
            html.Div(
                html.Div(
                    dcc.Graph(id=id_, figure=figure, config=GRAPH_CONFIG, responsive=True, style={"height": height}),
                    **HIDDEN,  # its numbers are read by keys, and in the table
                ),
                role="img",
                className="duk",
                style={"height": height},
                **told,
            ),
            html.P(alt, id=f"{id_}-text", className="dold"),
            html.P(readable.keys_sv(), id=f"{readable.stands_in}-hjalp", className="dold"),
            html.P(id=f"{id_}-varde", className="lasning", role="status"),
            html.Figcaption([html.Span(part) for part in captions if part]),
        ]
    )


_KEYS_OF_TIME = (
    "Läs värdena med piltangenterna: vänster och höger byter period, upp och ned byter linje. Home är den äldsta "
    "perioden och End den nyaste, Page Up och Page Down går ett år, Escape slutar läsa."
)
_KEYS_OF_ROWS = (
    "Läs värdena med piltangenterna: vänster och höger går mellan {rows}, upp och ned mellan talen. Home är den första "
    "och End den sista, Page Up och Page Down går tio åt gången, Escape slutar läsa."
)
_ROWS_SV = {"Bransch": "branscherna", "Nyckeltal": "nyckeltalen"}
