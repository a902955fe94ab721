"""Pieces several pages share: place row, tables, links. Dash components made of plain tokens and classes."""

import re
from collections.abc import Container, Sequence
from html import escape
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard import swedish
from dashboard.data import Data
from dashboard.model import Column, Table
from dashboard.selection import Selection, link
from loaders import catalogue, places
from loaders.model import Level
from loaders.places import Place

STACKED = "staplad"
"""Class of a table whose rows are blocks on a phone: it says that it is a table, which dbc.Table cannot be told."""


def page_link(text: str | Sequence[str | Component], href: str, **more: Any) -> html.A:
    """A link to one of our own pages, which the browser fetches ahead and shows without leaving."""
    return html.A(text, href=href, **({"data-lank": ""} | more))


_WHOLE = re.compile(
    r"(?:\bi )?[A-ZÅÄÖ][\wåäö]+ (?:län|kommun)\b"  # i Jämtlands län
    r"|\d+[–-][\wåäö]+(?: år)?"  # 16–66 år, 66-åringar
    r"|\([^() ]{1,12}(?: [a-zåäö]{1,8})?\)[.,]?"  # (1 422). with hard spaces, (4,4 procent)
)


def unbroken(text: str) -> list[str | html.Span]:
    """A text in which places, ages and numbers within brackets are kept on one line where they fit on one."""
    found: list[str | html.Span] = []
    at = 0
    for match in _WHOLE.finditer(text):
        if match.start() > at:
            found.append(text[at : match.start()])
        found.append(html.Span(match[0], className="hel-fras"))
        at = match.end()
    return [*found, text[at:]] if at < len(text) else found


def aria(label: str) -> dict[str, Any]:
    """The property that names a component for those who do not see it, to be spread among its others."""
    return {"aria-label": label}


def aria_by(id_: str) -> dict[str, Any]:
    """The property that names a component by another one's text."""
    return {"aria-labelledby": id_}


def scrolling(content: Component | None, name: str, **more: Any) -> html.Div:
    """What may be wider than its place: a named region that can be reached and scrolled with the keyboard."""
    return html.Div(content, className="rulle", tabIndex="0", role="region", **aria(name) | more)


def row_of_places(selection: Selection, data: Data) -> html.Nav:
    """County first, its municipalities in alphabetical order, riket last; the chosen one filled."""
    chosen = places.place(selection.region)
    home = chosen.county or data.county
    row: tuple[Place, ...] = (places.place(home), *places.municipalities(home), places.place(places.NATION))
    items = []
    for place in row:
        kept = selection.but(region=place.code)
        if kept.compare and place.code in kept.compare:
            kept = kept.but(compare=None)
        items.append((place, link(kept, home=data.county)))
    return place_buttons(items, chosen.code)


def as_of_note(selection: Selection, data: Data) -> list:
    """What day's knowledge is shown, if it is not today's."""
    if selection.as_of is None:
        return []
    return [
        html.P(
            [
                f"Visar vad som var känt den {swedish.date_text(selection.as_of)}. ",
                page_link("Visa det som är känt nu", link(selection.but(as_of=None), home=data.county)),
                ".",
            ],
            className="per",
        )
    ]


def place_buttons(items: Sequence[tuple[Place, str]], chosen: str) -> html.Nav:
    """Places with their addresses as a row of buttons, the chosen one filled."""
    buttons = [
        dbc.NavItem(choice("Riket" if place.level is Level.NATION else place.name, href, place.code == chosen))
        for place, href in items
    ]
    return html.Nav(dbc.Nav(buttons), className="platser", **aria("Välj plats"))


def choice(text: str, href: str, is_chosen: bool) -> dbc.Button:
    """One of several ways to go on, as a button that is a link."""
    return dbc.Button(text, href=href, active=is_chosen or None, outline=True, color="secondary")


def table(content: Table, *, visible_caption: bool = False, stacked: bool = False) -> dbc.Table:
    """A table of text with caption and scopes.

    stacked: on a phone each row is a block with every cell on its own line below its column's title. Roles are
    written out, since browsers forget what a table is when its rows become blocks.
    """
    roles = _ROLES if stacked else frozenset()
    head = [
        html.Th(column.title, scope="col", className="tal" if column.numeric else None, **_role(roles, "columnheader"))
        for column in content.columns
    ]
    rows = []
    for n, cells in enumerate(content.rows):
        first = html.Th(cells[0], scope="row", **_role(roles, "rowheader"))
        rest = [
            html.Td(
                text,
                className=_number_class(text) if column.numeric else None,
                **_role(roles, "cell") | ({"data-titel": column.title} if stacked else {}),
            )
            for text, column in zip(cells[1:], content.columns[1:], strict=True)
        ]
        rows.append(html.Tr([first, *rest], className="vald" if n in content.strong else None, **_role(roles, "row")))
    return dbc.Table(
        [
            html.Caption(content.caption, className=None if visible_caption else "dold"),
            html.Thead(html.Tr(head, **_role(roles, "row")), **_role(roles, "rowgroup")),
            html.Tbody(rows, **_role(roles, "rowgroup")),
        ],
        class_name=STACKED if stacked else None,
    )


def _number_class(text: str) -> str:
    """The class of a number; an interval is not broken after its dash."""
    return "tal hel" if _INTERVAL.fullmatch(text) else "tal"


_INTERVAL = re.compile(r"[\d,]+–[\d,]+")
_ROLES = frozenset({"rowgroup", "row", "columnheader", "rowheader", "cell"})


def _role(roles: Container[str], role: str) -> dict[str, Any]:
    return {"role": role} if role in roles else {}


def table_html(content: Table, *, stacked: bool = False) -> str:
    """The same table as HTML text: for the long ones, which the browser places as they are."""

    def role(name: str) -> str:
        return f' role="{name}"' if stacked else ""

    def cell(tag: str, text: str, column: Column, said: str, scope: str = "") -> str:
        scope_text = f' scope="{scope}"' if scope else ""
        title = f' data-titel="{escape(column.title)}"' if stacked and not scope else ""
        number = " class=tal" if column.numeric and scope != "row" else ""
        return f"<{tag}{scope_text}{number}{role(said)}{title}>{escape(text)}</{tag}>"

    first, *rest = content.columns
    head = "".join(cell("th", column.title, column, "columnheader", "col") for column in content.columns)
    body = "".join(
        f"<tr{role('row')}>"
        + cell("th", cells[0], first, "rowheader", "row")
        + "".join(cell("td", text, column, "cell") for text, column in zip(cells[1:], rest, strict=True))
        + "</tr>"
        for cells in content.rows
    )
    group = role("rowgroup")
    return (
        f'<table class="table{f" {STACKED}" if stacked else ""}"{role("table")}><caption>{escape(content.caption)}'
        f"</caption><thead{group}><tr{role('row')}>{head}</tr></thead><tbody{group}>{body}</tbody></table>"
    )


def alert(*content: Component) -> dbc.Alert:
    """What somebody must be told at once."""
    return dbc.Alert(list(content), color="light")


def publishers(data: Data) -> str:
    """Those whose figures are shown, SCB first: *SCB, Arbetsförmedlingen och Tillväxtverket*."""

    def find() -> str:
        shown = [declared for declared in catalogue.shown() if data.has(declared.id)]
        known = {re.split(r" \(|,", declared.publisher_sv)[0] for declared in shown}
        return swedish.listing(sorted(known, key=lambda name: (name != "SCB", name)))

    return data.remember(("publishers",), find)
