"""What stands around every page of components: skip link, header with the menu, footer."""

from collections.abc import Callable

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.api import HELP
from dashboard.data.series import Data
from dashboard.pages import Page, menu
from dashboard.pages._parts import alert, aria, damage_told, folded, page_link, publishers, search_form, stale_told

MAIN = "innehall"


def shell(page: Page, data: Data, write: Callable[[Component], str]) -> list[Component | Markup]:
    """The whole page: skip link, header, main, footer. ``write`` makes HTML of what many pages have in common."""
    above = data.remember(
        ("header", page.nav, page.region, page.synthetic),
        lambda: (
            Markup(write(html.A("Hoppa till innehållet", href=f"#{MAIN}", className="hoppa")))
            + Markup(write(header(page, data)))
        ),
    )
    return [
        above,
        *banner(data),
        html.Main([*page.body, html.P(page.note, className="meta", role="note")] if page.note else page.body, id=MAIN),
        data.remember(("footer",), lambda: Markup(write(footer(data)))),
    ]


def footer(data: Data) -> html.Footer:
    """Whose figures these are, and where more is told of them."""
    at = data.public.list_at
    others: list[str | Component] = [" ", html.A("Andra län", href=at), "."] if at else []
    return html.Footer(
        [
            html.P(
                [
                    f"{data.organisation}. " if data.organisation else "",
                    f"Länspuls visar öppen statistik från {publishers(data) or 'svenska myndigheter'}. ",
                    page_link("Så läser du siffrorna", "/om"),
                    ". ",
                    page_link("Data och källor", "/kallor"),
                    ". ",
                    page_link("Öppna data", HELP),
                    ". ",
                    page_link("Tillgänglighet", "/tillganglighet"),
                    ".",
                    *others,
                ]
            )
        ]
    )


def banner(data: Data) -> list[Component]:
    """What every page says while something of the store is damaged, or new figures do not reach this machine."""
    told = [*damage_told(data), *stale_told(data)]
    return [html.Div(alert(html.P(" ".join(told))), className="skadat", role="status")] if told else []


def header(page: Page, data: Data) -> html.Header:
    """Name, menu and the DEMODATA badge. The menu keeps the chosen place."""
    items = menu(page.nav, home=data.county, region=page.region)
    links = [
        dbc.NavItem(dbc.NavLink(item.text_sv, href=item.href, active=item.is_current, external_link=item.is_document))
        for item in items
    ]
    return html.Header(
        [
            page_link(brand(data), items[0].href, className="brand"),
            html.Nav(folded("Meny", dbc.Nav(links)), **aria("Huvudmeny")),
            html.Div(folded("Sök", search_form("", page.region, data.county, "sok")), className="sokruta"),
            demo_badge() if page.synthetic else None,
        ],
        className="topp",
    )


def brand(data: Data) -> list[Component | str]:
    """What the first link shows: the region's logo, where it has one, and the name."""
    logo = data.public.logo
    return [html.Img(src=logo, alt=data.organisation, className="logga"), "Länspuls"] if logo else ["Länspuls"]


def demo_badge() -> dbc.Badge:
    """The badge of made-up figures."""
    told = "Siffrorna är påhittade och visar bara hur sidan fungerar."
    return dbc.Badge("DEMODATA", tag="strong", class_name="demo", title=told)
